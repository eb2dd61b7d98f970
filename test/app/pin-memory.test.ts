import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pinMemory } from "../../src/app/pin-memory.ts";

const [ONE, OTHER] = ["8933010000000000017", "8933020000000000029"];

describe("PINs that were refused", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "pins-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("are those of a SIM: another is tried, and one that comes back, on whatever line, is not", async () => {
    await pinMemory(folder, "mobile").refused("1234", ONE);
    for (const line of ["mobile", "mobile-2"]) {
      const pins = pinMemory(folder, line);
      assert.equal(await pins.isRefused("1234", ONE), true);
      assert.equal(await pins.isRefused("1234", OTHER), false);
      assert.equal(await pins.isRefused("4321", ONE), false);
    }
  });

  it("are those of a line where the SIM tells no number", async () => {
    const pins = pinMemory(folder, "mobile");
    await pins.refused("1234", null);
    assert.equal(await pins.isRefused("1234", null), true);
    // It may be that one.
    assert.equal(await pins.isRefused("1234", ONE), true);
    assert.equal(await pinMemory(folder, "mobile-2").isRefused("1234", null), false);
    await pins.refused("5678", ONE);
    assert.equal(await pins.isRefused("5678", null), true);
    assert.equal(await pins.isRefused("5678", OTHER), false);
  });

  it("are kept as marks alone, each once, for their owner's eyes", async () => {
    const pins = pinMemory(folder, "mobile");
    for (let n = 0; n < 3; n++) await pins.refused("1234", ONE);
    const file = join(folder, "refused-pins");
    const text = await readFile(file, "utf8");
    assert.match(text, /^(?:[0-9a-f]{32}\n){2}$/);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });
});

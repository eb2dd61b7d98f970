import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { millis } from "../../src/kernel/units.ts";
import { Place } from "../kit/place.ts";

describe("putting in order what a crash left", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());
  const repair = async () => ({ duration: millis(1000) });

  for (const name of ["x.wav.new", "x.wav", "x.wav.part"])
    it(`passes over a folder called ${name}, and does the rest (R1)`, async () => {
      const store = await place.open();
      await mkdir(join(place.folder, "messages", name));
      await writeFile(join(place.folder, "messages", "20261123-100000-abcd.wav.part"), "a sound");
      const { recovered, skipped, failed } = await store.recover({ repair });
      assert.deepEqual(recovered, ["20261123-100000-abcd"]);
      assert.deepEqual([skipped, failed], [[], []]);
    });

  it("tells of what it could not do, and does the rest (R1)", async () => {
    const store = await place.open();
    store.calls.begin({ id: "20261123-100000-abcd", line: "line-1", at: place.clock.now() });
    await store.calls.flushed();
    await rm(join(place.folder, "messages"), { recursive: true });
    await writeFile(join(place.folder, "messages"), "no folder");
    const { skipped, interrupted } = await store.recover({ repair });
    assert.equal(skipped[0]?.code, "store.read-only");
    assert.equal(interrupted, 1, "the call that was cut off is over");
    assert.ok(place.log.count("store.not-put-in-order") > 0);
  });
});

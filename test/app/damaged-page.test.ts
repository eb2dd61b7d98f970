import assert from "node:assert/strict";
import { mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Database } from "../../src/store/database.ts";
import { until } from "../kit/until.ts";
import { pageHere, Running } from "./running.ts";

describe("a database that is damaged where the page alone looks", () => {
  let folder: string;
  let appliance: Running;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-damaged-page-"));
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere }));
    appliance = await Running.start(folder);
    await appliance.stop();
  });
  afterEach(async () => {
    await appliance.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Where a table begins in the file. */
  async function firstPageOf(table: string): Promise<{ at: number; size: number }> {
    const database = await Database.open(join(folder, "permanence.db"));
    const row = await database.get<{ rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]);
    const { page_size: size } = (await database.get<{ page_size: number }>("PRAGMA page_size")) ?? { page_size: 4096 };
    await database.close();
    assert.ok(row && row.rootpage > 1);
    return { at: (row.rootpage - 1) * size, size };
  }

  it("is rescued by the process that answers calls, which was told; then the page is there", async () => {
    const { at, size } = await firstPageOf("text");
    const file = await open(join(folder, "permanence.db"), "r+");
    await file.write(Buffer.alloc(size, 0x5a), 0, size, at);
    await file.close();
    appliance = await Running.start(folder);
    await until(
      async () => (await readdir(folder)).some((name) => name.includes(".corrupt-")),
      () => `the damaged one is kept aside:\n${appliance.said}`,
    );
    await appliance.until(/app\.damage /);
    const guest = appliance.client();
    await guest.ask("setup", {});
    guest.close();
  });
});

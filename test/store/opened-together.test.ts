import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations, version } from "../../src/store/migrate.ts";
import { Place } from "../kit/place.ts";

/** A process that opens the store of a folder and says with how many people; waits for a line before it begins. */
const CHILD = `
  import { once } from "node:events";
  import { openStore } from "${new URL("../../src/store/store.js", import.meta.url)}";
  const [folder] = process.argv.slice(1);
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const clock = { now: () => Date.now(), elapsed: () => performance.now(), sleep: async () => undefined };
  process.stdout.write("waiting\\n");
  await once(process.stdin, "data");
  const store = await openStore({ file: folder + "/permanence.db", folder, clock, log: quiet });
  await store.settings.set("key-" + process.pid, 1, "child");
  await store.close();
  process.exit(0);
`;

/** Starts so many, and lets them go at the same moment. Their exit codes, and what they complained of. */
async function together(folder: string, many: number): Promise<{ codes: number[]; said: string }> {
  const children = Array.from({ length: many }, () =>
    spawn(process.execPath, ["--input-type=module", "--eval", CHILD, folder], { stdio: "pipe" }),
  );
  let said = "";
  for (const child of children) child.stderr.on("data", (bytes) => (said += bytes));
  const ended = Promise.all(children.map(async (child) => Number((await once(child, "exit"))[0])));
  await Promise.all(children.map((child) => once(child.stdout, "data")));
  for (const child of children) child.stdin.end("go\n");
  return { codes: await ended, said };
}

describe("a database that several processes open at once", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  const keys = async (): Promise<number> => {
    const database = await Database.open(place.file);
    assert.equal(await version(database), migrations.length);
    const rows = await database.all("SELECT key FROM setting WHERE key LIKE 'key-%'");
    await database.close();
    return rows.length;
  };

  for (let round = 1; round <= 3; round++)
    it(`is ready for each of them where there was none (R10), round ${round}`, async () => {
      const { codes, said } = await together(place.folder, 4);
      assert.deepEqual(codes, [0, 0, 0, 0], said);
      assert.equal(await keys(), 4);
    });

  it("is brought to this release by one of them, with one copy of what was (R10)", async () => {
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, 3));
    await old.close();
    const { codes, said } = await together(place.folder, 3);
    assert.deepEqual(codes, [0, 0, 0], said);
    assert.equal(await keys(), 3);
    const names = await readdir(place.folder);
    assert.deepEqual(
      names.filter((name) => name.endsWith(".part") || name.includes("corrupt")),
      [],
    );
    for (const name of names.filter((each) => each.includes(".version-"))) {
      const copy = await Database.open(`${place.folder}/${name}`);
      assert.ok((await version(copy)) <= migrations.length);
      await copy.close();
    }
  });

  it("can be read while it is brought to this release, as it was or as it is", async () => {
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, 4));
    await old.run("INSERT INTO setting VALUES ('told', '1')");
    const reader = await Database.open(place.file);
    let reading = true;
    let reads = 0;
    const read = async () => {
      while (reading) {
        assert.deepEqual(await reader.all("SELECT value FROM setting WHERE key = 'told'"), [{ value: "1" }]);
        reads++;
      }
    };
    const through = read();
    await migrate(old, place.file, place.clock.now());
    reading = false;
    await through;
    assert.ok(reads > 0);
    for (const each of [reader, old]) await each.close();
  });

  it("waits for who has it locked to change it", async () => {
    const one = await Database.open(place.file);
    await one.script("BEGIN IMMEDIATE");
    const two = await Database.open(place.file);
    const migrating = migrate(two, place.file, place.clock.now());
    await one.script("CREATE TABLE theirs (x)");
    await one.script("COMMIT");
    assert.equal((await migrating)?.to, migrations.length);
    for (const each of [one, two]) await each.close();
  });
});

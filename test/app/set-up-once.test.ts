import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Database } from "../../src/store/database.ts";
import { fault, programOn, type Ran } from "./program.ts";
import { pageHere, Running } from "./running.ts";

const PASSWORD = "correct horse battery";
const PROGRAM = join(import.meta.dirname, "..", "..", "src", "app", "permanence.js");

/** Whoever set up an appliance once keeps it, whatever becomes of the list of its users. */
describe("an appliance that was set up", () => {
  let folder: string;
  let appliance: Running;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-set-up-"));
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere }));
    appliance = await Running.start(folder);
  });
  afterEach(async () => {
    await appliance.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const body = { name: "Claire", password: PASSWORD };
  const again = async (meanwhile: () => Promise<void>) => {
    await appliance.stop();
    await meanwhile();
    appliance = await Running.start(folder);
  };
  const database = async (work: (database: Database) => Promise<unknown>) => {
    const opened = await Database.open(join(folder, "permanence.db"));
    await work(opened);
    await opened.close();
  };
  const lose = async () => {
    for (const name of await readdir(folder))
      if (name.startsWith("permanence.db")) await rm(join(folder, name), { force: true });
  };
  /** The next visitor is nobody; who has read the code at the box is. */
  const onlyTheCodeOpens = async () => {
    assert.equal((await appliance.client().ask("setup", {})).by, "code");
    assert.equal((await appliance.client().refused("setUp", { body })).is, "403 admin.needs-code");
    const code = (await appliance.until(/with this code: (\S+)/))[1];
    assert.match(appliance.said, /Nobody can sign in\./);
    const session = await appliance.client().ask("setUp", { body: { ...body, code } });
    assert.equal(session.user?.role, "admin");
  };

  it("is open to its first visitor until then, also after another start", async () => {
    await again(async () => undefined);
    assert.equal((await appliance.client().ask("setup", {})).by, "open");
    await appliance.client().ask("setUp", { body });
  });

  it("lets only the box's code in when its database is lost (R12)", async () => {
    await appliance.client().ask("setUp", { body });
    await again(lose);
    await onlyTheCodeOpens();
  });

  it("lets only the box's code in when its users are damaged (R12)", async () => {
    await appliance.client().ask("setUp", { body });
    await again(() => database((each) => each.run("DELETE FROM user")));
    await onlyTheCodeOpens();
  });

  it("lets only the box's code in when what is left of its database has no users, also where no mark was made (R12)", async () => {
    await appliance.client().ask("setUp", { body });
    await again(async () => {
      await rm(join(folder, "set-up"));
      for (const name of await readdir(folder)) if (/db-(wal|shm)$/.test(name)) await rm(join(folder, name));
      const file = await open(join(folder, "permanence.db"), "r+");
      await file.truncate(8192);
      await file.write(Buffer.alloc(4096, 0x55), 0, 4096, 100);
      await file.close();
      await writeFile(join(folder, "permanence.db.damaged"), "");
    });
    await onlyTheCodeOpens();
  });

  it("lets only the box's code in when a backup without users is put back (R12)", async () => {
    const backup = join(folder, "..", `${folder.split("/").at(-1)}.tar`);
    const run = programOn(folder);
    assert.equal((await run("backup", backup)).code, 0);
    await appliance.client().ask("setUp", { body });
    await again(async () => {
      const restored = await run("restore", backup);
      assert.equal(restored.code, 0, restored.err);
      await rm(backup);
    });
    await onlyTheCodeOpens();
  });

  const setPassword = (name: string, line: string): Promise<Ran> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [PROGRAM, "users", "password", name, "--data", folder],
        (thrown, out, err) => resolve({ code: thrown === null ? 0 : Number(thrown.code ?? -1), out, err }),
      );
      child.stdin?.end(line);
    });

  it("has a command that sets a new password while it runs, ends sessions, and is journalled (R14)", async () => {
    const claire = appliance.client();
    await claire.ask("setUp", { body });
    const set = await setPassword("claire", "an entirely new one\n");
    assert.deepEqual([set.code, set.err], [0, ""]);
    assert.match(set.out, /Claire has a new password, and is signed out everywhere/);
    assert.equal((await claire.ask("session", {})).user, null);
    const next = appliance.client();
    assert.equal((await next.refused("signIn", { body })).is, "401 admin.wrong-password");
    const { user } = await next.ask("signIn", { body: { name: "Claire", password: "an entirely new one" } });
    assert.equal(user?.name, "Claire");
    await database(async (each) => {
      const rows = await each.all<{ by: string; after: string }>(
        "SELECT by, after FROM journal WHERE what = 'user.change'",
      );
      assert.equal(rows.length, 1);
      assert.match(rows[0]?.by ?? "", /^command line/);
      assert.doesNotMatch(JSON.stringify(rows), /entirely|argon/);
    });
  });

  it("takes no password that is none, nor one for somebody who is not there (R14)", async () => {
    await appliance.client().ask("setUp", { body });
    fault(await setPassword("Claire", "\n"), /No password was given/);
    fault(await setPassword("Claire", ""), /No password was given/);
    fault(await setPassword("Claire", "short\n"), /10 to 200 characters/);
    fault(await setPassword("Bruno", "long enough a password\n"), /There is no user "Bruno"; there are: Claire/);
    await appliance.client().ask("signIn", { body });
  });

  it("makes an admin at the box where none is left (R12)", async () => {
    await appliance.client().ask("setUp", { body });
    await again(lose);
    const made = await setPassword("Bruno", "long enough a password\n");
    assert.deepEqual([made.code, made.err], [0, ""]);
    const session = await appliance
      .client()
      .ask("signIn", { body: { name: "Bruno", password: "long enough a password" } });
    assert.equal(session.user?.role, "admin");
    assert.equal((await appliance.client().ask("setup", {})).needed, false);
  });
});

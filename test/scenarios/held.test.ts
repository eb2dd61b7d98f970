import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seconds } from "../../src/kernel/units.ts";
import { ignores } from "./mobiles.ts";
import { anne, bob, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const EVENING = "2026-11-23T20:00";

interface Trouble {
  readonly begin: (office: Scene) => Promise<void>;
  readonly end: (office: Scene) => Promise<void>;
}

/** A file in the place of the folder: whoever writes into that is refused at once, root too. */
const folderGone: Trouble = {
  begin: async ({ messages }) => {
    await rename(messages, `${messages}.away`);
    await writeFile(messages, "");
  },
  end: async ({ messages }) => {
    await unlink(messages);
    await rename(`${messages}.away`, messages);
  },
};

const mount = (...args: readonly string[]) => execFileSync("mount", [...args], { stdio: "ignore" });

/** A disk of its own for the messages, far too small, and filled up; null where mounting is not allowed. */
const diskFull: Trouble = {
  async begin({ messages }) {
    mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", messages);
    await writeFile(join(messages, "ballast"), new Uint8Array(60 * 1024));
  },
  async end({ messages }) {
    await unlink(join(messages, "ballast"));
    mount("-o", "remount,size=8m", messages);
  },
};

const readOnly: Trouble = {
  async begin({ messages }) {
    mount("-t", "tmpfs", "-o", "size=8m,ro", "tmpfs", messages);
  },
  async end({ messages }) {
    mount("-o", "remount,rw", messages);
  },
};

/** The database may not grow: SQLITE_FULL for whatever is written. */
const databaseFull: Trouble = {
  begin: ({ sabotage }) => sabotage("PRAGMA max_page_count = 1").then(() => undefined),
  end: ({ sabotage }) => sabotage("PRAGMA max_page_count = 1000000").then(() => undefined),
};

/** Whoever runs this may be no one who mounts. */
const mayMount = ((): boolean => {
  const folder = execFileSync("mktemp", ["-d"]).toString().trim();
  try {
    mount("-t", "tmpfs", "tmpfs", folder);
    execFileSync("umount", [folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    execFileSync("rmdir", [folder]);
  }
})();

describe("a disk that takes nothing in a call", () => {
  const troubles: readonly (readonly [string, Trouble])[] = [
    ["its folder is gone", folderGone],
    ...(mayMount
      ? ([
          ["it is full", diskFull],
          ["it can only be read", readOnly],
        ] as const)
      : []),
  ];
  for (const [what, { begin, end }] of troubles)
    it(`${what}: the message is held, told so, and written within a minute of there being room (R3)`, async () => {
      const said = await voice();
      await scene({ at: EVENING }, async (office) => {
        const { clock } = office;
        try {
          office.dial({ from: stranger, script: leavesMessage(said) });
          await office.until(() => office.socket.hook === "off", "answered");
          await clock.hold(begin(office));
          assert.deepEqual(await office.ended(), ["message"]);
          assert.deepEqual((await office.lastCall()).steps.map((step) => step.what).slice(-2), ["hung-up", "held"]);
          assert.ok((await office.posted()).every((each) => each.startsWith("message-held")));
          assert.deepEqual(office.troubles(), ["app.message-held"]);
          await clock.pass(seconds(30));
          assert.deepEqual(await clock.hold(office.store.messages.list()), []);
          await clock.hold(end(office));
          await clock.pass(seconds(60));
          await office.keptWhatWasSaid(said);
          assert.ok((await office.posted()).some((each) => each.startsWith("message ")));
          assert.deepEqual(office.troubles(), ["app.message-held", null]);
          const { outcome, message, steps } = await office.lastCall();
          assert.deepEqual([outcome, message !== null, steps.at(-1)?.what], ["message", true, "recorded"]);
        } finally {
          if (mayMount) unmount(office.messages);
          await clock.hold(mkdir(office.messages, { recursive: true }));
        }
      });
    });

  it("its database is full: the call, the letters and the message are written within a minute of there being room (R3)", async () => {
    const said = await voice();
    await scene({ at: EVENING }, async (office) => {
      const { clock, store } = office;
      await clock.hold(fillUp(office));
      await clock.hold(databaseFull.begin(office));
      for (const calls of [1, 2, 3]) {
        office.dial({ from: stranger, script: leavesMessage(said) });
        await office.ended(calls);
      }
      assert.deepEqual(office.outcomes(), ["message", "message", "message"]);
      await clock.pass(seconds(30));
      await clock.hold(databaseFull.end(office));
      await clock.pass(seconds(60));
      const calls = (await clock.hold(store.calls.list())).map(({ outcome, message }) => [outcome, message !== null]);
      assert.deepEqual(calls, Array(3).fill(["message", true]));
      assert.equal((await office.kept()).length, 3);
      assert.equal((await office.posted()).filter((each) => each.startsWith("message ")).length, 9);
    });
  });

  it("a missed call is told once the database takes it, without anything else being written (R3)", async () => {
    await scene({ at: "2026-11-23T10:00", mobiles: { [anne]: ignores, [bob]: ignores } }, async (office) => {
      const { clock } = office;
      await clock.hold(fillUp(office));
      await clock.hold(databaseFull.begin(office));
      office.dial({ from: stranger, script: [{ wait: seconds(2) }, { hangUp: true }] });
      assert.deepEqual(await office.ended(), ["abandoned"]);
      await clock.hold(databaseFull.end(office));
      await clock.pass(seconds(60));
      assert.equal((await office.posted()).filter((each) => each.startsWith("missed-call")).length, 3);
    });
  });
});

/** What is free within the pages that the database has would be used first. */
const fillUp = async ({ sabotage }: Scene): Promise<void> => {
  await sabotage("CREATE TABLE ballast (x TEXT)");
  await sabotage(
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO ballast SELECT hex(randomblob(2000)) FROM n",
  );
};

function unmount(folder: string): void {
  try {
    execFileSync("umount", ["-l", folder], { stdio: "ignore" });
  } catch {
    // It is not mounted.
  }
}

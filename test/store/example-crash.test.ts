import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { demoOffice } from "../../src/app/demo-office.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { instant, millis } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import { readAnchors } from "../../src/store/seal-anchors.ts";
import { openStore } from "../../src/store/store.ts";
import { verifySeals } from "../../src/store/verify-seals.ts";
import { Place } from "../kit/place.ts";

const CALLS = 40;

describe("an example that is left", () => {
  let place: Place;
  before(async () => {
    place = await Place.make();
    const store = await place.open();
    await store.example.offer(parseOffice(demoOffice));
    await store.example.try("Claire");
    for (let n = 0; n < CALLS; n++) {
      const [id, at] = [`call-${n}`, instant(place.clock.time + n * 1000)];
      store.calls.begin({ id, line: "line-1", at, caller: callerId(`01990000${10 + n}`, null) });
      const partPath = store.messages.partPath(id);
      await writeFile(partPath, "sound");
      await store.messages.keep({ callId: id, partPath, duration: millis(9000), empty: false });
      store.calls.end(id, { at, outcome: "message" });
    }
    await store.calls.flushed();
    await place.close(store);
  });
  after(() => place.remove());

  /** Kills the process so many milliseconds after it begins to leave; null: once it has left. Gives what is there then. */
  async function killedAfter(delay: number | null) {
    const folder = await mkdtemp(join(tmpdir(), "example-crash-"));
    try {
      await cp(place.folder, folder, { recursive: true });
      const child = spawn(process.execPath, [join(import.meta.dirname, "example-crash-child.js"), folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const exit = once(child, "exit");
      for await (const line of createInterface({ input: child.stdout })) {
        if (line !== (delay === null ? "left" : "leaving")) continue;
        await wait(delay ?? 0);
        child.kill("SIGKILL");
      }
      assert.equal((await exit)[1], "SIGKILL");
      const file = join(folder, "permanence.db");
      const store = await openStore({ file, folder, clock: place.clock, log: place.log });
      try {
        await store.recover({ repair: async () => ({ duration: millis(9000) }) });
        const state = await store.example.state();
        const found = {
          office: await store.office.isSet(),
          calls: (await store.calls.list({ limit: 100 })).length,
          messages: (await store.messages.list({ limit: 100 })).length,
          needs: (await store.needs.list()).length,
          sounds: (await readdir(join(folder, "messages"))).length,
        };
        const database = await Database.open(file);
        const { breaks } = await verifySeals(database, await readAnchors(folder)).finally(() => database.close());
        return { state, found, breaks };
      } finally {
        await store.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  it("is there as a whole or gone as a whole, whenever the process is killed (-9) in the middle of it", async () => {
    const whole = { office: true, calls: CALLS, messages: CALLS, needs: CALLS, sounds: CALLS };
    const nothing = { office: false, calls: 0, messages: 0, needs: 0, sounds: 0 };
    const seen = new Set<string>();
    for (const delay of [0, 2, 5, 10, 20, 40, null]) {
      const { state, found, breaks } = await killedAfter(delay);
      assert.deepEqual(found, state === "own" ? nothing : whole, `after ${delay} ms: ${state}`);
      assert.deepEqual(breaks, []);
      seen.add(state);
    }
    assert.ok(seen.has("own"));
  });
});

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { inside } from "../../src/app/paths.ts";
import { until } from "../kit/until.ts";
import { Answering } from "./answering.ts";
import { type Hostile, hostileLoad } from "./hostile-load.ts";
import { Running } from "./running.ts";

const PASSWORD = "correct horse battery";
/** Of calls without the load and with it. The machine has other work as well: what the load brings about, it brings each time. */
const ROUNDS = 3;
const BUSY = /^(?:429|503)$/;

describe("fifty questions a second from strangers, each as large as is allowed, while calls go on", function () {
  this.timeout(240_000);
  let answering: Answering;
  let appliance: Running;
  let hostile: Hostile | null = null;

  before(async () => {
    answering = await Answering.prepare("hostile");
    appliance = await Running.start(answering.folder);
    await appliance.until(/the line is ready/);
    const claire = appliance.client();
    await claire.ask("setUp", { body: { name: "Claire", password: PASSWORD } });
    claire.close();
    // Nothing else is going on: all is spoken.
    await until(
      () => existsSync(join(inside(answering.folder).speech, "engines.json")),
      () => appliance.said,
    );
  });
  after(async () => {
    await hostile?.stop();
    await appliance?.stop();
    await answering?.remove();
  });

  /** A call, and what of it must not depend on strangers. */
  async function call() {
    const before = await answering.underruns();
    const { answered, end, outcome, heardSeconds } = await answering.call();
    const [message] = await answering.messages();
    return {
      came: [answered, end, outcome],
      heard: heardSeconds,
      duration: message?.duration ?? 0,
      underruns: (await answering.underruns()) - before,
    };
  }

  it("leaves calls as they are, and is answered with a sentence", async () => {
    const telephone = await appliance.pid("telephone");
    const told: string[] = [];
    for (let round = 1; ; round++) {
      const quiet = await call();
      hostile = await hostileLoad(appliance.client(), { name: "Claire", password: PASSWORD });
      const loaded = await call();
      const { statuses, unexplained, sent, seconds } = await hostile.stop();
      hostile = null;
      assert.deepEqual(
        [quiet.came, loaded.came],
        [
          [true, "caller", "message"],
          [true, "caller", "message"],
        ],
      );
      assert.deepEqual(unexplained, []);
      const heard = `${sent} in ${seconds} s: ${JSON.stringify(statuses)}`;
      assert.ok(
        Object.keys(statuses).some((status) => BUSY.test(status)),
        heard,
      );
      assert.equal(statuses[500], undefined, heard);
      const other = [
        ...(loaded.underruns > quiet.underruns
          ? [`the sound ran out ${loaded.underruns} times, not ${quiet.underruns}`]
          : []),
        ...(Math.abs(loaded.heard - quiet.heard) >= 1 ? [`heard ${loaded.heard} of ${quiet.heard} s`] : []),
        ...(Math.abs(loaded.duration - quiet.duration) >= 500
          ? [`${loaded.duration} of ${quiet.duration} ms kept`]
          : []),
      ];
      if (other.length === 0) break;
      told.push(...other);
      assert.ok(round < ROUNDS, told.join("\n"));
    }
    assert.equal(await appliance.pid("telephone"), telephone, "the same process took all of them");
    // And whoever comes after that is served.
    const someone = appliance.client();
    await until(
      async () => (await someone.send("GET", "/")).status === 200,
      () => "the page",
    );
    someone.close();
  });
});

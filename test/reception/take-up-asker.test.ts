import assert from "node:assert/strict";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { instant, seconds } from "../../src/kernel/units.ts";
import { openTakeUps } from "../../src/reception/take-up-asker.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import type { TakeUpCall, TakeUpStore } from "../../src/store/take-ups.ts";
import { office } from "../scenarios/office.ts";

describe("a call about a shift", () => {
  it("that is always cut by a knock is given up, and not made every 20 s for ever", async () => {
    const clock = new VirtualClock(instant(Date.UTC(2026, 10, 23, 9, 0)));
    const call = { id: 1, person: "carl", name: "Carl", number: "+33639980003", takeUp: { id: 7 } } as TakeUpCall;
    const answers: string[] = [];
    const takeUps = {
      seeDeeds: async () => undefined,
      between: async () => [],
      step: async () => false,
      closeInterrupted: async () => undefined,
      calls: async () => (answers.length === 0 ? [call] : []),
      beginCall: async () => true,
      putOffCall: async () => undefined,
      answered: async (_: number, answer: string) => void answers.push(answer),
    } as unknown as TakeUpStore;
    let rung = 0;
    const asker = openTakeUps({
      clock,
      log: silentLog,
      takeUps,
      office: async () => parseOffice(office),
      hourFor: (at) => at,
      wake: () => undefined,
      async ring() {
        rung++;
        return "called";
      },
    });
    await clock.pass(seconds(600));
    const closed = asker.close();
    await clock.pass(seconds(30));
    await closed;
    assert.deepEqual([rung, answers], [4, ["failed"]]);
  });
});

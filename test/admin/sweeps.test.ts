import assert from "node:assert/strict";
import { sweepsFrom } from "../../src/admin/views/hour-now.ts";
import { messageView } from "../../src/admin/views/views.ts";
import type { Verdict } from "../../src/kernel/clock-trust.ts";
import { instant, millis } from "../../src/kernel/units.ts";
import type { Message } from "../../src/store/message-record.ts";
import { usualRetention } from "../../src/store/retention.ts";
import { HandClock } from "../kit/clocks.ts";
import { anOffice, MONDAY } from "./rig.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("when a message is deleted", () => {
  const clock = new HandClock(MONDAY);
  const judged = (verdict: Verdict) => ({
    clock,
    time: { verdict: () => verdict, settled: () => false, hourFor: () => null },
  });
  const good = { wall: MONDAY, up: millis(0), boot: "b", by: "plausible", since: MONDAY } as const;
  const closed = {
    caller: { presentation: "withheld", number: null, name: null },
    closedAt: instant(MONDAY - 100 * DAY),
    closedForSureAt: instant(MONDAY - 100 * DAY),
    keptAt: null,
  } as unknown as Message;
  const told = (verdict: Verdict) => {
    const { deletesAt, closedInDoubt } = messageView(closed, anOffice, usualRetention, sweepsFrom(judged(verdict)));
    return { deletesAt, closedInDoubt };
  };

  it("is told with the time that a clock which was set just now is waited for", () => {
    const unsettled = { trusted: true, good: { ...good, unsettled: millis(20 * HOUR) } } as const;
    assert.deepEqual(told(unsettled), { deletesAt: MONDAY + 20 * HOUR, closedInDoubt: false });
    const settled = told({ trusted: true, good: { ...good, unsettled: millis(0) } });
    assert.ok((settled.deletesAt ?? 0) < MONDAY - 8 * DAY);
  });

  it("is not told while the clock is in doubt, for nothing is deleted", () => {
    assert.deepEqual(told({ trusted: false, why: "ahead" }), { deletesAt: null, closedInDoubt: true });
  });
});

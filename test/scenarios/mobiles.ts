import { millis, seconds } from "../../src/kernel/units.ts";
import type { MobileBehaviour } from "../../src/simulator/exchange/calls.ts";

/** What people do with their mobiles in these scenarios. */

const answer = (key: "1" | "2"): MobileBehaviour => ({
  after: seconds(4),
  does: "answer",
  presses: [{ key, after: seconds(3) }],
});

export const takes = answer("1");
export const refuses = answer("2");
export const ignores: MobileBehaviour = { after: seconds(60), does: "ignore" };
export const busy: MobileBehaviour = { after: millis(0), does: "busy" };
export const voicemail: MobileBehaviour = { after: seconds(8), does: "voicemail" };

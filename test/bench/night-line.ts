import { systemClock } from "../../src/kernel/clock.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { Exchange } from "../../src/simulator/exchange/exchange.ts";
import { until } from "../kit/until.ts";
import { type AnsweredCall, placeCall } from "./answered-call.ts";
import { babble } from "./babble.ts";
import type { Installation } from "./site.ts";
import type { TimedLine } from "./timed-line.ts";

export const greeting = babble(seconds(2));

const alwaysOnCall = {
  id: "always-karim",
  service: "on-call",
  person: "karim",
  from: "00:00",
  to: "24:00",
  repeat: { every: "day" },
  starts: "2026-01-01",
};

/** Whom the box rings by itself, for those who wait to be called back or for a shift, would have the line just then. */
const asksByLetterAlone = {
  escalation: Object.fromEntries(["fragile", "urgent", "usual"].map((weight) => [weight, { calls: false }])),
  takeUp: { who: "off" },
};

/** An office that is closed, with someone on call: every caller hears the greeting, and may press `1` in its midst. */
export const night: Installation = {
  office: { rota: [alwaysOnCall], ...asksByLetterAlone },
  recorded: { "closed --urgent": greeting },
};

/** A call that the appliance answers, until it waits for the next. */
export async function callAtNight(exchange: Exchange, line: TimedLine): Promise<AnsweredCall> {
  const call = await placeCall(exchange, line);
  await until(() => line.told.at(-1)?.text === "AT+VCID=1", "the appliance waits for the next call");
  await systemClock.sleep(millis(500));
  return call;
}

/** Whom it rings for urgent calls lets it ring. */
export function nobodyPicksUp(exchange: Exchange): void {
  exchange.mobile("+33639980002", { after: seconds(60), does: "ignore" });
}

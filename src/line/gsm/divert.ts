import { Fault } from "../../kernel/fault.ts";
import { type DivertWhen, divertWhens } from "../../kernel/forward-ways.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import { seconds } from "../../kernel/units.ts";
import { sameNumber } from "../calling-number.ts";
import { careful } from "../careful.ts";
import type { DivertedTo, NetworkDivert, NetworkDiverts } from "../line.ts";
import { attempt } from "../saying.ts";
import { type GsmStation, isTaken } from "./station.ts";

/** The network may take its time. */
const ANSWER_WITHIN = seconds(20);
/** `+CCFC`, 27.007, 7.11. */
const reasonOf = (when: DivertWhen): number => divertWhens.indexOf(when);
const VOICE = 1;

/** Where calls of voice go by the lines of an answer to `+CCFC=…,2`, null when nowhere; `after`: rings so many seconds first. */
export function forwardedTo(lines: readonly string[]): DivertedTo | null {
  for (const line of lines) {
    const [, status, services, number, after] =
      /^\+CCFC: ?([01]),(\d+)(?:,"([^"]*)"(?:,\d*(?:,[^,]*,[^,]*,(\d+))?)?)?/.exec(line) ?? [];
    if (status === "1" && (Number(services) & VOICE) === VOICE && number)
      return { to: number, after: after === undefined ? null : Number(after) };
  }
  return null;
}

/** The forms in which modules take an order, the whole one first; some know only that with a class, or without. */
function orders(when: DivertWhen, to: PhoneNumber | null, after: number | null): readonly string[] {
  const reason = reasonOf(when);
  if (to === null) return [`AT+CCFC=${reason},4`, `AT+CCFC=${reason},0`];
  const whole = `AT+CCFC=${reason},3,"${to}",145`;
  return [...(after === null ? [] : [`${whole},${VOICE},,,${after}`]), whole, `${whole},${VOICE}`];
}

/** Forwarding by the network, set and then asked for: its word is what it answers, not its `OK`. */
export function gsmDiverts(station: GsmStation): NetworkDiverts {
  /** Undefined when it does not say. */
  const ask = async (when: DivertWhen): Promise<DivertedTo | null | undefined> => {
    const module = idle(station);
    const said = await attempt(module.channel, `AT+CCFC=${reasonOf(when)},2`, ANSWER_WITHIN);
    if (typeof said === "string" || !said.lines.some((line) => line.startsWith("+CCFC:"))) return undefined;
    return forwardedTo(said.lines);
  };
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    const now = await careful(station, idle(station), async () => ({ is: await work() }));
    if (!now) throw new Fault("line.trouble", "The module failed while its forwarding was looked at.");
    return now.is;
  };
  /** The last order for each reason: one that is still under way gives way to it. */
  const last = new Map<DivertWhen, object>();
  const change = async (when: DivertWhen, to: PhoneNumber | null, after: number | null): Promise<void> => {
    const mine = {};
    last.set(when, mine);
    const isSo = await told(async () => {
      for (const order of orders(when, to, after)) {
        if (last.get(when) !== mine) throw new Fault("line.trouble", "Another order to the network came meanwhile.");
        const taken = typeof (await attempt(idle(station).channel, order, ANSWER_WITHIN)) !== "string";
        if (!taken && to !== null) continue;
        const now = await ask(when);
        if (to === null ? now === null : now != null && sameNumber(now.to, to)) return true;
        if (taken && now === undefined) break;
      }
      return false;
    });
    if (to !== null) station.known.learn(`divert-${when}`, isSo);
    if (!isSo) throw new Fault("line.divert-refused", "The network did not accept the forwarding.");
  };
  return {
    async set(when, to, after = null) {
      if (!/^\+\d{3,20}$/.test(to)) throw new Fault("line.undialable", "Calls can't be forwarded to this number.");
      await change(when, to, when === "no-reply" ? inSteps(after) : null);
    },
    clear: (when) => change(when, null, null),
    async now(when) {
      const there = await told(() => ask(when));
      if (there === undefined) throw new Fault("line.divert-refused", "The network does not say where it forwards to.");
      return there;
    },
  };
}

/** Forwarding of all calls alone. */
export const allCalls = ({ set, clear, now }: NetworkDiverts): NetworkDivert => ({
  set: (to) => set("always", to),
  clear: () => clear("always"),
  now: async () => (await now("always"))?.to ?? null,
});

/** Networks take 5 to 30 s in steps of 5 (27.007). */
const inSteps = (after: number | null): number | null =>
  after === null ? null : Math.min(30, Math.max(5, 5 * Math.round(after / 5)));

/** Whoever calls comes first: looked at before each word to the network, which may take its time. */
function idle(station: GsmStation) {
  const module = station.upkeep.modem;
  if (!module) throw new Fault("line.trouble", "The module can't be used at the moment.");
  if (isTaken(station)) throw new Fault("line.busy", "The line is in use.");
  return module;
}

import { Fault } from "../../kernel/fault.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import { seconds } from "../../kernel/units.ts";
import { sameNumber } from "../calling-number.ts";
import { careful } from "../careful.ts";
import type { NetworkDivert } from "../line.ts";
import { attempt } from "../saying.ts";
import { type GsmStation, isTaken } from "./station.ts";

/** The network may take its time. */
const ANSWER_WITHIN = seconds(20);
const ALWAYS = 0;

/** Where calls of voice go by the lines of an answer to `+CCFC=0,2`: the number, or null when nowhere. */
export function forwardedTo(lines: readonly string[]): string | null {
  for (const line of lines) {
    const [, status, services, number] = /^\+CCFC: ?([01]),(\d+)(?:,"([^"]*)")?/.exec(line) ?? [];
    if (status === "1" && (Number(services) & 1) === 1 && number) return number;
  }
  return null;
}

/** Forwarding of all calls, set and then asked for: the network's word is what it answers, not its `OK`. */
export function gsmDivert(station: GsmStation): NetworkDivert {
  /** Says the command, if there is one; then what the network holds, undefined when it does not say. */
  const ask = async (command: string | null): Promise<string | null | undefined> => {
    const module = station.upkeep.modem;
    if (!module) throw new Fault("line.trouble", "The module can't be used at the moment.");
    if (isTaken(station)) throw new Fault("line.busy", "The line is in use.");
    const now = await careful(station, module, async () => {
      if (command !== null) await attempt(module.channel, command, ANSWER_WITHIN);
      const said = await attempt(module.channel, `AT+CCFC=${ALWAYS},2`, ANSWER_WITHIN);
      const isAnswer = typeof said !== "string" && said.lines.some((line) => line.startsWith("+CCFC:"));
      return { to: isAnswer ? forwardedTo(said.lines) : undefined };
    });
    if (!now) throw new Fault("line.trouble", "The module failed while its forwarding was looked at.");
    return now.to;
  };
  const change = async (command: string, to: PhoneNumber | null): Promise<void> => {
    const now = await ask(command);
    const isSo = to === null ? now === null : now !== undefined && now !== null && sameNumber(now, to);
    if (!isSo) throw new Fault("line.divert-refused", "The network did not accept the forwarding.");
  };
  return {
    async set(to) {
      if (!/^\+\d{3,20}$/.test(to)) throw new Fault("line.undialable", "Calls can't be forwarded to this number.");
      await change(`AT+CCFC=${ALWAYS},3,"${to}",145`, to);
    },
    clear: () => change(`AT+CCFC=${ALWAYS},4`, null),
    async now() {
      const to = await ask(null);
      if (to === undefined) throw new Fault("line.divert-refused", "The network does not say where it forwards to.");
      return to;
    },
  };
}

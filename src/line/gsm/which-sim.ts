import type { AtChannel } from "../../serial/at-channel.ts";
import { asked } from "../saying.ts";
import type { SimIdentity } from "./sim-book.ts";

/** Each make has its own word for the number that is printed on the SIM; the last is of the standard, and of the subscription. */
const QUESTIONS: readonly string[] = ["AT+CCID", "AT+ICCID", "AT+QCCID", "AT+CIMI"];
const NUMBER = /(?:^|[^\d])(\d{14,20})F?(?:[^\d]|$)/;

/** Null where the module tells no number of its SIM. */
export async function whichSim(channel: AtChannel, operator: string | null): Promise<SimIdentity | null> {
  for (const question of QUESTIONS) {
    const sim = NUMBER.exec((await asked(channel, question)).join("\n"))?.[1];
    if (sim !== undefined) return { sim, operator: operator ?? "" };
  }
  return null;
}

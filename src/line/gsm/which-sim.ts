import type { AtChannel } from "../../serial/at-channel.ts";
import { asked } from "../saying.ts";
import type { SimIdentity } from "./sim-book.ts";

/** Each make has its own word for the number that is printed on the SIM, which is told without a PIN too. */
const OF_SIM: readonly string[] = ["AT+CCID", "AT+ICCID", "AT+CICCID", "AT+QCCID"];
/** Of the standard; the number of the subscription. */
const OF_SUBSCRIPTION: readonly string[] = ["AT+CIMI"];
const NUMBER = /(?:^|[^\d])(\d{14,20})F?(?:[^\d]|$)/;

/** Null where the module tells no number of its SIM. */
export async function whichSim(channel: AtChannel, operator: string | null): Promise<SimIdentity | null> {
  const sim = (await simNumber(channel)) ?? (await numberBy(channel, OF_SUBSCRIPTION));
  return sim === null ? null : { sim, operator: operator ?? "" };
}

/** The number of a SIM that may be locked; null where the module does not tell. */
export const simNumber = (channel: AtChannel): Promise<string | null> => numberBy(channel, OF_SIM);

async function numberBy(channel: AtChannel, questions: readonly string[]): Promise<string | null> {
  for (const question of questions) {
    const sim = NUMBER.exec((await asked(channel, question)).join("\n"))?.[1];
    if (sim !== undefined) return sim;
  }
  return null;
}

import { explain } from "../../kernel/fault.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { found, type Tell } from "../find/check.ts";
import { asked } from "../saying.ts";
import { registration, technologyFindings } from "./bring-up.ts";
import type { GsmProfile } from "./profile.ts";
import { gsmProfileFor } from "./profiles.ts";
import { isReachable, networkIn, signalIn } from "./registration.ts";
import { simState } from "./sim.ts";
import type { CardWay } from "./sound-way.ts";

/** Looks at a module that no line has: what it is, its SIM, its network. Says no PIN. Faults: those of the channel. */
export async function checkStrangeModule(channel: AtChannel, said: readonly string[], tell: Tell): Promise<void> {
  const profile = gsmProfileFor([...said, ...(await asked(channel, "AT+CGMM"))]);
  tell(found("known", `"${said.join(" / ").slice(0, 120)}": known here as ${profile.name}`));
  const sim = await simState(channel);
  if (sim === null) return tell(found("no-sim"));
  if (/PUK/.test(sim)) return tell(found("puk-asked"));
  if (sim !== "READY") return tell(found("pin-asked"));
  await checkNetwork(channel, profile, tell);
}

/** Opens the sound card for a moment, in both directions. */
export async function checkCard({ name, look }: Pick<CardWay, "name" | "look">, tell: Tell): Promise<void> {
  try {
    await look();
    tell(found("card-works", name));
  } catch (thrown) {
    tell(found("card-fails", explain(thrown)));
  }
}

/** Where the SIM is, and what may keep calls from coming. Faults: those of the channel. */
export async function checkNetwork(channel: AtChannel, profile: GsmProfile, tell: Tell): Promise<void> {
  if (!isReachable(await registration(channel))) return tell(found("unregistered"));
  const network = networkIn(await asked(channel, "AT+COPS?"));
  const dBm = signalIn(await asked(channel, "AT+CSQ"));
  const where = [network.operator, network.technology, dBm === null ? null : `${dBm} dBm`];
  tell(found("registered", where.filter((each) => each !== null).join(", ")));
  for (const finding of await technologyFindings(channel, profile, network)) tell(finding);
}

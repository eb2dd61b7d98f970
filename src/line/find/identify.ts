import { Fault } from "../../kernel/fault.ts";
import { seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";

/** V.250: ATI0 gives a product code, ATI3 mostly the name; mobile modules answer a plain ATI. */
const QUESTIONS = ["ATI0", "ATI3", "ATI"] as const;
const ANSWER_WITHIN = seconds(3);

export interface Identified<Profile> {
  readonly profile: Profile;
  /** What the modem said of itself, each line once. */
  readonly said: readonly string[];
}

/**
 * Asks the modem who it is, and lets `choose` find its profile (`profileFor` of `v253/profiles.ts`). Questions that it
 * refuses are passed over; other faults of the channel are thrown.
 */
export async function identify<Profile>(
  channel: AtChannel,
  choose: (said: readonly string[]) => Profile,
): Promise<Identified<Profile>> {
  const said = new Set<string>();
  for (const question of QUESTIONS) {
    for (const line of (await ask(channel, question)) ?? []) said.add(line);
  }
  return { profile: choose([...said]), said: [...said] };
}

/** The lines of the answer; null when the modem refuses the command. */
export async function ask(channel: AtChannel, command: string): Promise<readonly string[] | null> {
  try {
    return (await channel.command(command, { within: ANSWER_WITHIN })).lines;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "serial.refused") return null;
    throw thrown;
  }
}

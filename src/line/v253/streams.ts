import { seconds } from "../../kernel/units.ts";
import type { ReceiveStream } from "../../serial/at-channel.ts";
import { isCallersEnd, isSilence, refusal, signOfLife } from "../saying.ts";
import type { Modem } from "./modem.ts";

/** A modem of which each answer comes 2 s late opens its streams, too. */
export const CONNECT_WITHIN = seconds(3);
export const STOP_WITHIN = seconds(4);

/** Opens what the line sounds like; once more when that fails. Null: the modem says that the call is over. */
export async function openReceive({ channel, profile, log }: Modem): Promise<ReceiveStream | null> {
  for (let again = false; ; again = true) {
    try {
      return await channel.receive(profile.receive, CONNECT_WITHIN);
    } catch (thrown) {
      if (isCallersEnd(thrown)) return null;
      if (again || (refusal(thrown) === null && !isSilence(thrown))) throw thrown;
      log.warn("line.receive-again", { answer: refusal(thrown) });
    }
  }
}

/** Waits for the end of a stream. A modem that never says so, and works, has ended it all the same. */
export async function ended(modem: Modem, end: Promise<void>): Promise<void> {
  try {
    await end;
  } catch (thrown) {
    if (!isSilence(thrown)) throw thrown;
    modem.log.warn("line.no-end", {});
    await signOfLife(modem.channel);
  }
}

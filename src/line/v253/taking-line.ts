import { Fault } from "../../kernel/fault.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { attempt, insist, isCallersEnd, isSilence, refusal, signOfLife } from "../saying.ts";
import type { Modem } from "./modem.ts";
import { Taking } from "./taking.ts";

/** A relay is quick. A modem that says nothing by then is asked whether it works, and may well have done it. */
const TAKEN_WITHIN = seconds(3);

/** How a line of this modem is taken: by the way that was seen to work before, if any, and then as its make does. */
export const takingWith = ({ clock, profile }: Modem, known: string | null): Taking =>
  new Taking(clock, [...new Set([...(known === null ? [] : [known]), ...profile.takeLine])], profile.speaker);

/**
 * From class 0 to off-hook in voice class, by the first way that the modem does not refuse. Waits for each answer no
 * longer than `limit`. Faults: `line.caller-gone` when it answers with news of the caller, `line.not-taken`, and those
 * of the channel when it answers nothing any more.
 */
export async function takeLine(modem: Modem, taking: Taking, limit: Millis): Promise<void> {
  const { channel, profile } = modem;
  try {
    await insist(channel, profile.enterVoice, limit);
  } catch (thrown) {
    if (!isSilence(thrown)) throw thrown;
    await signOfLife(channel);
  }
  const first = taking.next();
  if (first !== null && (await isTaken(modem, taking, first, limit))) return;
  await takeOtherwise(modem, taking);
}

/** By another way, after one that was contradicted. Fault `line.not-taken` when there is none left. */
export async function takeOtherwise(modem: Modem, taking: Taking): Promise<void> {
  for (let way = taking.next(); way !== null; way = taking.next()) {
    try {
      if (await isTaken(modem, taking, way, TAKEN_WITHIN)) return;
    } catch (thrown) {
      // The rings tell that the caller is there, whatever this way gives.
      if (!(thrown instanceof Fault) || thrown.code !== "line.caller-gone") throw thrown;
    }
  }
  throw new Fault("line.not-taken", "The modem can't take the line: whatever it answers, the line goes on ringing.");
}

async function isTaken({ channel, log }: Modem, taking: Taking, way: string, limit: Millis): Promise<boolean> {
  try {
    await channel.command(way, { within: millis(Math.min(limit, TAKEN_WITHIN)), success: ["OK", "VCON"] });
  } catch (thrown) {
    if (isCallersEnd(thrown)) throw new Fault("line.caller-gone", "The caller hung up meanwhile.", thrown);
    if (refusal(thrown) !== null) {
      log.warn("line.way-refused", { way, answer: refusal(thrown) });
      return false;
    }
    if (!isSilence(thrown)) throw thrown;
    await signOfLife(channel);
  }
  taking.taken(way);
  return true;
}

/** A line that gives no sound at all is heard with the speaker on, on some makes. */
export async function hearBySpeaker({ channel, log }: Modem, taking: Taking): Promise<void> {
  const { speaker } = taking;
  if (speaker === null) return;
  const said = await attempt(channel, speaker);
  log.warn("line.mute", { tried: speaker, refused: said === "refused" });
  taking.heardBy(said === "refused" ? (taking.way ?? speaker) : speaker);
}

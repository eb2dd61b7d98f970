import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { ANSWER_WITHIN, refusal } from "../saying.ts";
import { keyActions } from "./key-script.ts";
import type { Modem } from "./modem.ts";
import { takeLine, takingWith } from "./taking-line.ts";

/** A tone command is answered when the tones are out. */
const TONES_WITHIN = seconds(10);
/** After a flash the exchange takes its time; what the modem hears until then is the flash. */
const AFTER_FLASH = millis(300);

/** Off-hook and in voice class, for a call of the line's own. `limit` is for each answer of the modem. */
export const offHook = (modem: Modem, limit: Millis): Promise<void> => takeLine(modem, takingWith(modem, null), limit);

/** On-hook; still in voice class. `way`: how the line was taken. */
export async function onHook({ channel, profile }: Modem, way: string | null = null): Promise<void> {
  const usual = way === null || way === profile.takeLine[0];
  let done = false;
  let refused: unknown;
  for (const command of profile.hangUp) {
    try {
      await channel.command(command, { within: ANSWER_WITHIN, success: ["OK", "NO CARRIER"] });
      done = true;
    } catch (thrown) {
      if (refusal(thrown) === null) throw thrown;
      refused = thrown;
    }
    if (done && usual) return;
  }
  if (!done) throw refused;
}

/**
 * Performs a script of hook flashes, pauses and keys, off-hook; an abort leaves out what was not begun. Fault
 * `line.undialable`, and those of the channel.
 */
export async function pressKeys(modem: Modem, script: string, signal?: AbortSignal): Promise<void> {
  const { channel, clock, profile, settings } = modem;
  for (const action of keyActions(script, profile.tones, settings.flash)) {
    if (signal?.aborted) return;
    if ("wait" in action) await clock.sleep(action.wait);
    else await channel.command(action.send, { within: TONES_WITHIN });
  }
  if (script.includes("!")) await clock.sleep(AFTER_FLASH);
}

import { Fault } from "../../kernel/fault.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { keyActions } from "./key-script.ts";
import type { Modem } from "./modem.ts";

const COMMAND_WITHIN = seconds(3);
/** A tone command is answered when the tones are out. */
const TONES_WITHIN = seconds(10);
/** After a flash the exchange takes its time; what the modem hears until then is the flash. */
const AFTER_FLASH = millis(300);

/** Off-hook and in voice class, by the quickest way the modem has. `limit` is for the whole. */
export async function offHook({ channel, profile }: Modem, limit: Millis): Promise<void> {
  for (const command of profile.answer) await channel.command(command, { within: limit });
}

/** On-hook; still in voice class. */
export async function onHook({ channel, profile }: Modem): Promise<void> {
  let refusal: unknown;
  for (const command of profile.hangUp) {
    try {
      await channel.command(command, { within: COMMAND_WITHIN, success: ["OK", "NO CARRIER"] });
      return;
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== "serial.refused") throw thrown;
      refusal = thrown;
    }
  }
  throw refusal;
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

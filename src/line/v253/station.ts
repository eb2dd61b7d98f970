import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { millis } from "../../kernel/units.ts";
import type { LineEvent } from "../line.ts";
import type { Upkeep } from "../upkeep.ts";
import type { Call } from "./call.ts";
import type { Floor } from "./floor.ts";
import { pressKeys } from "./hook.ts";
import type { Modem } from "./modem.ts";
import type { Ringing } from "./ringing.ts";
import type { V253Settings } from "./settings.ts";

/** What the parts of one line's driver share. */
export interface Station {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: V253Settings;
  readonly floor: Floor;
  readonly upkeep: Upkeep<Modem>;
  readonly ringing: Ringing;
  readonly emit: (event: LineEvent) => void;
  /** The way in which the line was seen to be taken, when that was not the usual one or a doubt was cleared. */
  takenBy: string | null;
  call: Call | null;
  trial: Trial | null;
}

/** Something that a person tries out on the idle line. */
export interface Trial {
  /** Somebody calls: it ends. */
  readonly called: AbortController;
  /** A `<DLE>` code that came meanwhile. */
  dle: (code: string) => void;
}

/** Presses keys in a call; what the flashes do to the loop is not taken for news of the caller. */
export async function pressInCall(call: Call, modem: Modem, script: string): Promise<void> {
  call.deaf = true;
  try {
    await pressKeys(modem, script);
  } finally {
    call.deaf = false;
    call.suspicion = null;
    call.doubt = null;
    call.relayAt = modem.clock.elapsed();
  }
}

/**
 * A flash alone means "back to the caller" once no key followed it for about half a second. Going on-hook sooner would
 * join caller and leg; speaking sooner would lose the first word.
 */
const BACK_AFTER = millis(600);

/**
 * Back to the caller, and the leg is no more. Nothing to do when the caller left: going on-hook ends both. Whoever took
 * the call at the telephone beside the box shall have the caller, and not the leg.
 */
export async function leaveLeg(call: Call, modem: Modem): Promise<void> {
  if (call.leg === "none" || (call.gone && !call.taken)) return;
  await pressInCall(call, modem, modem.settings.transfer.cancel);
  await modem.clock.sleep(BACK_AFTER);
  call.leg = "none";
}

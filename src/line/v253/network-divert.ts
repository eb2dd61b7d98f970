import { Fault } from "../../kernel/fault.ts";
import { seconds } from "../../kernel/units.ts";
import { Alarm } from "../alarm.ts";
import { careful } from "../careful.ts";
import { dialled } from "../dialling.ts";
import type { NetworkDivert } from "../line.ts";
import { waitForCalls } from "./bring-up.ts";
import { hear, tonesOf } from "./hearing.ts";
import { offHook, onHook, pressKeys } from "./hook.ts";
import { dialTone } from "./leg-sounds.ts";
import type { Modem } from "./modem.ts";
import type { Station } from "./station.ts";
import { prepareVoice } from "./voice-settings.ts";

const OFF_HOOK_WITHIN = seconds(3);
const DIAL_TONE_WITHIN = seconds(3);
/** The network confirms by a tone or a voice, or refuses by a tone. */
const CONFIRMED_WITHIN = seconds(4);

/**
 * Dials a star code on an idle line and hangs up. Fault `line.divert-refused` when the network answers with a tone of
 * refusal. What it says otherwise differs between operators, so silence is consent.
 */
async function dialStarCode(modem: Modem, code: string, signal: AbortSignal): Promise<void> {
  await offHook(modem, OFF_HOOK_WITHIN);
  try {
    await prepareVoice(modem);
    if (!(await dialTone(modem, DIAL_TONE_WITHIN, signal))) modem.log.warn("line.no-dial-tone", { before: code });
    if (signal.aborted) throw new Fault("line.interrupted", "Setting the forwarding was interrupted.");
    await pressKeys(modem, code);
    if (await refused(modem, signal)) {
      throw new Fault("line.divert-refused", "The network did not accept the forwarding.");
    }
  } finally {
    await onHook(modem);
    await waitForCalls(modem);
  }
}

async function refused(modem: Modem, signal: AbortSignal): Promise<boolean> {
  const done = new AbortController();
  const alarm = new Alarm(modem.clock, () => done.abort());
  const tones = tonesOf(modem);
  let refusal = false;
  alarm.set(CONFIRMED_WITHIN);
  try {
    await hear(modem, AbortSignal.any([signal, done.signal]), (frame) => {
      const tone = tones.feed(frame);
      if (tone !== "busy" && tone !== "congestion" && tone !== "special-information") return;
      refusal = true;
      done.abort();
    });
  } finally {
    alarm.clear();
  }
  return refusal;
}

/** Forwarding by star codes. Faults: `line.busy` when the line is in use, `line.trouble`, `line.divert-refused`. */
export function networkDivert(station: Station): NetworkDivert {
  const send = async (code: string) => {
    const { modem } = station.upkeep;
    if (!modem) throw new Fault("line.trouble", "The modem can't be used at the moment.");
    if (station.call || station.ringing.active || !station.floor.free) {
      throw new Fault("line.busy", "The line is in use.");
    }
    const done = await station.floor.take((signal) =>
      careful(station, modem, async () => {
        await dialStarCode(modem, code, signal);
        return true;
      }),
    );
    if (!done) throw new Fault("line.trouble", "The modem failed while the forwarding was being set.");
  };
  const { divert, dialPlan } = station.settings;
  return {
    set: async (to) => send(divert.on.replace("{number}", dialled(to, dialPlan))),
    clear: () => send(divert.off),
  };
}

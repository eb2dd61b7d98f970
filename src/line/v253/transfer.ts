import { Fault } from "../../kernel/fault.ts";
import type { Millis } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import { dialled } from "../dialling.ts";
import type { DialOutcome, Transfer } from "../line.ts";
import { waitForCalls } from "./bring-up.ts";
import { type Call, isLive } from "./call.ts";
import { toneInCall } from "./call-signs.ts";
import { onHook } from "./hook.ts";
import { GLANCE, toneInPlaceOfCaller } from "./leg-sounds.ts";
import type { Modem } from "./modem.ts";
import { ringLeg, startLeg } from "./second-leg.ts";
import { settleDoubt } from "./sound.ts";
import { leaveLeg, pressInCall, type Station } from "./station.ts";

/** A second leg by hook flash. */
export function hookFlashTransfer(station: Station): Transfer {
  return {
    async dial(to, ringFor, signal) {
      const digits = dialled(to, station.settings.dialPlan);
      return withCall<DialOutcome>(station, "failed", (call, modem, mine) =>
        dial(station, call, modem, digits, ringFor, AbortSignal.any([mine, signal])),
      );
    },

    async complete() {
      const done = await withCall(station, false, async (call, modem) => {
        if (call.leg !== "up") return false;
        await pressInCall(call, modem, station.settings.transfer.complete);
        await onHook(modem);
        station.call = null;
        await waitForCalls(modem);
        return true;
      });
      if (!done) throw new Fault("line.no-leg", "The second call was over before it could be joined.");
    },

    async release() {
      await withCall(station, undefined, (call, modem) => leaveLeg(call, modem));
    },
  };
}

/** Does something with the call that is up; `otherwise` when there is none or the modem fails. */
async function withCall<T>(
  station: Station,
  otherwise: T,
  work: (call: Call, modem: Modem, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { call } = station;
  if (!isLive(call)) return otherwise;
  return station.floor.take(async (mine) => {
    const { modem } = station.upkeep;
    if (!modem || station.call !== call || call.gone) return otherwise;
    return (await careful(station, modem, () => work(call, modem, mine))) ?? otherwise;
  });
}

async function dial(
  station: Station,
  call: Call,
  modem: Modem,
  digits: string,
  ringFor: Millis,
  signal: AbortSignal,
): Promise<DialOutcome> {
  if (signal.aborted) return "no-answer";
  if (call.leg !== "none") return "failed";
  if (call.doubt) await settleDoubt(station, call, modem, signal);
  else {
    const tone = call.heardFor < GLANCE ? await toneInPlaceOfCaller(modem, signal) : null;
    if (tone) toneInCall(station, call, tone);
  }
  if (signal.aborted) return "no-answer";
  call.leg = "dialling";
  call.deaf = true;
  let started = false;
  try {
    started = await startLeg(modem, digits, signal);
  } finally {
    call.deaf = false;
    call.suspicion = null;
    call.doubt = null;
    call.relayAt = modem.clock.elapsed();
  }
  const outcome = signal.aborted ? "no-answer" : started ? await rung(call, modem, ringFor, signal) : "failed";
  if (outcome === "answered" && !signal.aborted) {
    call.leg = "up";
    return outcome;
  }
  await leaveLeg(call, modem);
  return outcome === "answered" ? "no-answer" : outcome;
}

async function rung(call: Call, modem: Modem, ringFor: Millis, signal: AbortSignal): Promise<DialOutcome> {
  const leg = ringLeg(modem, ringFor, signal);
  call.rung = leg;
  try {
    return await leg.outcome;
  } finally {
    call.rung = null;
  }
}

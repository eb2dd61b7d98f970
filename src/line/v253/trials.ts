import { asFault, Fault } from "../../kernel/fault.ts";
import { careful } from "../careful.ts";
import { dialled } from "../dialling.ts";
import { found, type Tell } from "../find/check.ts";
import { checkModem } from "../find/check-modem.ts";
import { answers, broken, diagnose } from "../find/diagnose.ts";
import type { Place, TrialEnd, Trials } from "../line.ts";
import { waitForCalls } from "./bring-up.ts";
import type { Modem } from "./modem.ts";
import type { Station, Trial } from "./station.ts";
import { ownCall, trialCall } from "./trial-call.ts";

/** What a person tries out on the line; see `Trials`. */
export function lineTrials(station: Station, name: string): Trials {
  return {
    check: ({ hearLine }, tell, signal) =>
      whileIdle(station, signal, async (stop) => {
        const { clock, log, settings, upkeep } = station;
        const options = { path: name, clock, log, hearLine, country: settings.country, tell };
        const { modem } = upkeep;
        if (modem) await checkInUse(station, modem, name, hearLine, tell, stop);
        else
          await upkeep.lend((open, closing) =>
            diagnose({ ...options, open, signal: AbortSignal.any([stop, closing]), programs: async () => [] }),
          );
      }).then(({ end }) => end),

    async call(to, call, tell, signal) {
      const digits = dialled(to, station.settings.dialPlan);
      const { end, result } = await whileIdle(station, signal, async (stop, trial) => {
        const { modem } = station.upkeep;
        if (!modem) throw new Fault("line.trouble", "The modem can't be used at the moment.");
        return careful(station, modem, () => trialCall(modem, trial, digits, call, tell, stop));
      });
      return { end, ...(result ?? { outcome: "broken", secondCall: null }) };
    },
  };
}

/** Calls of the line's own; see `Place`. */
export const ownCalls =
  (station: Station): Place =>
  async (to, call, signal) => {
    const digits = dialled(to, station.settings.dialPlan);
    const { end, result } = await whileIdle(station, signal, async (stop, trial) => {
      const { modem } = station.upkeep;
      if (!modem) throw new Fault("line.trouble", "The modem can't be used at the moment.");
      const { keys } = call;
      return careful(station, modem, () => ownCall(modem, trial, digits, call, { keys, tell: () => undefined }, stop));
    });
    return { end, ...(result ?? { outcome: "broken", key: null }) };
  };

/** The whole look at a modem that the line goes on using: it holds the port, and hears whoever calls. */
async function checkInUse(
  station: Station,
  modem: Modem,
  name: string,
  hearLine: boolean,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const { channel, clock, profile, settings } = modem;
  const options = { channel, clock, profile, hearLine, country: settings.country, signal };
  try {
    tell(found("port-open", name));
    if (await answers(channel, tell)) {
      if (!signal.aborted) await checkModem(options, tell);
      await waitForCalls(modem);
    } else station.upkeep.report(new Fault("serial.timeout", "The modem does not answer."), modem);
  } catch (thrown) {
    const fault = asFault(thrown, "line.trouble");
    tell(broken(fault));
    station.upkeep.report(fault, modem);
  }
}

interface Ended<T> {
  readonly end: TrialEnd;
  readonly result: T;
}

/** Does it with the line, unless that is in use. A call that comes in ends it. */
async function whileIdle<T>(
  station: Station,
  signal: AbortSignal,
  work: (stop: AbortSignal, trial: Trial) => Promise<T>,
): Promise<Ended<T>> {
  if (station.call || station.trial || station.ringing.active || !station.floor.free)
    throw new Fault("line.busy", "The line is in use.");
  const trial: Trial = { called: new AbortController(), dle: () => undefined };
  station.trial = trial;
  try {
    const result = await station.floor.take((mine) =>
      work(AbortSignal.any([mine, signal, trial.called.signal]), trial),
    );
    return { end: trial.called.signal.aborted ? "called" : signal.aborted ? "stopped" : "done", result };
  } finally {
    station.trial = null;
  }
}

import { Fault } from "../../kernel/fault.ts";
import { type Millis, seconds } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import type { Deflection } from "../line.ts";
import { attempt } from "../saying.ts";
import { isOf, look, over } from "./look.ts";
import { isDialable } from "./second-call.ts";
import type { GsmStation } from "./station.ts";

/** The network may take its time; a caller who still rings then was not sent on. */
const ANSWER_WITHIN = seconds(5);
const GONE_WITHIN = seconds(3);
const LOOK_EVERY: Millis = seconds(0.5);

/** Whoever rings is sent on by the network (27.007, `+CTFR`), while they ring. */
export const deflection = (station: GsmStation): Deflection => ({
  get isKnown() {
    return station.known.works("deflection");
  },
  async send(to) {
    if (!isDialable(to)) throw new Fault("line.undialable", "Callers can't be sent on to this number.");
    const { call, clock } = station;
    const module = station.upkeep.modem;
    if (!call || call.up || call.gone || !module) throw new Fault("line.no-answer", "Nobody is calling any more.");
    // What follows in the list of calls is our own doing.
    call.gone = true;
    const sent = await careful(station, module, async () => {
      const taken = typeof (await attempt(module.channel, `AT+CTFR="${to}"`, ANSWER_WITHIN)) !== "string";
      const since = clock.elapsed();
      for (;;) {
        const calls = await look(station);
        if (calls && !calls.some((each) => isOf(each, call))) return { taken, rings: false };
        if (!taken || clock.elapsed() - since >= GONE_WITHIN) return { taken, rings: true };
        await clock.sleep(LOOK_EVERY);
      }
    });
    if (sent?.taken && !sent.rings) {
      station.known.learn("deflection", true);
      if (station.call === call) station.call = null;
      return;
    }
    call.gone = false;
    if (!sent?.rings) {
      over(station, call);
      throw new Fault("line.no-answer", "Nobody is calling any more.");
    }
    station.known.learn("deflection", false);
    throw new Fault("line.not-deflected", "The operator of the SIM sends no callers on while they ring.");
  },
});

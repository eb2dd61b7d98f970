import { Fault } from "../../kernel/fault.ts";
import { minutes, seconds } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import { anewWhenIdle } from "./anew.ts";
import { registration, unregistered } from "./bring-up.ts";
import { look } from "./look.ts";
import { hearTime } from "./network-time.ts";
import { isReachable } from "./registration.ts";
import { type GsmStation, isTaken } from "./station.ts";

/** An idle module is asked for its registration so often. */
const LOOK_EVERY = minutes(1);
/** A network that changes cells or technologies is back by then, as a rule. */
const LOOK_AGAIN = seconds(15);

/** The module's clock is better than the box's; but a network changes its mind. */
const TIME_EVERY = minutes(60);

/** The hour of the network, as soon as a module is up. */
export async function hearTimeWhenIdle(station: GsmStation): Promise<void> {
  const module = station.upkeep.modem;
  if (module && !isTaken(station)) await careful(station, module, () => hearTime(station, module));
}

/** Looks after a module that nobody speaks on. A network that is missing at one look alone is none that is lost. */
export async function watchIdle(station: GsmStation, texts: () => Promise<void>): Promise<void> {
  const { clock, closing } = station;
  for (let missed = 0; !closing.aborted; ) {
    await clock.sleep(missed > 0 ? LOOK_AGAIN : LOOK_EVERY, closing).catch(() => undefined);
    const module = station.upkeep.modem;
    if (!module) missed = 0;
    if (closing.aborted || !module || isTaken(station)) continue;
    await careful(station, module, async () => {
      const now = await registration(module.channel);
      missed = isReachable(now) ? 0 : missed + 1;
      if (missed >= module.profile.networkLooks) return station.upkeep.report(unregistered(now), module);
      if (!(await isPluggedIn(station))) return station.upkeep.report(unplugged(), module);
      await look(station);
      if (!station.time.told || station.time.doubtful || clock.elapsed() - station.time.told.heard >= TIME_EVERY)
        await hearTime(station, module);
      await texts();
      anewWhenIdle(station);
    });
  }
}

/** A sound card tells nothing of its end while nobody hears it. */
const isPluggedIn = async ({ way }: GsmStation): Promise<boolean> => way?.over !== "card" || way.isThere();
const unplugged = () =>
  new Fault("audio.card-gone", "The sound card of the module was unplugged: callers would hear nothing.");

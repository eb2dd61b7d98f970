import type { ForwardWay, TellWay } from "../../kernel/forward-ways.ts";
import { type Millis, seconds } from "../../kernel/units.ts";
import { attempt } from "../saying.ts";
import type { GsmCall, Leg } from "./call.ts";
import type { ListedCall } from "./call-list.ts";
import { isOf, look } from "./look.ts";
import type { GsmModule } from "./module.ts";
import type { GsmStation } from "./station.ts";

export type JoinWay = ForwardWay & ("transfer" | "conference");

interface Way {
  readonly way: JoinWay;
  /** 27.007, 7.13. */
  readonly command: string;
  /** The box stays in it, silent, and the line is taken until one of the two leaves. */
  readonly stays: boolean;
}

/** How caller and leg are joined, best first: each that is refused falls to the next. */
const WAYS: readonly Way[] = [
  { way: "transfer", command: "AT+CHLD=4", stays: false },
  { way: "conference", command: "AT+CHLD=3", stays: true },
];

const TALK_LOOK_EVERY: Millis = seconds(2);
/** A module that connected both has neither in its list by then, and one that joined them holds none of them. */
const SEEN_WITHIN = seconds(3);
const SEEN_EVERY: Millis = seconds(0.5);

/** No way is left, as far as is known: nobody need be called for it. */
export const joinsNobody = ({ known }: Pick<GsmStation, "known">): boolean =>
  WAYS.every(({ way }) => known.isRefused(way));

/** `gone`: one of the two was, before they could be joined. `refused`: by every way that there is. */
export type Joined = "joined" | "gone" | "refused";

/** Joins caller and leg; `joined`: they hear each other, through the line. `only`: by this way, whatever is known of it (a trial). */
export async function join(
  station: GsmStation,
  call: GsmCall,
  module: GsmModule,
  joined: () => void,
  tell: TellWay,
  only?: JoinWay,
): Promise<Joined> {
  const { leg } = call;
  if (leg?.state !== "active" || call.gone) return "gone";
  // What follows in the list of calls is our own doing.
  call.gone = true;
  for (const way of only ? WAYS.filter((each) => each.way === only) : WAYS) {
    if (!only && station.known.isRefused(way.way)) {
      tell(way.way, "passed-over");
      continue;
    }
    if (await does(station, module, call, leg, way)) {
      station.known.learn(way.way, true);
      tell(way.way, "done");
      if (way.stays) {
        joined();
        await conference(station, call, leg);
      }
      return "joined";
    }
    const both = await bothIn(station, call, leg);
    if (!both) {
      call.gone = false;
      return "gone";
    }
    // Both were there: it was the way itself that is not allowed.
    station.known.learn(way.way, false);
    tell(way.way, "refused");
  }
  call.gone = false;
  return "refused";
}

/** An `OK` to a transfer after which both are still here is none; nor is one to a conference in which one is on hold. */
async function does(
  station: GsmStation,
  { channel }: GsmModule,
  call: GsmCall,
  leg: Leg,
  { command, stays }: Way,
): Promise<boolean> {
  if (typeof (await attempt(channel, command)) === "string") return false;
  const since = station.clock.elapsed();
  for (;;) {
    const both = await bothIn(station, call, leg);
    if (!both) return !stays;
    if (stays && both.every(({ state }) => state === "active")) return true;
    if (station.clock.elapsed() - since >= SEEN_WITHIN) return false;
    await station.clock.sleep(SEEN_EVERY);
  }
}

/** Caller and leg as the list has them; null where one of them is not in it. */
async function bothIn(station: GsmStation, call: GsmCall, leg: Leg): Promise<readonly ListedCall[] | null> {
  const calls = await look(station);
  const called = calls?.find(({ id, incoming }) => !incoming && id === leg.id);
  const caller = calls?.find((each) => isOf(each, call));
  return called && caller ? [called, caller] : null;
}

/** In conference, with the box silent in it. */
async function conference(station: GsmStation, call: GsmCall, leg: Leg): Promise<void> {
  station.log.info("line.conference");
  while (await bothIn(station, call, leg)) await station.clock.sleep(TALK_LOOK_EVERY);
}

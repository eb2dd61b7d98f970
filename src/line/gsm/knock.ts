import { callerId } from "../../kernel/caller-id.ts";
import { Fault } from "../../kernel/fault.ts";
import { millis, seconds } from "../../kernel/units.ts";
import { callingNumber } from "../calling-number.ts";
import { careful } from "../careful.ts";
import { attempt } from "../saying.ts";
import type { GsmCall } from "./call.ts";
import { isRinging, type ListedCall } from "./call-list.ts";
import { callList, heed, isOf } from "./look.ts";
import type { GsmModule } from "./module.ts";
import type { GsmStation } from "./station.ts";

/**
 * Whoever calls while somebody speaks. The order by which a call is held or taken back is, to a network, also the one
 * that takes whoever knocks (27.007, `+CHLD=2`): it is given only while nobody does. One at a time moves the calls
 * about, so that what the list said still holds when they are moved.
 */

const TIMES_REFUSED = 3;
/** Somebody who can't be turned away gives up by then. */
const PATIENCE = seconds(60);
const LOOK_EVERY = millis(500);

/** `not-now`: somebody knocks who can't be turned away, or the caller is gone. `refused`: the network holds nobody. */
export type Held = "held" | "refused" | "not-now";

/** Puts the caller on hold; where that may not be they are as before. */
export const hold = (station: GsmStation, module: GsmModule, call: GsmCall): Promise<Held> =>
  moving(station, async () => {
    if (!(await nobodyKnocks(station, module, call))) return "not-now";
    if (typeof (await attempt(module.channel, "AT+CHLD=2")) === "string") {
      const calls = await callList(module);
      if (calls) heed(station, calls);
      // With the caller there, and nobody who knocks, it was the hold itself that is not allowed.
      const isAlone = calls?.length === 1 && calls.every((each) => isOf(each, call));
      return isAlone && !call.gone ? "refused" : "not-now";
    }
    await strangersOut(module, call);
    return "held";
  });

/** Whether somebody knocked, and does no more: while they did nothing could be dialled. */
export const knockIsOver = (station: GsmStation, module: GsmModule, call: GsmCall): Promise<boolean> =>
  moving(station, async () => {
    const calls = await callList(module);
    const knocks = calls?.some((each) => isStranger(each, call) && isRinging(each)) === true;
    return knocks && (await nobodyKnocks(station, module, call));
  });

/** Takes a held caller back. Fault `line.stalled` where nothing brings them back. */
export const unhold = (station: GsmStation, module: GsmModule, call: GsmCall): Promise<void> =>
  moving(station, async () => {
    const until = station.clock.elapsed() + PATIENCE;
    for (let tried = 0; !call.gone && station.clock.elapsed() < until; tried++) {
      if (tried > 1) await station.clock.sleep(LOOK_EVERY);
      const calls = await callList(module);
      if (calls) heed(station, calls);
      if (calls && !calls.some((each) => isOf(each, call) && each.state === "held")) return;
      if (calls && (await nobodyKnocks(station, module, call))) {
        await attempt(module.channel, "AT+CHLD=2");
        await strangersOut(module, call);
      }
    }
    if (!call.gone) throw new Fault("line.stalled", "The module does not take the caller back from hold.");
  });

/** Told once for each who knocks, by a notice or by the list of calls; turned away where that is the setting. */
export function knocked(station: GsmStation, call: GsmCall, listed: ListedCall): void {
  const told = call.knock;
  if (told && (told.id === null || told.id === listed.id)) {
    call.knock = { ...told, id: listed.id };
    return;
  }
  const { dialPlan } = station.settings;
  const number = listed.number === null ? null : callingNumber(listed.number, dialPlan);
  call.knock = { id: listed.id, number, at: station.clock.elapsed() };
  station.emit({ kind: "waiting", caller: callerId(number, null) });
  turnAway(station, call);
}

/** Whoever knocks hears that it is busy, unless another is on hold: by the same order that one would be let go. */
export function turnAway(station: GsmStation, call: GsmCall): void {
  const module = station.upkeep.modem;
  if (!module || station.settings.whenTaken !== "busy") return;
  const turn = () =>
    moving(station, async () => {
      const calls = await callList(module);
      const isHeld = calls?.some(({ state }) => state === "held") ?? true;
      if (call.gone || isHeld || !calls?.some(({ state }) => state === "waiting")) return;
      await attempt(module.channel, module.profile.refuse);
    });
  void careful(station, module, turn);
}

/** Turns away whoever knocks; whether the list of calls has nobody any more who does. */
async function nobodyKnocks(station: GsmStation, module: GsmModule, call: GsmCall): Promise<boolean> {
  for (let tried = 0; tried <= TIMES_REFUSED; tried++) {
    const asked = station.clock.elapsed();
    const calls = await callList(module);
    if (!calls) continue;
    heed(station, calls);
    const knocks = calls.find((each) => isStranger(each, call) && isRinging(each));
    // Told of while the list was on its way: it may be older.
    if (!knocks && call.knock?.id === null && call.knock.at >= asked) continue;
    if (!knocks) return true;
    // Where they have given up by now, the order of which they are not named lets go whoever is on hold.
    const isHeld = calls.some(({ state }) => state === "held");
    if (tried < TIMES_REFUSED)
      await attempt(module.channel, (tried % 2 === 0) !== isHeld ? module.profile.refuse : `AT+CHLD=1${knocks.id}`);
  }
  return false;
}

const isStranger = (each: ListedCall, call: GsmCall): boolean => each.incoming && !isOf(each, call);

/** Somebody knocked between the look and the order, and was taken: not into this conversation. */
async function strangersOut(module: GsmModule, call: GsmCall): Promise<void> {
  const calls = (await callList(module)) ?? [];
  for (const each of calls)
    if (isStranger(each, call) && !isRinging(each)) await attempt(module.channel, `AT+CHLD=1${each.id}`);
}

async function moving<T>({ moves }: GsmStation, work: () => Promise<T>): Promise<T> {
  const giveBack = await moves.take();
  try {
    return await work();
  } finally {
    giveBack();
  }
}

import type { CallerId } from "../../kernel/caller-id.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import type { Millis } from "../../kernel/units.ts";
import type { Turns } from "../../serial/turns.ts";
import type { HeardTime, LineEvent } from "../line.ts";
import type { Upkeep } from "../upkeep.ts";
import type { GsmCall, Leg } from "./call.ts";
import type { ListedCall, Looks } from "./call-list.ts";
import type { GsmModule } from "./module.ts";
import type { GsmProfile } from "./profile.ts";
import type { GsmSettings } from "./settings.ts";
import type { KnownSim } from "./sim-book.ts";
import type { SoundWay } from "./sound-way.ts";

/** A call of the line's own, and why it is to end before its time. */
export interface OwnLeg {
  readonly leg: Leg;
  /** Somebody calls. */
  readonly called: AbortController;
  /** The module failed. */
  readonly broken: AbortController;
  /** Somebody is spoken with: it is not given up for whoever calls. */
  readonly keeps: boolean;
  /** Resolves when it has ended properly, as a line that is closed ends it. */
  hangUp: (() => Promise<void>) | null;
  /** Somebody who calls while they are. */
  knock: { readonly number: string | null; readonly at: Millis } | null;
}

/** What the parts of one line's driver share. */
export interface GsmStation {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: GsmSettings;
  readonly upkeep: Upkeep<GsmModule>;
  readonly way: SoundWay | null;
  readonly emit: (event: LineEvent) => void;
  /** The line is being closed. */
  readonly closing: AbortSignal;
  /** Somebody calls, as the list of calls has it; null where that could not be asked. */
  readonly rings: (listed: ListedCall | null) => void;
  /** Somebody else does while a call is up. */
  readonly knocks: (call: GsmCall, listed: ListedCall) => void;
  /** Holding and taking back go one after the other. */
  readonly moves: Turns;
  /** Who calls, told before the list of calls confirmed that somebody does. */
  early: { readonly caller: CallerId; readonly at: Millis } | null;
  readonly looks: Looks;
  call: GsmCall | null;
  /** A call of the line's own, while nobody calls. */
  own: OwnLeg | null;
  /** Its sound was not as it should be: it is started anew, in the way of this profile, once nobody is in a call. */
  degraded: GsmProfile | null;
  /** The hour of the network; `doubtful`: another, which was told once. */
  time: { readonly told: HeardTime | null; readonly doubtful: HeardTime | null };
  /** What the SIM and its operator are known to allow: what they refused is not asked for in every call. */
  readonly known: KnownSim;
  /** The network takes no request for a report of delivery. */
  refuses: { report: boolean };
}

/** Somebody rings, speaks, or is rung. */
export const isTaken = ({ call, own }: GsmStation): boolean => call !== null || own !== null;

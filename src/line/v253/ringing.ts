import type { Clock } from "../../kernel/clock.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { Alarm } from "../alarm.ts";
import type { DialPlan } from "../dialling.ts";
import type { LineEvent } from "../line.ts";
import { type CallerIdInput, gatherCallerId, isOfAnother, noCallerId, untold } from "./caller-id-lines.ts";
import { callerIdField } from "./caller-id-words.ts";
import { gaveUpAfter, liftedAfter, noRings, rangAt } from "./ring-gap.ts";

/** After the last line of caller id: another may follow. */
const SETTLED_AFTER = millis(700);
/** After a name: the number is still to come, on some networks more than half a second later. */
const NAME_SETTLED_AFTER = seconds(2.5);
/**
 * In France caller id comes within two seconds before the first ring, of which the modem may lose one. Without any it
 * was of a call that waits for the telephone beside the box.
 */
const STALE_AFTER = seconds(12);
/** A ring in words comes with what is told of its rhythm, before it or after it. */
const SAME_RING = millis(1500);

export interface RingingOptions {
  readonly clock: Clock;
  readonly dialPlan: DialPlan;
  /** At least; longer where rings are farther apart. */
  readonly ringsStoppedAfter: Millis;
  readonly emit: (event: LineEvent) => void;
}

/** A line that rings: rings and caller id in any order, until they stop or the call is answered. */
export class Ringing {
  readonly #options: RingingOptions;
  readonly #settled: Alarm;
  readonly #stale: Alarm;
  readonly #stopped: Alarm;
  readonly #rhythm: Alarm;
  #callerId = noCallerId;
  #gap = noRings;
  #ringing = false;

  constructor(options: RingingOptions) {
    const { clock } = options;
    this.#options = options;
    this.#settled = new Alarm(clock, () => this.#gather({ kind: "settled" }));
    this.#stale = new Alarm(clock, () => this.#gather({ kind: "stale" }));
    this.#stopped = new Alarm(clock, () => this.#gaveUp());
    this.#rhythm = new Alarm(clock, () => this.ring());
  }

  get active(): boolean {
    return this.#ringing;
  }

  /** Caller id known by now goes ahead of the ring, so that who decides at the ring knows it. */
  ring(): void {
    const { clock, emit, ringsStoppedAfter } = this.#options;
    this.#ringing = true;
    this.#stale.clear();
    this.#rhythm.clear();
    this.#gap = rangAt(this.#gap, clock.elapsed());
    this.#gather({ kind: "ring" });
    if (untold(this.#callerId) === "name") this.#settled.set(NAME_SETTLED_AFTER);
    emit({ kind: "ring", at: clock.now() });
    this.#stopped.set(gaveUpAfter(this.#gap, ringsStoppedAfter));
  }

  /** The rhythm of a ring was told (`DRON=`), of which some makes then say no more. */
  rhythm(): void {
    const { lastRing } = this.#gap;
    if (lastRing === null || this.#options.clock.elapsed() - lastRing > SAME_RING) this.#rhythm.set(SAME_RING);
  }

  /** Somebody lifted the telephone beside the box; not so if it rings on. */
  lifted(): void {
    if (!this.#ringing) return;
    this.#options.emit({ kind: "local-telephone" });
    this.#stopped.set(liftedAfter(this.#gap));
  }

  /** A line of text: true when it was one of caller id. */
  line(text: string): boolean {
    if (!callerIdField(text)) return false;
    if (isOfAnother(this.#callerId, text, this.#options.dialPlan)) this.#gaveUp();
    this.#gather({ kind: "line", text });
    const waiting = untold(this.#callerId);
    if (!this.#ringing) this.#stale.set(STALE_AFTER);
    else if (waiting !== "nothing") this.#settled.set(waiting === "all" ? SETTLED_AFTER : NAME_SETTLED_AFTER);
    return true;
  }

  /** No more than this will be learned about the caller: the call is being answered. */
  settle(): void {
    this.#gather({ kind: "settled" });
    this.#stopped.clear();
  }

  /** The call is answered, or over. */
  over(): void {
    this.#ringing = false;
    this.#gap = noRings;
    for (const alarm of [this.#settled, this.#stale, this.#stopped, this.#rhythm]) alarm.clear();
    this.#gather({ kind: "over" });
  }

  #gaveUp(): void {
    this.over();
    this.#options.emit({ kind: "gone", who: "caller", sign: "rings-stopped" });
  }

  #gather(input: CallerIdInput): void {
    const { state, caller } = gatherCallerId(this.#callerId, input, this.#options.dialPlan);
    this.#callerId = state;
    if (caller) this.#options.emit({ kind: "caller", caller });
  }
}

import type { Clock } from "../../kernel/clock.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { LineEvent } from "../line.ts";
import { Alarm } from "./alarm.ts";
import {
  type CallerIdInput,
  callerIdField,
  gatherCallerId,
  hasCallerId,
  isOfAnother,
  noCallerId,
} from "./caller-id-lines.ts";

/** After the last line of caller id: another may follow. */
const SETTLED_AFTER = millis(400);
/** In France caller id comes within two seconds before the first ring; without one it belonged to nothing. */
const STALE_AFTER = seconds(6);

/** When the telephone beside the box is lifted, the line rings no more: the next ring would have come by then. */
const LIFTED_FOR = seconds(7);

/** A line that rings: rings and caller id in any order, until they stop or the call is answered. */
export class Ringing {
  readonly #clock: Clock;
  readonly #emit: (event: LineEvent) => void;
  readonly #ringsStoppedAfter: Millis;
  readonly #settled: Alarm;
  readonly #stale: Alarm;
  readonly #stopped: Alarm;
  #callerId = noCallerId;
  #ringing = false;

  constructor(clock: Clock, ringsStoppedAfter: Millis, emit: (event: LineEvent) => void) {
    this.#clock = clock;
    this.#emit = emit;
    this.#ringsStoppedAfter = ringsStoppedAfter;
    this.#settled = new Alarm(clock, () => this.#gather({ kind: "settled" }));
    this.#stale = new Alarm(clock, () => this.#gather({ kind: "stale" }));
    this.#stopped = new Alarm(clock, () => this.#gaveUp());
  }

  get active(): boolean {
    return this.#ringing;
  }

  /** Caller id known by now goes ahead of the ring, so that who decides at the ring knows it. */
  ring(): void {
    this.#ringing = true;
    this.#stale.clear();
    this.#gather({ kind: "ring" });
    this.#emit({ kind: "ring", at: this.#clock.now() });
    this.#stopped.set(this.#ringsStoppedAfter);
  }

  /** Somebody lifted the telephone beside the box; not so if it rings on. */
  lifted(): void {
    if (!this.#ringing) return;
    this.#emit({ kind: "local-telephone" });
    this.#stopped.set(LIFTED_FOR);
  }

  /** A line of text: true when it was one of caller id. */
  line(text: string): boolean {
    if (!callerIdField(text)) return false;
    if (isOfAnother(this.#callerId, text)) this.#gaveUp();
    this.#gather({ kind: "line", text });
    if (!this.#ringing) this.#stale.set(STALE_AFTER);
    else if (hasCallerId(this.#callerId)) this.#settled.set(SETTLED_AFTER);
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
    for (const alarm of [this.#settled, this.#stale, this.#stopped]) alarm.clear();
    this.#gather({ kind: "over" });
  }

  #gaveUp(): void {
    this.over();
    this.#emit({ kind: "gone", who: "caller", sign: "rings-stopped" });
  }

  #gather(input: CallerIdInput): void {
    const { state, caller } = gatherCallerId(this.#callerId, input);
    this.#callerId = state;
    if (caller) this.#emit({ kind: "caller", caller });
  }
}

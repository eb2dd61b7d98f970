import { type Pcm, samplesIn } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";

/** A ring that was on its way when the line was taken is told within this. */
const CROSSING = millis(1750);
/** Rings come 5 or 6 s apart, and one may be lost, or two: past this, a line that was not taken has told so. */
const EARLY = seconds(20);
/** Nobody rang any more for so long: the line was taken. */
const SEEN_AFTER = seconds(7);
/** A line that is heard is never so still: somebody breathes, or the network hisses. */
const MUTE = samplesIn(seconds(3));

/** Why another way to take the line is tried. */
export type Contradiction = "rings-on" | "mute";

/**
 * How a call took the line, as far as the modem's word goes, and what can be seen of it. `OK` is a word: rings that go
 * on afterwards contradict it, and so does a line that gives one constant byte for ever.
 */
export class Taking {
  readonly #clock: Clock;
  readonly #ways: string[];
  readonly #speaker: string | null;
  #way: string | null = null;
  #at = millis(0);
  #contradicted = new AbortController();
  #said: readonly AsyncIterable<Pcm>[] = [];
  /** The one value of all samples so far; null once there were two. */
  #constant: number | null | undefined;
  #still = 0;
  #bySpeaker = false;

  /** `ways`: commands, the first to be tried first. `speaker`: what a line that is mute may be heard by. */
  constructor(clock: Clock, ways: readonly string[], speaker: string | null) {
    this.#clock = clock;
    this.#ways = [...ways];
    this.#speaker = speaker;
  }

  /** The way that the modem said to have done, last. */
  get way(): string | null {
    return this.#way;
  }

  /** Was it seen that this way takes the line? Nobody rang any more, or what was mute is heard. */
  get proven(): boolean {
    return this.#bySpeaker ? this.#constant === null : this.since > SEEN_AFTER;
  }

  /** It was listened to, and never gave any sound. */
  get mute(): boolean {
    return this.#constant !== null && this.#still >= MUTE;
  }

  /** How long ago that was. */
  get since(): Millis {
    return millis(this.#clock.elapsed() - this.#at);
  }

  /** Aborts when it is seen not to be so; each way has a signal of its own. The reason is a `Contradiction`. */
  get contradicted(): AbortSignal {
    return this.#contradicted.signal;
  }

  /** What was said since the line was taken, as long as nobody may have heard it. */
  get said(): readonly AsyncIterable<Pcm>[] {
    return this.#said;
  }

  /** The next way to try; null when there is none left. */
  next(): string | null {
    return this.#ways.shift() ?? null;
  }

  /** The modem says that this was done. */
  taken(way: string): void {
    this.#way = way;
    this.#at = this.#clock.elapsed();
    this.#bySpeaker = false;
    this.#contradicted = new AbortController();
  }

  /** The line was taken as before, and is heard by this way, if by any. */
  heardBy(way: string): void {
    this.#way = way;
    this.#bySpeaker = true;
    this.#contradicted = new AbortController();
  }

  /** Somebody still rings. */
  ring(): void {
    if (this.#way !== null && this.since >= CROSSING && this.since <= EARLY) this.#contradict("rings-on");
  }

  say(sound: AsyncIterable<Pcm>): void {
    this.#said = this.since <= EARLY ? [...this.#said, sound] : [];
  }

  /** Sound of the line. */
  hear(pcm: Pcm): void {
    if (this.#constant === null) return;
    for (const sample of pcm) {
      this.#constant ??= sample;
      if (sample === this.#constant) continue;
      this.#constant = null;
      return;
    }
    const before = this.#still;
    this.#still += pcm.length;
    const enough = before < MUTE && this.#still >= MUTE;
    if (enough && this.#speaker !== null && this.#speaker !== this.#way) this.#contradict("mute");
  }

  /** The way in which a mute line may be heard. */
  get speaker(): string | null {
    return this.#speaker;
  }

  #contradict(why: Contradiction): void {
    if (!this.#contradicted.signal.aborted) this.#contradicted.abort(why);
  }
}

import { framer } from "../../audio/framer.ts";
import { FRAME, FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import { asFault, Fault } from "../../kernel/fault.ts";
import { millis } from "../../kernel/units.ts";
import type { BytePipe } from "../../serial/byte-pipe.ts";
import { ahead } from "./ahead.ts";
import { type SoundEar, soundEar } from "./sound-ear.ts";

const FRAME_BYTES = FRAME_SAMPLES * 2;
/** Frames of silence ahead of the first: what the module plays from while the next is on its way. */
const AHEAD = 2;
/** What was cut off has died away, and a moment of silence parts it from what is said next. */
const AFTER_CUT = millis(3 * FRAME);
/** What a program gives is taken so far ahead of being sent, and no farther. Frames. */
const MOST_QUEUED = 25;

/** So much may wait for a module that takes no sound; it plays what comes after that too late for a conversation. */
const MOST_UNSENT = 50;

const nothing = (): null => null;
const silentFrame: Pcm = new Int16Array(FRAME_SAMPLES);

/**
 * Sound in both directions over a module's second port: frames of 20 ms, S16LE, 8 kHz. One is written for each that was
 * read, so that the pace is the module's own; where there is nothing to say it is silence, for without it the sound of
 * such modules stalls.
 */
export class SoundPath {
  readonly #pipe: BytePipe;
  readonly #clock: Clock;
  readonly #onFrame: (frame: Pcm, played: Pcm) => void;
  readonly #queue: Pcm[] = [];
  readonly #onBroken: (fault: Fault) => void;
  readonly #ear: SoundEar;
  #rest = Buffer.alloc(0);
  /** Frames that the module has not taken yet. */
  #unsent = 0;
  #begun = false;
  readonly #ahead = ahead();
  readonly #sparing: boolean;
  /** What the module was given last. */
  #last: Pcm = silentFrame;
  #closed = false;
  #moved: () => void = () => undefined;
  /** In a conversation: asked for each frame that goes out, so that nothing waits on the way. */
  #say: () => Pcm | null = nothing;
  /** How many frames came. */
  heard = 0;

  /**
   * `onFrame`: what came, and the frame that was sent last before it, whose echo may come from now on. `onBroken`: the
   * port is gone in the middle of a call, or takes nothing any more. `onStatic`: what comes is no sound. `sparing`: what
   * lies too far ahead is made up for here, and not on the way.
   */
  constructor(
    pipe: BytePipe,
    clock: Clock,
    onFrame: (frame: Pcm, played: Pcm) => void,
    onBroken: (fault: Fault) => void,
    onStatic: () => void,
    sparing = true,
  ) {
    this.#sparing = sparing;
    this.#pipe = pipe;
    this.#clock = clock;
    this.#onFrame = onFrame;
    this.#onBroken = onBroken;
    this.#ear = soundEar(onStatic);
    void this.#read().catch((thrown) => {
      if (!this.#closed) onBroken(asFault(thrown, "serial.lost"));
    });
  }

  /** Resolves when the last sample was heard, or soon after the signal aborted. */
  async play(sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void> {
    const stop = () => {
      this.#queue.length = 0;
      this.#moved();
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      const cut = framer((frame) => this.#queue.push(frame));
      for await (const piece of sound) {
        if (signal.aborted || this.#closed) return;
        cut.feed(piece);
        while (this.#queue.length > MOST_QUEUED && !signal.aborted && !this.#closed) await this.#change();
      }
      cut.end();
      while (this.#queue.length > 0 && !signal.aborted && !this.#closed) await this.#change();
      const left = AHEAD + (this.#sparing ? this.#ahead.excess() : 0);
      if (!signal.aborted) await this.#clock.sleep(millis(left * FRAME), signal).catch(() => undefined);
    } finally {
      signal.removeEventListener("abort", stop);
      if (signal.aborted && !this.#closed) await this.#clock.sleep(AFTER_CUT);
    }
  }

  /** From now on `say` is asked for what goes out, where nothing is played; until what this gives is called. */
  speak(say: () => Pcm | null): () => void {
    this.#say = say;
    return () => {
      if (this.#say === say) this.#say = nothing;
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.length = 0;
    this.#moved();
    await this.#pipe.close();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#moved = resolve;
    });
  }

  async #read(): Promise<void> {
    for await (const bytes of this.#pipe.incoming) {
      if (this.#closed) return;
      this.#rest = this.#rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#rest, bytes]);
      const frames = Math.floor(this.#rest.length / FRAME_BYTES);
      const said: Pcm[] = [];
      if (frames > 0) this.#ahead.came(frames);
      for (let n = 0; n < frames; n++) {
        const at = n * FRAME_BYTES;
        this.heard++;
        this.#onFrame(this.#ear(this.#rest.subarray(at, at + FRAME_BYTES)), this.#last);
        const next = this.#next();
        this.#last = next ?? silentFrame;
        if (next) said.push(next);
      }
      this.#rest = this.#rest.subarray(frames * FRAME_BYTES);
      if (frames > 0) this.#answer(said);
    }
  }

  /** What goes out next; null: nothing need, for too much lies ahead. */
  #next(): Pcm | null {
    const queued = this.#queue.shift();
    if (queued) return queued;
    // Not asked for now, it is given later.
    if (this.#say !== nothing && this.#sparing && this.#ahead.spares("voice")) return null;
    return this.#say() ?? (this.#sparing && this.#ahead.spares("silence") ? null : silentFrame);
  }

  /** What is heard does not wait for what is said: the two directions fail one by one. */
  #answer(said: readonly Pcm[]): void {
    const silent = this.#begun ? 0 : AHEAD;
    const frames = silent + said.length;
    this.#moved();
    if (frames === 0) return;
    this.#ahead.sent(frames);
    const bytes = Buffer.alloc(frames * FRAME_BYTES);
    this.#begun = true;
    for (const [n, frame] of said.entries())
      frame.forEach((sample, at) => {
        bytes.writeInt16LE(sample, (silent + n) * FRAME_BYTES + at * 2);
      });
    // What is sent now is not counted: after a moment in which this program did something else it is much at once.
    const isStuck = this.#unsent > MOST_UNSENT;
    this.#unsent += frames;
    // A port that is gone is known by its reading.
    const sent = () => {
      this.#unsent -= frames;
    };
    void this.#pipe.write(bytes).then(sent, sent);
    if (isStuck && !this.#closed)
      this.#onBroken(new Fault("line.no-sound", "The module takes no sound any more: its caller hears nothing."));
  }
}

import { concat, FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Digit } from "../../kernel/phone-number.ts";
import { type Instant, type Millis, seconds } from "../../kernel/units.ts";
import { callerVoice } from "./caller-voice.ts";
import type { CallEnd, CallEvent, CallRequest, CallState, SimulatedCall } from "./calls.ts";

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);

/** One side of a promise that a later event fulfils. */
function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

/** A caller on the network's side: moved by the exchange, 20 ms at a time. */
export class Caller implements SimulatedCall {
  readonly from: string | null;
  readonly name: string | null;
  readonly to: string;
  readonly unavailable: boolean;
  readonly givesUpAfter: Millis;
  readonly events: CallEvent[] = [];
  readonly #clock: Clock;
  readonly #voice: ReturnType<typeof callerVoice>;
  readonly #ringing = later<Instant | null>();
  readonly #answered = later<Instant | null>();
  readonly #ended = later<CallEnd>();
  readonly #heard: Pcm[] = [];
  readonly #listeners = new Set<(frame: Pcm) => void>();
  #last: Pcm = nothing;
  #state: CallState = "dialling";
  #connectedTo: string | null = null;
  #wantsOut = false;
  #happened = later<void>();

  constructor(clock: Clock, request: CallRequest) {
    this.#clock = clock;
    this.from = request.from;
    this.name = request.name ?? null;
    this.to = request.to;
    this.unavailable = request.unavailable ?? false;
    this.givesUpAfter = request.givesUpAfter ?? seconds(90);
    this.#voice = callerVoice(request.script ?? []);
  }

  get state(): CallState {
    return this.#state;
  }
  get connectedTo(): string | null {
    return this.#connectedTo;
  }
  get ringing(): Promise<Instant | null> {
    return this.#ringing.promise;
  }
  get answered(): Promise<Instant | null> {
    return this.#answered.promise;
  }
  get ended(): Promise<CallEnd> {
    return this.#ended.promise;
  }
  /** The caller has put the receiver down, or just will: the exchange clears the call. */
  get wantsOut(): boolean {
    return this.#wantsOut;
  }

  heard(): Pcm {
    return concat(this.#heard);
  }

  press(key: Digit): void {
    this.#voice.press(key);
  }

  say(sound: Pcm): void {
    this.#voice.say(sound);
  }

  listen(hear: (frame: Pcm) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  hangUp(): void {
    this.#wantsOut = true;
  }

  async *follow(): AsyncGenerator<CallEvent, void, undefined> {
    for (let at = 0; ; at++) {
      while (at >= this.events.length) {
        if (this.#state === "ended") return;
        await this.#happened.promise;
      }
      yield this.events[at] as CallEvent;
    }
  }

  #tell(event: CallEvent): void {
    this.events.push(event);
    this.#happened.resolve();
    this.#happened = later<void>();
  }

  /** The next 20 ms of the script. */
  speak(): Pcm {
    const { said, pressed, hungUp } = this.#voice.next(this.#last);
    if (pressed) this.#tell({ kind: "key", at: this.#clock.now(), key: pressed });
    if (hungUp) this.#wantsOut = true;
    return said;
  }

  hear(frame: Pcm): void {
    this.#last = frame;
    this.#heard.push(frame);
    this.#tellListeners(frame);
  }

  /** The network's ringing tone: heard live, but no part of the call. */
  hearRinging(frame: Pcm): void {
    this.#tellListeners(frame);
  }

  #tellListeners(frame: Pcm): void {
    for (const hear of this.#listeners) hear(frame);
  }

  rang(number: string): void {
    const at = this.#clock.now();
    if (this.#state === "dialling") this.#state = "ringing";
    this.#tell({ kind: "rang", at, number });
    this.#ringing.resolve(at);
  }

  answeredBy(number: string): void {
    const at = this.#clock.now();
    this.#state = "talking";
    this.#tell({ kind: "answered", at, by: number });
    this.#answered.resolve(at);
  }

  hold(): void {
    this.#state = "on-hold";
    this.#tell({ kind: "on-hold", at: this.#clock.now() });
  }

  back(): void {
    this.#state = "talking";
    this.#tell({ kind: "back", at: this.#clock.now() });
  }

  /** Answered by, or joined with, a mobile that is not the number dialled. */
  putThrough(to: string): void {
    this.#state = "put-through";
    this.#connectedTo = to;
    this.#tell({ kind: "put-through", at: this.#clock.now(), to });
  }

  end(end: CallEnd): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#tell({ kind: "hung-up", at: this.#clock.now(), end });
    this.#ringing.resolve(null);
    this.#answered.resolve(null);
    this.#ended.resolve(end);
  }
}

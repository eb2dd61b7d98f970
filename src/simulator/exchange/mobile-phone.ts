import { concat, FRAME, FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import { tone } from "../../audio/tones.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Digit } from "../../kernel/phone-number.ts";
import { hertz, type Instant, millis, seconds } from "../../kernel/units.ts";
import { frameOf, keySound } from "./caller-voice.ts";
import type { HandOrder, Mobile, MobileBehaviour, MobileCall, MobileState } from "./calls.ts";
import { levelOf, QUIET } from "./ear.ts";

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);

/** How a leg to a mobile stands. `busy` covers a refusal, which sounds the same. */
export type LegState = "ringing" | "answered" | "busy" | "ended";

/** One call at a mobile, moved by the exchange 20 ms at a time: `step`, then `say` and `hear` while answered. */
export class MobileLeg implements MobileCall {
  readonly number: string;
  readonly from: string | null;
  readonly rangAt: Instant;
  answeredAt: Instant | null = null;
  endedAt: Instant | null = null;
  line: string | null;
  caller: { readonly number: string | null; readonly at: Instant } | null = null;
  state: LegState;
  readonly #clock: Clock;
  readonly #behaviour: MobileBehaviour;
  readonly #says: Pcm;
  readonly #heard: Pcm[] = [];
  readonly #keys: Digit[] = [];
  #keyFrame = 0;
  #spokenTo = false;
  #frames = 0;

  constructor(clock: Clock, number: string, behaviour: MobileBehaviour, from: string | null, line: string | null) {
    this.number = number;
    this.from = from;
    this.line = line;
    this.rangAt = clock.now();
    this.#clock = clock;
    this.#behaviour = behaviour;
    this.#says = behaviour.says ?? (behaviour.does === "voicemail" ? voicemailGreeting() : nothing);
    this.state = behaviour.does === "busy" && behaviour.after <= 0 ? "busy" : "ringing";
  }

  heard(): Pcm {
    return concat(this.#heard);
  }

  /** The country of its network's tones; null: of the exchange that rings it. */
  get tonesOf(): string | null {
    return this.#behaviour.tonesOf ?? null;
  }

  /** Lets 20 ms of ringing or talking pass. */
  step(): void {
    const { after, does } = this.#behaviour;
    const passed = ++this.#frames * FRAME;
    if (this.state === "ringing" && passed >= after && does !== "ignore" && does !== "by-hand") {
      if (does === "refuse" || does === "busy") this.state = "busy";
      else this.#answer();
    } else if (this.state === "answered") {
      const stays = this.#behaviour.hangsUpAfter ?? (does === "voicemail" ? seconds(60) : null);
      if (stays !== null && passed >= stays) this.drop();
    }
  }

  #answer(): void {
    this.#frames = 0;
    this.state = "answered";
    this.answeredAt = this.#clock.now();
  }

  /** Does it where the call is such that it can be done; only with one that is in somebody's hand. */
  obey(order: HandOrder): void {
    if (this.#behaviour.does !== "by-hand") return;
    switch (order.act) {
      case "answer":
        if (this.state === "ringing") this.#answer();
        break;
      case "refuse":
        if (this.state === "ringing") this.state = "busy";
        break;
      case "key":
        if (this.state === "answered") this.#keys.push(order.key);
        break;
      case "hang-up":
        if (this.state === "answered") this.drop();
    }
  }

  say(): Pcm {
    if (this.#behaviour.does === "by-hand") return this.#sayByHand();
    const now = this.#frames * FRAME;
    if (this.#behaviour.does === "answer") {
      for (const { key, after } of this.#behaviour.presses ?? []) {
        const sound = now >= after ? frameOf(keySound(key), Math.floor((now - after) / FRAME)) : null;
        if (sound) return sound;
      }
    }
    return frameOf(this.#says, this.#frames) ?? nothing;
  }

  /** Keys over hello, which is said when answering and again to the caller. */
  #sayByHand(): Pcm {
    const [key] = this.#keys;
    if (key !== undefined) {
      const sound = frameOf(keySound(key), this.#keyFrame++);
      if (sound) return sound;
      this.#keys.shift();
      this.#keyFrame = 0;
    }
    return frameOf(this.#says, this.#frames) ?? nothing;
  }

  get phase(): MobileState {
    if (this.state === "ringing") return "rings";
    if (this.state !== "answered") return "quiet";
    return this.caller ? "talks" : this.#spokenTo ? "announced" : "answered";
  }

  hear(frame: Pcm): void {
    this.#spokenTo ||= levelOf(frame) > QUIET;
    this.#heard.push(frame);
  }

  joined(caller: string | null): void {
    this.caller = { number: caller, at: this.#clock.now() };
    if (this.#behaviour.does === "by-hand") this.#frames = 0;
  }

  drop(): void {
    if (this.state === "ended") return;
    this.state = "ended";
    this.endedAt = this.#clock.now();
  }
}

/** Something voice-like for 4 s, and a beep: enough to be told from a person by nothing but the missing key. */
const voicemailGreeting = (): Pcm => concat([mumbled(4000), new Int16Array(2400), tone([hertz(1000)], millis(400))]);

/** As a voice: overtones of a pitch that never stands still, and vowels that turn into one another. */
export function mumbled(ms: number): Pcm {
  const pcm = new Int16Array(ms * 8);
  let phase = 0;
  for (let n = 0; n < pcm.length; n++) {
    const t = n / 8000;
    phase += (2 * Math.PI * (150 + 40 * Math.sin(2 * Math.PI * 1.7 * t) + 12 * Math.sin(2 * Math.PI * 6 * t))) / 8000;
    const vowel = 900 + 500 * Math.sin(2 * Math.PI * 2.3 * t);
    let sum = 0;
    for (let k = 1; k <= 12; k++) sum += Math.sin(k * phase) / (1 + ((k * 150 - vowel) / 300) ** 2);
    const syllable = 0.55 + 0.45 * Math.sin(2 * Math.PI * 4 * t);
    pcm[n] = Math.round(2500 * syllable * sum);
  }
  return pcm;
}

/** Someone's mobile; one call at a time. */
export class MobilePhone implements Mobile {
  readonly number: string;
  readonly calls: MobileLeg[] = [];
  readonly #clock: Clock;
  readonly #hands: { readonly hello: Pcm | null }[] = [];
  #behaviours: readonly MobileBehaviour[];

  constructor(clock: Clock, number: string, behaviours: readonly MobileBehaviour[]) {
    this.#clock = clock;
    this.number = number;
    this.#behaviours = behaviours;
  }

  get rung(): readonly Instant[] {
    return this.calls.map((call) => call.rangAt);
  }

  get ringing(): boolean {
    return this.calls.some((call) => call.state === "ringing");
  }

  get state(): MobileState {
    return this.#current()?.phase ?? "quiet";
  }

  takeInHand(hello: Pcm | null): () => void {
    const hand = { hello };
    this.#hands.push(hand);
    return () => {
      const at = this.#hands.indexOf(hand);
      if (at >= 0) this.#hands.splice(at, 1);
    };
  }

  order(order: HandOrder): void {
    this.#current()?.obey(order);
  }

  #current(): MobileLeg | undefined {
    return this.calls.find((call) => call.state === "ringing" || call.state === "answered");
  }

  heard(): Pcm {
    return concat(this.calls.map((call) => call.heard()));
  }

  behave(behaviour: MobileBehaviour | readonly MobileBehaviour[]): void {
    this.#behaviours = listed(behaviour);
  }

  /** A call arrives; one that finds another in progress is a busy one, and is not rung. */
  called(from: string | null, line: string | null): MobileLeg {
    const hand = this.#hands.at(-1);
    const [next, ...further] = hand ? [byHand(hand.hello)] : this.#behaviours;
    const behaviour = next ?? { after: millis(0), does: "ignore" };
    if (this.#current()) return new MobileLeg(this.#clock, this.number, { after: millis(0), does: "busy" }, from, line);
    if (further.length > 0) this.#behaviours = further;
    const leg = new MobileLeg(this.#clock, this.number, behaviour, from, line);
    this.calls.push(leg);
    return leg;
  }
}

const byHand = (hello: Pcm | null): MobileBehaviour => ({
  after: millis(0),
  does: "by-hand",
  ...(hello && { says: hello }),
});

export const listed = (behaviour: MobileBehaviour | readonly MobileBehaviour[]): readonly MobileBehaviour[] =>
  "does" in behaviour ? [behaviour] : behaviour;

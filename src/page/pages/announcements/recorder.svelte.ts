import { microphonePossible, openMicrophone } from "../../kit/open-microphone.ts";
import { atTelephoneRate } from "../../kit/telephone-sound.ts";

/** An announcement is no longer than that; seconds. */
export const LONGEST = 180;

/** What a person says into the microphone of their computer, as telephone sound. */
export class Recorder {
  state = $state<"ready" | "asking" | "recording">("ready");
  /** Why there is no microphone: the person or the browser said no, or none is there. */
  refused = $state<"denied" | "missing" | null>(null);
  /** How loud it is now, 0 to 1; 0 is -50 dB. */
  level = $state(0);
  seconds = $state(0);
  readonly possible = microphonePossible;
  #heard: Float32Array[] = [];
  #rate = 0;
  #release: () => void = () => undefined;
  readonly #full: () => void;

  /** `full` is told when there is no more room. */
  constructor(full: () => void) {
    this.#full = full;
  }

  async start(): Promise<void> {
    this.state = "asking";
    this.refused = null;
    this.#heard = [];
    this.seconds = 0;
    try {
      await this.#listen();
    } catch (thrown) {
      this.close();
      const missing = thrown instanceof DOMException && /NotFound|Overconstrained/.test(thrown.name);
      this.refused = missing ? "missing" : "denied";
    }
  }

  /** What was heard since the start. */
  async stop(): Promise<Float32Array<ArrayBuffer>> {
    this.close();
    const whole = new Float32Array(this.#heard.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#heard) {
      whole.set(part, at);
      at += part.length;
    }
    this.#heard = [];
    return atTelephoneRate(whole, this.#rate);
  }

  /** Lets go of the microphone; what was heard is kept until the next start. */
  close(): void {
    this.#release();
    this.#release = () => undefined;
    this.state = "ready";
    this.level = 0;
  }

  async #listen(): Promise<void> {
    const { rate, close } = await openMicrophone((part) => this.#take(part), {
      echoCancellation: false,
      noiseSuppression: true,
      autoGainControl: true,
    });
    // It was closed while the person was asked.
    if (this.state !== "asking") return close();
    this.#release = close;
    this.#rate = rate;
    this.state = "recording";
  }

  #take(part: Float32Array): void {
    if (this.state !== "recording") return;
    this.#heard.push(part);
    this.seconds += part.length / this.#rate;
    const power = part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
    this.level = power === 0 ? 0 : Math.min(1, Math.max(0, 1 + Math.log10(power) / 5));
    if (this.seconds >= LONGEST) this.#full();
  }
}

import { FRAME, FRAME_SAMPLES, type Pcm } from "../../../audio/pcm.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { type Millis, millis } from "../../../kernel/units.ts";
import { frameOf } from "../../exchange/caller-voice.ts";
import { dtmfEar, type KeyChange, pureTone } from "../../exchange/ear.ts";
import type { Socket } from "../../exchange/socket.ts";
import { progressEar } from "./progress-ear.ts";
import type { VoiceTone } from "./voice-tones.ts";

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);

/** What the modem's ear tells: a key pressed or let go, or V.253's letter for a progress tone. */
export type Heard = KeyChange | { readonly tone: string };

/** The side of a modem that faces the wall: relay, tone generator and ears. */
export class ModemLine {
  readonly #clock: Clock;
  readonly #socket: Socket;
  #keys = dtmfEar();
  #tones = progressEar();
  #sound: { readonly pcm: Pcm; frame: number; readonly done: () => void } | null = null;
  /** How long the dial tone has been heard. */
  #dialTone = 0;

  constructor(clock: Clock, socket: Socket) {
    this.#clock = clock;
    this.#socket = socket;
  }

  get hook(): "on" | "off" {
    return this.#socket.hook;
  }

  offHook(): void {
    if (this.hook === "off") return;
    this.#keys = dtmfEar();
    this.#tones = progressEar();
    this.#dialTone = 0;
    this.#socket.offHook();
  }

  onHook(): void {
    this.#socket.onHook();
    this.#sound?.done();
    this.#sound = null;
  }

  /** Sends tones and flashes one after the other; going on-hook ends them at once. */
  async send(tones: readonly VoiceTone[]): Promise<void> {
    for (const tone of tones) {
      if (this.hook === "on") return;
      if ("sound" in tone) await this.#play(tone.sound);
      else if ("pause" in tone) await this.#clock.sleep(tone.pause);
      else {
        await this.#clock.sleep(tone.flash);
        this.#dialTone = 0;
        this.#socket.flash(tone.flash);
      }
    }
  }

  async dialTone(within: Millis): Promise<boolean> {
    for (let waited = 0; waited < within && this.hook === "off"; waited += FRAME) {
      if (this.#dialTone >= 300) return true;
      await this.#clock.sleep(millis(FRAME));
    }
    return false;
  }

  /** The tone generator's next 20 ms; null when it is still. */
  say(): Pcm | null {
    const sound = this.#sound;
    if (!sound) return null;
    const frame = frameOf(sound.pcm, sound.frame++);
    if (frame) return frame;
    this.#sound = null;
    sound.done();
    return nothing;
  }

  hear(frame: Pcm): readonly Heard[] {
    const hz = pureTone(frame);
    this.#dialTone = hz !== null && hz > 380 && hz < 500 ? this.#dialTone + FRAME : 0;
    const key = this.#keys(frame);
    const tone = this.#tones(frame);
    return [...(key ? [key] : []), ...(tone ? [{ tone }] : [])];
  }

  #play(pcm: Pcm): Promise<void> {
    return new Promise((done) => {
      this.#sound = { pcm, frame: 0, done };
    });
  }
}

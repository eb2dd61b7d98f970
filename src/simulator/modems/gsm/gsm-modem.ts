import { FRAME_SAMPLES, type Pcm } from "../../../audio/pcm.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { type Instant, millis, seconds } from "../../../kernel/units.ts";
import type { BytePipe } from "../../../serial/byte-pipe.ts";
import type { SimCall, SimCallEnd, SimCard, SimDevice } from "../../exchange/sim-calls.ts";
import type { TextOnAir } from "../../exchange/texts.ts";
import { commandsOf } from "../at-line.ts";
import { SerialSide } from "../serial-side.ts";
import { freshSettings, type GsmAnswer, type GsmBody, type GsmSettings } from "./gsm-body.ts";
import { obey } from "./gsm-commands.ts";
import type { GsmDialect } from "./gsm-dialects.ts";
import { type GsmFaultName, type GsmFaults, gsmFaults } from "./gsm-faults.ts";
import { atHome, type GsmState } from "./gsm-state.ts";
import { callInfo, callLine, identityLine } from "./gsm-words.ts";
import { PcmSide } from "./pcm-side.ts";
import { delivering, reporting } from "./sms-pdu.ts";
import { lengthOf, TextMemory } from "./text-memory.ts";

export interface GsmModemOptions {
  readonly clock: Clock;
  readonly sim: SimCard;
  readonly pipe: BytePipe;
  /** The second port; where the sound is analog, the sound card at its pins. */
  readonly pcm: BytePipe | null;
  readonly dialect: GsmDialect;
  readonly faults?: readonly GsmFaultName[];
  readonly state?: Partial<GsmState>;
  /** What `port-vanishing` does and undoes. */
  readonly port?: { unplug(): void; plug(): void };
}

export interface GsmModem {
  readonly faults: GsmFaults;
  readonly state: GsmState;
  readonly commands: readonly string[];
  readonly texts: TextMemory;
  readonly sound: boolean;
  /** Bytes of the host that wait to be sent, at most, since the last look. */
  readonly mostWaiting: number;
  readonly underruns: number;
  /** Plugs other pipes in: the module starts as at power-on. */
  attach(pipe: BytePipe, pcm: BytePipe | null): void;
  attachPcm(pcm: BytePipe): void;
  /** As a power cut does it: calls end, and what was set is forgotten. */
  reset(): void;
  close(): Promise<void>;
}

export const createGsmModem = (options: GsmModemOptions): GsmModem => new CellularModem(options);

const RING_EVERY = seconds(5);
const LATE = seconds(2);
const CLIP_LATE = millis(600);
const LONGEST_LINE = 512;
const CR = 13;
const ESC = 0x1b;
const CTRL_Z = 0x1a;
const PROMPT_LATE = seconds(4);
/** From Ctrl-Z to the network's word. */
const NETWORK_TAKES = seconds(1);

class CellularModem implements GsmModem, SimDevice, GsmBody {
  readonly clock: Clock;
  readonly dialect: GsmDialect;
  readonly faults: GsmFaults;
  readonly sim: SimCard;
  readonly state: GsmState;
  readonly commands: string[] = [];
  set: GsmSettings = freshSettings();
  readonly texts: TextMemory;
  readonly #serial: SerialSide;
  readonly #pcm: PcmSide;
  #pipe: BytePipe;
  #sound = false;
  #input = "";
  /** What is typed behind a prompt. */
  #prompt: { typed: string; readonly done: (typed: string) => GsmAnswer } | null = null;
  /** Since when each call is up. */
  readonly #up = new Map<number, number>();
  #ringing = 0;

  constructor({ clock, sim, pipe, pcm, dialect, faults, state, port }: GsmModemOptions) {
    this.clock = clock;
    this.dialect = dialect;
    this.faults = gsmFaults(
      faults,
      (fault) => {
        if (fault !== "port-vanishing") return;
        this.reset();
        port?.unplug();
      },
      (fault) => fault === "port-vanishing" && port?.plug(),
    );
    this.sim = sim;
    this.state = atHome(state);
    this.texts = new TextMemory(this.state.textPlaces);
    this.#pipe = pipe;
    this.#serial = new SerialSide(clock, this.faults, pipe);
    this.#pcm = new PcmSide(clock, this.faults, pcm);
    sim.plug(this);
    void this.#read(pipe);
  }

  get sound(): boolean {
    return this.#sound;
  }
  set sound(on: boolean) {
    this.#sound = on;
    this.#pcm.flush(on);
  }
  get mostWaiting(): number {
    return this.#pcm.mostWaiting;
  }

  get underruns(): number {
    return this.#pcm.underruns;
  }

  attach(pipe: BytePipe, pcm: BytePipe | null): void {
    this.reset();
    this.#pipe = pipe;
    this.#serial.attach(pipe);
    // A sound card at its pins is no port of it.
    if (this.dialect.sound !== null) this.#pcm.attach(pcm);
    void this.#read(pipe);
  }

  attachPcm(pcm: BytePipe): void {
    this.#pcm.attach(pcm);
  }

  async close(): Promise<void> {
    this.sim.unplug();
    await this.#pipe.close();
    await this.#pcm.close();
  }

  reset(): void {
    this.sim.hangUp();
    this.set = freshSettings();
    this.sound = false;
    this.#prompt = null;
    this.faults.remove("static");
    if (this.state.pinAsked && this.state.sim === "ready") this.state.sim = "pin";
  }

  // The program's side

  async #read(pipe: BytePipe): Promise<void> {
    try {
      for await (const bytes of pipe.incoming) {
        for (const byte of bytes) {
          if (this.#pipe !== pipe) return;
          this.#byte(byte);
        }
      }
    } catch {
      // The port is gone; another may be plugged in.
    }
  }

  #byte(byte: number): void {
    if (this.#prompt) {
      this.#typed(this.#prompt, byte);
      return;
    }
    if (byte !== CR) {
      if (byte >= 0x20 && this.#input.length < LONGEST_LINE) this.#input += String.fromCharCode(byte);
      return;
    }
    const line = this.#input;
    this.#input = "";
    void this.#command(line);
  }

  async #command(line: string): Promise<void> {
    if (this.faults.has("wedged")) return;
    const echo = this.set.echo || this.faults.has("echo-on") ? `${line}\r` : "";
    if (echo) this.#serial.text(echo);
    if (!/AT/i.test(line)) return;
    this.commands.push(line.slice(line.search(/AT/i)));
    const lines: string[] = [];
    let result = "OK";
    let prompt: GsmAnswer["prompt"];
    for (const command of commandsOf(line)) {
      const answer = command ? obey(command, this) : { lines: [], result: "ERROR" };
      lines.push(...answer.lines);
      result = answer.result;
      ({ prompt } = answer);
      if (result !== "OK") break;
    }
    if (this.faults.has("slow-answers")) await this.clock.sleep(LATE);
    if (prompt) return this.#ask(prompt);
    const twice = this.faults.has("doubled-results") ? [result] : [];
    for (const each of [...lines, ...this.#mixedIn(), result, ...twice]) this.#say(each);
  }

  #mixedIn(): readonly string[] {
    if (!this.faults.has("mixed-replies")) return [];
    const calls = this.dialect.pushesCalls && this.set.pushes ? this.sim.calls : [];
    return ["+CREG: 1", ...calls.map((call) => `+CLCC: ${callLine(call)}`), "+CTZV: +04", "+CSQ: 20,99"];
  }

  async #ask(done: (typed: string) => GsmAnswer): Promise<void> {
    if (this.faults.has("late-prompt")) await this.clock.sleep(PROMPT_LATE);
    this.#prompt = { typed: "", done };
    this.#serial.text("\r\n> ");
  }

  #typed(prompt: { typed: string; readonly done: (typed: string) => GsmAnswer }, byte: number): void {
    if (byte !== CTRL_Z && byte !== ESC) {
      if (byte >= 0x20) prompt.typed += String.fromCharCode(byte);
      return;
    }
    this.#prompt = null;
    if (this.set.echo || this.faults.has("echo-on")) this.#serial.text(`${prompt.typed}\x1a`);
    if (byte === ESC) this.#say("OK");
    else void this.#sent(prompt.typed, prompt.done);
  }

  async #sent(typed: string, done: (typed: string) => GsmAnswer): Promise<void> {
    await this.clock.sleep(NETWORK_TAKES);
    if (this.faults.has("wedged")) return;
    const { lines, result } = done(typed);
    for (const each of [...lines, result]) this.#say(each);
  }

  text(text: TextOnAir): boolean {
    const hex = delivering(text);
    if (this.faults.has("texts-direct") || this.set.deliver === "direct") {
      this.#say(`+CMT: ,${lengthOf(hex)}`);
      this.#serial.text(`${hex}\r\n`);
      return true;
    }
    const slot = this.texts.keep(hex);
    if (slot === null) return false;
    if (this.set.deliver === "stored" && !this.faults.has("no-text-notice")) this.#say(`+CMTI: "SM",${slot}`);
    return true;
  }

  reported(reference: number, to: string, at: Instant): void {
    const hex = reporting(reference, to, at);
    if (this.set.reports) {
      this.#say(`+CDS: ${lengthOf(hex)}`);
      this.#serial.text(`${hex}\r\n`);
    }
  }

  #say(text: string): void {
    this.#serial.text(`\r\n${text}\r\n`);
  }

  // The network's side

  changed(call: SimCall, end: SimCallEnd | null): void {
    const { dialect, set } = this;
    const silent = end !== null && this.faults.has("no-hang-up-notice");
    if (end === null && call.state === "incoming") void this.#ring();
    const isUntold = call.state === "waiting" && this.faults.has("no-waiting-notice");
    if (end === null && isUntold) return;
    if (end === null && call.state === "waiting" && set.ccwa) this.#say(identityLine(call, "+CCWA"));
    const since = this.#up.get(call.id);
    if (end === null && call.state === "active" && since === undefined) {
      this.#up.set(call.id, this.clock.elapsed());
      if (dialect.voiceNotices) this.#say("VOICE CALL: BEGIN");
    }
    if (end !== null) this.#up.delete(call.id);
    // Analog pins have sound while there is a conversation.
    const speaks = this.sim.calls.some(({ state }) => state === "active" || state === "held");
    if (dialect.sound === null && speaks !== this.#sound) this.sound = speaks;
    if (silent) return;
    if (dialect.pushesCalls && set.pushes) this.#say(`+CLCC: ${callLine(call, end !== null)}`);
    if (dialect.callInfo && set.callInfo) this.#say(callInfo(call, end !== null));
    if (end !== null) this.#ended(call, end, since);
  }

  #ended(call: SimCall, end: SimCallEnd, since: number | undefined): void {
    const long = since === undefined ? 0 : Math.round((this.clock.elapsed() - since) / 1000);
    if (this.dialect.voiceNotices && since !== undefined)
      this.#say(`VOICE CALL: END: ${String(long).padStart(6, "0")}`);
    if (end === "own") return;
    if (this.dialect.voiceNotices && since === undefined && call.direction === "in")
      this.#say(`MISSED_CALL: 00:00AM ${call.number ?? ""}`);
    this.#say(end === "busy" ? "BUSY" : end === "no-answer" ? "NO ANSWER" : "NO CARRIER");
  }

  async #ring(): Promise<void> {
    const mine = ++this.#ringing;
    for (;;) {
      const call = this.sim.calls.find(({ state }) => state === "incoming");
      if (!call || mine !== this.#ringing) return;
      if (!this.faults.has("wedged")) {
        const ring = this.set.crc ? "+CRING: VOICE" : "RING";
        const isGlued = this.faults.has("glued-rings") && this.set.clip;
        this.#say(isGlued ? `${ring}${identityLine(call, "+CLIP")}` : ring);
        if (this.set.clip && !isGlued) {
          if (this.faults.has("late-caller-id")) await this.clock.sleep(CLIP_LATE);
          this.#say(identityLine(call, "+CLIP"));
        }
      }
      await this.clock.sleep(RING_EVERY);
    }
  }

  say(): Pcm {
    return this.#sound ? this.#pcm.taken() : new Int16Array(FRAME_SAMPLES);
  }

  hear(frame: Pcm): void {
    if (this.#sound && !this.faults.has("no-sound")) this.#pcm.give(frame);
  }
}

import { FRAME, FRAME_SAMPLES, type Pcm } from "../audio/pcm.ts";
import { encode, type SampleFormat } from "../audio/sample-formats.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { millis } from "../kernel/units.ts";
import type { BytePipe } from "../serial/byte-pipe.ts";
import { commandsOf } from "./at-line.ts";
import { callerIdText } from "./caller-id-text.ts";
import type { Dialect } from "./dialects.ts";
import { CAN, type ClientToken, clientStream, DLE, doubled, ESC, ETX } from "./dle-codes.ts";
import { type Answer, execute, type ModemBody, type Result } from "./modem-commands.ts";
import { type FaultName, type ModemFaults, modemFaults } from "./modem-faults.ts";
import { ModemLine } from "./modem-line.ts";
import { factorySettings, type ModemSettings } from "./modem-settings.ts";
import { silenceEar } from "./progress-ear.ts";
import { SerialSide } from "./serial-side.ts";
import type { Device, Socket, WireEvent } from "./socket.ts";
import { TransmitBuffer } from "./transmit-buffer.ts";

export interface ModemOptions {
  readonly clock: Clock;
  readonly socket: Socket;
  readonly pipe: BytePipe;
  readonly dialect: Dialect;
  readonly faults?: readonly FaultName[];
  /** What `port-vanishing` does and undoes. Default: closes the pipe, for good. */
  readonly port?: { unplug(): void; plug(): void };
  readonly log?: Log;
}

/** What a modem suffered from its client since it was created. */
export interface ModemTrouble {
  /** Times that the transmit buffer ran empty in the middle of a playback. */
  readonly underruns: number;
  /** Audio bytes dropped because the transmit buffer was full. */
  readonly overflowed: number;
}

/** A voice modem between a wall socket and a serial port. */
export interface Modem {
  readonly faults: ModemFaults;
  readonly trouble: ModemTrouble;
  readonly mode: "command" | "transmit" | "receive";
  /** Command lines received, in order, from their `AT` on. */
  readonly commands: readonly string[];
  /** Plugs another pipe in after the old one was closed: the modem starts as at power-on. */
  attach(pipe: BytePipe): void;
  close(): Promise<void>;
}

export const createModem = (options: ModemOptions): Modem => new V253Modem(options);

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);
const CR = 13;
const BACKSPACE = 8;
const LONGEST_LINE = 512;
const LATE = 4000;
const CODES: Readonly<Record<Result, number>> = {
  OK: 0,
  CONNECT: 1,
  RING: 2,
  "NO CARRIER": 3,
  ERROR: 4,
  "NO DIALTONE": 6,
  BUSY: 7,
  VCON: 13,
};

class V253Modem implements Modem, Device, ModemBody {
  readonly dialect: Dialect;
  readonly faults: ModemFaults;
  readonly commands: string[] = [];
  settings: ModemSettings;
  mode: "command" | "transmit" | "receive" = "command";
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #socket: Socket;
  readonly #line: ModemLine;
  readonly #serial: SerialSide;
  #pipe: BytePipe;
  #input = "";
  #lastLine = "";
  #token = clientStream();
  #dle = false;
  #buffer = new TransmitBuffer("u8", 0);
  #room: (() => void) | null = null;
  #silence = silenceEar(Number.POSITIVE_INFINITY);
  #past = { underruns: 0, overflowed: 0 };
  /** Data class: frames waited for a carrier; null when not waiting. */
  #carrier: number | null = null;
  #idle = 0;

  constructor(options: ModemOptions) {
    const { clock, socket, pipe, dialect, log = silentLog } = options;
    this.dialect = dialect;
    this.settings = factorySettings(dialect);
    this.#clock = clock;
    this.#log = log;
    this.#socket = socket;
    this.#pipe = pipe;
    this.#line = new ModemLine(clock, socket);
    const port = options.port ?? { unplug: () => void this.#pipe.close(), plug: () => undefined };
    this.faults = modemFaults(
      (fault) => {
        log.info("simulator.fault", { fault });
        if (fault === "reset" || fault === "port-vanishing") this.reset();
        if (fault === "port-vanishing") port.unplug();
      },
      (fault) => {
        if (fault === "port-vanishing") port.plug();
      },
    );
    this.#serial = new SerialSide(clock, this.faults, pipe);
    for (const fault of options.faults ?? []) this.faults.add(fault);
    socket.plug(this);
    void this.#read(pipe);
  }

  get hook(): "on" | "off" {
    return this.#line.hook;
  }

  get trouble(): ModemTrouble {
    const { underruns, overflowed } = this.#buffer;
    return { underruns: this.#past.underruns + underruns, overflowed: this.#past.overflowed + overflowed };
  }

  attach(pipe: BytePipe): void {
    this.reset();
    this.#pipe = pipe;
    this.#serial.attach(pipe);
    void this.#read(pipe);
  }

  async close(): Promise<void> {
    this.#socket.unplug();
    await this.#pipe.close();
  }

  // The serial side

  async #read(pipe: BytePipe): Promise<void> {
    try {
      for await (const bytes of pipe.incoming) {
        for (const byte of bytes) {
          if (this.#pipe !== pipe) return;
          const busy = this.#take(byte);
          if (busy) await busy;
        }
      }
    } catch (lost) {
      this.#log.debug("simulator.port-lost", { why: String(lost) });
    }
    // Nobody holds the port: the modem drops the call, as it does when DTR falls.
    if (this.#pipe === pipe) this.reset();
  }

  #take(byte: number): Promise<void> | undefined {
    if (this.faults.has("wedged")) return undefined;
    this.#idle = 0;
    if (this.mode === "command") return this.#type(byte);
    if (this.mode === "transmit" && this.settings.flowControl && this.#buffer.room < 2) {
      return this.#roomMade().then(() => this.#take(byte));
    }
    const token = this.#token(byte);
    if (!token) return undefined;
    if (this.mode === "receive") this.#whileReceiving(token);
    else this.#whileTransmitting(token);
    return undefined;
  }

  /** A client held back by flow control goes on when the line has taken some. */
  #roomMade(): Promise<void> {
    return new Promise((resolve) => {
      this.#room = resolve;
    });
  }

  #type(byte: number): Promise<void> | undefined {
    if (this.#carrier !== null) {
      this.#noCarrier("NO CARRIER");
      return undefined;
    }
    // In voice class a late `<DLE>!` of a stream that is over is no text.
    if (this.#dle || (byte === DLE && this.settings.voiceClass)) {
      this.#dle = !this.#dle;
      return undefined;
    }
    if (this.settings.echo || this.faults.has("echo-on")) this.#serial.write(Uint8Array.of(byte));
    if (byte === BACKSPACE) this.#input = this.#input.slice(0, -1);
    else if (byte !== CR) this.#input = (this.#input + String.fromCharCode(byte)).slice(-LONGEST_LINE);
    const repeat = /^\s*A\/$/i.test(this.#input);
    if (byte !== CR && !repeat) return undefined;
    const line = repeat ? this.#lastLine : this.#input;
    this.#input = "";
    if (!/AT/i.test(line)) return undefined;
    this.#lastLine = line;
    return this.#run(line);
  }

  async #run(line: string): Promise<void> {
    const text = line.slice(line.search(/AT/i));
    this.commands.push(text);
    this.#log.debug("simulator.command", { text });
    await this.#clock.sleep(this.dialect.thinks);
    let last: Answer = { result: "OK" };
    for (const command of commandsOf(line)) {
      last = command ? await execute(this, command) : { result: "ERROR" };
      for (const information of last.lines ?? []) this.#serial.text(`\r\n${information}\r\n`);
      if (last.result !== "OK") break;
    }
    if (last.result) this.#result(last.result);
  }

  #result(result: Result): void {
    if (this.settings.quiet || (result === "OK" && this.faults.losesOk())) return;
    this.#serial.text(this.settings.verbose ? `\r\n${result}\r\n` : `${CODES[result]}\r`);
  }

  // What commands do

  offHook(): boolean {
    if (this.faults.has("refuses-offhook")) return false;
    this.#line.offHook();
    return true;
  }

  onHook(): void {
    this.#line.onHook();
    this.settings.vls = 0;
  }

  reset(): void {
    this.onHook();
    this.settings = factorySettings(this.dialect);
    this.mode = "command";
    this.#carrier = null;
    this.#input = "";
    this.#buffer.clear();
    this.#release();
  }

  send = (tones: Parameters<ModemBody["send"]>[0]): Promise<void> => this.#line.send(tones);
  dialTone = (within: Parameters<ModemBody["dialTone"]>[0]): Promise<boolean> => this.#line.dialTone(within);

  awaitCarrier(): void {
    this.#carrier = 0;
  }

  transmit(): void {
    this.#past = this.trouble;
    this.#buffer = new TransmitBuffer(this.#format, this.dialect.buffer * 8);
    this.#token = clientStream();
    this.mode = "transmit";
  }

  receive(): void {
    const [sensitivity, time] = this.settings.silence;
    const listens = this.dialect.hearsSilence && sensitivity > 0;
    this.#silence = silenceEar(listens ? time * 100 : Number.POSITIVE_INFINITY);
    this.#token = clientStream();
    this.mode = "receive";
  }

  get #format(): SampleFormat {
    return this.dialect.samples[this.settings.samples]?.format ?? "u8";
  }

  // Streams

  #whileTransmitting(token: ClientToken): void {
    if ("audio" in token) {
      this.#buffer.put(token.audio);
      if (token.twice) this.#buffer.put(token.audio);
    } else if (token.code === ETX && this.#endsStream(token)) this.#buffer.ending = true;
    else if (token.code === CAN) this.#buffer.clear();
    else if (token.code === 0x70) this.#buffer.paused = true;
    else if (token.code === 0x72) this.#buffer.paused = false;
    else if (token.code === ESC || token.code === 0x21) this.#finish();
  }

  #whileReceiving(token: ClientToken): void {
    if ("audio" in token || !(token.code === ESC || token.code === 0x21) || !this.#endsStream(token)) return;
    this.#serial.write(Uint8Array.of(DLE, ETX));
    this.#finish();
  }

  #endsStream(token: { readonly afterDle: boolean }): boolean {
    return token.afterDle || !this.dialect.longEnding;
  }

  #finish(): void {
    this.mode = "command";
    this.#release();
    this.#result("OK");
  }

  #release(): void {
    this.#room?.();
    this.#room = null;
  }

  // The line side

  say(): Pcm {
    const generated = this.#line.say();
    if (generated) return generated;
    if (this.mode !== "transmit" || this.faults.has("wedged")) return nothing;
    if (this.#buffer.ending && this.#buffer.empty) {
      this.#finish();
      return nothing;
    }
    const { frame, underrun } = this.#buffer.next();
    if (underrun) this.report("u");
    this.#release();
    return frame;
  }

  hear(frame: Pcm): void {
    const events = this.#line.hear(frame);
    if (this.faults.has("wedged")) return;
    for (const event of events) {
      if ("tone" in event) this.#tone(event.tone);
      else this.#key(event);
    }
    if (this.mode === "receive") {
      const deaf = this.dialect.deafInVls1 && this.settings.vls === 1;
      this.#serial.write(doubled(encode(this.#format, deaf ? nothing : frame)));
      const silence = this.#silence(frame);
      if (silence) this.report(silence);
    }
    this.#wait();
  }

  #tone(code: string): void {
    if (this.#carrier !== null && code === "b") this.#noCarrier("BUSY");
    else this.report(code);
  }

  #key(event: { readonly down: string } | { readonly up: string }): void {
    if (!this.settings.voiceClass) return;
    const { framesKeys } = this.dialect;
    if ("down" in event) this.#dleText(framesKeys ? `/\u0010${event.down}` : event.down);
    else if (framesKeys) this.#dleText("~");
  }

  /** The timers that run while the line is off-hook: for a carrier (`S7`), and for a client that forgot (`+VIT`). */
  #wait(): void {
    if (this.#carrier !== null) {
      this.#carrier += FRAME;
      if (this.#carrier > (this.settings.registers.get(7) ?? 50) * 1000) this.#noCarrier("NO CARRIER");
    }
    this.#idle = this.mode === "command" ? this.#idle + FRAME : 0;
    const { inactivity, voiceClass } = this.settings;
    if (voiceClass && inactivity > 0 && this.#idle > inactivity * 1000) {
      this.#log.info("simulator.inactivity", { seconds: inactivity });
      this.#idle = 0;
      this.onHook();
    }
  }

  #noCarrier(result: Result): void {
    this.#carrier = null;
    this.onHook();
    this.#result(result);
  }

  report(code: string): void {
    if (!this.settings.voiceClass || !this.dialect.reports.includes(code)) return;
    if ("bdlh".includes(code) && this.faults.has("no-hangup-report")) return;
    this.#dleText(code);
  }

  #dleText(text: string): void {
    this.#serial.write(Uint8Array.from(`\u0010${text}`, (character) => character.charCodeAt(0)));
  }

  wire(event: WireEvent): void {
    switch (event.kind) {
      case "ring-on":
        if (event.short) return;
        if (this.settings.voiceClass && this.dialect.dleRings) this.report("R");
        else if (this.mode === "command") this.#result("RING");
        return;
      case "ring-off":
        return;
      case "caller-id":
        if (this.faults.has("late-caller-id")) void this.#late(event);
        else this.#tell(event);
        return;
      case "loop-break":
        this.report("l");
        return;
      case "polarity":
        this.report("L");
    }
  }

  async #late(event: WireEvent & { kind: "caller-id" }): Promise<void> {
    await this.#clock.sleep(millis(LATE));
    this.#tell(event);
  }

  #tell({ caller }: WireEvent & { kind: "caller-id" }): void {
    const { callerId, frenchCallerId, voiceClass } = this.settings;
    if (!callerId || !frenchCallerId || this.mode !== "command") return;
    const lines = callerIdText(this.dialect, caller);
    if (voiceClass && this.dialect.dleRings) this.#dleText(`X${lines.map((line) => `${line}\r\n`).join("")}\u0010.`);
    else for (const line of lines) this.#serial.text(`\r\n${line}\r\n`);
  }
}

import { FRAME, FRAME_SAMPLES, type Pcm } from "../../../audio/pcm.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { type Log, silentLog } from "../../../kernel/log.ts";
import { millis } from "../../../kernel/units.ts";
import type { BytePipe } from "../../../serial/byte-pipe.ts";
import type { Device, Socket, WireEvent } from "../../exchange/socket.ts";
import { commandsOf } from "../at-line.ts";
import { SerialSide } from "../serial-side.ts";
import type { Dialect } from "./dialects.ts";
import { DLE } from "./dle-codes.ts";
import { type Answer, execute, type ModemBody, type Result } from "./modem-commands.ts";
import { type FaultName, lies, type ModemFaults, modemFaults, PAUSE } from "./modem-faults.ts";
import { ModemLine } from "./modem-line.ts";
import { ModemReports } from "./modem-reports.ts";
import { factorySettings, type ModemSettings } from "./modem-settings.ts";
import { type ModemMode, ModemStreams, type ModemTrouble } from "./modem-streams.ts";
import { resultText } from "./result-text.ts";

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

/** A voice modem between a wall socket and a serial port. */
export interface Modem {
  readonly faults: ModemFaults;
  readonly trouble: ModemTrouble;
  readonly mode: ModemMode;
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
/** What the fault `slow-answers` delays by, and `double-ok`. */
const LATE = millis(2000);
const AGAIN_AFTER = millis(150);

class V253Modem implements Modem, Device, ModemBody {
  readonly dialect: Dialect;
  readonly faults: ModemFaults;
  readonly commands: string[] = [];
  settings: ModemSettings;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #socket: Socket;
  readonly #line: ModemLine;
  readonly #serial: SerialSide;
  readonly #streams: ModemStreams;
  readonly #reports: ModemReports;
  #pipe: BytePipe;
  #input = "";
  #lastLine = "";
  #dle = false;
  /** Data class: frames waited for a carrier; null when not waiting. */
  #carrier: number | null = null;
  #idle = 0;
  #rings = 0;
  /** It says that it took the line, and did not. */
  #pretends = false;

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
        if (fault === "stored-quiet" || fault === "stored-numeric") this.#asStored();
        if (fault === "reset" || fault === "port-vanishing") this.reset();
        if (fault === "port-vanishing") port.unplug();
        if (fault === "overrun") this.#streams.overrun();
        void this.#lie(lies[fault] ?? []);
      },
      (fault) => {
        if (fault === "port-vanishing") port.plug();
      },
    );
    this.#serial = new SerialSide(clock, this.faults, pipe);
    this.#reports = new ModemReports(clock, this, this.#serial, this.faults);
    this.#streams = new ModemStreams(dialect, {
      write: (bytes) => this.#serial.write(bytes),
      report: (code) => this.report(code),
      over: () => void this.#streamOver(),
    });
    for (const fault of options.faults ?? []) this.faults.add(fault);
    socket.plug(this);
    void this.#read(pipe);
  }

  get mode(): ModemMode {
    return this.#streams.mode;
  }

  get hook(): "on" | "off" {
    return this.#pretends ? "off" : this.#line.hook;
  }

  get trouble(): ModemTrouble {
    return this.#streams.trouble;
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
    if (this.settings.flowControl && this.#streams.full) return this.#streams.roomMade().then(() => this.#take(byte));
    this.#streams.take(byte);
    return undefined;
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
    await this.#clock.sleep(this.faults.has("slow-answers") ? LATE : this.dialect.thinks);
    let last: Answer = { result: "OK" };
    for (const command of commandsOf(line)) {
      last = command ? await execute(this, command) : { result: "ERROR" };
      for (const information of last.lines ?? []) this.#serial.text(`\r\n${information}\r\n`);
      if (last.result !== "OK") break;
    }
    const mute = this.faults.has("mute-settings") && /\+V(?:G[TR]|NH|IT)=/i.test(line);
    if (last.result && !mute) this.#result(last.result);
  }

  /** The last word of a stream. */
  async #streamOver(): Promise<void> {
    if (this.faults.has("slow-answers")) await this.#clock.sleep(LATE);
    this.#result("OK");
    if (!this.faults.has("double-ok")) return;
    await this.#clock.sleep(AGAIN_AFTER);
    this.#result("OK");
  }

  #result(result: Result): void {
    if (this.settings.quiet || (result === "OK" && this.faults.hits("lost-ok"))) return;
    this.#serial.text(resultText(result, this.settings.verbose));
  }

  // What commands do

  offHook(by: string): boolean {
    if (this.faults.has("refuses-offhook")) return false;
    const inVain = this.faults.has("relay-stuck") || (this.faults.has("vls-in-vain") && by === "+VLS");
    if (!inVain) {
      this.#pretends = false;
      this.#line.offHook();
    } else if (this.hook === "on") {
      this.#pretends = true;
      void this.#pretend();
    }
    return true;
  }

  /** It plays and hears as off-hook; nobody is there. */
  async #pretend(): Promise<void> {
    while (this.#pretends) {
      await this.#clock.sleep(FRAME);
      if (!this.#pretends) return;
      this.say();
      this.hear(nothing);
    }
  }

  onHook(): void {
    this.#pretends = false;
    this.#line.onHook();
    this.settings.vls = 0;
  }

  reset(): void {
    this.onHook();
    this.settings = factorySettings(this.dialect);
    this.#asStored();
    this.#carrier = null;
    this.#input = "";
    this.#streams.drop();
  }

  /** What `AT&W` wrote once. */
  #asStored(): void {
    if (this.faults.has("stored-quiet")) this.settings.quiet = true;
    if (this.faults.has("stored-numeric")) this.settings.verbose = false;
  }

  send = (tones: Parameters<ModemBody["send"]>[0]): Promise<void> => this.#line.send(tones);
  dialTone = (within: Parameters<ModemBody["dialTone"]>[0]): Promise<boolean> => this.#line.dialTone(within);

  awaitCarrier(): void {
    this.#carrier = 0;
  }

  transmit(): void {
    this.#streams.transmit(this.settings);
  }

  receive(): void {
    const mute = this.faults.has("deaf") || (this.faults.has("mute-line") && this.settings.vls !== 5);
    this.#streams.receive(this.settings, mute);
  }

  // The line side

  say(): Pcm {
    const said = this.#line.say() ?? (this.faults.has("wedged") ? nothing : this.#streams.say());
    return this.faults.has("cord-out") ? nothing : said;
  }

  hear(sound: Pcm): void {
    const frame = this.faults.has("cord-out") ? nothing : sound;
    const events = this.#line.hear(frame);
    if (this.faults.has("wedged")) return;
    for (const event of events) {
      if ("tone" in event) this.#tone(event.tone);
      else this.#reports.key(event);
    }
    this.#streams.hear(frame);
    this.#wait();
  }

  #tone(code: string): void {
    if (this.#carrier !== null && code === "b") this.#noCarrier("BUSY");
    else this.report(code);
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
    this.#reports.event(code);
  }

  async #lie(codes: readonly string[]): Promise<void> {
    for (const code of codes) {
      if (code === PAUSE) await this.#clock.sleep(millis(1000));
      else this.#reports.lie(code);
    }
  }

  #ring(): void {
    const lost = this.faults.has("loses-rings") && this.#rings++ % 2 === 1;
    if (lost || !this.#reports.ring(this.mode)) return;
    if (this.faults.has("distinctive-rings")) this.#serial.text("\r\nRING A\r\n");
    else this.#result("RING");
  }

  wire(event: WireEvent): void {
    if (this.faults.has("cord-out")) return;
    switch (event.kind) {
      case "ring-on":
        if (event.short) return;
        this.#ring();
        this.#log.debug("simulator.ring");
        return;
      case "ring-off":
        return;
      case "caller-id":
        void this.#reports.caller(event.caller, () => this.mode === "command");
        return;
      case "loop-break":
        this.report("l");
        return;
      case "polarity":
        this.report("L");
        return;
      case "telephone-lifted":
        this.report(this.dialect.telephone[0]);
        return;
      case "telephone-put-down":
        this.report(this.dialect.telephone[1]);
    }
  }
}

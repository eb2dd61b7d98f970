import type { Clock } from "../../../kernel/clock.ts";
import { millis } from "../../../kernel/units.ts";
import type { KeyChange } from "../../exchange/ear.ts";
import type { CallerData } from "../../exchange/socket.ts";
import type { SerialSide } from "../serial-side.ts";
import { callerIdText } from "./caller-id-text.ts";
import type { Dialect } from "./dialects.ts";
import type { ModemFaults } from "./modem-faults.ts";
import type { ModemSettings } from "./modem-settings.ts";
import type { ModemMode } from "./modem-streams.ts";

/** What the fault `late-caller-id` delays by. */
const LATE = millis(4000);
/** What the fault `caller-id-cut` stops for. */
const CUT_FOR = millis(300);
const HANG_UP_CODES = "bdlh";

/** What a modem tells without being asked, each make in its own way. */
export class ModemReports {
  readonly #clock: Clock;
  readonly #modem: { readonly dialect: Dialect; readonly settings: ModemSettings };
  readonly #serial: SerialSide;
  readonly #faults: ModemFaults;

  constructor(
    clock: Clock,
    modem: { readonly dialect: Dialect; readonly settings: ModemSettings },
    serial: SerialSide,
    faults: ModemFaults,
  ) {
    this.#clock = clock;
    this.#modem = modem;
    this.#serial = serial;
    this.#faults = faults;
  }

  /** True: this make, in this class, says `RING` in text. */
  ring(mode: ModemMode): boolean {
    if (this.#wordsByDle) {
      this.event("R");
      return false;
    }
    return mode === "command";
  }

  /** A code of V.253, if this make reports it and the class is the voice class. */
  event(code: string): void {
    const { dialect, settings } = this.#modem;
    if (!settings.voiceClass || !dialect.reports.includes(code)) return;
    if (HANG_UP_CODES.includes(code) && this.#faults.has("no-hangup-report")) return;
    this.#dle(code);
  }

  key(change: KeyChange): void {
    const { dialect, settings } = this.#modem;
    if (!settings.voiceClass) return;
    if ("down" in change) this.#dle(dialect.framesKeys ? `/\u0010${change.down}` : change.down);
    else if (dialect.framesKeys) this.#dle("~");
  }

  /** A code that nothing stands behind; framed keys only of a make that frames them. */
  lie(code: string): void {
    const { dialect, settings } = this.#modem;
    if (settings.voiceClass && (dialect.framesKeys || !"/~".includes(code))) this.#dle(code);
  }

  /** `mayTell` is asked at the time of telling: text does not belong into a stream. */
  async caller(caller: CallerData, mayTell: () => boolean): Promise<void> {
    if (this.#faults.has("late-caller-id")) await this.#clock.sleep(LATE);
    const { dialect, settings } = this.#modem;
    for (const { after, lines } of callerIdText(dialect, caller, (fault) => this.#faults.has(fault))) {
      if (after > 0) await this.#clock.sleep(after);
      if (!settings.callerId || !settings.frenchCallerId || !mayTell()) return;
      if (this.#wordsByDle) await this.#said(`\u0010X${lines.map((line) => `${line}\r\n`).join("")}\u0010.`);
      else await this.#said(lines.map((line) => `\r\n${line}\r\n`).join(""));
    }
  }

  /** Text that may stop in the middle for a moment. */
  async #said(text: string): Promise<void> {
    const cut = this.#faults.has("caller-id-cut") ? Math.floor(text.length / 2) : text.length;
    this.#serial.text(text.slice(0, cut));
    if (cut === text.length) return;
    await this.#clock.sleep(CUT_FOR);
    this.#serial.text(text.slice(cut));
  }

  get #wordsByDle(): boolean {
    return this.#modem.settings.voiceClass && this.#modem.dialect.dleRings;
  }

  #dle(text: string): void {
    this.#serial.write(Uint8Array.from(`\u0010${text}`, (character) => character.charCodeAt(0)));
  }
}

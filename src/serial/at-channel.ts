import type { Millis } from "../kernel/units.ts";

/** What a modem says without being asked, in order of arrival. */
export type Notice =
  /** A whole line of text, without its line end. */
  | { readonly kind: "line"; readonly text: string }
  /** `<DLE>` and this character, in voice class or inside an audio stream. */
  | { readonly kind: "dle"; readonly code: string }
  /** `<DLE>X … <DLE>.`: the lines in between (caller id in voice class). */
  | { readonly kind: "complex"; readonly lines: readonly string[] };

export interface AtReply {
  /** The final result: `OK`, `CONNECT`, `VCON`, `ERROR`, `NO CARRIER`, `+CME ERROR: 10` … */
  readonly result: string;
  /** The information lines before it. */
  readonly lines: readonly string[];
}

export interface CommandOptions {
  /** Default 5 s. */
  readonly within?: Millis;
  /** Final results that count as success; default `OK` alone. Any other final result throws `serial.refused`. */
  readonly success?: readonly string[];
  /** An `ERROR` may have been the answer to something else: say it once more when the modem is quiet. */
  readonly twice?: boolean;
}

/** How long a prompt is waited for, and then the final result. */
export interface PromptedWithin {
  readonly prompt: Millis;
  readonly answer: Millis;
}

/** Audio to the modem. Bytes are in the modem's own sample format; shielding is done here. */
export interface TransmitStream {
  write(bytes: Uint8Array): Promise<void>;
  /** `<DLE><ETX>`; resolves at the modem's `OK`, when the last sample was played. */
  end(within: Millis): Promise<void>;
  /**
   * Drops what is buffered (`<DLE><CAN>`, then `<DLE><ETX>`); resolves at `OK`. `last`: audio that goes between the
   * two, for modems that overlook the end otherwise.
   */
  cancel(within: Millis, last?: Uint8Array): Promise<void>;
}

/** Audio from the modem, unshielded. `<DLE>` codes inside it become notices. */
export interface ReceiveStream {
  readonly audio: AsyncIterable<Uint8Array>;
  /** Sends the ending (`<DLE>!`), waits for `<DLE><ETX>` and the final result. */
  stop(ending: Uint8Array, within: Millis): Promise<void>;
}

/**
 * One modem, one command at a time: callers queue. Faults: `serial.timeout`, `serial.refused` (with the modem's
 * words), `serial.closed`, `serial.lost`.
 */
export interface AtChannel {
  /** One consumer. Ends after `close`; throws `serial.lost` when the pipe broke. */
  readonly notices: AsyncIterable<Notice>;
  command(text: string, options?: CommandOptions): Promise<AtReply>;
  /**
   * A command that asks for more by `> ` (27.005, `+CMGS`): it is given hexadecimal digits, which nothing else may hold,
   * and Ctrl-Z. Fault `serial.bad-command` when they are none.
   */
  prompted(command: string, hex: string, within: PromptedWithin): Promise<AtReply>;
  /** `AT+VTX`: resolves at `CONNECT`. */
  transmit(command: string, within: Millis): Promise<TransmitStream>;
  /** `AT+VRX`: resolves at `CONNECT`. */
  receive(command: string, within: Millis): Promise<ReceiveStream>;
  close(): Promise<void>;
}

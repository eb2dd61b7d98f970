import type { Pcm } from "../../audio/pcm.ts";
import type { Millis } from "../../kernel/units.ts";

/** Caller id as the exchange sends it down the line, before any modem words it. */
export interface CallerData {
  /** Local date and time at the exchange: `MMDD` and `HHMM`. */
  readonly date: string;
  readonly time: string;
  /** null: withheld by the caller, or not known to the network. */
  readonly number: string | null;
  readonly name: string | null;
  readonly why: "given" | "withheld" | "unavailable";
}

/** What the wires of a line do besides carrying sound. */
export type WireEvent =
  /** Ringing voltage begins. `short`: the pulse that announces French caller id, not a ring to be counted. */
  | { readonly kind: "ring-on"; readonly short: boolean }
  | { readonly kind: "ring-off" }
  | { readonly kind: "caller-id"; readonly caller: CallerData }
  | { readonly kind: "loop-break" }
  | { readonly kind: "polarity" }
  /** The telephone that hangs on the same wires was lifted, or put down. */
  | { readonly kind: "telephone-lifted" }
  | { readonly kind: "telephone-put-down" };

/** What is plugged into a wall socket: a modem, a telephone. All calls are made by the exchange, on its clock. */
export interface Device {
  wire(event: WireEvent): void;
  /** The next 20 ms (160 samples) it sends up the line. Asked only while it is off-hook. */
  say(): Pcm;
  /** The same 20 ms from the other side. */
  hear(frame: Pcm): void;
}

/** How the exchange lets a line know that the other side hung up. */
export type EndSign = "busy" | "congestion" | "dial" | "loop-break" | "nothing";

export interface SocketOptions {
  /** Default `before-first-ring`, as in France. */
  readonly callerIdAt?: "before-first-ring" | "after-first-ring" | "never";
  /** Default `busy`. */
  readonly endSign?: EndSign;
  /** A call that comes during a call knocks instead of hearing busy. Default false. */
  readonly callWaiting?: boolean;
  /** Hook flash is understood. Default true; without it a flash is not noticed. */
  readonly secondCall?: boolean;
  /** From the beginning of one ring to that of the next. Default: as in the country. */
  readonly ringEvery?: Millis;
  /** Rings this long before `*61*` forwarding takes over. Default 20 s. */
  readonly noAnswerAfter?: Millis;
}

/** The wall socket of an analog line. */
export interface Socket {
  readonly number: string;
  readonly hook: "on" | "off";
  /** Sound passes only while a device is plugged in. */
  plug(device: Device): void;
  unplug(): void;
  offHook(): void;
  onHook(): void;
  /** The loop was open for this long: under 80 ms unnoticed, over 1 s a hang-up, in between a hook flash. */
  flash(d: Millis): void;
  /** Somebody lifts the telephone that hangs on the same wires, and says this to whoever is there. */
  lift(says?: Pcm): void;
  putDown(): void;
}

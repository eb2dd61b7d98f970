import type { Pcm } from "../../audio/pcm.ts";
import type { Instant } from "../../kernel/units.ts";
import type { Forwarding } from "./star-codes.ts";
import type { TextOnAir } from "./texts.ts";

/** What a subscriber's SIM gives: its calls, what may be done with them, and where they go instead. */

/** As 3GPP TS 27.007 has them (`+CLCC`). */
export type SimCallState = "active" | "held" | "dialling" | "alerting" | "incoming" | "waiting";

export interface SimCall {
  /** From 1 on; the lowest that is free. */
  readonly id: number;
  readonly direction: "out" | "in";
  readonly state: SimCallState;
  /** As the network gives it; null when it does not. */
  readonly number: string | null;
  readonly why: "given" | "withheld" | "unavailable";
  readonly multiparty: boolean;
}

/** Why a call went. `own`: the SIM's side ended it. */
export type SimCallEnd = "own" | "remote" | "busy" | "no-answer" | "unobtainable" | "sent-on";

/** The module that holds the SIM. All calls are made by the exchange, on its clock. */
export interface SimDevice {
  /** A call came or changed; with `end`, it went. */
  changed(call: SimCall, end: SimCallEnd | null): void;
  /** The next 20 ms (160 samples) that it sends; asked only while a call is active. */
  say(): Pcm;
  hear(frame: Pcm): void;
  /** A text for this SIM; false: there is no room for it now. */
  text(text: TextOnAir): boolean;
  /** A text that it sent, with a report asked for, arrived. */
  reported(reference: number, to: string, at: Instant): void;
}

/** What this subscription and its operator allow. */
export interface SimServices {
  readonly waiting: boolean;
  readonly hold: boolean;
  readonly conference: boolean;
  /** Explicit call transfer. */
  readonly transfer: boolean;
  readonly deflection: boolean;
  /** For each reason, or for these alone. */
  readonly forwarding: boolean | readonly ForwardWhen[];
  /** Texts are taken; else the cause by which they are refused (24.011, E.2). */
  readonly texts: true | number;
  /** Reports of delivery are taken. */
  readonly reports: boolean;
}

export const allServices: SimServices = {
  waiting: true,
  hold: true,
  conference: true,
  transfer: true,
  deflection: true,
  forwarding: true,
  texts: true,
  reports: true,
};

/** When a call goes somewhere else. */
export type ForwardWhen = keyof Forwarding | "unreachable";
export interface SimForward {
  readonly to: string;
  /** Of `noAnswer`: seconds. */
  readonly after: number;
}

/** A SIM at the exchange. What the operator does not allow is refused by `false`. */
export interface SimCard {
  readonly number: string;
  readonly calls: readonly SimCall[];
  readonly forwards: Partial<Record<ForwardWhen, SimForward>>;
  services: SimServices;
  /** Without coverage nobody is reached, and calls are forwarded or end. */
  reachable: boolean;
  plug(device: SimDevice): void;
  unplug(): void;
  answer(): boolean;
  /** All calls, or one. */
  hangUp(id?: number): boolean;
  dial(to: string): boolean;
  /** The one that waits is sent away as busy. */
  refuse(): boolean;
  /** What is active is held, what was held or waits is taken. */
  swap(): boolean;
  /** What is active ends, what is held or waits is taken. */
  next(): boolean;
  join(): boolean;
  /** Both others are connected, and this side leaves. */
  transfer(): boolean;
  /** While it rings here. */
  deflect(to: string): boolean;
  /** One text, or a part of one: the reference that the network gave it, or the cause of its refusal. */
  send(
    text: Omit<TextOnAir, "from" | "at">,
    report: boolean,
  ): { readonly reference: number } | { readonly cause: number };
  /** The module has room again: what waits in the network comes. */
  roomForTexts(): void;
}

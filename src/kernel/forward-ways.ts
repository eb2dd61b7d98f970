/** The ways of a network to put a caller through, as far as one SIM has them (27.007: `+CTFR`, `+CHLD`, `ATD`). */
export type ForwardWay =
  /** To somebody else while it rings. */
  | "deflection"
  /** The caller waits while somebody else is called. */
  | "hold"
  | "second-call"
  /** Both are connected, and the line is free. */
  | "transfer"
  /** All three are joined, the box is silent, and the line is taken until one leaves. */
  | "conference";

/** `passed-over`: it was refused not long ago, and a caller is not made to wait for the same answer. */
export type WayOutcome = "done" | "refused" | "passed-over";

/** Told as it happens, in the order in which the ways are tried. */
export type TellWay = (way: ForwardWay, outcome: WayOutcome) => void;

/** When a network forwards by itself (3GPP TS 22.082). */
export const divertWhens = ["always", "busy", "no-reply", "unreachable"] as const;
export type DivertWhen = (typeof divertWhens)[number];

/** What an operator may allow a SIM, or not. */
export type SimAbility = ForwardWay | `divert-${DivertWhen}`;

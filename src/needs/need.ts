import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant } from "../kernel/units.ts";

/** What comes first: a known fragile client, then whoever chose what is urgent, then everybody else. */
export const weights = ["fragile", "urgent", "usual"] as const;
export type Weight = (typeof weights)[number];

/**
 * Why a caller was not served: what was observed of the call. `follow-up`: whoever took it says that the office is to
 * follow it up. `text`: a client wrote.
 */
export const needWhys = [
  "nobody-took-it",
  "message",
  "left",
  "failed",
  "interrupted",
  "empty-message",
  "follow-up",
  "text",
] as const;
export type NeedWhy = (typeof needWhys)[number];

/** How it was closed. `got-through`: by itself, when the caller rang again and somebody took it. */
export const needReasons = [
  "called-back",
  "got-through",
  "reached-otherwise",
  "not-needed",
  "wrong-number",
  "not-reachable",
  "other",
] as const;
export type NeedReason = (typeof needReasons)[number];

/** Who deals with it; the id of a person of the office where that is known. */
export interface NeedOwner {
  readonly id: string | null;
  readonly name: string;
}

/** By which way somebody took it: on the page, by the link of a letter, by a key on the telephone, by a command. */
export const takenHows = ["page", "link", "key", "command", "text"] as const;
export type TakenHow = (typeof takenHows)[number];

/** What a caller who was not served is owed, until a person closes it. */
export interface Need {
  /** That of the call that opened it. */
  readonly id: string;
  /** The one to call back, in E.164; null where it was withheld, can't be read, or has been forgotten. */
  readonly number: string | null;
  readonly name: string | null;
  /** Of the call that opened it: whether the network gave a number. */
  readonly presentation: CallerId["presentation"];
  readonly fragile: boolean;
  readonly weight: Weight;
  readonly why: NeedWhy;
  readonly openedAt: Instant;
  /** The office's zone when it was opened. */
  readonly zone: string;
  /** When it is to be dealt with by rule, or as somebody said. */
  readonly dueAt: Instant;
  readonly owner: NeedOwner | null;
  readonly takenAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly reason: NeedReason | null;
  /** Oldest first. */
  readonly calls: readonly string[];
  /** The messages left in them. */
  readonly messages: readonly string[];
  /** Where the asking stands: how many rounds are over, and which level is asked. */
  readonly round: number;
  readonly level: number;
  /** The round in which this asking began: it is begun anew when somebody gives a need back. */
  readonly firstRound: number;
  /** When somebody is asked next; null when somebody has it, and after the last resort. */
  readonly nextAskAt: Instant | null;
  /** When those who are told last were told that nobody took it. */
  readonly lastResortAt: Instant | null;
  /** Counts its changes. */
  readonly revision: number;
}

/** What happened to a need; its history only grows. */
export interface NeedEvents {
  readonly opened: { readonly call: string; readonly why: NeedWhy };
  readonly joined: { readonly call: string; readonly why: NeedWhy };
  readonly message: { readonly message: string };
  readonly asked: {
    readonly ask: number;
    readonly round: number;
    readonly level: number;
    readonly person: string;
    readonly name: string;
    readonly channel: "email" | "call" | "text";
  };
  readonly answered: {
    readonly ask: number;
    readonly person: string;
    readonly answer: "accepted" | "passed" | "no-key" | "no-answer" | "failed";
  };
  readonly taken: { readonly by: NeedOwner; readonly how: TakenHow };
  readonly "given-back": { readonly by: string };
  /** `person`: the address, where it is nobody's own. */
  readonly told: { readonly person: string; readonly name?: string; readonly what: "taken" };
  readonly "last-resort": { readonly told: readonly ToldLast[] };
  readonly note: { readonly by: string; readonly text: string };
  /** `by`: null where nobody knows who had them. */
  readonly closed: { readonly by: string | null; readonly reason: NeedReason; readonly note: string | null };
  readonly reopened: { readonly call: string } | { readonly by: string };
}

/** Somebody, or an address of the office's own, to whom a letter said that nobody took it. */
export interface ToldLast {
  readonly id: string | null;
  readonly name: string;
  readonly to?: string | null;
  /** In the outbox. */
  readonly letter?: number | null;
}

export type NeedEventKind = keyof NeedEvents;
export type NeedEvent = {
  [K in NeedEventKind]: { readonly what: K; readonly detail: NeedEvents[K] };
}[NeedEventKind];
/** An event as it is kept. */
export type NeedPast = NeedEvent & { readonly at: Instant };

import type { Reason } from "../duty/duty.ts";
import type { Language } from "../duty/office.ts";
import type { Digit, PhoneNumber } from "../kernel/phone-number.ts";
import type { Millis } from "../kernel/units.ts";
import type { CallerKind, OwnKind } from "./announcement-kinds.ts";

/** What the caller hears: a kind of the table, the information of a menu's key, or what is a closure's own. */
export type AnnouncementKind = CallerKind | `info-${Digit}` | OwnKind;

/** An announcement with its variant: `urgent` is the text that offers key 1. */
export interface Announcement {
  readonly kind: AnnouncementKind;
  readonly language: Language;
  readonly urgent?: boolean;
  /** Of a closure's own announcement: the closure's name. */
  readonly of?: string;
  /** Spoken more slowly, for a caller who is hard of hearing. */
  readonly slow?: true;
  /** How long somebody is rung after it, while the caller hears nothing: it is told beforehand. */
  readonly silence?: Millis;
  /** Which of those who wait the caller is; 1 is next. */
  readonly place?: number;
}

/** What whoever is rung is told of a call, beside who calls. */
export interface About {
  readonly fragile?: true;
  readonly hardOfHearing?: true;
  /** The caller said so, by key 1. */
  readonly urgent?: true;
  /** What the key stands for that the caller chose. */
  readonly choice?: string;
}

/** One number of a person: who has several is there once for each, in the order to try them. */
export interface Contact {
  readonly person: string;
  readonly name: string;
  readonly number: PhoneNumber;
  readonly language: Language;
  /** How long this number is rung, where that is not as long as others are. */
  readonly ringFor?: Millis;
}

/** A plan is data: it can be printed, stored with the call, shown for any instant, and tested without a phone. */
export type Step =
  | { readonly do: "announce"; readonly announcement: Announcement }
  /** First success ends the plan; otherwise the next step follows. */
  | {
      readonly do: "forward";
      readonly to: readonly Contact[];
      readonly ringFor: Millis;
      readonly screen: boolean;
      readonly hold: Announcement;
      readonly via: "duty" | "on-call" | "menu";
      readonly about?: About;
      /** Whoever is taken, or waited for by callers who came before, is not rung: such a caller comes to `wait`. */
      readonly inTurn?: true;
      /** By no other way: a person tries it out. */
      readonly by?: "transfer" | "conference";
    }
  /**
   * For callers who found somebody busy in the steps before: they wait in order until one of those can be had, for so long
   * at most, or leave a message by the key. Passed over where nobody was busy.
   */
  | {
      readonly do: "wait";
      /** How whoever becomes free is rung. */
      readonly forward: Extract<Step, { do: "forward" }>;
      readonly atMost: Millis;
      readonly key: Digit;
      readonly weight: WaitWeight;
      /** That everybody is busy, and what one may do. */
      readonly told: Announcement;
      readonly place: Announcement;
      readonly music: Announcement;
      /** When it was in vain; then `message`, which the key leads to as well. */
      readonly over: Announcement;
      readonly message: readonly Step[];
    }
  /** Always the last step: each branch ends the call by itself. Keys are heard during the announcement and for `wait` after it; a wrong key is answered once, then `otherwise`. */
  | {
      readonly do: "menu";
      readonly announcement: Announcement;
      readonly wrongKey: Announcement;
      readonly wait: Millis;
      readonly keys: Readonly<Partial<Record<Digit, readonly Step[]>>>;
      readonly otherwise: readonly Step[];
    }
  /**
   * Beep, then record until `#`, silence, hang-up or the longest message. Who said nothing hears `nothingSaid`, and the
   * call ends; the steps that follow are for a message.
   */
  | {
      readonly do: "record";
      readonly mailbox: string;
      readonly atMost: Millis;
      readonly silenceAfter: Millis;
      readonly nothingSaid: Announcement;
    }
  /** Asks for the code of a person of the team, and walks their menu; who has none goes on with what follows. */
  | { readonly do: "remote"; readonly language: Language }
  | { readonly do: "hangUp" };

/** Who comes before whom of those who wait, as with those who are called back; within one, who came first. */
export type WaitWeight = "fragile" | "urgent" | "usual";

export interface Plan {
  /** Rings before the answer; null: never answered (a blocked caller). */
  readonly answerAfter: number | null;
  readonly steps: readonly Step[];
  readonly because: readonly Reason[];
  /** The network is asked to send the caller on to them while it rings; the rest is for when it does not. */
  readonly deflect?: Contact;
  /** Walked when this key is pressed while something is announced; what follows is then the plan, from there. */
  readonly remote?: { readonly key: Digit; readonly steps: readonly Step[] };
}

/** What a line can do, as far as plans depend on it. */
export interface LineAbilities {
  readonly forwards: boolean;
  /** It is set to, and its network is known to refuse it. */
  readonly refused?: boolean;
  /** Callers are to be sent on while it rings, where nothing is to be said to them, and its network does that. */
  readonly deflects?: boolean;
}

/** Who calls, as the attendant needs it. */
export interface Caller {
  readonly number: PhoneNumber | null;
  readonly name: string | null;
  readonly withheld: boolean;
}

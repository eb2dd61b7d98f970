import type { PhoneSay } from "../attendant/phone-kinds.ts";
import type { Language } from "../duty/office.ts";
import type { Digit } from "../kernel/phone-number.ts";
import { type Millis, seconds } from "../kernel/units.ts";

/** Who was let in. */
export interface Insider {
  readonly person: string;
  readonly name: string;
  readonly language: Language;
}

/** What they may have done. */
export type RemoteAct =
  | { readonly act: "look" }
  | { readonly act: "who" }
  | { readonly act: "absent"; readonly hours: number }
  | { readonly act: "present" }
  | { readonly act: "messages" }
  | { readonly act: "needs" }
  | { readonly act: "keep"; readonly message: string }
  | { readonly act: "close"; readonly message: string }
  | { readonly act: "take"; readonly need: string }
  | { readonly act: "announcements" }
  /** Makes of what was recorded what callers would hear. */
  | { readonly act: "hear-recorded" }
  | { readonly act: "put-on-air"; readonly announcement: string };

/** One of what they go through, and what is said of it. */
export interface RemoteItem {
  readonly id: string;
  readonly says: readonly PhoneSay[];
}

/** What came of an act. `items`: what they asked to go through. `empty`: nothing was recorded that callers could hear. */
export interface RemoteAnswer {
  readonly says: readonly PhoneSay[];
  readonly items?: readonly RemoteItem[];
  readonly empty?: true;
}

export type RemoteInput =
  | { readonly kind: "digit"; readonly digit: Digit }
  /** What was to be said, or recorded, is over. */
  | { readonly kind: "said" }
  /** Whoever is recorded says nothing any more. */
  | { readonly kind: "silence" }
  /** What was waited for did not come. */
  | { readonly kind: "late" }
  | { readonly kind: "checked"; readonly who: Insider | null }
  | { readonly kind: "answer"; readonly answer: RemoteAnswer };

export type RemoteEffect =
  | { readonly do: "say"; readonly says: readonly PhoneSay[] }
  | { readonly do: "hush" }
  /** Beep, then record what they say, for so long at most. */
  | { readonly do: "record"; readonly atMost: Millis; readonly silenceAfter: Millis }
  | { readonly do: "wait"; readonly after: Millis }
  | { readonly do: "check-pin"; readonly digits: string }
  | { readonly do: "let-in"; readonly who: Insider }
  | { readonly do: "act"; readonly act: RemoteAct; readonly who: Insider }
  /** They are not let in: the call goes on as anybody's. */
  | { readonly do: "pass" }
  | { readonly do: "bye" };

export type List = "messages" | "needs" | "announcements";

export type RemoteState =
  | { readonly at: "asking"; readonly typed: string; readonly tries: number }
  | { readonly at: "checking"; readonly tries: number }
  | { readonly at: "refused" }
  /** `quiet`: how often nothing was pressed. */
  | { readonly at: "menu"; readonly who: Insider; readonly quiet: number }
  | { readonly at: "hours"; readonly who: Insider; readonly typed: string; readonly quiet: number }
  | { readonly at: "doing"; readonly who: Insider; readonly list: List | null; readonly rest: readonly RemoteItem[] }
  | {
      readonly at: "list";
      readonly who: Insider;
      readonly list: List;
      readonly items: readonly [RemoteItem, ...RemoteItem[]];
      readonly quiet: number;
    }
  /** `announcement`: the id of the item that is recorded anew. */
  | { readonly at: "recording"; readonly who: Insider; readonly announcement: string; readonly said: boolean }
  | { readonly at: "hearing"; readonly who: Insider; readonly announcement: string }
  | { readonly at: "judging"; readonly who: Insider; readonly announcement: string; readonly quiet: number }
  | { readonly at: "leaving"; readonly who: Insider }
  | { readonly at: "over" };

export interface Walked {
  readonly state: RemoteState;
  readonly effects: readonly RemoteEffect[];
}

export type At<Name extends RemoteState["at"]> = Extract<RemoteState, { at: Name }>;

/** Nobody is left in silence for 5 s (G10). */
const WAIT = seconds(4.2);
/** How often it is said again to whoever presses nothing. */
export const MOST_QUIET = 2;

export const kind = (name: Extract<PhoneSay, { kind: unknown }>["kind"]): PhoneSay => ({ kind: name });
export const say = (...says: readonly PhoneSay[]): RemoteEffect => ({ do: "say", says });
export const hush: RemoteEffect = { do: "hush" };
export const wait: RemoteEffect = { do: "wait", after: WAIT };
export const walked = (state: RemoteState, ...effects: readonly RemoteEffect[]): Walked => ({ state, effects });

export function act(
  who: Insider,
  what: RemoteAct,
  list: List | null,
  rest: readonly RemoteItem[],
  ...before: readonly RemoteEffect[]
): Walked {
  return walked({ at: "doing", who, list, rest }, ...before, { do: "act", act: what, who });
}

export const toMenu = (who: Insider, says: readonly PhoneSay[], quiet = 0): Walked =>
  walked({ at: "menu", who, quiet }, say(...says, kind("phone-menu")));

export const leave = (who: Insider, ...before: readonly RemoteEffect[]): Walked =>
  walked({ at: "leaving", who }, ...before, say(kind("phone-bye")));

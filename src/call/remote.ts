import type { PhoneSay } from "../attendant/phone-kinds.ts";
import type { Language } from "../duty/office.ts";
import type { Digit } from "../kernel/phone-number.ts";
import { type Millis, seconds } from "../kernel/units.ts";

/**
 * The menu of a person of the team who calls with their code: `(state, input) → (state, effects)`, pure as the call
 * machine is. Its caller plays, waits, checks and does; at most one of these is under way.
 */

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

type List = "messages" | "needs" | "announcements";

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

/** Nobody is left in silence for 5 s (G10). */
const WAIT = seconds(4.2);
const LONGEST_PIN = 8;
/** In one call; over all calls a code is locked after five. */
const MOST_TRIES = 3;
/** How often it is said again to whoever presses nothing. */
const MOST_QUIET = 2;
const MOST_HOURS = 24;

const kind = (name: Extract<PhoneSay, { kind: unknown }>["kind"]): PhoneSay => ({ kind: name });
const say = (...says: readonly PhoneSay[]): RemoteEffect => ({ do: "say", says });
const hush: RemoteEffect = { do: "hush" };
const wait: RemoteEffect = { do: "wait", after: WAIT };
const walked = (state: RemoteState, ...effects: readonly RemoteEffect[]): Walked => ({ state, effects });

export const beginRemote = (): Walked => walked({ at: "asking", typed: "", tries: 0 }, say(kind("phone-pin")));

/** Whether what is pressed is a code: it is nobody's to write down. */
export const isSecret = ({ at }: RemoteState): boolean => at === "asking" || at === "checking" || at === "refused";

export function walkRemote(state: RemoteState, input: RemoteInput): Walked {
  switch (state.at) {
    case "asking":
      return asking(state, input);
    case "checking":
      return input.kind === "checked" ? checked(state.tries, input.who) : walked(state);
    case "refused":
      return input.kind === "said" ? walked({ at: "over" }, { do: "pass" }) : walked(state);
    case "menu":
      return menu(state, input);
    case "hours":
      return hours(state, input);
    case "doing":
      return input.kind === "answer" ? done(state, input.answer) : walked(state);
    case "list":
      return listed(state, input);
    case "recording":
      return recording(state, input);
    case "hearing":
      return input.kind === "answer" ? recorded(state, input.answer) : walked(state);
    case "judging":
      return judging(state, input);
    case "leaving":
      return input.kind === "said" ? walked({ at: "over" }, { do: "bye" }) : walked(state);
    case "over":
      return walked(state);
  }
}

type At<Name extends RemoteState["at"]> = Extract<RemoteState, { at: Name }>;

function asking(state: At<"asking">, input: RemoteInput): Walked {
  const { typed, tries } = state;
  const check = (digits: string): Walked => walked({ at: "checking", tries }, hush, { do: "check-pin", digits });
  if (input.kind === "said") return walked(state, wait);
  if (input.kind === "late") return typed === "" ? walked({ at: "over" }, { do: "pass" }) : check(typed);
  if (input.kind !== "digit") return walked(state);
  if (input.digit === "*") return walked({ at: "over" }, hush, { do: "pass" });
  if (input.digit === "#") return typed === "" ? walked(state, hush, wait) : check(typed);
  const longer = `${typed}${input.digit}`;
  return longer.length >= LONGEST_PIN ? check(longer) : walked({ ...state, typed: longer }, hush, wait);
}

/** Whoever is not let in hears the same, whyever. */
function checked(tries: number, who: Insider | null): Walked {
  if (who) return act(who, { act: "look" }, null, [], { do: "let-in", who });
  const wrong = kind("phone-wrong");
  if (tries + 1 < MOST_TRIES)
    return walked({ at: "asking", typed: "", tries: tries + 1 }, say(wrong, kind("phone-pin")));
  return walked({ at: "refused" }, say(wrong));
}

function act(
  who: Insider,
  what: RemoteAct,
  list: List | null,
  rest: readonly RemoteItem[],
  ...before: readonly RemoteEffect[]
): Walked {
  return walked({ at: "doing", who, list, rest }, ...before, { do: "act", act: what, who });
}

const toMenu = (who: Insider, says: readonly PhoneSay[], quiet = 0): Walked =>
  walked({ at: "menu", who, quiet }, say(...says, kind("phone-menu")));

const leave = (who: Insider, ...before: readonly RemoteEffect[]): Walked =>
  walked({ at: "leaving", who }, ...before, say(kind("phone-bye")));

function menu(state: At<"menu">, input: RemoteInput): Walked {
  const { who, quiet } = state;
  if (input.kind === "said") return walked(state, wait);
  if (input.kind === "late") return quiet < MOST_QUIET ? toMenu(who, [], quiet + 1) : leave(who);
  if (input.kind !== "digit") return walked(state);
  switch (input.digit) {
    case "1":
      return act(who, { act: "messages" }, "messages", [], hush);
    case "2":
      return act(who, { act: "needs" }, "needs", [], hush);
    case "3":
      return act(who, { act: "who" }, null, [], hush);
    case "4":
      return walked({ at: "hours", who, typed: "", quiet: 0 }, say(kind("phone-hours")));
    case "5":
      return act(who, { act: "present" }, null, [], hush);
    case "6":
      return act(who, { act: "announcements" }, "announcements", [], hush);
    case "0":
      return leave(who);
    case "*":
      return toMenu(who, []);
    default:
      return walked(state);
  }
}

function hours(state: At<"hours">, input: RemoteInput): Walked {
  const { who, typed, quiet } = state;
  const given = (text: string): Walked => {
    const n = Number(text);
    if (n >= 1 && n <= MOST_HOURS) return act(who, { act: "absent", hours: n }, null, [], hush);
    if (quiet >= MOST_QUIET) return toMenu(who, [kind("phone-no-hours")]);
    const again = { at: "hours", who, typed: "", quiet: quiet + 1 } as const;
    return walked(again, say(kind("phone-no-hours"), kind("phone-hours")));
  };
  if (input.kind === "said") return walked(state, wait);
  // Whoever typed a number and no more may not know of the key that ends it.
  if (input.kind === "late") return typed === "" ? toMenu(who, []) : given(typed);
  if (input.kind !== "digit") return walked(state);
  if (input.digit === "*") return toMenu(who, []);
  if (input.digit === "#") return typed === "" ? walked(state, hush, wait) : given(typed);
  const longer = `${typed}${input.digit}`;
  return longer.length > 2 ? given(longer) : walked({ ...state, typed: longer }, hush, wait);
}

/** After an act: the next of the list that they go through, or the menu. */
function done({ who, list, rest }: At<"doing">, { says, items }: RemoteAnswer): Walked {
  if (list === null) return toMenu(who, says);
  const [first, ...others] = items ?? rest;
  if (first) return offer(who, list, [first, ...others], says);
  return toMenu(who, [...says, ...(items === undefined ? [kind("phone-no-more")] : [])]);
}

const keysOf = {
  messages: kind("phone-message-keys"),
  needs: kind("phone-need-keys"),
  announcements: kind("phone-announcement-keys"),
} as const;

function offer(
  who: Insider,
  list: List,
  items: readonly [RemoteItem, ...RemoteItem[]],
  before: readonly PhoneSay[],
  quiet = 0,
): Walked {
  const said = quiet === 0 ? [...before, ...items[0].says] : before;
  return walked({ at: "list", who, list, items, quiet }, say(...said, keysOf[list]));
}

function listed(state: At<"list">, input: RemoteInput): Walked {
  const { who, list, items, quiet } = state;
  const [{ id }, ...rest] = items;
  if (input.kind === "said") return walked(state, wait);
  if (input.kind === "late") return quiet < MOST_QUIET ? offer(who, list, items, [], quiet + 1) : leave(who);
  if (input.kind !== "digit") return walked(state);
  const pass = (): Walked => {
    const [next, ...others] = rest;
    return next ? offer(who, list, [next, ...others], []) : toMenu(who, [kind("phone-no-more")]);
  };
  switch (input.digit) {
    case "1":
      if (list === "announcements") return record(who, id, []);
      return act(who, list === "messages" ? { act: "keep", message: id } : { act: "take", need: id }, list, rest, hush);
    case "2":
      return pass();
    case "3":
      return list === "messages" ? act(who, { act: "close", message: id }, list, rest, hush) : walked(state);
    case "*":
      return offer(who, list, items, []);
    case "0":
      return toMenu(who, []);
    default:
      return walked(state);
  }
}

/** Nobody listens to a longer one. */
const LONGEST_RECORDING = seconds(90);
/** A pause for breath is no end. */
const END_OF_SPEECH = seconds(4);

const record = (who: Insider, announcement: string, before: readonly PhoneSay[]): Walked =>
  walked({ at: "recording", who, announcement, said: false }, say(...before, kind("phone-record")));

/** Any key ends it, or that they say no more; before the beep it begins at once. */
function recording(state: At<"recording">, input: RemoteInput): Walked {
  const { who, announcement, said } = state;
  const begin = (...before: readonly RemoteEffect[]): Walked =>
    walked({ ...state, said: true }, ...before, {
      do: "record",
      atMost: LONGEST_RECORDING,
      silenceAfter: END_OF_SPEECH,
    });
  if (input.kind !== "said" && input.kind !== "digit" && !(said && input.kind === "silence")) return walked(state);
  if (!said) return input.kind === "digit" ? begin(hush) : begin();
  return walked({ at: "hearing", who, announcement }, hush, { do: "act", act: { act: "hear-recorded" }, who });
}

function recorded({ who, announcement }: At<"hearing">, { says, empty }: RemoteAnswer): Walked {
  if (empty) return toMenu(who, says);
  return judge(who, announcement, says);
}

const judge = (who: Insider, announcement: string, before: readonly PhoneSay[], quiet = 0): Walked =>
  walked({ at: "judging", who, announcement, quiet }, say(...before, kind("phone-recorded-keys")));

/** It was heard: it goes into service by a key, and by nothing else. */
function judging({ who, announcement, quiet }: At<"judging">, input: RemoteInput): Walked {
  const state = { at: "judging", who, announcement, quiet } as const;
  if (input.kind === "said") return walked(state, wait);
  if (input.kind === "late") return quiet < MOST_QUIET ? judge(who, announcement, [], quiet + 1) : leave(who);
  if (input.kind !== "digit") return walked(state);
  switch (input.digit) {
    case "1":
      return act(who, { act: "put-on-air", announcement }, null, [], hush);
    case "2":
      return record(who, announcement, []);
    case "*":
      return judge(who, announcement, [{ recordedBy: who.person }]);
    case "0":
      return toMenu(who, []);
    default:
      return walked(state);
  }
}

import type { PhoneSay } from "../attendant/phone-kinds.ts";
import {
  type At,
  act,
  hush,
  type Insider,
  kind,
  type List,
  leave,
  MOST_QUIET,
  type RemoteAnswer,
  type RemoteInput,
  type RemoteItem,
  type RemoteState,
  say,
  toMenu,
  type Walked,
  wait,
  walked,
} from "./remote-moves.ts";
import { judging, record, recorded, recording } from "./remote-recording.ts";

/**
 * The menu of a person of the team who calls with their code: `(state, input) → (state, effects)`, pure as the call
 * machine is. Its caller plays, waits, checks and does; at most one of these is under way.
 */

const LONGEST_PIN = 8;
/** In one call; over all calls a code is locked after five. */
const MOST_TRIES = 3;
const MOST_HOURS = 24;

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

/** A recording of one announcement, within the menu of the team. */

import type { PhoneSay } from "../attendant/phone-kinds.ts";
import { seconds } from "../kernel/units.ts";
import {
  type At,
  act,
  hush,
  type Insider,
  kind,
  leave,
  MOST_QUIET,
  type RemoteAnswer,
  type RemoteEffect,
  type RemoteInput,
  say,
  toMenu,
  type Walked,
  wait,
  walked,
} from "./remote-moves.ts";

/** Nobody listens to a longer one. */
const LONGEST_RECORDING = seconds(90);
/** A pause for breath is no end. */
const END_OF_SPEECH = seconds(4);

export const record = (who: Insider, announcement: string, before: readonly PhoneSay[]): Walked =>
  walked({ at: "recording", who, announcement, said: false }, say(...before, kind("phone-record")));

/** Any key ends it, or that they say no more; before the beep it begins at once. */
export function recording(state: At<"recording">, input: RemoteInput): Walked {
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

export function recorded({ who, announcement }: At<"hearing">, { says, empty }: RemoteAnswer): Walked {
  if (empty) return toMenu(who, says);
  return judge(who, announcement, says);
}

const judge = (who: Insider, announcement: string, before: readonly PhoneSay[], quiet = 0): Walked =>
  walked({ at: "judging", who, announcement, quiet }, say(...before, kind("phone-recorded-keys")));

/** It was heard: it goes into service by a key, and by nothing else. */
export function judging({ who, announcement, quiet }: At<"judging">, input: RemoteInput): Walked {
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

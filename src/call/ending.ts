import type { GoneSign } from "../line/line.ts";
import type { CallEnd, CallInput, CallState, Effect, Kept, Walk } from "./call.ts";
import { type Advanced, faultOf, type In, isResult, note, outOfQueue, stay } from "./moves.ts";

/** The end of a call: everything is freed, what was recorded is kept, and the outcome is what came of all that. */

/** A call that came to the end of its plan. */
export function atTheEnd({ taped, heard, unheard }: Walk): CallEnd {
  if (taped) return nothingSaid(unheard);
  return heard ? "information" : "failed";
}

/** A call whose caller left, or whose line was lost, before that. */
function endWhenGone(state: CallState, sign: GoneSign): CallEnd {
  if (state.phase === "talking") return "forwarded";
  if (state.phase === "ringing" && state.lifted && sign === "rings-stopped") return "taken-here";
  if (state.phase === "ringing" && state.plan?.answerAfter === null) return "blocked";
  if ("letIn" in state && state.letIn) return "information";
  if (sign === "trouble") return "failed";
  return isTaped(state) ? nothingSaid("unheard" in state && state.unheard) : "abandoned";
}

/** Whoever was not asked to speak, for the invitation or the beep failed, has not chosen to say nothing. */
const nothingSaid = (unheard: boolean): CallEnd => (unheard ? "failed" : "empty-message");

const isTaped = (state: CallState): boolean => "taped" in state && state.taped;

/** The caller hung up, or the line was lost: everything is freed at once. */
export function left(state: CallState, sign: GoneSign): Advanced {
  const told: Effect[] = [note({ what: "hung-up", by: sign === "trouble" ? "line" : "caller", sign })];
  if (state.phase === "dialling" || state.phase === "screening" || state.phase === "joining") {
    told.push(note({ what: "attempt", contact: state.contact, outcome: "caller-gone" }));
  }
  if (state.phase === "recording") told.push(note({ what: "recording-ended", by: "caller" }));
  told.push(...outOfQueue(state, sign === "trouble" ? "failed" : "left"));
  const end = endWhenGone(state, sign);
  return end === "taken-here" ? over(state, end, note({ what: "taken-here" })) : over(state, end, ...told);
}

/**
 * Somebody lifted the telephone beside the box: they have the caller, and what is said from now on is not for us. A
 * caller who is joined to somebody is not heard there.
 */
export function takenHere(state: CallState): Advanced {
  if (state.phase === "joining" || state.phase === "talking") return stay(state);
  const told: Effect[] = [note({ what: "taken-here" })];
  if (state.phase === "dialling" || state.phase === "screening")
    told.push(note({ what: "attempt", contact: state.contact, outcome: "taken-here" }));
  told.push(...outOfQueue(state, "taken-here"));
  // What was said before the telephone was lifted, and was ended as a message is, stays one; nothing else does.
  if (state.phase !== "recording") return over(state, "taken-here", ...told);
  told.push(note({ what: "recording-ended", by: "telephone" }), { do: "hangUp" }, { do: "discard" });
  return ended(state.effects, "taken-here", ...told);
}

/** On-hook. What was recorded is kept before it is said how the call ended. */
export function over(state: CallState, ending: CallEnd, ...before: Effect[]): Advanced {
  const onHook: Effect[] = [...before, { do: "hangUp" }];
  if (!isTaped(state)) return ended(state.effects, ending, ...onHook);
  const effect = state.effects + 1;
  return {
    state: { phase: "keeping", effect, ending, effects: effect },
    effects: [...onHook, { do: "keep", effect }],
  };
}

export function keeping(state: In<"keeping">, input: CallInput): Advanced {
  const { effects, ending } = state;
  if (isResult(state, input, "failed")) return ended(effects, outcomeOf("lost", ending), ...faultOf(input));
  if (!isResult(state, input, "kept")) return stay(state);
  const told = input.kept === "held" ? [note({ what: "held" })] : [];
  return ended(effects, outcomeOf(input.kept, ending), ...told);
}

/** Nothing kept is never a message, and a call that somebody took is theirs. */
function outcomeOf(kept: Kept, ending: CallEnd): CallEnd {
  if (ending === "forwarded") return ending;
  switch (kept) {
    case "message":
    case "held":
      return "message";
    case "nothing":
      return ending;
    case "lost":
      return "failed";
  }
}

const ended = (effects: number, outcome: CallEnd, ...before: Effect[]): Advanced => ({
  state: { phase: "over", effects },
  effects: [...before, { do: "end", outcome }],
});

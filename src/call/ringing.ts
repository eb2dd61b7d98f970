import type { Contact, Plan } from "../attendant/plan.ts";
import { unknownCaller } from "../kernel/caller-id.ts";
import { seconds } from "../kernel/units.ts";
import type { CallInput, Effect, Walk } from "./call.ts";
import { over } from "./ending.ts";
import { type Advanced, faultOf, type In, isResult, note, stay } from "./moves.ts";

/**
 * How long a plan waits for the caller id once the first ring came. Where it follows that ring, it begins half a second
 * to two after it and takes up to one (ETSI EN 300 659-1), so that it is known 3 to 4 s after the ring began. Over before
 * the second ring, at which most offices answer.
 */
const CALLER_ID_WAIT = seconds(4.5);

/** Before the call is answered: the caller's number is waited for, then the plan asked, and its rings counted. */
export function ringing(state: In<"ringing">, input: CallInput): Advanced {
  switch (input.kind) {
    case "ring": {
      const rung = { ...state, rings: state.rings + 1, lifted: false };
      if (rung.rings > 1) return answerIfDue(rung, note({ what: "rang", rings: rung.rings }));
      if (rung.caller) return stay(rung, note({ what: "rang", rings: rung.rings }), { do: "ask", caller: rung.caller });
      const effect = state.effects + 1;
      const wait: Effect = { do: "deadline", effect, after: CALLER_ID_WAIT };
      return stay({ ...rung, deadline: effect, effects: effect }, note({ what: "rang", rings: rung.rings }), wait);
    }
    case "caller": {
      const { caller } = input;
      const told = note({ what: "caller", caller });
      const known = { ...state, caller, deadline: null };
      return state.rings === 0 ? stay(known, told) : stay(known, told, { do: "ask", caller });
    }
    case "planned":
      if (input.plan.deflect && !state.lifted && state.rings > 0) return deflect(state, input.plan, input.plan.deflect);
      return answerIfDue({ ...state, plan: input.plan }, note({ what: "planned", plan: input.plan }));
    case "deadline":
      return input.effect === state.deadline
        ? stay({ ...state, deadline: null }, { do: "ask", caller: unknownCaller })
        : stay(state);
    case "local-telephone":
      return stay({ ...state, lifted: true });
    case "digit":
    case "silence":
    case "gone":
    case "done":
    case "dialled":
    case "joined":
    case "failed":
    case "weighed":
    case "kept":
    case "checked":
    case "answer":
    case "sought":
    case "place":
    case "turn":
    case "on-duty":
    case "unheard":
    case "way":
      return stay(state);
  }
}

function deflect(state: In<"ringing">, plan: Plan, contact: Contact): Advanced {
  const effect = state.effects + 1;
  return {
    state: { phase: "deflecting", effect, rings: state.rings, caller: state.caller, plan, effects: effect },
    effects: [note({ what: "planned", plan }), note({ what: "ringing", contact }), { do: "deflect", effect, contact }],
  };
}

/** The network takes the caller, or the plan goes on with them as if it had not been asked. */
export function deflecting(state: In<"deflecting">, input: CallInput): Advanced {
  if (input.kind === "ring") return stay({ ...state, rings: state.rings + 1 });
  if (isResult(state, input, "done")) return over(state, "sent-on");
  if (!isResult(state, input, "failed")) return stay(state);
  const { rings, caller, plan, effects } = state;
  const contact = plan.deflect;
  const failed = contact ? [note({ what: "attempt", contact, outcome: "failed" })] : [];
  return answerIfDue(
    { phase: "ringing", rings, caller, plan, deadline: null, lifted: false, effects },
    ...faultOf(input),
    ...failed,
  );
}

function answerIfDue(state: In<"ringing">, ...before: Effect[]): Advanced {
  const { plan } = state;
  const due = plan !== null && plan.answerAfter !== null && state.rings >= plan.answerAfter;
  if (!due || state.lifted) return stay(state, ...before);
  const effect = state.effects + 1;
  const walk: Walk = {
    caller: state.caller ?? unknownCaller,
    rest: plan.steps,
    again: [],
    repeats: 0,
    rung: [],
    refused: [],
    busy: [],
    taped: false,
    heard: false,
    unheard: false,
    remote: plan.remote ?? null,
    letIn: false,
  };
  return {
    state: { phase: "answering", effect, rings: state.rings, ...walk, effects: effect },
    effects: [...before, { do: "answer", effect }],
  };
}

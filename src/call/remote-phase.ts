import type { Step } from "../attendant/plan.ts";
import type { CallInput, CallState, Effect, Walk } from "./call.ts";
import { over } from "./ending.ts";
import { type Advanced, faultOf, finished, type In, isResult, note, stay, walkOf } from "./moves.ts";
import { beginRemote, walkRemote } from "./remote.ts";
import type { RemoteInput, Walked } from "./remote-moves.ts";

type RemoteStep = Extract<Step, { do: "remote" }>;
/** How the plan goes on. */
type GoOn = (state: CallState, walk: Walk, ...before: Effect[]) => Advanced;

/** The menu of the team within a call: what it wants becomes effects of the call, and what came of them its inputs. */
export function enterRemote(state: CallState, walk: Walk, step: RemoteStep, goOn: GoOn, before: Effect[]): Advanced {
  return perform(state, walk, step, beginRemote(), goOn, before);
}

export function remotePhase(state: In<"remote">, input: CallInput, goOn: GoOn): Advanced {
  const given = inputOf(state, input);
  if (given === null) return stay(state);
  return perform(state, walkOf(state), state.step, walkRemote(state.menu, given), goOn, faultOf(input));
}

function inputOf(state: In<"remote">, input: CallInput): RemoteInput | null {
  if (input.kind === "digit") return input;
  if (input.kind === "silence") return input;
  if (isResult(state, input, "deadline")) return { kind: "late" };
  if (isResult(state, input, "checked")) return { kind: "checked", who: input.who };
  if (isResult(state, input, "answer")) return { kind: "answer", answer: input.answer };
  // What can't be said is over too: the menu goes on, and ends by itself.
  return state.saying && finished(state, input) ? { kind: "said" } : null;
}

function perform(
  state: CallState,
  walk: Walk,
  step: RemoteStep,
  { state: menu, effects: wanted }: Walked,
  goOn: GoOn,
  before: Effect[],
): Advanced {
  let { effects } = state;
  let saying = state.phase === "remote" && state.saying;
  let on = walk;
  const told = [...before];
  const next = (): number => {
    saying = false;
    effects += 1;
    return effects;
  };
  for (const each of wanted)
    switch (each.do) {
      case "say": {
        told.push({ do: "play", effect: next(), prompt: { to: "phone", says: each.says, ...listener() } });
        saying = true;
        break;
      }
      case "record": {
        const { atMost, silenceAfter } = each;
        told.push({ do: "record-announcement", effect: next(), atMost, silenceAfter });
        saying = true;
        break;
      }
      case "hush":
        told.push({ do: "stop" });
        break;
      case "wait":
        told.push({ do: "deadline", effect: next(), after: each.after });
        break;
      case "check-pin":
        told.push({ do: "check-pin", effect: next(), digits: each.digits });
        break;
      case "let-in":
        on = { ...on, letIn: true };
        told.push(note({ what: "let-in", person: each.who.person, name: each.who.name }));
        break;
      case "act":
        told.push({ do: "act", effect: next(), act: each.act, who: each.who });
        break;
      case "pass":
        return goOn({ ...state, effects }, on, ...told, note({ what: "not-let-in" }));
      case "bye":
        return over(
          { ...state, ...on, effects },
          "information",
          ...told,
          note({ what: "hung-up", by: "appliance", sign: null }),
        );
    }
  return {
    state: { ...on, phase: "remote", step, menu, saying, effect: effects, effects },
    effects: told,
  };

  function listener() {
    return "who" in menu ? { language: menu.who.language, by: menu.who.name } : { language: step.language, by: null };
  }
}

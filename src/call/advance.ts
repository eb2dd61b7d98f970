import type { Announcement, Contact, Step } from "../attendant/plan.ts";
import { seconds } from "../kernel/units.ts";
import type {
  AttemptOutcome,
  CallInput,
  CallNote,
  CallState,
  Choosing,
  Effect,
  Forwarding,
  ForwardStep,
  Prompt,
  Walk,
} from "./call.ts";
import { atTheEnd, keeping, left, over, takenHere } from "./ending.ts";
import {
  type Advanced,
  faultOf,
  finished,
  heardSo,
  type In,
  isResult,
  note,
  outOfQueue,
  stay,
  walkOf,
} from "./moves.ts";
import { enterRemote, remotePhase } from "./remote-phase.ts";
import { deflecting, ringing } from "./ringing.ts";
import { enterWaiting, isWaitKey, leaveByKey, waiting, waitOn, whileWaiting } from "./waiting.ts";

/**
 * The call machine: walks a plan. It has no clock and does no input or output; deadlines are effects that come back
 * as inputs. Any sequence of inputs that ends with the caller gone ends on-hook, and over once what was recorded is kept.
 * Its outcome is what was seen: never what was only begun.
 */

/** How long a person may take to press the key after each screening prompt. */
const SCREEN_WAIT = seconds(4);
const SCREEN_PROMPTS = 2;
const TAKE_KEY = "1";
const REFUSE_KEY = "2";
/** The caller hears it once more: so often, and no more, for a key may be stuck. */
const REPEAT_KEY = "*";
const MOST_REPEATS = 9;

const weHungUp: CallNote = { what: "hung-up", by: "appliance", sign: null };

export const newCall: CallState = {
  phase: "ringing",
  rings: 0,
  caller: null,
  plan: null,
  deadline: null,
  lifted: false,
  effects: 0,
};

export function advance(state: CallState, input: CallInput): Advanced {
  if (state.phase === "over") return { state, effects: [] };
  if (state.phase === "keeping") return keeping(state, input);
  if (input.kind === "gone" && input.who === "caller") {
    return left(state, input.sign);
  }
  if (input.kind === "way") return stay(state, note({ what: "way", way: input.way, outcome: input.outcome }));
  if (input.kind === "local-telephone" && state.phase !== "ringing" && state.phase !== "deflecting")
    return takenHere(state);
  const known = whileWaiting(state, input);
  if (known) return known;
  switch (state.phase) {
    case "ringing":
      return ringing(state, input);
    case "deflecting":
      return deflecting(state, input);
    case "answering":
      if (isResult(state, input, "failed")) return over(state, "failed", ...faultOf(input));
      return isResult(state, input, "done")
        ? walkOn(state, state, note({ what: "answered", rings: state.rings }))
        : stay(state);
    case "announcing":
      return announcing(state, input);
    case "choosing":
      return choosing(state, input);
    case "seeking":
      return seeking(state, input);
    case "waiting":
      return waiting(state, input, { walkOn, hold });
    case "holding":
      return holding(state, input);
    case "dialling":
      return dialling(state, input);
    case "screening":
      return screening(state, input);
    case "joining":
      return joining(state, input);
    case "talking":
      return talking(state, input);
    case "releasing":
      return finished(state, input) ? tryNext(state, state, ...faultOf(input)) : stay(state);
    case "recording":
      return recording(state, input);
    case "weighing":
      return weighing(state, input);
    case "remote":
      return remotePhase(state, input, walkOn);
  }
}

/** Begins the next step of the plan. */
function walkOn(state: CallState, walk: Walk, ...before: Effect[]): Advanced {
  const [step, ...rest] = walk.rest;
  const effect = state.effects + 1;
  const on: Walk = { ...walkOf(walk), rest, again: [] };
  switch (step?.do) {
    case undefined:
    case "hangUp":
      return over(state, atTheEnd(walk), ...before, note(weHungUp));
    case "announce": {
      const { announcement } = step;
      return {
        state: { phase: "announcing", effect, ...on, again: [...walk.again, step], effects: effect },
        effects: [
          ...before,
          note({ what: "announcing", announcement }),
          { do: "play", effect, prompt: { to: "caller", announcement } },
        ],
      };
    }
    case "remote":
      return enterRemote(state, on, step, walkOn, before);
    case "menu":
      return offer(state, { ...on, step, wrongKeys: 0 }, step.announcement, ...before);
    case "forward":
      return seekOrHold(state, { ...on, step }, step.to, before);
    case "wait":
      return enterWaiting(state, on, step, walkOn, before);
    case "record": {
      const limit = effect + 1;
      return {
        state: { phase: "recording", step, effect, limit, ...on, taped: true, effects: limit },
        effects: [
          ...before,
          note({ what: "recording" }),
          { do: "record", effect, mailbox: step.mailbox, silenceAfter: step.silenceAfter },
          { do: "deadline", effect: limit, after: step.atMost },
        ],
      };
    }
  }
}

/** `*` says it once more: all that was said in a row since the caller was last asked or put through. */
function announcing(state: In<"announcing">, input: CallInput): Advanced {
  if (isRemoteKey(state, input)) return openRemote(state, [...state.again, ...state.rest]);
  if (wantsAgain(state, input)) {
    const walk: Walk = { ...state, rest: [...state.again, ...state.rest], again: [], repeats: state.repeats + 1 };
    return walkOn(state, walk, { do: "stop" }, repeating);
  }
  return finished(state, input) ? walkOn(state, heardSo(state, input), ...faultOf(input)) : stay(state);
}

/** The team's own key, once in a call. */
const isRemoteKey = ({ remote }: Walk, input: CallInput): boolean =>
  input.kind === "digit" && input.digit === remote?.key;

/** Whoever is not let in goes on where they were, and hears it once more. */
function openRemote(state: CallState & Walk, then: readonly Step[]): Advanced {
  const rest = [...(state.remote?.steps ?? []), ...then];
  const told = note({ what: "key", digit: state.remote?.key ?? REPEAT_KEY, known: true });
  return walkOn(state, { ...state, rest, again: [], remote: null }, { do: "stop" }, told);
}

const wantsAgain = ({ repeats }: Walk, input: CallInput): boolean =>
  input.kind === "digit" && input.digit === REPEAT_KEY && repeats < MOST_REPEATS;

const repeating = note({ what: "key", digit: REPEAT_KEY, known: true });

function offer(state: CallState, choosing: Choosing, announcement: Announcement, ...before: Effect[]): Advanced {
  const effect = state.effects + 1;
  return {
    state: { ...choosing, phase: "choosing", effect, effects: effect },
    effects: [
      ...before,
      note({ what: "announcing", announcement }),
      { do: "play", effect, prompt: { to: "caller", announcement } },
    ],
  };
}

function choosing(state: In<"choosing">, input: CallInput): Advanced {
  const { step } = state;
  if (isRemoteKey(state, input)) return openRemote(state, [step]);
  if (wantsAgain(state, input)) {
    const once = { ...state, repeats: state.repeats + 1 };
    return offer(state, once, step.announcement, { do: "stop" }, repeating);
  }
  if (input.kind === "digit" && input.digit === REPEAT_KEY) return stay(state);
  if (input.kind === "digit") {
    const chosen = step.keys[input.digit];
    const told = note({ what: "key", digit: input.digit, known: chosen !== undefined });
    // Whoever presses a key has heard what it is for.
    const heard: Choosing = { ...state, heard: true, unheard: false };
    if (chosen) return walkOn(state, { ...heard, rest: chosen }, { do: "stop" }, told);
    if (state.wrongKeys === 0) return offer(state, { ...heard, wrongKeys: 1 }, step.wrongKey, { do: "stop" }, told);
    return walkOn(state, { ...heard, rest: step.otherwise, again: [step] }, { do: "stop" }, told);
  }
  if (isResult(state, input, "deadline")) {
    return walkOn(state, { ...state, rest: step.otherwise, again: [step] }, note({ what: "no-key" }));
  }
  if (!finished(state, input)) return stay(state);
  const effect = state.effects + 1;
  const waiting = { ...heardSo(state, input), effect, effects: effect };
  return stay(waiting, ...faultOf(input), { do: "deadline", effect, after: step.wait });
}

/** Rings the first of these who was not rung yet; where callers wait in order, the first who can be had. */
function seekOrHold(
  state: CallState,
  walk: Walk & { readonly step: ForwardStep },
  among: readonly Contact[],
  before: readonly Effect[],
): Advanced {
  const to = among.filter((each) => isFresh(walk, each));
  const [contact, ...next] = to;
  if (!contact) return walkOn(state, walk, ...before);
  const { step } = walk;
  if (!step.inTurn) return hold(state, { ...walkOf(walk), step, contact, next }, ...before);
  const effect = state.effects + 1;
  return {
    state: { ...walkOf(walk), phase: "seeking", step, to, effect, effects: effect },
    effects: [...before, { do: "seek", effect, to }],
  };
}

function seeking(state: In<"seeking">, input: CallInput): Advanced {
  const { step, to } = state;
  if (isResult(state, input, "failed")) return walkOn(state, state, ...faultOf(input));
  if (!isResult(state, input, "sought")) return stay(state);
  const { contact } = input;
  if (contact === null) return walkOn(state, { ...state, busy: [...state.busy, ...to.map(({ number }) => number)] });
  return hold(state, { ...walkOf(state), step, contact, next: to.filter((each) => each.number !== contact.number) });
}

/** Tells the caller for how long they are about to hear nothing, and why; then the contact is rung. */
function hold(state: CallState, forwarding: Forwarding, ...before: Effect[]): Advanced {
  const effect = state.effects + 1;
  const { contact, step } = forwarding;
  const announcement: Announcement = { ...step.hold, silence: contact.ringFor ?? step.ringFor };
  return {
    state: { phase: "holding", effect, ...strip(forwarding), effects: effect },
    effects: [
      ...before,
      note({ what: "announcing", announcement }),
      { do: "play", effect, prompt: { to: "caller", announcement } },
    ],
  };
}

function holding(state: In<"holding">, input: CallInput): Advanced {
  const { step, contact, next, rest } = state;
  if (isWaitKey(state, input)) return leaveByKey(state, walkOn);
  if (state.queue === undefined && isRemoteKey(state, input)) {
    const { state: on, effects } = openRemote(state, [{ ...step, to: [contact, ...next] }, ...rest]);
    return { state: on, effects: step.inTurn ? [{ do: "let-go" }, ...effects] : effects };
  }
  return finished(state, input) ? dial(state, state, ...faultOf(input)) : stay(state);
}

/** Rings the contact; the caller is put on hold by that. */
function dial(state: CallState, forwarding: Forwarding, ...before: Effect[]): Advanced {
  const { contact, step } = forwarding;
  const effect = state.effects + 1;
  const rung = [...forwarding.rung, contact.number];
  // Whether it is busy is seen anew.
  const busy = forwarding.busy.filter((number) => number !== contact.number);
  const ringFor = contact.ringFor ?? step.ringFor;
  return {
    state: { phase: "dialling", effect, ...strip(forwarding), rung, busy, effects: effect },
    effects: [
      ...before,
      note({ what: "ringing", contact }),
      { do: "dial", effect, contact, ringFor, prompt: whisperOf(forwarding), urgent: step.about?.urgent === true },
    ],
  };
}

/** Who calls and what about; the plan of a call that an older release kept tells only who. */
const whisperOf = ({ contact, step }: Forwarding): Prompt => ({ to: "leg", contact, about: step.about ?? {} });

/** Whether a number may be rung in this call: it was not yet, and its person has not left the call to the next. */
const isFresh = ({ rung, refused }: Walk, { person, number }: Contact): boolean =>
  !rung.includes(number) && !refused.includes(person);

function dialling(state: In<"dialling">, input: CallInput): Advanced {
  const { contact } = state;
  if (isResult(state, input, "failed")) {
    return tryNext(state, state, ...faultOf(input), note({ what: "attempt", contact, outcome: "failed" }));
  }
  if (!isResult(state, input, "dialled")) return stay(state);
  const { outcome, noLine } = input;
  // Whoever waits does so for a line too.
  if (outcome === "busy" || (outcome === "failed" && noLine === true && state.queue)) {
    const busy = { ...state, busy: [...state.busy, contact.number] };
    return tryNext(state, busy, note({ what: "attempt", contact, outcome }));
  }
  if (outcome !== "answered") return tryNext(state, state, note({ what: "attempt", contact, outcome }));
  const told = note({ what: "picked-up", contact });
  return state.step.screen ? screen(state, 1, told) : join(state, told);
}

function screen(state: CallState & Forwarding, prompted: number, ...before: Effect[]): Advanced {
  const effect = state.effects + 1;
  const prompt = whisperOf(state);
  return {
    state: { phase: "screening", effect, prompted, ...strip(state), effects: effect },
    effects: [...before, { do: "play", effect, prompt }],
  };
}

function screening(state: In<"screening">, input: CallInput): Advanced {
  const { contact } = state;
  const tell = (outcome: AttemptOutcome) => note({ what: "attempt", contact, outcome });
  if (input.kind === "digit" && input.digit === TAKE_KEY) return join(state, { do: "stop" });
  if (input.kind === "digit" && input.digit === REFUSE_KEY) {
    const refused = [...state.refused, contact.person];
    return release(state, { ...state, refused }, { do: "stop" }, tell("refused"));
  }
  // A line that broke down under them is not their refusal.
  if (input.kind === "gone")
    return release(state, state, { do: "stop" }, tell(input.sign === "trouble" ? "failed" : "not-accepted"));
  if (isResult(state, input, "deadline")) {
    if (state.prompted < SCREEN_PROMPTS) return screen(state, state.prompted + 1);
    return release(state, state, tell("not-accepted"));
  }
  if (!finished(state, input)) return stay(state);
  const effect = state.effects + 1;
  return stay({ ...state, effect, effects: effect }, ...faultOf(input), { do: "deadline", effect, after: SCREEN_WAIT });
}

function join(state: CallState & Forwarding, ...before: Effect[]): Advanced {
  const effect = state.effects + 1;
  return {
    state: { phase: "joining", effect, ...strip(state), effects: effect },
    effects: [...before, { do: "complete", effect, ...(state.step.by && { by: state.step.by }) }],
  };
}

/** Whoever said yes has the call only once both are joined. */
function joining(state: In<"joining">, input: CallInput): Advanced {
  const { contact } = state;
  const tell = (outcome: AttemptOutcome) => note({ what: "attempt", contact, outcome });
  if (isResult(state, input, "failed")) return release(state, state, ...faultOf(input), tell("failed"));
  if (isResult(state, input, "joined")) {
    const through = { what: "put-through", contact, ...(input.over === null ? {} : { over: input.over }) } as const;
    const { queue, ...talking } = state;
    return stay({ ...talking, phase: "talking" }, tell("accepted"), ...outOfQueue(state, "put-through"), note(through));
  }
  if (!isResult(state, input, "done")) return stay(state);
  const told = [tell("accepted"), ...outOfQueue(state, "put-through"), note({ what: "put-through", contact })];
  return over(state, "forwarded", ...told);
}

/** Whoever is left alone by a line that broke down may still say what it was about. */
function talking(state: In<"talking">, input: CallInput): Advanced {
  if (isResult(state, input, "failed")) return walkOn(state, state, ...faultOf(input));
  return isResult(state, input, "done") ? over(state, "forwarded") : stay(state);
}

function release(state: CallState, forwarding: Forwarding, ...before: Effect[]): Advanced {
  const effect = state.effects + 1;
  return {
    state: { phase: "releasing", effect, ...strip(forwarding), effects: effect },
    effects: [...before, { do: "release", effect }],
  };
}

/** The caller is back: says that another number is being tried, then rings it; or waits on, or goes on with the plan. */
function tryNext(state: CallState, forwarding: Forwarding, ...before: Effect[]): Advanced {
  const { queue } = forwarding;
  if (queue) return waitOn(state, { ...walkOf(forwarding), queue }, walkOn, before);
  return seekOrHold(state, forwarding, forwarding.next, before);
}

function recording(state: In<"recording">, input: CallInput): Advanced {
  const kept = (endedBy: "key" | "silence" | "limit"): Advanced => {
    const effect = state.effects + 1;
    return {
      state: { phase: "weighing", effect, ...walkOf(state), step: state.step, effects: effect },
      effects: [note({ what: "recording-ended", by: endedBy }), { do: "weigh", effect }],
    };
  };
  if (input.kind === "digit" && input.digit === "#") return kept("key");
  if (input.kind === "silence") return kept("silence");
  if (input.kind === "deadline" && input.effect === state.limit) return kept("limit");
  if (isResult(state, input, "unheard")) return stay({ ...state, unheard: true }, ...faultOf(input));
  if (isResult(state, input, "failed")) return over(state, "failed", ...faultOf(input), note(weHungUp));
  return stay(state);
}

/** Nobody is told that their message is kept when there is none. */
function weighing(state: In<"weighing">, input: CallInput): Advanced {
  if (isResult(state, input, "failed")) return walkOn(state, state, ...faultOf(input));
  if (!isResult(state, input, "weighed")) return stay(state);
  if (input.speech) return walkOn(state, state);
  return walkOn(state, {
    ...state,
    rest: [{ do: "announce", announcement: state.step.nothingSaid }, { do: "hangUp" }],
  });
}

/** The forwarding alone. */
const strip = ({ step, contact, next, queue, ...walk }: Forwarding): Forwarding => ({
  ...walkOf(walk),
  step,
  contact,
  next,
  ...(queue ? { queue } : {}),
});

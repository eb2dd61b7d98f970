import type { Announcement, Contact, Step } from "../attendant/plan.ts";
import { seconds } from "../kernel/units.ts";
import type { CallInput, CallState, Effect, Forwarding, Queue, WaitEnd, WaitStep, Walk } from "./call.ts";
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

/**
 * A caller who waits in order: hears that everybody is busy, their place, and music, until it is their turn with somebody.
 * Where nothing comes of that they wait on, with the place that they had. It ends when they are put through, leave, press
 * the key for a message, after so long, or when there is nobody left to wait for.
 */

/** So long there is music, then the place is said again. */
const MUSIC = seconds(30);
/** What could not be played is tried again after a while that nobody takes for a dead line (G10), and so often. */
const MUTE = seconds(3);
const MOST_MUTE = 3;
const REPEAT_KEY = "*";
const MOST_REPEATS = 9;

type GoOn = (state: CallState, walk: Walk, ...before: Effect[]) => Advanced;
type Hold = (state: CallState, forwarding: Forwarding, ...before: Effect[]) => Advanced;
type Waiting = Walk & { readonly queue: Queue };

/** Whoever was busy may be free later, and who came on duty was not rung yet; whoever did not answer is not rung again. */
const mayWaitFor = ({ busy, rung, refused }: Walk, { number, person }: Contact): boolean =>
  !refused.includes(person) && (busy.includes(number) || !rung.includes(number));

export function enterWaiting(
  state: CallState,
  walk: Walk,
  step: WaitStep,
  goOn: GoOn,
  before: readonly Effect[],
): Advanced {
  const to = step.forward.to.filter((each) => mayWaitFor(walk, each));
  if (!to.some(({ number }) => walk.busy.includes(number))) return goOn(state, walk, ...before);
  const limit = state.effects + 1;
  const queue: Queue = { step, to, place: null, limit, late: false };
  return say({ ...state, effects: limit }, { ...walk, queue }, "told", [
    ...before,
    note({ what: "waiting" }),
    { do: "deadline", effect: limit, after: step.atMost },
    { do: "queue", to, step },
  ]);
}

/** After a turn that came to nothing: whoever was rung and is not busy is not waited for any more. */
export function waitOn(state: CallState, walk: Waiting, goOn: GoOn, before: readonly Effect[]): Advanced {
  const { queue } = walk;
  const to = queue.to.filter((each) => mayWaitFor(walk, each));
  if (to.length === 0) return inVain(state, walk, "nobody", goOn, before);
  if (queue.late) return inVain(state, walk, "limit", goOn, before);
  const again: Queue = { ...queue, to };
  return say(state, { ...walk, queue: again }, "place", [...before, { do: "queue", to, step: queue.step }]);
}

/** What may become known in any phase of a caller who waits; null where the input is the phase's own. */
export function whileWaiting(state: CallState, input: CallInput): Advanced | null {
  if (!("queue" in state) || !state.queue) return null;
  const { queue } = state;
  if (state.phase === "waiting") return null;
  if (input.kind === "place") return stay({ ...state, queue: { ...queue, place: input.place } });
  if (input.kind === "on-duty") return stay({ ...state, queue: { ...queue, to: input.to } });
  if (input.kind === "deadline" && input.effect === queue.limit)
    return stay({ ...state, queue: { ...queue, late: true } });
  return null;
}

export function waiting(
  state: In<"waiting">,
  input: CallInput,
  { walkOn, hold }: { readonly walkOn: GoOn; readonly hold: Hold },
): Advanced {
  const { queue } = state;
  if (isWaitKey(state, input)) return leaveByKey(state, walkOn);
  if (input.kind === "deadline" && input.effect === queue.limit) return inVain(state, state, "limit", walkOn, []);
  if (input.kind === "place") return placed(state, input.place);
  if (input.kind === "on-duty") return onDuty(state, input.to, walkOn);
  if (input.kind === "turn") {
    const { contact } = input;
    const { step } = queue;
    if (!queue.to.some(({ number }) => number === contact.number))
      return stay(state, { do: "queue", to: queue.to, step });
    return hold(state, { ...walkOf(state), step: step.forward, contact, next: [], queue });
  }
  if (input.kind === "digit" && input.digit === REPEAT_KEY && state.repeats < MOST_REPEATS) {
    const once = { ...state, repeats: state.repeats + 1 };
    return say(once, once, "place", [note({ what: "key", digit: REPEAT_KEY, known: true })]);
  }
  // The music has lasted, or nothing could be played.
  if (input.kind === "deadline" && (input.effect === state.until || input.effect === state.effect))
    return say(state, state, "place", []);
  return finished(state, input) ? said(state, input, walkOn) : stay(state);
}

/** What was to be played is over. */
function said(state: In<"waiting">, input: CallInput, goOn: GoOn): Advanced {
  if (isResult(state, input, "failed")) {
    const mute = state.mute + 1;
    if (mute >= MOST_MUTE) return inVain(state, state, "failed", goOn, faultOf(input));
    const effect = state.effects + 1;
    return stay({ ...state, mute, saying: "nothing", effect, until: null, effects: effect }, ...faultOf(input), {
      do: "deadline",
      effect,
      after: MUTE,
    });
  }
  const heard = { ...heardSo(state, input), mute: 0 };
  const toSay = state.saying === "place" && state.said === state.queue.place ? "music" : "place";
  return say(heard, heard, toSay, []);
}

/** A better place is good news, and is told at once; any other is when the music ends. */
function placed(state: In<"waiting">, place: number): Advanced {
  const known = { ...state, queue: { ...state.queue, place } };
  const told = note({ what: "place", place });
  const better = state.said === null || place < state.said;
  return state.saying === "music" && better ? say(known, known, "place", [told]) : stay(known, told);
}

/** Whom the caller was waiting for may be gone, and others have come. */
function onDuty(state: In<"waiting">, among: readonly Contact[], goOn: GoOn): Advanced {
  const to = among.filter((each) => mayWaitFor(state, each));
  if (to.length === 0) return inVain(state, state, "nobody", goOn, []);
  const { step } = state.queue;
  return stay({ ...state, queue: { ...state.queue, to } }, { do: "queue", to, step });
}

/** Plays one of what is heard while waiting; the music until the place is said again. */
function say(state: CallState, walk: Waiting, saying: "told" | "place" | "music", before: readonly Effect[]): Advanced {
  const { step, place } = walk.queue;
  const as = saying === "place" && place === null ? "music" : saying;
  const effect = state.effects + 1;
  const until = as === "music" ? effect + 1 : null;
  const announcement: Announcement = as === "place" && place !== null ? { ...step.place, place } : step[as];
  const [saidBefore, mute] = state.phase === "waiting" ? [state.said, state.mute] : [null, 0];
  return {
    state: {
      ...walkOf(walk),
      phase: "waiting",
      queue: walk.queue,
      saying: as,
      said: as === "place" ? place : saidBefore,
      mute,
      until,
      effect,
      effects: until ?? effect,
    },
    effects: [
      ...before,
      // The music is no news, each time that it goes on.
      ...(as === "music" ? [] : [note({ what: "announcing", announcement })]),
      { do: "play", effect, prompt: { to: "caller", announcement } },
      ...(until === null ? [] : [{ do: "deadline", effect: until, after: MUSIC } as const]),
    ],
  };
}

/** Whether the caller who waits would rather leave a message. */
export const isWaitKey = (state: CallState, input: CallInput): boolean =>
  "queue" in state && input.kind === "digit" && input.digit === state.queue?.step.key;

export function leaveByKey(state: CallState & { readonly queue?: Queue } & Walk, goOn: GoOn): Advanced {
  const { queue } = state;
  if (!queue) return stay(state);
  const { key: digit, message } = queue.step;
  const told: Effect[] = [{ do: "stop" }, note({ what: "key", digit, known: true }), ...outOfQueue(state, "key")];
  return goOn(state, { ...walkOf(state), heard: true, unheard: false, rest: message, again: [] }, ...told);
}

function inVain(
  state: CallState,
  walk: Waiting,
  how: Extract<WaitEnd, "limit" | "nobody" | "failed">,
  goOn: GoOn,
  before: readonly Effect[],
): Advanced {
  const { over, message } = walk.queue.step;
  const rest: readonly Step[] = [{ do: "announce", announcement: over }, ...message];
  const ended: Effect[] = [{ do: "stop" }, { do: "let-go" }, note({ what: "waited", how })];
  return goOn(state, { ...walkOf(walk), rest, again: [] }, ...before, ...ended);
}

import { FRAME, FRAME_SAMPLES, type Pcm } from "../../src/audio/pcm.ts";
import type { Told } from "../../src/reception/call-entry.ts";
import type { CallEvent, SimulatedCall } from "../../src/simulator/exchange/calls.ts";

/**
 * How long a caller hears nothing (G10). What the network does while it holds the caller, and the silence into which
 * a message is spoken, are no waits; nor are those of two who speak with each other.
 */
const QUIET = 200;

export interface Wait {
  /** From the answer to the first sound, or until the caller left; in ms. */
  readonly first: number;
  /** The longest silence while connected to us, and when it began after the answer; in ms. */
  readonly longest: number;
  readonly at: number;
}

export function longestWait(call: SimulatedCall, told: readonly Told[]): Wait {
  const answered = at(call.events, "answered");
  if (answered === undefined) throw new Error("The call was not answered.");
  const sound = call.heard();
  const excused = [...holds(call.events), ...recordings(told, answered), ...conversations(told, answered)].map(
    ([from, to]) => [from - answered, to - answered] as const,
  );
  let first = (sound.length / FRAME_SAMPLES) * FRAME;
  let longest = { lasted: 0, at: 0 };
  let since = 0;
  const end = Math.min(sound.length / FRAME_SAMPLES, ((at(call.events, "put-through") ?? Infinity) - answered) / FRAME);
  for (let frame = 0; frame < end; frame++) {
    const now = frame * FRAME;
    const loud = loudest(sound, frame * FRAME_SAMPLES) > QUIET;
    if (loud) first = Math.min(first, now);
    if (loud || excused.some(([from, to]) => from <= now && now < to)) since = now + FRAME;
    else if (now + FRAME - since > longest.lasted) longest = { lasted: now + FRAME - since, at: since };
  }
  return { first, longest: longest.lasted, at: longest.at };
}

const at = (events: readonly CallEvent[], kind: CallEvent["kind"]): number | undefined =>
  events.find((event) => event.kind === kind)?.at;

function holds(events: readonly CallEvent[]): (readonly [number, number])[] {
  return events.flatMap((event, n) => {
    if (event.kind !== "on-hold") return [];
    const back = events.slice(n).find(({ kind }) => kind === "back" || kind === "put-through" || kind === "hung-up");
    return [[event.at, back?.at ?? Infinity] as const];
  });
}

/** While they speak with somebody through the box, both may be silent: until something is said to them again. */
function conversations(told: readonly Told[], answered: number): (readonly [number, number])[] {
  const notes = told.flatMap((each) => (each.of === "call" && each.at >= answered ? [each] : []));
  return notes.flatMap(({ note, at: from }, n) => {
    if (note.what !== "put-through") return [];
    return [[from, notes.slice(n).find(({ note: later }) => later.what === "fault")?.at ?? Infinity] as const];
  });
}

/** From the beep (a second and a half after the tape was asked for at the latest) to the end of the message. */
function recordings(told: readonly Told[], answered: number): (readonly [number, number])[] {
  const notes = told.flatMap((each) => (each.of === "call" && each.at >= answered ? [each] : []));
  return notes.flatMap(({ note, at: from }, n) => {
    if (note.what !== "recording") return [];
    const end = notes.slice(n).find(({ note: later }) => later.what === "recording-ended");
    return [[from + 1500, end?.at ?? Infinity] as const];
  });
}

function loudest(sound: Pcm, from: number): number {
  let peak = 0;
  for (let n = from; n < from + FRAME_SAMPLES; n++) peak = Math.max(peak, Math.abs(sound[n] ?? 0));
  return peak;
}

import type { CallStepView } from "../../../admin/schemas/calls.ts";

/** A caller who waits in order: since when, and which of them they are, as far as that was told. */
export interface WaitingNow {
  readonly since: number;
  readonly place: number | null;
}

/** Whether a call's steps say that its caller waits just now. */
export function waitingIn(steps: readonly CallStepView[]): WaitingNow | null {
  const began = steps.findLastIndex(({ what }) => what === "waiting");
  const begin = steps[began];
  if (!begin) return null;
  const since = steps.slice(began);
  if (since.some(({ what }) => what === "waited")) return null;
  const place = since.findLast(({ what }) => what === "place")?.detail.place;
  return { since: begin.at, place: typeof place === "number" ? place : null };
}

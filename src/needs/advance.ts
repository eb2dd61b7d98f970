import type { CallerId } from "../kernel/caller-id.ts";
import { Fault } from "../kernel/fault.ts";
import { type Instant, instant, minutes } from "../kernel/units.ts";
import {
  type Need,
  type NeedEvent,
  type NeedOwner,
  type NeedReason,
  type NeedWhy,
  type TakenHow,
  type Weight,
  weights,
} from "./need.ts";

/** A call whose caller was not served, or whose message is still to be dealt with. */
export interface Owed {
  readonly call: string;
  readonly why: NeedWhy;
  readonly number: string | null;
  readonly name: string | null;
  readonly presentation: CallerId["presentation"];
  readonly fragile: boolean;
  readonly weight: Weight;
  readonly zone: string;
  readonly due: Instant;
}

/** What somebody does with a need, or what a later call does. */
export type Act =
  | { readonly do: "join"; readonly owed: Owed }
  | { readonly do: "message"; readonly message: string }
  /** `seen`: the revision that whoever takes it over from another has before them. */
  | { readonly do: "take"; readonly by: NeedOwner; readonly how: TakenHow; readonly seen?: number | undefined }
  | { readonly do: "give-back"; readonly by: string }
  | { readonly do: "note"; readonly by: string; readonly text: string }
  | { readonly do: "due"; readonly at: Instant }
  | { readonly do: "close"; readonly by: string | null; readonly reason: NeedReason; readonly note: string | null }
  | { readonly do: "reopen"; readonly by: string }
  /** A message of it reached the disk after it was closed. */
  | { readonly do: "reopen"; readonly call: string };

export interface Advanced {
  readonly need: Need;
  readonly events: readonly NeedEvent[];
}

export function openNeed(owed: Owed, at: Instant): Advanced {
  const { call, why, due, ...known } = owed;
  const need: Need = {
    ...known,
    id: call,
    why,
    openedAt: at,
    dueAt: due,
    owner: null,
    takenAt: null,
    closedAt: null,
    closedBy: null,
    reason: null,
    calls: [call],
    messages: [],
    round: 0,
    level: 0,
    firstRound: 0,
    nextAskAt: at,
    lastResortAt: null,
    revision: 1,
  };
  return { need, events: [{ what: "opened", detail: { call, why } }] };
}

/**
 * What a need is after this. What changes nothing gives it back as it is.
 * Faults: `needs.already-closed`, `needs.taken`, `needs.not-closed`, with who was faster.
 */
export function advanceNeed(need: Need, act: Act, at: Instant): Advanced {
  const after = (changed: Partial<Need>, ...events: NeedEvent[]): Advanced => ({
    need: { ...need, ...changed, revision: need.revision + 1 },
    events,
  });
  const same: Advanced = { need, events: [] };
  switch (act.do) {
    case "join":
      mustBeOpen(need);
      return after(joined(need, act.owed, at), { what: "joined", detail: { call: act.owed.call, why: act.owed.why } });
    case "message":
      if (need.messages.includes(act.message)) return same;
      return after(
        { messages: [...need.messages, act.message] },
        { what: "message", detail: { message: act.message } },
      );
    case "take": {
      mustBeOpen(need);
      const { by, how } = act;
      if (need.owner?.name === by.name) return same;
      if (need.owner && act.seen !== need.revision)
        throw new Fault("needs.taken", `"${need.owner.name}" has it already`);
      return after({ owner: by, takenAt: at, nextAskAt: null }, { what: "taken", detail: { by, how } });
    }
    case "give-back":
      mustBeOpen(need);
      if (!need.owner) return same;
      return after(
        { owner: null, takenAt: null, ...askedAnew(need, at) },
        { what: "given-back", detail: { by: act.by } },
      );
    case "note":
      return after({}, { what: "note", detail: { by: act.by, text: act.text } });
    case "due":
      return act.at === need.dueAt ? same : after({ dueAt: act.at });
    case "close": {
      mustBeOpen(need);
      const { by, reason, note } = act;
      return after(
        { closedAt: at, closedBy: by, reason, nextAskAt: null },
        { what: "closed", detail: { by, reason, note } },
      );
    }
    case "reopen": {
      if (need.closedAt === null) throw new Fault("needs.not-closed", "It is open already");
      const detail = "call" in act ? { call: act.call } : { by: act.by };
      const asked = need.owner ? {} : askedAnew(need, at);
      return after({ closedAt: null, closedBy: null, reason: null, ...asked }, { what: "reopened", detail });
    }
  }
}

function mustBeOpen({ closedAt, closedBy }: Need): void {
  if (closedAt === null) return;
  throw new Fault(
    "needs.already-closed",
    closedBy === null ? "The caller got through meanwhile" : `"${closedBy}" closed it already`,
  );
}

/** In a round of its own, from the first level on: nobody is asked twice in one round. */
const askedAnew = ({ round }: Need, at: Instant): Partial<Need> => ({
  round: round + 1,
  firstRound: round + 1,
  level: 0,
  nextAskAt: at,
  lastResortAt: null,
});

/** So long whoever took it is believed to be calling back. */
const CALLING_BACK = minutes(15);

/**
 * The heavier weight, the earlier deadline; the newest reason, unless a message waits. Who rings again, and can't wait,
 * is not left to somebody who took it long ago: somebody is asked anew.
 */
function joined(need: Need, owed: Owed, at: Instant): Partial<Need> {
  const heavier = weights.indexOf(owed.weight) < weights.indexOf(need.weight);
  const rest = need.takenAt !== null && at - need.takenAt < CALLING_BACK;
  const anew = need.owner === null ? heavier || need.nextAskAt === null : owed.weight !== "usual" && !rest;
  return {
    calls: [...need.calls, owed.call],
    number: owed.number ?? need.number,
    name: owed.name ?? need.name,
    fragile: need.fragile || owed.fragile,
    weight: heavier ? owed.weight : need.weight,
    why: need.messages.length > 0 ? "message" : owed.why,
    dueAt: instant(Math.min(owed.due, need.dueAt)),
    ...(anew ? { owner: null, takenAt: null, ...askedAnew(need, at) } : {}),
  };
}

import type { Office } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import type { Need, NeedPast } from "../../needs/need.ts";
import type { NeedView } from "../schemas/needs.ts";
import { callerView } from "./views.ts";

export function needView(need: Need, office: Office, now: Instant): NeedView {
  const { id, number, name, presentation, fragile, weight, why, openedAt, zone, dueAt, calls, messages } = need;
  const { owner, takenAt, closedAt, closedBy, reason, round, level, nextAskAt, lastResortAt, revision } = need;
  return {
    id,
    caller: callerView({ presentation, number, name }, office),
    fragile,
    weight,
    why,
    openedAt,
    zone,
    dueAt,
    overdue: closedAt === null && dueAt < now,
    owner: owner && { ...owner, since: takenAt },
    closed: closedAt === null ? null : { at: closedAt, by: closedBy, reason: reason ?? "other" },
    calls: [...calls],
    messages: [...messages],
    asked: { round, level, nextAt: nextAskAt, lastResortAt },
    revision,
  };
}

/** What somebody noted is a note, wherever it stands: an auditor sees none. */
export function pastView({ at, what, detail }: NeedPast) {
  if (what !== "note") return { at, what, detail: { ...detail } };
  return { at, what, detail: { by: detail.by, note: detail.text } };
}

import type { Announcement, Plan, Step } from "../attendant/plan.ts";
import type { Office } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import { type OwnDays, ownAt } from "./own-life.ts";

/** What there is of an announcement, without looking at its life. */
type Current = (which: Announcement) => Promise<(OwnDays & { readonly origin: string }) | null>;

/** A plan with the announcements that are heard at this hour: a closure's own instead of those in general. */
export async function withOwn(plan: Plan, office: Office, at: Instant | null, current: Current): Promise<Plan> {
  const heard = async (announcement: Announcement): Promise<Announcement> => {
    const own = await ownAt(announcement.kind, office, at, (kind) => current({ ...announcement, kind }));
    return own ? { ...announcement, kind: `closure.${own.closure.id}`, of: own.closure.name } : announcement;
  };
  const step = async (each: Step): Promise<Step> => {
    if (each.do === "announce") return { ...each, announcement: await heard(each.announcement) };
    return each.do === "menu" ? { ...each, announcement: await heard(each.announcement) } : each;
  };
  return { ...plan, steps: await Promise.all(plan.steps.map(step)) };
}

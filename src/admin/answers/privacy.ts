import { dayOfDate, zoneNamed } from "../../duty/wall-clock.ts";
import type { AdminParts } from "../parts.ts";
import { MOST_AUDIT_DAYS } from "../schemas/privacy.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Answers } from "../server/routes.ts";

type Which = "auditorAccess" | "openToAuditors" | "closeToAuditors";

/** Who may see callers. */
export function privacyAnswers({ store, clock }: AdminParts, discretion: Discretion): Answers<Which> {
  return {
    auditorAccess: () => discretion.access(),
    async openToAuditors({ body, by }) {
      const { zone } = await store.office.read();
      const [first, last] = [dayOfDate(body.from), dayOfDate(body.to)];
      if (last < first || last < zoneNamed(zone).dayAt(clock.now())) throw new Refused("past");
      if (last - first >= MOST_AUDIT_DAYS) throw new Refused("audit-too-long", String(MOST_AUDIT_DAYS));
      await discretion.name(body, by.name);
      return discretion.access();
    },
    async closeToAuditors({ by }) {
      await discretion.name(null, by.name);
      return discretion.access();
    },
  };
}

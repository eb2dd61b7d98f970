import { zoneNamed } from "../../duty/wall-clock.ts";
import { minutes, plus } from "../../kernel/units.ts";
import { expiredOf, readRetention } from "../../store/retention.ts";
import type { AdminParts } from "../parts.ts";
import type { Answers } from "../server/routes.ts";

const DAY = minutes(24 * 60);

/** For how long what is kept. */
export function retentionAnswers({
  store,
  clock,
}: AdminParts): Answers<"retention" | "saveRetention" | "retentionEffect"> {
  return {
    retention: async () => readRetention(await store.settings.get("retention")),
    async saveRetention({ body, by }) {
      const now = readRetention(await store.settings.get("retention"));
      const rule = {
        ...now,
        ...body,
        untrimmedDays: body.untrimmedDays === undefined ? now.untrimmedDays : body.untrimmedDays,
      };
      await store.settings.set("retention", rule, by.name);
      return rule;
    },
    async retentionEffect({ query: { messageDays = null, callDays = null } }) {
      const zone = zoneNamed((await store.office.read()).zone);
      const coming = plus(clock.now(), DAY);
      return store.browse.expired(expiredOf({ messageDays, callDays, untrimmedDays: null }, coming, zone));
    },
  };
}

import { comingHolidays, holidayPlaces, regionsOf } from "../../duty/holidays.ts";
import { zoneNamed } from "../../duty/wall-clock.ts";
import type { AdminParts } from "../parts.ts";
import { type Guide, guide } from "../schemas/guide.ts";
import type { Answers } from "../server/routes.ts";

const KEY = "guide";
const beginning: Guide = { step: "agency", finished: false, noOnCall: false };

/** What the set-up and the settings ask beside the office itself. */
export function guideAnswers({ store, clock }: AdminParts): Answers<"guide" | "saveGuide" | "holidays"> {
  return {
    guide: async () => guide.safeParse(await store.settings.get(KEY)).data ?? beginning,
    async saveGuide({ body, by }) {
      await store.settings.set(KEY, body, by.name, { journalled: false });
      return body;
    },
    async holidays({ query, language }) {
      const { country, region } = query;
      const office = await store.office.read();
      const today = zoneNamed(office.zone).dayAt(clock.now());
      const place = { country, ...(region && { region }), language };
      return {
        countries: holidayPlaces(),
        regions: regionsOf(country, language),
        coming: comingHolidays(place, today).map((holiday) => ({ ...holiday, days: [...holiday.days] })),
      };
    },
  };
}

import { dateOfDay, dayOfDate, zoneNamed } from "../../duty/wall-clock.ts";
import { instant } from "../../kernel/units.ts";
import type { Need } from "../../needs/need.ts";
import { linesOf } from "../../store/log-lines.ts";
import { LOG_RULES, readLogRules } from "../../store/log-rules.ts";
import { logOfDays } from "../../store/log-shifts.ts";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { hourNow } from "../views/hour-now.ts";
import { lineView, shiftView } from "../views/log-view.ts";

type Which = "logbook" | "writeLog" | "sayOfCall" | "logRules" | "saveLogRules";

const USUAL_DAYS = 7;
const MOST_DAYS = 92;
/** Further back nobody writes down what happened. */
const FARTHEST = 400 * 86_400_000;

/** The logbook of on-call, by shifts. */
export function logbookAnswers(parts: AdminParts, live: Live): Answers<Which> {
  const { store, clock } = parts;
  const personNamed = async (name: string): Promise<string | null> =>
    (await store.office.read()).people.find((person) => person.name === name)?.id ?? null;
  const changed = async (need: string | null): Promise<void> => {
    const known: Need | null = need === null ? null : await store.needs.get(need);
    if (known) await live.needChanged(known);
  };

  return {
    async logbook({ query }) {
      const office = await store.office.read();
      const zone = zoneNamed(office.zone);
      const now = hourNow(parts);
      const last = query.to === undefined ? zone.dayAt(now) : dayOfDate(query.to);
      const first = query.from === undefined ? last - USUAL_DAYS + 1 : dayOfDate(query.from);
      if (first > last) throw new Refused("past");
      if (last - first >= MOST_DAYS)
        throw new Refused("bad-request", { fr: `${MOST_DAYS} jours au plus`, en: `${MOST_DAYS} days at most` });
      const period = [zone.instantOf(first, 0), zone.instantOf(last + 1, 0)] as const;
      const { shifts, rest } = await logOfDays(store, office, period, now);
      return {
        from: dateOfDay(first),
        to: dateOfDay(last),
        zone: office.zone,
        shifts: shifts.toReversed().map((shift) => shiftView(shift, office, now)),
        rest: rest.map((line) => lineView(line, office)),
      };
    },
    async writeLog({ body, by }) {
      const now = clock.now();
      if (body.at !== undefined && (body.at > now || body.at < now - FARTHEST))
        throw new Refused("bad-request", {
          fr: "une entrée parle de ce qui a eu lieu",
          en: "an entry tells of what has happened",
        });
      const entry = await store.logbook.write({
        text: body.note,
        by: by.name,
        person: await personNamed(by.name),
        aboutAt: body.at === undefined ? undefined : instant(body.at),
        corrects: body.corrects,
      });
      return lineOf([entry], await store.office.read());
    },
    async sayOfCall({ params, body, by }) {
      const { came, note } = body;
      const person = await personNamed(by.name);
      const said = await store.logbook.say(params.id, { came, note: note || null, by: by.name, person, how: "page" });
      await changed(said.need);
      return lineOf(await store.logbook.ofCall(params.id), await store.office.read());
    },
    logRules: async () => readLogRules(await store.settings.get(LOG_RULES)),
    async saveLogRules({ body, by }) {
      await store.settings.set(LOG_RULES, body, by.name);
      return readLogRules(body);
    },
  };
}

function lineOf(entries: Parameters<typeof linesOf>[0], office: Parameters<typeof lineView>[1]) {
  const [line] = linesOf(entries);
  if (!line) throw new Error("what was just written makes a line");
  return lineView(line, office);
}

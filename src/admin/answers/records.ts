import { instant } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import type { JournalSubject } from "../schemas/records.ts";
import type { Answers } from "../server/routes.ts";
import { NAMING, namesOfThen } from "../views/names-of-then.ts";

type Which = "journal" | "outbox";

/** The kinds of change that each subject of the journal has. */
const subjects: Readonly<Record<JournalSubject, readonly string[]>> = {
  agency: ["office", "settings", "setting", "menu", "transcript", "backup"],
  people: ["people"],
  duty: ["rota", "hours", "closures", "leave", "absences", "overrides", "schedule", "calendar"],
  callers: ["callers", "blocked", "caller", "calls", "sheet"],
  announcements: ["announcement"],
  messages: ["message", "call", "recording"],
  users: ["user"],
};

/** Changes of people that are looked through for the names of then. */
const MOST_NAMINGS = 2000;

/** What was written down: of changes, of letters. */
export function recordsAnswers({ store, mail }: AdminParts): Answers<Which> {
  return {
    async journal({ query }) {
      const { limit, before, what, about, by, until } = query;
      const entries = await store.journal.list({
        limit: limit + 1,
        ...(before !== undefined && { before }),
        ...(what !== undefined && { what }),
        ...(about !== undefined && { about: subjects[about] }),
        ...(by !== undefined && { by }),
        ...(until !== undefined && { until: instant(until) }),
      });
      const history = await store.journal.list({ about: NAMING, limit: MOST_NAMINGS });
      const namesAt = namesOfThen(history, await store.office.read());
      return {
        entries: entries.slice(0, limit).map((entry) => ({ ...entry, names: namesAt(entry) })),
        more: entries.length > limit,
        people: before === undefined ? await store.journal.people() : [],
      };
    },
    async outbox({ query }) {
      const [entries, waiting] = [
        await store.outbox.list({ limit: query.limit, waiting: query.waiting === "true" }),
        await store.outbox.list({ limit: 1000, waiting: true }),
      ];
      return { configured: mail.now().by !== "nobody", waiting: waiting.length, entries };
    },
  };
}

import { readInThread } from "../calendar/read-in-thread.ts";
import type { CalendarReading } from "../calendar/reading.ts";
import type { AdminParts } from "../parts.ts";
import type { Asked } from "../schemas/api.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import type { Workshop } from "../server/workshop.ts";
import { changeOffice, unchangedSince } from "./change-office.ts";
import { entryOf } from "./draft-office.ts";
import { saving } from "./saving.ts";

/** A calendar file taken over: first what it would change, then all of it or nothing. */
export function calendarAnswers(
  { store, clock }: AdminParts,
  live: Live,
  workshop: Workshop,
): Answers<"readCalendar" | "importCalendar"> {
  const read = async ({ text, bytes, service, choices }: Asked<"readCalendar", "body">): Promise<CalendarReading> =>
    readInThread(
      { file: fileOf(text, bytes), service, choices, office: await store.office.read(), now: clock.now() },
      workshop,
    );
  return {
    async readCalendar({ body }) {
      const based = String(await store.office.revision());
      const { lines, pastUnlisted, rota, leave, closures } = await read(body);
      const shown = lines.map(({ people, why, unmet, ...line }) => ({
        ...line,
        people: [...people],
        why: [...why],
        unmet: [...unmet],
      }));
      return { based, lines: shown, pastUnlisted, rota: [...rota], leave: [...leave], closures: [...closures] };
    },
    async importCalendar({ body, by, language }) {
      // Before the work: what was read then would not be what is written now.
      const revision = String(await store.office.revision());
      if (revision !== body.based) throw new Refused("changed", "", { row: null, revision });
      const office = await store.office.read();
      const { rota, leave, closures } = await read(body);
      const changes = [
        ...rota.map((entry) => saving("rota", entryOf("rota", entry, office))),
        ...leave.map((entry) => saving("leave", entryOf("leave", entry, office))),
        ...closures.map((entry) => saving("closures", entryOf("closures", entry, office))),
      ];
      const check = unchangedSince(body.based);
      const made = await changeOffice(store.office, "calendar.import", changes, by.name, language, check);
      void live.officeMayHaveChanged(by.name, "rota");
      return made;
    },
  };
}

function fileOf(text: string | undefined, bytes: string | undefined): string | Uint8Array {
  if (text === undefined && bytes === undefined) throw new Refused("no-calendar");
  return text ?? Buffer.from(bytes ?? "", "base64");
}

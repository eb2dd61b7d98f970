import type { Language } from "../../duty/office.ts";
import type { RowChange } from "../../store/office-changes.ts";
import type { User } from "../../store/users.ts";
import type { AdminParts } from "../parts.ts";
import type { SheetList } from "../schemas/sheets.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Live } from "../server/live.ts";
import { revisionOf } from "../server/revision.ts";
import type { Answers } from "../server/routes.ts";
import type { Workshop } from "../server/workshop.ts";
import type { Unreadable } from "../sheet/decode.ts";
import type { SheetRows } from "../sheet/read-sheet.ts";
import type { Known } from "../sheet/reading.ts";
import { modelSheet, writeSheet } from "../sheet/write-sheet.ts";
import { entryOf } from "./draft-office.ts";
import { problemsOf } from "./office.ts";
import { askAboutNumbers, ownNumbers } from "./sure-numbers.ts";

interface Keeping {
  readonly body: { readonly based: string; readonly entries: readonly unknown[]; readonly sure?: boolean | undefined };
  readonly by: User;
  readonly language: Language;
}

/** Lists of the office as tables of a spreadsheet. */
export function sheetsAnswers(
  { store, lines }: AdminParts,
  live: Live,
  discretion: Discretion,
  workshop: Workshop,
): Answers<"sheet" | "readSheet" | "keepPeople" | "keepCallers" | "keepBlocked"> {
  const keep =
    <K extends SheetList>(list: K) =>
    async ({ body, by, language }: Keeping) => {
      const { based, entries } = body;
      const office = await store.office.read();
      const changes = entries.map((entry) => ({ kind: list, save: entryOf(list, entry, office) }) as RowChange);
      askAboutNumbers(lines, office, changes, { sure: body.sure, language });
      await store.office.apply(`${list}.import`, changes, by.name, (before) => {
        const revision = revisionOf(before[list]);
        if (revision !== based) throw new Refused("changed", "", { row: null, revision });
      });
      void live.officeMayHaveChanged(by.name, list);
      return { kept: entries.length, problems: problemsOf(await store.office.read(), language) };
    };

  return {
    async sheet({ params: { list }, query: { model }, language, reply, by }) {
      if (model !== "true") {
        discretion.refuse(by);
        await store.journal.add({ by: by.name, what: "sheet.export", before: null, after: { list } });
      }
      const table =
        model === "true"
          ? modelSheet(list, language)
          : writeSheet(list, await store.office.read(), language, (await store.example.state()) !== "own");
      const name = `${names[language][list]}${model === "true" ? `-${names[language].model}` : ""}.csv`;
      reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}"`);
      return reply.send(table);
    },
    async readSheet({ params: { list }, language, request }) {
      const bytes: unknown = request.body;
      if (!(bytes instanceof Uint8Array) || bytes.length === 0) throw new Refused("not-a-table");
      const { people, callers, blocked, country, language: spoken } = await store.office.read();
      const known: Known = { people, callers, blocked, country, language: spoken, ownLines: ownNumbers(lines) };
      const read = await workshop.run<SheetRows | Unreadable>(reader, { bytes, list, known, language });
      if ("refused" in read) throw new Refused(read.refused, read.what);
      return { based: revisionOf(known[list]) ?? "", rows: [...read.rows], ignored: [...read.ignored] };
    },
    keepPeople: keep("people"),
    keepCallers: keep("callers"),
    keepBlocked: keep("blocked"),
  };
}

const names = {
  fr: { people: "personnes", callers: "appelants", blocked: "numeros-bloques", model: "modele" },
  en: { people: "people", callers: "callers", blocked: "blocked-numbers", model: "model" },
} as const;

/** In a thread: thousands of rows with their numbers would hold up everybody else meanwhile. */
const reader = new URL("../sheet/sheet-worker.js", import.meta.url);

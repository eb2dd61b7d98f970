import { checkOffice } from "../../duty/check-office.ts";
import type { Language, Office } from "../../duty/office.ts";
import { readPhoneNumber } from "../../duty/phone-number.ts";
import { countryOfZone } from "../../duty/zone-country.ts";
import { type EntryKind, lists, type OfficeEntries, type OfficeSettings } from "../../store/office-lists.ts";
import { settingsOf } from "../../store/office-tables.ts";
import type { User } from "../../store/users.ts";
import type { AdminParts } from "../parts.ts";
import type { Saved } from "../schemas/office.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Live } from "../server/live.ts";
import { revisionOf } from "../server/revision.ts";
import type { Answers } from "../server/routes.ts";
import { entryOf } from "./draft-office.ts";
import { saving } from "./saving.ts";
import { askAboutNumbers } from "./sure-numbers.ts";

type Which =
  | "office"
  | `${"save" | "remove"}${"Person" | "Rota" | "Closure" | "Leave" | "Absence" | "Override" | "Caller" | "Blocked" | "Menu"}`
  | "saveHours"
  | "saveSettings";

interface Asker {
  readonly by: User;
  readonly language: Language;
}

interface Saving extends Asker {
  readonly params: { readonly key: string };
  readonly body: { readonly based: string | null; readonly entry: unknown; readonly sure?: boolean | undefined };
}

interface Removing extends Asker {
  readonly params: { readonly key: string };
  readonly query: { readonly based: string };
}

interface Change extends Asker {
  readonly what: string;
}

/** What the office decided, read as a whole and changed row by row. */
export function officeAnswers({ store, lines }: AdminParts, live: Live): Answers<Which> {
  async function saved({ what, by, language }: Change, revision: (office: Office) => string | null): Promise<Saved> {
    void live.officeMayHaveChanged(by.name, what);
    const office = await store.office.read();
    return {
      revision: revision(office),
      officeRevision: String(await store.office.revision()),
      problems: problemsOf(office, language),
    };
  }

  const save =
    <K extends EntryKind>(kind: K) =>
    async ({ params, body, by, language }: Saving): Promise<Saved> => {
      const { keyOf } = lists[kind];
      const before = await store.office.read();
      const entry = entryOf(kind, body.entry, before);
      const key = keyOf(entry);
      if (key !== keyIn(kind, params.key, before)) throw new Refused("bad-request", `${key} ≠ ${params.key}`);
      askAboutNumbers(lines, before, [saving(kind, entry)], { sure: body.sure, language });
      await store.office.save(kind, entry, by.name, expecting(body.based));
      return saved({ what: kind, by, language }, (office) => {
        const all: readonly OfficeEntries[K][] = entriesOf(office, kind);
        return revisionOf(all.find((entry) => keyOf(entry) === key) ?? null);
      });
    };

  const remove =
    <K extends EntryKind>(kind: K) =>
    async ({ params, query, by, language }: Removing): Promise<Saved> => {
      const key = keyIn(kind, params.key, await store.office.read());
      await store.office.remove(kind, key, by.name, expecting<OfficeEntries[K]>(query.based));
      return saved({ what: kind, by, language }, () => null);
    };

  return {
    async office({ language }) {
      const office = await store.office.read();
      return {
        revision: String(await store.office.revision()),
        office,
        rows: rowsOf(office),
        hoursRevision: revisionOf(office.hours) ?? "",
        settingsRevision: revisionOf(settingsOf(office)) ?? "",
        problems: problemsOf(office, language),
        isSet: await store.office.isSet(),
      };
    },
    savePerson: save("people"),
    removePerson: remove("people"),
    saveRota: save("rota"),
    removeRota: remove("rota"),
    saveClosure: save("closures"),
    removeClosure: remove("closures"),
    saveLeave: save("leave"),
    removeLeave: remove("leave"),
    saveAbsence: save("absences"),
    removeAbsence: remove("absences"),
    saveOverride: save("overrides"),
    removeOverride: remove("overrides"),
    saveCaller: save("callers"),
    removeCaller: remove("callers"),
    saveBlocked: save("blocked"),
    removeBlocked: remove("blocked"),
    saveMenu: save("menu"),
    removeMenu: remove("menu"),
    async saveHours({ body, by, language }) {
      await store.office.saveHours(body.hours, by.name, expecting(body.based));
      return saved({ what: "hours", by, language }, ({ hours }) => revisionOf(hours));
    },
    async saveSettings({ body, by, language }) {
      const { country = countryOfZone(body.settings.zone), ...rest } = body.settings;
      const settings: OfficeSettings = { ...rest, country };
      await store.office.saveSettings(settings, by.name, expecting(body.based));
      return saved({ what: "settings", by, language }, (office) => revisionOf(settingsOf(office)));
    },
  };
}

/** The key of a number is that number, written in any way. */
const keyIn = (kind: EntryKind, key: string, { country }: Office): string =>
  kind === "callers" || kind === "blocked" ? (readPhoneNumber(key, country) ?? key) : key;

export const problemsOf = (office: Office, language: Language) =>
  checkOffice(office).map(({ where, sentence }) => ({ where, sentence: sentence[language] }));

type Lists = { readonly [K in EntryKind]: readonly OfficeEntries[K][] };
export const entriesOf = <K extends EntryKind>(office: Lists, kind: K): Lists[K] => office[kind];

function rowsOf(office: Office): Record<EntryKind, Record<string, string>> {
  const of = <K extends EntryKind>(kind: K): Record<string, string> => {
    const all: readonly OfficeEntries[K][] = entriesOf(office, kind);
    return Object.fromEntries(all.map((entry) => [lists[kind].keyOf(entry), revisionOf(entry) ?? ""]));
  };
  return {
    people: of("people"),
    rota: of("rota"),
    closures: of("closures"),
    leave: of("leave"),
    absences: of("absences"),
    overrides: of("overrides"),
    callers: of("callers"),
    blocked: of("blocked"),
    menu: of("menu"),
  };
}

/** Refuses an edit that is based on what is not there any more, with what is there instead. */
const expecting =
  <T>(based: string | null) =>
  (before: T | null): void => {
    const revision = revisionOf(before);
    if (revision !== based) throw new Refused("changed", "", { row: before, revision });
  };

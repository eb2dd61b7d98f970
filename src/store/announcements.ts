import type { MadeWith } from "../attendant/made-with.ts";
import type { Announcement, AnnouncementKind } from "../attendant/plan.ts";
import type { Language } from "../duty/office.ts";
import type { WallDate } from "../duty/wall-clock.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database, SqlValue } from "./database.ts";
import type { InsideFolder } from "./inside-folder.ts";
import type { Journal } from "./journal.ts";

/** One text of an announcement with its sound, and since when callers hear it. */
export interface AnnouncementVersion {
  readonly kind: AnnouncementKind;
  readonly language: Language;
  readonly urgent: boolean;
  /** 1, 2, … for each kind, language and urgency. */
  readonly version: number;
  readonly text: string;
  readonly origin: "default" | "edited" | "recorded";
  /** Where its sound is now; "" for one that is spoken. */
  readonly file: string;
  /** Of the sound, in hex. */
  readonly sha256: string;
  /** Null for what is spoken, and for recordings from before it was kept. */
  readonly madeWith: MadeWith | null;
  /** Of a closure's own: from a day to a day that callers hear it; null for those of the closure. */
  readonly firstDay: WallDate | null;
  readonly lastDay: WallDate | null;
  readonly since: Instant;
  readonly by: string;
}

export interface AnnouncementStore {
  /** What callers hear now. */
  current(which: Announcement): Promise<AnnouncementVersion | null>;
  /** The current version of every announcement there is. */
  all(): Promise<AnnouncementVersion[]>;
  /** The next version; the current one again when nothing differs. */
  add(
    which: Announcement,
    version: Pick<AnnouncementVersion, "text" | "origin" | "file" | "sha256" | "by"> &
      Partial<Pick<AnnouncementVersion, "madeWith" | "firstDay" | "lastDay">>,
  ): Promise<AnnouncementVersion>;
  /** The file whose SHA-256 begins with these hexadecimal digits; null when nobody recorded it. */
  recording(begins: string): Promise<string | null>;
  /** Newest first. */
  history(which: Announcement): Promise<AnnouncementVersion[]>;
}

type AnnouncementRow = Omit<AnnouncementVersion, "urgent" | "madeWith" | "firstDay" | "lastDay"> & {
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly urgent: number;
  readonly made_with: string | null;
};

const columns =
  "kind, language, urgent, version, text, origin, file, sha256, made_with, first_day, last_day, since, by";
const ofOne = `SELECT ${columns} FROM announcement WHERE kind = ? AND language = ? AND urgent = ? ORDER BY version DESC`;
const told = ({ made_with: _, first_day, last_day, ...row }: AnnouncementRow) => ({
  ...row,
  urgent: row.urgent === 1,
  ...(row.kind.startsWith("closure.") && { firstDay: first_day, lastDay: last_day }),
});
const key = ({ kind, language, urgent }: Announcement): SqlValue[] => [kind, language, urgent ? 1 : 0];

export function createAnnouncementStore(
  write: Database,
  read: Database,
  journal: Journal,
  clock: Clock,
  folder: InsideFolder,
): AnnouncementStore {
  const versionOf = ({ made_with, first_day, last_day, ...row }: AnnouncementRow): AnnouncementVersion => ({
    ...row,
    firstDay: first_day,
    lastDay: last_day,
    madeWith: made_with === null ? null : (JSON.parse(made_with) as MadeWith),
    urgent: row.urgent === 1,
    file: folder.found(row.file),
  });
  return {
    async current(which) {
      const row = await read.get<AnnouncementRow>(`${ofOne} LIMIT 1`, key(which));
      return row ? versionOf(row) : null;
    },
    async all() {
      const rows = await read.all<AnnouncementRow>(
        `SELECT ${columns} FROM announcement AS a WHERE version = (SELECT max(version) FROM announcement
           WHERE kind = a.kind AND language = a.language AND urgent = a.urgent) ORDER BY kind, language, urgent`,
      );
      return rows.map(versionOf);
    },
    add: (which, { text, origin, file, sha256, by, madeWith = null, firstDay = null, lastDay = null }) =>
      write.transaction(async (tx) => {
        const last = await tx.get<AnnouncementRow>(`${ofOne} LIMIT 1`, key(which));
        const kept = folder.kept(file);
        const made = madeWith && JSON.stringify(madeWith);
        const same = last?.text === text && last.origin === origin && last.sha256 === sha256 && last.file === kept;
        const lives = last?.first_day === firstDay && last.last_day === lastDay;
        if (last && same && lives && last.made_with === made) return versionOf(last);
        const next: AnnouncementRow = {
          kind: which.kind,
          language: which.language,
          urgent: which.urgent ? 1 : 0,
          version: (last?.version ?? 0) + 1,
          text,
          origin,
          file: kept,
          sha256,
          made_with: made,
          first_day: firstDay,
          last_day: lastDay,
          since: clock.now(),
          by,
        };
        await tx.insert("announcement", { ...next });
        await journal.add({ by, what: "announcement.add", before: last && told(last), after: told(next) }, tx);
        return versionOf(next);
      }),
    async recording(begins) {
      const row = await read.get<{ file: string }>(
        "SELECT file FROM announcement WHERE origin = 'recorded' AND substr(sha256, 1, length(?1)) = ?1 ORDER BY id DESC LIMIT 1",
        [begins],
      );
      return row ? folder.found(row.file) : null;
    },
    history: async (which) => (await read.all<AnnouncementRow>(ofOne, key(which))).map(versionOf),
  };
}

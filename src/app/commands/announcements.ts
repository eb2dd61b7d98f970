import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type KeptSound, keepSound } from "../../announcements/keep-sound.ts";
import { openAnnouncements } from "../../announcements/library.ts";
import { madeWith } from "../../announcements/made-with.ts";
import {
  callerKinds,
  closureOf,
  isCallerKind,
  isWordless,
  ownKind,
  urgentKinds,
} from "../../attendant/announcement-kinds.ts";

import type { Announcement, AnnouncementKind } from "../../attendant/plan.ts";
import { level } from "../../audio/levels.ts";
import { durationOf } from "../../audio/pcm.ts";
import { trim } from "../../audio/trim.ts";
import { readWav, writeWav } from "../../audio/wav.ts";
import type { Language, Office } from "../../duty/office.ts";
import { systemClock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import { silentLog } from "../../kernel/log.ts";
import type { AnnouncementVersion } from "../../store/announcements.ts";
import type { Store } from "../../store/store.ts";
import { dataFolder, inside, projectRoot } from "../paths.ts";
import { type CommonOptions, duration, operator, print, withStore } from "../terminal.ts";

type Listed = Announcement &
  Pick<AnnouncementVersion, "text" | "origin" | "version"> &
  Partial<Pick<AnnouncementVersion, "firstDay" | "lastDay">>;

/** What callers would hear now: each text, and whether a recording takes its place. */
export const listAnnouncements = (options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const library = await openAnnouncements({
      folder: inside(dataFolder(options.data)).speech,
      shipped: join(projectRoot, "audio"),
      clock: systemClock,
      log: silentLog,
      engines: [],
    });
    const { language } = office;
    const usual: Announcement[] = [
      ...callerKinds.map((kind) => ({ kind, language })),
      ...urgentKinds.map((kind) => ({ kind, language, urgent: true })),
      ...office.menu.map(({ key }) => ({ kind: `info-${key}` as const, language })),
    ];
    const general = await Promise.all(
      usual.map(async (which) => {
        const own = await store.announcements.current(which);
        const text = own?.origin === "edited" ? own.text : await library.text(which, office);
        return { ...which, text, origin: own?.origin ?? "default", version: own?.version ?? 0 };
      }),
    );
    const listed: Listed[] = [...general, ...(await ownOfClosures(store, office))];
    await library.close();
    print(options, listed, () =>
      listed.flatMap((each) => [
        `${each.kind}${each.urgent ? " --urgent" : ""}${each.language === language ? "" : ` --language ${each.language}`}${each.origin === "recorded" ? "  (recorded)" : ""}${daysOf(each)}`,
        `  ${each.text || (isWordless(each.kind) ? "(music)" : "(nothing to say for this office)")}`,
      ]),
    );
  });

/** Of a closure's own, where it has days that are not those of the closure. */
const daysOf = ({
  firstDay,
  lastDay,
}: {
  readonly firstDay?: string | null;
  readonly lastDay?: string | null;
}): string => (!firstDay && !lastDay ? "" : `, ${firstDay ?? "its first day"} to ${lastDay ?? "its last day"}`);

/** What callers hear of one closure alone, where somebody made it, and on which days. */
async function ownOfClosures({ announcements }: Pick<Store, "announcements">, { closures }: Office) {
  const all = await announcements.all();
  return all
    .filter(({ kind, origin }) => origin !== "default" && closures.some(({ id }) => kind === ownKind(id)))
    .map(({ kind, language, urgent, text, origin, version, firstDay, lastDay }) => {
      return { kind, language, urgent, text, origin, version, firstDay, lastDay };
    });
}

interface RecordOptions extends CommonOptions {
  readonly language?: Language;
  readonly urgent?: boolean;
  /** What is said in it. */
  readonly text?: string;
  /** Of a closure's own: the days on which callers hear it, both included. */
  readonly from?: string;
  readonly until?: string;
}

/** Puts a person's recording in place of the spoken text: trimmed, levelled, at 8 kHz. Earlier versions are kept. */
export const recordAnnouncement = (kind: string, file: string, options: RecordOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const which: Announcement = {
      kind: checkedKind(kind, options.urgent === true, office),
      language: options.language ?? office.language,
      urgent: options.urgent === true,
    };
    const words = (options.text ?? "").trim();
    const bytes = await readFile(file).catch((thrown) => {
      throw new Fault("app.no-file", `${file} can't be read.`, thrown);
    });
    const pcm = level(trim(readWav(bytes)));
    if (pcm.length === 0) throw new Fault("app.no-sound", `There is nothing to be heard in ${file}.`);
    const kept = await keptAs(options, which, writeWav(pcm));
    const added = await store.announcements.add(which, {
      text: words,
      origin: "recorded",
      firstDay: dayOption(options.from),
      lastDay: dayOption(options.until),
      madeWith: madeWith(which, words, words, office, systemClock.now()),
      ...kept,
      by: operator(),
    });
    print(options, added, () => [
      `${kind}: version ${added.version}, ${duration(durationOf(pcm))}, on air from the next call on.`,
    ]);
  });

/** A day of the calendar, as an option of this command. */
function dayOption(day: string | undefined): string | null {
  if (day === undefined) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new Fault("app.no-announcement", `"${day}" is no day, such as 2026-12-24.`);
  return day;
}

/** Faults: `app.not-saved`. */
async function keptAs(options: CommonOptions, which: Announcement, wav: Uint8Array): Promise<KeptSound> {
  const folder = inside(dataFolder(options.data)).announcements;
  return keepSound(folder, which, wav).catch((thrown) => {
    throw new Fault("app.not-saved", `The recording could not be written into ${folder}.`, thrown);
  });
}

function checkedKind(kind: string, urgent: boolean, office: Office): AnnouncementKind {
  const own = office.closures.find(({ id }) => id === closureOf(kind));
  if (own) return ownKind(own.id);
  const known = isCallerKind(kind) || /^info-[0-9]$/.test(kind) ? (kind as AnnouncementKind) : null;
  if (known === null)
    throw new Fault(
      "app.no-announcement",
      `There is no announcement "${kind}"; there are ${callerKinds.join(", ")}, info-1 to info-0, and closure.<id> for one closure alone.`,
    );
  if (urgent && !urgentKinds.some((each) => each === known))
    throw new Fault("app.no-announcement", `"${kind}" never offers key 1; only ${urgentKinds.join(", ")} do.`);
  return known;
}

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Admin } from "../admin/admin.ts";
import { type Announcements, openAnnouncements } from "../announcements/library.ts";
import { findEngines } from "../announcements/speech.ts";
import { repairRecording } from "../audio/repair-recording.ts";
import { openBackups } from "../backup/backups.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain, type Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { seconds } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import { type Notify, openNotify } from "../notify/notify.ts";
import { readMailer } from "../notify/post.ts";
import type { Watch } from "../reception/call-page.ts";
import { conduct } from "../reception/conductor.ts";
import { type Desk, openDesk } from "../reception/desk.ts";
import { keepDiverted } from "../reception/divert.ts";
import { tellOfRecovered } from "../reception/telling.ts";
import { openStore, type Store } from "../store/store.ts";
import { type Config, checkConfigText } from "./config.ts";
import { type CaredLine, lineCare } from "./line-care.ts";
import { openMail, pageMail } from "./mail.ts";
import { sweepNightly } from "./nightly.ts";
import { openLine } from "./open-line.ts";
import { ownAnnouncements } from "./own-announcements.ts";
import { inside, projectRoot, releaseName } from "./paths.ts";
import { openTranscript } from "./transcripts.ts";
import { createWatchers, watchCalls } from "./watchers.ts";

export interface HouseOptions {
  readonly folder: string;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: Watch;
  /** The office, at the start and whenever it has changed. */
  readonly watchOffice: (office: Office) => void;
  /** What a database that nobody has filled yet begins with. */
  readonly firstOffice: Office | null;
  /** Has another house follow this one, with the work done between them. */
  readonly again: (work: () => Promise<void>) => void;
}

/** The running appliance. */
export interface House {
  readonly store: Store;
  /** What is wrong though it runs: the database had to be rescued, or there is no disk to keep anything. */
  readonly troubles: readonly Fault[];
  /** Null where the page is not wanted, or could not be served. */
  readonly page: Pick<Admin, "url" | "code"> | null;
  /** When no call is going on; at once where none is. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** The page's server takes most of a second to load, and no modem waits for it: only a modem that is not there does. */
const LINE_PATIENCE = seconds(3);
/** How often the schedule is looked at for changes that need other announcements. */
const OFFICE_LOOK = seconds(5);

/** Puts the whole appliance to work: store, announcements, notifications, and a conductor for each line. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { folder, config, clock, log } = options;
  const watchers = createWatchers(options.watch, log);
  const troubles: Fault[] = [];
  const store = await storeOrMemory(options, troubles);
  if (options.firstOffice && !(await store.office.isSet()))
    await store.office.replace(options.firstOffice, "first start");

  // The modems are brought up while the rest is made ready.
  const cared = config.lines.map((each): CaredLine => {
    const transcript = openTranscript({ line: each.name, folder: inside(folder).transcripts, clock, log });
    const line = openLine(each, folder, clock, log, transcript);
    return { config: each, line, transcript, diverted: { to: undefined } };
  });
  const lines = cared.map(({ line }) => line);
  const announcements = await openAnnouncements({
    folder: inside(folder).speech,
    shipped: join(projectRoot, "audio"),
    clock,
    log,
    engines: await findEngines({ piper: config.piper, path: process.env.PATH ?? "" }, log),
    ...ownAnnouncements(store, log),
  });
  const mail = await openMail(store, config.mail, log);
  const notify = openNotify({
    ...{ outbox: store.outbox, clock, log, mail: mail.current },
    office: () => store.office.read(),
    message: (id) => store.messages.get(id),
    call: (id) => store.calls.get(id),
  });
  const telling = { store, log, mailTo: mail.to, wake: () => notify.wake() };
  await store.recover({ repair: repairRecording, tell: tellOfRecovered(telling, await store.office.read()) });

  const desk = openDesk({
    ...{ ...telling, clock, announcements, watch: watchers.tell },
    messages: inside(folder).messages,
    abilities: (name) => ({ forwards: lines.find((line) => line.name === name)?.transfer !== undefined }),
  });
  const lineReady = new Promise<void>((resolve) => {
    watchers.add((told) => {
      if (told.of === "line" && told.trouble === null) resolve();
    });
  });
  const ongoing = watchCalls(watchers);
  const closing = new AbortController();
  const running = [
    ...lines.map((line) => conduct(line, desk)),
    ...cared.map(({ line, diverted }) =>
      keepDiverted(line, () => store.office.read(), clock, log, closing.signal, diverted),
    ),
    keepPrepared(options, store, announcements, closing.signal),
    sweepNightly(store, clock, log, closing.signal),
  ];
  await Promise.race([lineReady, clock.sleep(LINE_PATIENCE)]);
  // Neither does a modem wait for these, nor a call later on.
  await readMailer();
  const { openPage } = await import("./open-page.ts");
  const backups = await openBackups({
    ...{ folder, store, clock, log, again: options.again, checkConfig: checkConfigText },
    release: await releaseName(),
  });
  const page = await openPage({
    ...{
      store,
      announcements,
      clock,
      log,
      folder,
      config,
      lines,
      troubles,
      watch: watchers,
      mail: pageMail(mail, notify),
      backups,
    },
    care: lineCare({ lines: cared, clock, office: () => store.office.read() }),
  });
  return {
    ...{ store, troubles, page, idle: ongoing.idle },
    async close() {
      await page?.close();
      await backups.close();
      for (const { transcript } of cared) transcript.end();
      await close({ lines, running, closing, announcements, notify, desk, store });
    },
  };
}

/** A disk that can't be used must not silence the telephone: calls are taken, and kept in memory. */
async function storeOrMemory({ folder, clock, log }: HouseOptions, troubles: Fault[]): Promise<Store> {
  const snapshot = join(folder, "office.json");
  const open = (file: string, where = folder) => openStore({ file, folder: where, snapshot, clock, log });
  try {
    const store = await open(inside(folder).database);
    if (store.trouble) troubles.push(store.trouble);
    return store;
  } catch (thrown) {
    log.error("app.no-database", {
      why: explain(thrown),
      sentence: "Calls are answered, but nothing will be left of them when the appliance stops.",
    });
    troubles.push(thrown as Fault);
    return open(":memory:", await mkdtemp(join(tmpdir(), "permanence-")));
  }
}

/** Has every announcement spoken ahead, at the start and whenever the office changes. */
async function keepPrepared(options: HouseOptions, store: Store, announcements: Announcements, signal: AbortSignal) {
  const { clock, log, watchOffice } = options;
  let prepared: Office | null = null;
  while (!signal.aborted) {
    try {
      const office = await store.office.read();
      if (office !== prepared) {
        // The first question about an office takes longest: let it not be a caller's.
        dutyAt(office, clock.now());
        watchOffice(office);
        await announcements.prepare(office);
      }
      prepared = office;
    } catch (thrown) {
      log.warn("app.not-prepared", { why: explain(thrown) });
    }
    await clock.sleep(OFFICE_LOOK, signal).catch(() => undefined);
  }
}

interface Running {
  readonly lines: readonly Line[];
  readonly running: readonly Promise<void>[];
  readonly closing: AbortController;
  readonly announcements: Announcements;
  readonly notify: Notify;
  readonly desk: Desk;
  readonly store: Store;
}

/** From the line inwards, so that whatever a call still has to say finds someone to say it to. */
async function close({ lines, running, closing, announcements, notify, desk, store }: Running): Promise<void> {
  closing.abort();
  await Promise.all(lines.map((line) => line.close()));
  await announcements.close();
  await Promise.all(running);
  await desk.settled();
  await notify.close();
  await store.close();
}

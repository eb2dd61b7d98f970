import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, instant, type Millis, millis } from "../kernel/units.ts";
import { type AlarmStore, createAlarmStore } from "./alarms.ts";
import { type AnnouncementStore, createAnnouncementStore } from "./announcements.ts";
import { type Browse, createBrowse } from "./browse.ts";
import { type CallerRecords, createCallerRecords } from "./caller-records.ts";
import { type CallStore, createCallStore } from "./calls.ts";
import { type ClockDoubts, createClockDoubts } from "./clock-doubts.ts";
import { Database, type Transaction } from "./database.ts";
import { createExample, type Example } from "./example.ts";
import { createForget, type Forget } from "./forget.ts";
import { insideFolder } from "./inside-folder.ts";
import { createJournal, type Journal } from "./journal.ts";
import { createLineStore, type LineStore } from "./lines.ts";
import { createLogKeeper } from "./log-keeper.ts";
import { createLogbook, type Logbook } from "./logbook.ts";
import { openMessageFiles } from "./message-files.ts";
import { createMessageStore, type MessageStore } from "./messages.ts";
import { type AskStore, createAskStore } from "./need-asks.ts";
import { createNeedKeeper } from "./need-keeper.ts";
import { type CallLinks, createCallLinks, createNeedLinks, type NeedLinks } from "./need-links.ts";
import { createNeedStore, type NeedStore } from "./needs.ts";
import { createOfficeStore, type OfficeStore } from "./office.ts";
import type { Near } from "./office-list.ts";
import { readSnapshot, writeSnapshot } from "./office-snapshot.ts";
import { officeWithin } from "./office-within.ts";
import { damageMark, openWritable } from "./open-database.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createPhonePins, type PhonePins } from "./phone-pins.ts";
import { type RecoverOptions, type Recovery, recover } from "./recover.ts";
import { createSealStore, type SealStore } from "./seals.ts";
import { createSecret, type Secret } from "./secret.ts";
import { createSessionStore, type SessionStore } from "./sessions.ts";
import { createSettingStore, type SettingStore } from "./settings.ts";
import { createSignedLinks, type SignedLinks } from "./signed-links.ts";
import { createSimStore, type SimStore } from "./sims.ts";
import { storeFault } from "./sqlite-fault.ts";
import { createTakeUpStore, type TakeUpStore } from "./take-ups.ts";
import { createTallies, type Tallies } from "./tallies.ts";
import { createTextStore, type TextStore } from "./texts.ts";
import { createUserStore, type UserStore } from "./users.ts";
import { createWriteQueue } from "./write-queue.ts";

export interface OpenStore {
  /** The database; `:memory:` for one that is gone with the process, when there is no disk to write to. */
  readonly file: string;
  /** The data folder, which holds `messages/`. */
  readonly folder: string;
  /** Where the copy of the office is kept. `office.json` beside the database unless told. */
  readonly snapshot?: string;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Whether a damaged database is moved aside and rescued. True unless told; false for a visitor such as the command
   * line, which must not do that under a running appliance.
   */
  readonly rescue?: boolean;
  /** Whether the page's questions get connections of their own. True unless told. */
  readonly page?: boolean;
  /**
   * How much of the schedule is read: what touches so much time before and after now. All of it unless told. Whoever
   * answers calls needs no more, and ten years of it would hold up a call when it changes.
   */
  readonly reach?: Reach;
  /** Told when damage was found in the middle of the work: the next start looks into it. */
  readonly damaged?: () => void;
  /** Wraps everything that waits for the disk: under a virtual clock, `(work) => clock.hold(work)`. */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
  /** The most pages of 4 KiB that the database may grow to. */
  readonly maxPages?: number;
}

export interface Reach {
  readonly behind: Millis;
  readonly ahead: Millis;
  /** By which hour; null while none is known, and then all is read. What the clock says, unless told. */
  readonly hour?: () => Instant | null;
}

export interface Store {
  readonly office: OfficeStore;
  readonly calls: CallStore;
  readonly messages: MessageStore;
  readonly needs: NeedStore;
  readonly asks: AskStore;
  readonly needLinks: NeedLinks;
  readonly takeUps: TakeUpStore;
  /** By which whoever is asked says that they are there; about the id of a `TakeUp`. */
  readonly takeUpLinks: SignedLinks;
  /** By which whoever took a call says what came of it. */
  readonly callLinks: CallLinks;
  readonly logbook: Logbook;
  readonly announcements: AnnouncementStore;
  readonly outbox: Outbox;
  readonly texts: TextStore;
  readonly journal: Journal;
  readonly lines: LineStore;
  readonly sims: SimStore;
  readonly settings: SettingStore;
  readonly secret: Secret;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly phonePins: PhonePins;
  readonly browse: Browse;
  readonly tallies: Tallies;
  readonly forget: Forget;
  readonly clockDoubts: ClockDoubts;
  readonly callers: CallerRecords;
  readonly alarms: AlarmStore;
  readonly seals: SealStore;
  readonly example: Example;
  /** What was wrong when it was opened, though it works now: `store.corrupt`, with what was saved. */
  readonly trouble: Fault | null;
  /** Puts in order what a crash left. For the start of the appliance, before a line is open. */
  recover(options: RecoverOptions): Promise<Recovery>;
  /** All of the work or nothing. Use only `tx` within it. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** After what is queued is written. */
  close(): Promise<void>;
}

/** What a page or two of a long list reads, with its index. */
const LOOK_KB = 16_384;

/**
 * Opens or creates the store, brings it to this release, and rescues what it can of a damaged one.
 * Faults: `store.read-only`, `store.disk-full`, `store.newer`, `store.busy`; `store.corrupt` when not to rescue.
 */
export async function openStore(options: OpenStore): Promise<Store> {
  const { file, folder, clock, log } = options;
  const inMemory = file === ":memory:";
  const snapshot = options.snapshot ?? join(inMemory ? folder : dirname(file), "office.json");
  const during = options.during ?? ((work) => work);

  const folders = inMemory ? [folder] : [folder, dirname(file)];
  for (const path of folders)
    await mkdir(path, { recursive: true, mode: 0o700 }).catch((thrown) => {
      throw storeFault(thrown);
    });
  const files = await openMessageFiles(folder);
  // Damage found in the middle of the work is looked into at the next start; a disk that refuses even this mark stays.
  const onDamage = () => {
    void writeFile(damageMark(file), "").catch(() => undefined);
    options.damaged?.();
  };
  const { database: write, trouble } = await openWritable({ ...options, onDamage });
  // A connection of its own for reading never waits for a writer: a caller is not kept waiting by a slow disk.
  const read = inMemory ? write : await Database.open(file, { during: options.during, onDamage });
  // One for the page, whose questions may take long, and one for its statistics, which take longest.
  const alone = inMemory || options.page === false;
  const look = alone ? read : await Database.open(file, { during: options.during, onDamage, cacheKb: LOOK_KB });
  const count = alone ? read : await Database.open(file, { during: options.during, onDamage, cacheKb: LOOK_KB });

  const secret = createSecret(write);
  const journal = createJournal(write, read, clock, secret);
  const queue = createWriteQueue(write, log, clock);
  const around = officeWithin(() => nearOf(clock.now(), AROUND_A_CALL));
  const keeper = createNeedKeeper(around, log);
  const written = createLogKeeper(around, log);
  const calls = createCallStore(queue, write, read, {
    async callEnded(tx, call, at) {
      await keeper.callEnded(tx, call, at);
      await written.callEnded(tx, call, at);
    },
  });
  const outbox = createOutbox(write, read, clock, queue);
  const copy = () => readSnapshot(snapshot);
  const keepCopy = serially((office: Parameters<typeof writeSnapshot>[1]) => during(writeSnapshot(snapshot, office)));
  const { reach } = options;
  const near =
    reach &&
    (() => {
      const hour = reach.hour ? reach.hour() : clock.now();
      return hour === null ? undefined : nearOf(hour, reach);
    });
  const seals = createSealStore(write, read, secret);
  const note = (tx: Transaction, only?: "to-begin") => seals.noteIn(tx, clock.now(), only);
  const office = createOfficeStore({ write, read, journal, note, log, keepCopy, copy, near });
  const forget = createForget(write, files, journal, log);
  const messages = createMessageStore({ write, read, files, calls, outbox, needs: keeper, journal, clock, during });

  // Who reads a part of it keeps no copy of it: that is for who reads all.
  const keep = near ? async () => undefined : keepCopy;
  await restoreOffice(office, copy, keep, trouble !== null, log);
  return {
    office,
    calls,
    messages,
    needs: createNeedStore({ write, look, journal, clock }),
    asks: createAskStore(write, read),
    needLinks: createNeedLinks(secret),
    takeUps: createTakeUpStore({ write, read, journal }),
    takeUpLinks: createSignedLinks(secret, "take-up-link"),
    callLinks: createCallLinks(secret),
    logbook: createLogbook({ write, look, clock, needs: keeper }),
    outbox,
    texts: createTextStore(write, look, keeper, journal, clock),
    journal,
    trouble,
    announcements: createAnnouncementStore(write, read, journal, clock, insideFolder(folder)),
    lines: createLineStore(queue, read),
    sims: createSimStore(queue, read),
    secret,
    settings: createSettingStore(write, read, journal),
    users: createUserStore(write, look, journal, clock),
    sessions: createSessionStore(write, look, clock),
    phonePins: createPhonePins(write, read, journal, clock),
    browse: createBrowse(look, files.pathOf),
    tallies: createTallies(count),
    forget,
    clockDoubts: createClockDoubts(write, read),
    seals,
    callers: createCallerRecords({ write, calls, messages, office, journal, forget, secret, log, folder, file }),
    alarms: createAlarmStore(write, read, outbox),
    example: createExample({ write, read, office, journal, forget, snapshot, folder, clock }),
    recover: (how) => during(recover({ write, read, files, calls, outbox, needs: keeper, forget, secret, log }, how)),
    transaction: (work) => write.transaction(work),
    async close() {
      await queue.close();
      for (const each of [look, count]) if (each !== read) await each.close();
      if (read !== write) await read.close();
      await write.close();
    },
  };
}

const DAY = 86_400_000;

/** As much of the schedule as says when a caller is to be called back. */
const AROUND_A_CALL: Reach = { behind: millis(2 * DAY), ahead: millis(16 * DAY) };

/** A day more on both sides: days are the office's own, and instants are everybody's. */
function nearOf(now: Instant, { behind, ahead }: Reach): Near {
  const [from, until] = [now - behind, now + ahead].map((at) => instant(Math.max(0, at))) as [Instant, Instant];
  const day = (at: number): string => new Date(Math.max(0, at)).toISOString().slice(0, 10);
  return { from, until, firstDay: day(from - DAY), lastDay: day(until + DAY) };
}

/** The duty schedule outlives its database: a lost or damaged one takes it from the copy beside it. */
async function restoreOffice(
  office: OfficeStore,
  copy: () => ReturnType<typeof readSnapshot>,
  keepCopy: (office: Parameters<typeof writeSnapshot>[1]) => Promise<void>,
  damaged: boolean,
  log: Log,
): Promise<void> {
  try {
    if (damaged || !(await office.isSet())) {
      const kept = await copy();
      if (!kept) return;
      await office.replace(kept, "restored from office.json");
      log.warn("store.office-restored", { office: kept.name });
    } else await keepCopy(await office.read());
  } catch (fault) {
    log.error("store.office-copy", { fault });
  }
}

/** One at a time, in the order of the calls. */
function serially<A>(work: (argument: A) => Promise<void>): (argument: A) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (argument) => {
    const turn = last.then(() => work(argument));
    last = turn.catch(() => undefined);
    return turn;
  };
}

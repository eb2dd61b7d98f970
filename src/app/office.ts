import { join } from "node:path";
import type { Admin } from "../admin/admin.ts";
import { createFacts } from "../admin/views/watch-facts.ts";
import { type Announcements, openAnnouncements } from "../announcements/library.ts";
import { isStale } from "../announcements/needed.ts";
import { findEngines } from "../announcements/speech.ts";
import { openBackups } from "../backup/backups.ts";
import { isSwapping } from "../backup/swap.ts";
import type { Office as Schedule } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, seconds } from "../kernel/units.ts";
import { openNotify } from "../notify/notify.ts";
import type { Store } from "../store/store.ts";
import { acceptLink, addressForLetters } from "./accept-link.ts";
import { afterCallLink } from "./after-call-link.ts";
import { spellSound } from "./border/sound-in-letters.ts";
import { type Config, checkConfigText } from "./config.ts";
import { freeOn } from "./free-disk.ts";
import { handOverOf, keepHandOver } from "./hand-over.ts";
import { keptClock } from "./kept-clock.ts";
import { machineTime } from "./machine-time.ts";
import { openMail, pageMail } from "./mail.ts";
import { sweepNightly } from "./nightly.ts";
import { officeCare } from "./office-care.ts";
import { type EngineNames, keepEngineNames } from "./office-voice.ts";
import { once } from "./once.ts";
import { keepPage } from "./open-page.ts";
import { ownAnnouncements } from "./own-announcements.ts";
import { inside, projectRoot, releaseName } from "./paths.ts";
import { newestSeal, sealDays } from "./seal-days.ts";
import { seeTelephone } from "./seen-telephone.ts";
import { openSoundStore } from "./sound-store.ts";
import { clockOfCalls, openTimekeeper } from "./timekeeper.ts";
import { keepWatch } from "./watch.ts";

export interface OfficeOptions {
  readonly folder: string;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Has another office follow this one, with the work done between them; no call goes on then, and the telephone has
   * let go of everything.
   */
  readonly again: (work: () => Promise<void>) => void;
  /** The telephone has begun a new database: this process has to open that one. */
  readonly outdated: () => void;
  /** The page is served: at the start, or as soon as it can be. */
  readonly served?: (page: Pick<Admin, "url" | "code">) => void;
}

/** The process of the page, the post, the voice and the files. It may be slow, fail or be away: no call notices. */
export interface Office {
  readonly store: Store;
  readonly troubles: readonly Fault[];
  /** Null where the page is not wanted, or could not be served yet. */
  readonly page: Pick<Admin, "url" | "code"> | null;
  /** All but the border. */
  letGo(): Promise<void>;
  /** Says that the work is done for which the telephone has made way. */
  done(): void;
  close(): Promise<void>;
}

/** The telephone opens, mends and rescues the database first. It is not waited for longer. */
const TELEPHONE_PATIENCE = seconds(5);
/** How often the schedule is looked at for changes that nobody told of. */
const OFFICE_LOOK = seconds(5);
const ASK_AGAIN = seconds(1);

/** Opens all that callers can do without. */
export async function openOffice(options: OfficeOptions): Promise<Office> {
  const { folder, config, clock, log } = options;
  const closing = new AbortController();
  const opened: { store: Store | null; file: number | null } = { store: null, file: null };
  let voice: Announcements | null = null;
  let names: EngineNames | null = null;
  let hour = (): Instant | null => clock.now();
  let outboxFilled = () => {};
  let wake = () => {};
  let letterAddress = (): string | null => null;
  const telephone = seeTelephone({
    folder,
    clock,
    log,
    lines: config.lines.map(({ name }) => name),
    store: () => opened.store,
    outbox: () => outboxFilled(),
    here(peer, database) {
      if (opened.store && database !== null && database !== opened.file) options.outdated();
      if (names) peer.say("spoken", names);
      outboxFilled();
    },
    answers: {
      async speak(saying) {
        if (!voice) throw new Fault("announcements.no-engine", "The office process is not ready yet.");
        const { pcm, engine } = await voice.spoken(saying);
        return { engine, sound: spellSound(pcm) };
      },
    },
  });
  await Promise.race([telephone.known, clock.sleep(TELEPHONE_PATIENCE)]);
  if (isSwapping(folder))
    throw new Fault("app.restore-unfinished", "A restore was cut off here; the telephone process finishes it.");

  const { store, troubles, file } = await openSoundStore({
    folder,
    clock,
    log,
    rescue: false,
    page: true,
    damaged: () => void telephone.border.say("damaged", {}),
    first: async () => [],
  });
  Object.assign(opened, { store, file });
  const engines = await findEngines(
    { piper: config.piper, path: process.env.PATH ?? "", voices: join(projectRoot, "audio", "voices") },
    log,
  );
  const announcements = await openAnnouncements({
    folder: inside(folder).speech,
    shipped: join(projectRoot, "audio"),
    clock: clockOfCalls(clock, () => hour()),
    log,
    engines,
    ...ownAnnouncements(store, log),
  });
  voice = announcements;
  const spokenBy = (language: "fr" | "en") =>
    engines.filter(({ languages }) => languages.includes(language)).map(({ name }) => name);

  const mail = await openMail(store, config.mail, log);
  const notify = openNotify({
    outbox: store.outbox,
    clock,
    log,
    mail: mail.current,
    office: () => store.office.read(),
    message: (id) => store.messages.get(id),
    call: (id) => store.calls.get(id),
    needs: store.needs,
    takeUps: store.takeUps,
    undelivered: () => void telephone.border.say("asked", {}),
    accept: acceptLink({ store, clock, page: () => letterAddress() }),
    afterCall: afterCallLink({ store, clock, page: () => letterAddress() }),
    handOver: ({ payload }) => handOverOf(store, payload, clock.now()),
    logOf: (call) => store.logbook.ofCall(call),
  });
  outboxFilled = () => notify.wake();
  const ours: Fault[] = [...troubles];
  const time = await openTimekeeper({
    clock,
    log,
    doubts: store.clockDoubts,
    machine: machineTime,
    kept: keptClock(folder),
    says: config.clock,
    troubles: ours,
  });
  hour = () => time.hourFor(clock.now());
  const running = [
    keepSpoken(),
    time.run(closing.signal),
    sweepNightly(store, clock, log, closing.signal, time.settled),
    sealDays({
      store,
      clock,
      log,
      signal: closing.signal,
      folder,
      trusted: () => time.verdict().trusted,
    }),
  ];

  /** When the telephone has let go of everything; it may itself be started again meanwhile. */
  async function makeWay(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await telephone.border.ask("makeWay", {}, { signal: closing.signal });
        return;
      } catch (thrown) {
        log.warn("app.no-way-yet", { why: explain(thrown) });
        await clock.sleep(ASK_AGAIN, closing.signal).catch(() => undefined);
      }
    }
  }
  const backups = await openBackups({
    folder,
    store,
    clock,
    log,
    checkConfig: checkConfigText,
    release: await releaseName(),
    // Nobody would make way.
    get again() {
      if (!telephone.border.isHere()) return null;
      return (work: () => Promise<void>) => void makeWay().then(() => options.again(work));
    },
  });
  const freeDisk = () => freeOn(folder);
  const facts = createFacts({
    store,
    clock,
    time,
    backups,
    freeDisk,
    ownNumbers: () => config.lines.flatMap(({ number }) => number ?? []),
    mailTo: () => (mail.by() === "nobody" ? null : mail.to()),
    troubles: () => [...telephone.troubles(), ...ours],
    lines: () =>
      telephone.watchers.standing().flatMap((told) => {
        if (told.of !== "line" || !told.trouble) return [];
        const { code, message } = told.trouble;
        return [{ name: told.line, since: told.at, code, why: message }];
      }),
  });
  running.push(keepHandOver({ store, clock, log, hour: () => hour(), wake: () => notify.wake() }, closing.signal));
  running.push(
    keepWatch(
      {
        store,
        clock,
        log,
        hour: () => hour(),
        facts,
        seal: () => newestSeal(store, folder),
        texts: config.lines.some(({ kind }) => kind === "mobile"),
        wake: () => notify.wake(),
      },
      closing.signal,
    ),
  );
  const parts = {
    store,
    announcements,
    clock,
    log,
    folder,
    config,
    backups,
    time,
    forwards: telephone.forwards,
    troubles: ours,
    telephoneTroubles: telephone.troubles,
    watch: telephone.watchers,
    mail: pageMail(mail, notify),
    freeDisk,
    care: officeCare({ lines: config.lines, border: telephone.border, transcripts: telephone.transcripts, clock }),
    changed() {
      telephone.border.say("changed", {});
      wake();
      // Whoever said that they call back has left letters for the others.
      notify.wake();
    },
  };
  const page = await keepPage(parts, (served) => {
    letterAddress = () => addressForLetters(served.url, config.web?.names ?? []);
    options.served?.(served);
  });

  /** Has every announcement spoken ahead, at the start and whenever something has changed. */
  async function keepSpoken(): Promise<void> {
    for (let known: Schedule | null = null; !closing.signal.aborted; ) {
      const woken = new AbortController();
      wake = () => woken.abort();
      const since = clock.now();
      try {
        known = await store.office.read();
        await announcements.prepare(known);
        const spoken: EngineNames = { fr: spokenBy("fr"), en: spokenBy("en") };
        await keepEngineNames(inside(folder).speech, spoken, log);
        names = spoken;
        telephone.border.say("spoken", spoken);
      } catch (thrown) {
        log.warn("app.not-spoken", { why: explain(thrown) });
      }
      while (!closing.signal.aborted && !woken.signal.aborted) {
        await clock.sleep(OFFICE_LOOK, AbortSignal.any([woken.signal, closing.signal])).catch(() => undefined);
        if ((await store.office.read().catch(() => known)) !== known || isStale(since, clock.now())) break;
      }
    }
  }

  const letGo = once(async () => {
    closing.abort();
    await page.close();
    await backups.close();
    await announcements.close();
    await Promise.all(running);
    await notify.close();
    await store.close();
  });
  return {
    store,
    troubles: ours,
    page: page.now(),
    letGo,
    done: () => void telephone.border.say("done", {}),
    async close() {
      await letGo();
      await telephone.border.close();
    },
  };
}

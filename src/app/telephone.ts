import { join } from "node:path";
import { openAnnouncements } from "../announcements/library.ts";
import { isStale } from "../announcements/needed.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { asFault, explain, type Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { EARLIEST } from "../kernel/plausible.ts";
import { type Instant, minutes, seconds } from "../kernel/units.ts";
import type { SimBook } from "../line/gsm/sim-book.ts";
import type { Line } from "../line/line.ts";
import { openAsker } from "../reception/asker.ts";
import { openLending } from "../reception/bridge/lending.ts";
import { switched } from "../reception/bridge/switched-line.ts";
import type { Watch } from "../reception/call-entry.ts";
import { conduct } from "../reception/conductor.ts";
import { openDesk } from "../reception/desk.ts";
import { fallbackOffice } from "../reception/fallback-office.ts";
import { repairMessage } from "../reception/repair-message.ts";
import { ringForNeed } from "../reception/ring-for-need.ts";
import { ringForTakeUp } from "../reception/ring-for-take-up.ts";
import { openTakeUps } from "../reception/take-up-asker.ts";
import { type Telling, tellOfInterrupted, tellOfRecovered } from "../reception/telling.ts";
import { openTextDesk } from "../reception/text-desk.ts";
import { openTextPost } from "../reception/text-post.ts";
import type { Store } from "../store/store.ts";
import { openTelephoneEnd } from "./border/telephone-end.ts";
import { borderAnswers, type Greeting, greet, sayHere } from "./border-answers.ts";
import { keepUp } from "./box-up.ts";
import type { Config, LineConfig } from "./config.ts";
import { keptClock } from "./kept-clock.ts";
import { keptPin } from "./kept-pin.ts";
import { type CaredLine, lineCare } from "./line-care.ts";
import { lineDiverts } from "./line-diverts.ts";
import { machineTime } from "./machine-time.ts";
import { offerNetworkTime } from "./network-time.ts";
import { type EngineNames, officeVoice, readEngineNames } from "./office-voice.ts";
import { once } from "./once.ts";
import { openLine } from "./open-line.ts";
import { ownAnnouncements } from "./own-announcements.ts";
import { inside, projectRoot } from "./paths.ts";
import { openSoundStore } from "./sound-store.ts";
import { clockOfCalls, openTimekeeper } from "./timekeeper.ts";
import { type ToldOfEverything, toldOfEverything } from "./told-of-everything.ts";
import { openTranscript } from "./transcripts.ts";
import { createWatchers, watchCalls } from "./watchers.ts";

export interface TelephoneOptions {
  readonly folder: string;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: Watch;
  /** The office, at the start and whenever it has changed. */
  readonly watchOffice: (office: Office) => void;
  /** What a database that nobody has filled yet begins with. */
  readonly firstOffice: Office | null;
  /** The office process wants the place to itself. When this resolves, no call goes on and everything is let go of. */
  readonly makeWay: () => Promise<void>;
  /** The database was found damaged in the middle of the work: the next start rescues it. */
  readonly damaged?: () => void;
}

/** The process that answers calls. It needs no other, and outlives all of them. */
export interface Telephone {
  readonly store: Store;
  /** What is wrong though it runs: the database had to be rescued, or there is no disk to keep anything. */
  readonly troubles: readonly Fault[];
  /** When no call is going on; at once where none is. */
  idle(): Promise<void>;
  /** All but the border: from the line inwards, so that whatever a call still has to say finds someone to say it to. */
  letGo(): Promise<void>;
  /** When the office process is done with the place that was made, or gone. */
  placeIsFree(): Promise<void>;
  /** All of it. */
  close(): Promise<void>;
}

/** As much of the schedule as a call, a closure's end and a message of some days ago may ask about. */
const REACH = { behind: minutes(4 * 24 * 60), ahead: minutes(35 * 24 * 60) };
/** How often the schedule is looked at for changes that nobody told of. */
const OFFICE_LOOK = seconds(5);

/** Brings lines, store and reception to work. What can be done without is skipped and told when it can't be had. */
export async function openTelephone(options: TelephoneOptions): Promise<Telephone> {
  const { folder, config, clock, log } = options;
  const begun = clock.elapsed();
  const watchers = createWatchers(options.watch, log);
  // The modems are brought up while the rest is made ready.
  /** Until the database is open, none of the page's is known: the line is tried again. */
  let pinOf: (line: string) => Promise<string | null> = async () => null;
  let opened: (store: Store) => void = () => {};
  const isOpen = new Promise<Store>((resolve) => {
    opened = resolve;
  });
  const sims: SimBook = {
    met: async (line, sim) => (await isOpen).sims.met(line, sim),
    saw: (sim, seen) => void isOpen.then((store) => store.sims.saw(sim, seen)),
  };
  const lending = openLending(config.kept_idle);
  const asOneOfAll = ({ country, forwarding }: LineConfig, line: Line): Line =>
    switched(line, {
      lending,
      clock,
      log,
      country,
      bridges: forwarding === "hook-flash" || forwarding === "other-line",
    });
  const cared = config.lines.map((each): CaredLine => {
    const transcript = openTranscript({ line: each.name, folder: inside(folder).transcripts, clock, log });
    const line = openLine(each, folder, clock, log, transcript, () => pinOf(each.name), sims);
    return { config: each, line: asOneOfAll(each, line), transcript, diverted: { to: undefined } };
  });
  const lines = cared.map(({ line }) => line);
  const texts = lines.some(({ text }) => text !== undefined);

  let wake = () => {};
  let outboxFilled = () => {};
  let lookAtNeeds = () => {};
  /** By which the schedule is read: until more is known of the clock, none from one that nobody has set. */
  let hour = (): Instant | null => (clock.now() < EARLIEST ? null : clock.now());
  let mailTo: ToldOfEverything | null = null;
  const tellingOf = (store: Store): Telling => ({
    store,
    log,
    mailTo: () => mailTo?.now() ?? [],
    texts,
    wake: () => outboxFilled(),
  });
  const { store, troubles, file } = await openSoundStore({
    folder,
    clock,
    log,
    rescue: true,
    page: false,
    reach: { ...REACH, hour: () => hour() },
    damaged: options.damaged,
    first: async (opened) => {
      mailTo = toldOfEverything(opened, config.mail, log);
      await mailTo.look();
      return inOrder(opened, tellingOf(opened), options);
    },
  });
  pinOf = (line) => keptPin(store, line, log);
  opened(store);
  const office = () => store.office.read().catch(() => fallbackOffice);
  const time = await openTimekeeper({
    clock,
    log,
    doubts: store.clockDoubts,
    machine: machineTime,
    kept: keptClock(folder),
    says: config.clock,
    // The office process says it on the page.
    troubles: [],
  });
  hour = () => time.hourFor(clock.now());
  const telling = tellingOf(store);

  /** Messages that the disk does not take. */
  let held: Fault | null = null;
  const greeting: Greeting = {
    lines: cared,
    database: file,
    watchers,
    troubles: () => (held === null ? troubles : [held, ...troubles]),
  };
  let engines: EngineNames = await readEngineNames(inside(folder).speech);
  let free = () => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  const border = await openTelephoneEnd({
    folder,
    clock,
    log,
    greet: (peer) => greet(peer, greeting),
    hears: {
      changed() {
        wake();
        lookAtNeeds();
      },
      asked: () => lookAtNeeds(),
      damaged: () => options.damaged?.(),
      spoken(names) {
        engines = names;
        wake();
      },
      done: () => free(),
    },
    answers: borderAnswers(lineCare({ lines: cared, clock, office, hourFor: time.hourFor }), cared, options.makeWay),
  });
  watchers.add((told) => {
    // Whoever hears of an end looks it up: it is on the disk by then.
    if (told.of === "end") void store.calls.flushed().then(() => border.happened(told));
    else border.happened(told);
  });
  const { per_person: perPerson, in_all: inAll } = config.texts;
  const textPost = openTextPost({ clock, log, store, lines, office, bounds: { perPerson, inAll } });
  outboxFilled = () => {
    textPost.wake();
    border.say("outbox", {});
  };
  const textDesk = openTextDesk({
    clock,
    log,
    store,
    office,
    hourFor: time.hourFor,
    wake() {
      outboxFilled();
      lookAtNeeds();
      wake();
    },
  });

  const announcements = await openAnnouncements({
    folder: inside(folder).speech,
    shipped: join(projectRoot, "audio"),
    clock: clockOfCalls(clock, () => hour()),
    log,
    engines: officeVoice(border, () => engines),
    ...ownAnnouncements(store, log),
  });
  const desk = openDesk({
    ...telling,
    clock,
    announcements,
    watch: watchers.tell,
    messages: inside(folder).messages,
    recordings: inside(folder).announcements,
    trouble(fault) {
      held = fault;
      sayHere(border, greeting);
    },
    hourFor: time.hourFor,
    discreet: (name, on) => cared.find(({ line }) => line.name === name)?.transcript.hide(on),
    tryAnew: (name) => lines.find((line) => line.name === name)?.tryAnew?.(),
    abilities: (name) => {
      const { line, config: of } = cared.find((each) => each.line.name === name) ?? {};
      const forwards = line?.transfer !== undefined;
      const deflects = of?.deflect === true && line?.deflection?.isKnown === true;
      return { forwards, deflects, refused: !forwards && of?.forwarding === "hook-flash" };
    },
  });
  const asker = openAsker({
    clock,
    log,
    asks: store.asks,
    office,
    hourFor: time.hourFor,
    addresses: () => mailTo?.now() ?? [],
    texts,
    wake: () => outboxFilled(),
    ring: ringForNeed({ lines, announcements, store, office, log }),
  });
  const takeUps = openTakeUps({
    clock,
    log,
    takeUps: store.takeUps,
    office,
    hourFor: time.hourFor,
    texts,
    wake: () => outboxFilled(),
    ring: ringForTakeUp({ lines, announcements, office, log }),
  });
  lookAtNeeds = () => asker.look();
  watchers.add((told) => {
    if (told.of !== "end") return;
    void store.calls.flushed().then(() => {
      // Whoever took it is asked what came of it.
      if (told.outcome === "forwarded") outboxFilled();
      asker.look();
      takeUps.look();
    });
  });
  const ongoing = watchCalls(watchers);
  const closing = new AbortController();
  const running = [
    ...lines.map((line) => conduct(line, desk, textDesk, textPost.reported)),
    keepReady(),
    time.run(closing.signal),
    offerNetworkTime({ lines, clock, log, machine: machineTime, kept: keptClock(folder) }, closing.signal),
    keepUp(store, clock, log, closing.signal, begun, () => time.verdict().trusted),
  ];
  const networks = cared.flatMap((one, n) => {
    const of = config.lines[n];
    const { name } = one.line;
    const tell = (trouble: Fault | null): void => {
      const at = clock.now();
      if (trouble) store.lines.trouble(name, at, trouble);
      else store.lines.ready(name, at);
      watchers.tell({ of: "line", line: name, at, trouble });
    };
    const { settings } = store;
    return of
      ? [lineDiverts({ cared: one, config: of, settings, office, clock, log, hourFor: time.hourFor, tell })]
      : [];
  });
  const diverting = networks.map(({ run }) => run(closing.signal));

  /** Reads what was changed, and has its sounds in memory before a call asks for them. */
  async function keepReady(): Promise<void> {
    for (let known: Office | null = null; !closing.signal.aborted; ) {
      const woken = new AbortController();
      wake = () => woken.abort();
      const since = clock.now();
      try {
        const now = await store.office.read();
        if (now !== known) {
          // The first question about an office takes longest: let it not be a caller's.
          dutyAt(now, clock.now());
          options.watchOffice(now);
        }
        known = now;
        await mailTo?.look();
        await announcements.prepare(now);
      } catch (thrown) {
        log.warn("app.not-prepared", { why: explain(thrown) });
      }
      // Whoever changes something without a word (the command line) is found out by looking.
      while (!closing.signal.aborted && !woken.signal.aborted) {
        await clock.sleep(OFFICE_LOOK, AbortSignal.any([woken.signal, closing.signal])).catch(() => undefined);
        if ((await office()) !== known || isStale(since, clock.now())) break;
      }
    }
  }

  const letGo = once(async () => {
    closing.abort();
    for (const { transcript } of cared) transcript.end();
    await Promise.all([asker.close(), takeUps.close(), textPost.close(), ...diverting]);
    await Promise.all(networks.map(({ leave }) => leave()));
    await Promise.all(lines.map((line) => line.close()));
    await announcements.close();
    await Promise.all(running);
    await desk.settled();
    await store.close();
  });
  return {
    store,
    troubles,
    idle: ongoing.idle,
    letGo,
    placeIsFree: () => Promise.race([freed, border.left()]),
    async close() {
      await letGo();
      await border.close();
    },
  };
}

/** What is to be done with a store before the first call. What can't be is told. */
async function inOrder(store: Store, telling: Telling, options: TelephoneOptions): Promise<readonly Fault[]> {
  const skipped: Fault[] = [];
  const step = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      const fault = asFault(thrown, "app.failed");
      options.log.error("app.step-skipped", { what, why: explain(fault) });
      skipped.push(fault);
    }
  };
  const { firstOffice } = options;
  await step("the first office", async () => {
    if (firstOffice) await store.example.offer(firstOffice);
  });
  let office: Office = fallbackOffice;
  await step("the office", async () => {
    office = await store.office.read();
  });
  await step("what a crash left", async () => {
    const recovery = await store.recover({
      repair: repairMessage,
      tell: tellOfRecovered(telling, office),
      missed: tellOfInterrupted(telling, office),
    });
    skipped.push(...recovery.skipped, ...recovery.failed.map(({ fault }) => fault).filter(isDamage));
  });
  return skipped;
}

const isDamage = ({ code }: Fault): boolean => code === "store.corrupt";

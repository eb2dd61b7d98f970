import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DateTime } from "luxon";
import { openAnnouncements } from "../../src/announcements/library.ts";
import { textKey } from "../../src/announcements/spoken.ts";

import { projectRoot } from "../../src/app/paths.ts";
import { phoneKinds } from "../../src/attendant/phone-kinds.ts";
import { durationOf, type Pcm } from "../../src/audio/pcm.ts";
import { repairRecording } from "../../src/audio/repair-recording.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import type { CallEnd } from "../../src/call/call.ts";
import type { Log, LogFields } from "../../src/kernel/log.ts";
import { between, type Instant, instant, seconds } from "../../src/kernel/units.ts";

import type { SimBook } from "../../src/line/gsm/sim-book.ts";
import type { Line } from "../../src/line/line.ts";
import { openAsker } from "../../src/reception/asker.ts";
import { openLending } from "../../src/reception/bridge/lending.ts";
import { switched } from "../../src/reception/bridge/switched-line.ts";
import type { Told } from "../../src/reception/call-entry.ts";
import { conduct } from "../../src/reception/conductor.ts";
import { openDesk } from "../../src/reception/desk.ts";
import { ringForNeed } from "../../src/reception/ring-for-need.ts";
import { ringForTakeUp } from "../../src/reception/ring-for-take-up.ts";
import { openTakeUps } from "../../src/reception/take-up-asker.ts";
import { openTextDesk } from "../../src/reception/text-desk.ts";
import { openTextPost } from "../../src/reception/text-post.ts";
import type { CallerStep, CallRequest, MobileBehaviour, SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import { createExchange } from "../../src/simulator/exchange/exchange.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { openStore } from "../../src/store/store.ts";
import { findSaid, namesHeard, soundOf } from "./ear.ts";
import { numberOf, officeWith, stranger } from "./office.ts";
import { longestWait } from "./patience.ts";
import { type AnalogPlant, analogPlant, type MobilePlant, mobilePlant } from "./plants.ts";

export interface SceneOptions extends AnalogPlant {
  /** Wall-clock in Paris, or the instant where that would be said twice. */
  readonly at: string | number;
  readonly office?: Record<string, unknown>;
  readonly mobiles?: Readonly<Record<string, MobileBehaviour | readonly MobileBehaviour[]>>;
  /** The line is a mobile one. */
  readonly mobile?: MobilePlant;
  /** Further lines, each with a number of its own. */
  readonly more?: readonly (AnalogPlant & { readonly mobile?: MobilePlant })[];
  /** So many idle lines are left for whoever calls next. */
  readonly keptIdle?: number;
  /** Callers are to be sent on while it rings. */
  readonly deflects?: true;
  /** Not looked at in the end: the scene does so itself, or shows a line that can't be at rest. */
  readonly restless?: true;
  /** People are asked to call back whoever was not served. */
  /** The line sends texts, and those that come are heeded. */
  readonly texts?: true;
  readonly textBounds?: { readonly perPerson?: number; readonly inAll?: number };
  readonly asks?: true;
  /** Whoever's shift begins is asked whether they are there. */
  readonly takesUp?: true;
}

/** Names of the announcements that an ear in these scenarios knows. */
const NAMES = [
  ...[
    "welcome",
    "hold",
    "busy",
    "waiting",
    "place",
    "music",
    "wait-over",
    "closed",
    "closed-urgent",
    "closure",
    "closure-urgent",
    "danger",
    "holiday",
    "holiday-urgent",
    "absence",
    "absence-urgent",
  ],
  ...["on-call", "menu", "leave-message", "wrong-key", "thanks", "goodbye", "info", "screen", "screen-unknown", "need"],
  ...["take-up", "stand-in"],
  ...Object.keys(phoneKinds),
];

export const parisTime = (text: string): Instant =>
  instant(DateTime.fromISO(text, { zone: "Europe/Paris" }).toMillis());

/** Someone's voice, recorded. */
export const voice = async (name = "caller-fr"): Promise<Pcm> =>
  readWav(await readFile(join(projectRoot, "audio", "demo", `${name}.wav`)));

/** Waits for the beep, says it, and hangs up. */
export const leavesMessage = (said: Pcm): CallerStep[] => [{ untilBeep: true }, { say: said }, { hangUp: true }];

export type Scene = Awaited<ReturnType<typeof open>>;

/** Plays a scene: the whole appliance on a simulated line, in virtual time, with its real database and files. */
export async function scene(options: SceneOptions, play: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "permanence-scene-"));
  const opened = await open(options, folder);
  try {
    await play(opened);
    if (!options.restless) await opened.takesTheNextCall();
    await opened.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same scenes on each kind of line: nothing above it learns what kind it is. */
export const onEachLine: readonly (readonly [line: string, scene: typeof scene])[] = [
  ["an analog line", scene],
  ["a mobile line", (options, play) => scene({ ...options, mobile: { dialect: "sim7600" } }, play)],
];

async function open(options: SceneOptions, folder: string) {
  const clock = new VirtualClock(typeof options.at === "number" ? instant(options.at) : parisTime(options.at));
  const { log, logged } = keptLog();
  const during = <T>(work: Promise<T>) => clock.hold(work);
  const messages = join(folder, "messages");
  const recorded = join(folder, "recorded");
  await mkdir(recorded);
  await Promise.all(NAMES.map((name) => writeFile(join(recorded, `${name}.wav`), writeWav(soundOf(name)))));

  const store = await openStore({ file: join(folder, "permanence.db"), folder, clock, log, during });
  await store.office.replace(officeWith(options.office ?? {}), "test");
  const announcements = await openAnnouncements({
    folder: join(folder, "speech"),
    shipped: join(projectRoot, "audio"),
    clock,
    log,
    engines: [],
    recorded: async (spoken) => ({ file: join(recorded, `${textKey(spoken)}.wav`), text: textKey(spoken) }),
  });

  const exchange = createExchange({ clock, country: options.settings?.country ?? "FR" });
  for (const [number, behaviour] of Object.entries(options.mobiles ?? {})) exchange.mobile(number, behaviour);

  const sims: SimBook = { met: (name, sim) => during(store.sims.met(name, sim)), saw: store.sims.saw };
  const around = { exchange, clock, log, sims };
  const plants = [options, ...(options.more ?? [])].map((each, n) => {
    const here = { ...around, nth: n + 1 };
    return each.mobile ? mobilePlant(here, each.mobile) : analogPlant(here, each);
  });
  const [plant] = plants;
  assert.ok(plant);
  const lending = openLending(options.keptIdle);
  const lines = plants.map((each) => switched(each.line, { lending, clock, log, country: "FR", bridges: true }));
  const [line] = lines;
  assert.ok(line);
  const atRest = () => plants.every((each) => each.atRest());

  const told: Told[] = [];
  /** Of messages that the disk does not take: null when there are none any more. */
  const troubles: (string | null)[] = [];
  const outcomes = () => told.flatMap((each) => (each.of === "end" ? [each.outcome] : []));
  const desk = openDesk({
    clock,
    log,
    store,
    announcements,
    messages,
    recordings: join(folder, "announcements"),
    during,
    abilities(name) {
      const on = lines.find((each) => each.name === name);
      const forwards = on?.transfer !== undefined;
      return { forwards, refused: !forwards, deflects: options.deflects === true && on?.deflection?.isKnown === true };
    },
    tryAnew: (name) => lines.find((each) => each.name === name)?.tryAnew?.(),
    mailTo: () => ["bureau@tilleuls.example"],
    texts: options.texts === true,
    wake: () => undefined,
    watch: (each) => told.push(each),
    trouble: (fault) => troubles.push(fault?.code ?? null),
  });
  const office = () => during(store.office.read());
  const texts = options.texts === true;
  const bounds = { perPerson: 20, inAll: 100, ...options.textBounds };
  const textPost = openTextPost({ clock, log, store, lines: texts ? [line] : [], office, bounds, during });
  const wake = () => {
    textPost.wake();
    asker?.look();
  };
  const textDesk = openTextDesk({
    clock,
    log,
    store,
    office: () => store.office.read(),
    hourFor: (at) => at,
    wake,
    during,
  });
  const conducted = Promise.all(lines.map((each) => conduct(each, desk, textDesk, textPost.reported)));
  const openAsking = () =>
    openAsker({
      clock,
      log,
      asks: store.asks,
      office,
      hourFor: (at) => at,
      addresses: () => ["bureau@tilleuls.example"],
      texts,
      wake,
      ring: ringForNeed({ lines, announcements, store, office, log, during }),
      during,
    });
  const openTakingUp = () =>
    openTakeUps({
      clock,
      log,
      takeUps: store.takeUps,
      office,
      hourFor: (at) => at,
      texts,
      wake,
      ring: ringForTakeUp({ lines, announcements, office, log, during }),
      during,
    });
  let asker = options.asks ? openAsking() : null;
  let takeUps = options.takesUp ? openTakingUp() : null;
  const until = async (condition: () => boolean, why: string) => {
    for (let n = 0; !condition(); n++) {
      assert.ok(n < 6000, `it never came: ${why}`);
      await clock.pass(seconds(0.1));
    }
  };
  const isReady = ({ name }: Line) =>
    told.some((each) => each.of === "line" && each.line === name && each.trouble === null);
  await until(() => lines.every(isReady), "the lines are ready");

  /** A call of the box's own needs time to end. */
  const asksNobody = async () => {
    let over = false;
    void Promise.all([asker?.close(), takeUps?.close()]).then(() => {
      over = true;
    });
    if (asker || takeUps) await until(() => over, "nobody is asked any more");
  };
  const dial = (request: Omit<CallRequest, "to">, nth = 1): SimulatedCall =>
    exchange.call({ ...request, to: numberOf(nth) });
  /** Each message with its sound, oldest first. */
  const kept = async () => {
    const list = await during(store.messages.list());
    const heard = list.map(async (message) => ({ ...message, pcm: readWav(await readFile(message.file)) }));
    return (await during(Promise.all(heard))).reverse();
  };
  return {
    clock,
    exchange,
    plant,
    plants,
    atRest,
    get modem() {
      return plant.modem;
    },
    line,
    lines,
    store,
    get socket() {
      return plant.socket;
    },
    told,
    outcomes,
    folder,
    until,
    messages,
    recorded,
    logged,
    /** Places a call. */
    dial,
    /** Changes the database behind the appliance's back. */
    sabotage: (sql: string) => during(store.transaction((tx) => tx.run(sql))),
    /** Lets time pass until this many calls are over and written down. */
    async ended(count = 1): Promise<readonly CallEnd[]> {
      await until(() => outcomes().length >= count, `the end of call ${count}`);
      await clock.hold(store.calls.flushed());
      return outcomes();
    },
    heard: (call: SimulatedCall) => namesHeard(call.heard(), NAMES),
    mobileHeard: (number: string) =>
      namesHeard(exchange.mobiles.find((mobile) => mobile.number === number)?.heard() ?? new Int16Array(), NAMES),
    /** Everyone who was rung, in order of time. */
    dialled: () =>
      exchange.mobiles
        .flatMap(({ number, rung }) => rung.map((at) => ({ number, at })))
        .sort((a, b) => a.at - b.at)
        .map(({ number }) => number),
    notes: () => told.flatMap((each) => (each.of === "call" ? [each.note] : [])),
    attempts: () =>
      told.flatMap((each) =>
        each.of === "call" && each.note.what === "attempt" ? [`${each.note.contact.person} ${each.note.outcome}`] : [],
      ),
    /** The last call, as it was written down. */
    async lastCall() {
      const [last] = await during(store.calls.list({ limit: 1 }));
      const record = last && (await during(store.calls.get(last.id)));
      assert.ok(record, "a call was written down");
      return record;
    },
    kept,
    troubles: () => troubles,
    contains: (recording: Pcm, said: Pcm) => findSaid(said, recording) !== null,
    /** There is one message, and it is what was said, with no more than a moment around it. */
    async keptWhatWasSaid(said: Pcm) {
      const [message, ...more] = await kept();
      assert.ok(message && more.length === 0, "one message is kept");
      const found = findSaid(said, message.pcm);
      assert.ok(found, "the message is what was said");
      assert.ok(Math.abs(found.before) < 0.6, `${found.before} s before what was said`);
      assert.ok(Math.abs(found.after) < 0.6, `${found.after} s after what was said`);
      assert.equal(message.duration, durationOf(message.pcm));
      return message;
    },
    /** What was put into the outbox, oldest first: `message anne@…`. */
    async posted() {
      const entries = await during(store.outbox.list());
      return entries.map(({ kind, to }) => `${kind} ${to}`).reverse();
    },
    /** The caller heard something within 2 s of the answer, and waited for the next sound 5 s at most (G10). */
    neverLeftInSilence(call: SimulatedCall) {
      const { first, longest, at } = longestWait(call, told);
      assert.ok(first <= 2000, `the first sound came ${first} ms after the answer`);
      assert.ok(longest <= 5000, `a silence of ${longest} ms, ${at} ms after the answer`);
    },
    /** On-hook and idle, and the next caller is answered. */
    async takesTheNextCall() {
      // A call of the box's own, at this very moment, would have it hear engaged.
      await asksNobody();
      await until(atRest, "the line is on-hook and idle");
      const over = outcomes().length;
      const next = dial({
        from: stranger,
        givesUpAfter: seconds(60),
        script: [{ wait: seconds(1) }, { hangUp: true }],
      });
      await until(() => next.state === "ended", "the next call is over");
      const answered = next.events.find(({ kind }) => kind === "answered");
      const rang = next.events.find(({ kind }) => kind === "rang");
      assert.ok(answered && rang, "the next caller is answered");
      assert.ok(between(rang.at, answered.at) < 12_000, "the next caller is answered soon");
      await until(() => outcomes().length > over && atRest(), "the next call is written down");
    },
    recover: () => store.recover({ repair: repairRecording }),
    /** As a power cut does it: what was being asked is cut off, and begins again from what is on the disk. */
    async asksAgain() {
      await asksNobody();
      if (options.asks) asker = openAsking();
      if (options.takesUp) takeUps = openTakingUp();
    },
    async close() {
      await asksNobody();
      let sent = false;
      void textPost.close().then(() => {
        sent = true;
      });
      await until(() => sent, "no text is on its way any more");
      await Promise.all(lines.map((each) => each.close()));
      await conducted;
      await desk.settled();
      await clock.hold(store.close());
      await announcements.close();
    },
  };
}

interface Logged {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: LogFields;
}

function keptLog(): { readonly log: Log; readonly logged: readonly Logged[] } {
  const logged: Logged[] = [];
  const keep =
    (level: keyof Log) =>
    (event: string, fields: LogFields = {}) =>
      void logged.push({ level, event, fields });
  return { log: { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") }, logged };
}

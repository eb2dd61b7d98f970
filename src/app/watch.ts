import { sayAlarm } from "../admin/sentences/say-alarm.ts";
import type { Language, Office } from "../duty/office.ts";
import { zoneNamed } from "../duty/wall-clock.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { type Instant, instant, type Millis, minutes, plus, seconds } from "../kernel/units.ts";
import { textNumber } from "../needs/texts.ts";
import { languageOf } from "../notify/email.ts";
import { type NewOutboxEntry, textTo } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";
import { type Alarm, DAY, type WatchFacts } from "../watch/alarm.ts";
import { foresee } from "../watch/foresee.ts";
import { lettersAround } from "../watch/severity.ts";
import { KEPT_GONE, tell } from "../watch/tell.ts";

export interface WatchParts {
  readonly store: Pick<Store, "office" | "alarms" | "settings">;
  readonly clock: Clock;
  readonly log: Log;
  /** The hour that is believed; null while none is. */
  readonly hour: () => Instant | null;
  readonly facts: (office: Office, hour: Instant | null) => Promise<WatchFacts>;
  /** The newest seal, which the letter of Thursday bears witness of outside of the house; null while nothing is sealed. */
  readonly seal?: () => Promise<string | null>;
  /** There is a mobile line: whoever plans the duty is told at once by text too. */
  readonly texts?: boolean;
  /** Something was put into the outbox. */
  readonly wake: () => void;
}

/** How often it is asked whether anything has changed: a few small questions. */
const POLL = seconds(10);
/** An edit has often a second one: it is waited for. */
const QUIET = seconds(20);
/** And all is looked at anew so often. */
const EVERY = minutes(60);
/** A letter of Thursday that the appliance slept through still goes out for so long. */
const LATE = 3 * DAY;

/**
 * Watches over the fourteen days to come: when something has changed, and at each hour. Whoever plans the duty is told of
 * each thing once. Never throws.
 */
export async function keepWatch(parts: WatchParts, signal: AbortSignal): Promise<void> {
  const { clock, log } = parts;
  let seen = "";
  let changedAt: Millis | null = clock.elapsed();
  let lookedAt: Millis | null = null;
  let again: Instant | null = null;
  while (!signal.aborted) {
    await clock.sleep(POLL, signal).catch(() => undefined);
    if (signal.aborted) return;
    try {
      const now = await signs(parts);
      if (now !== seen) changedAt = clock.elapsed();
      seen = now;
      const elapsed = clock.elapsed();
      const calm = changedAt !== null && elapsed - changedAt >= QUIET;
      const due = lookedAt === null || elapsed - lookedAt >= EVERY || (again !== null && clock.now() >= again);
      if (!calm && !(changedAt === null && due)) continue;
      again = (await look(parts)).again;
      lookedAt = elapsed;
      changedAt = null;
    } catch (thrown) {
      log.error("app.not-watched", { why: explain(thrown) });
    }
  }
}

/** What is looked at in passing: whether it is worth a look. The hour counts, for letters go out at one. */
async function signs({ store, hour, facts }: WatchParts): Promise<string> {
  const office = await store.office.read();
  const [at, { mail, waiting, lines, troubles, freeDisk, untold, lockedCodes, backup, clock: doubt }] = [
    hour(),
    await facts(office, hour()),
  ];
  const thursday = at === null ? null : lettersAround(zoneNamed(office.zone), at).last;
  return JSON.stringify([
    await store.office.revision(),
    mail,
    waiting !== null,
    lines.map(({ name, code }) => [name, code]),
    troubles.map(({ code }) => code),
    freeDisk === null ? null : Math.floor(freeDisk / 100_000_000),
    untold?.map(({ need }) => need),
    lockedCodes?.map(({ who, since }) => [who, since]),
    backup.last,
    doubt,
    thursday,
    at === null,
  ]);
}

/** Looks once, and tells. For the loop above, and for tests. */
export async function look({ store, clock, log, hour: hourOf, facts: factsOf, seal, texts = false, wake }: WatchParts) {
  const [office, known, isSet] = await Promise.all([store.office.read(), store.alarms.all(), store.office.isSet()]);
  const hour = hourOf();
  const facts = await factsOf(office, hour);
  const now = clock.now();
  const alarms = foresee(office, facts, { now, hour: isSet ? hour : null });
  const to = recipients(office, facts);
  const numbers = texts ? textRecipients(office) : [];
  const thursday = await letterDue(store, office, hour);
  const { states, atOnce, digest, again } = tell(known, alarms, {
    now: hour ?? now,
    believed: hour !== null && isSet,
    canTell: to.length + numbers.length > 0 && !(await isBeingSetUp(store, office)),
    // It goes by mail alone: where none goes, nothing of it is told.
    digest: thursday.due && to.length > 0,
  });
  const witness = digest.length > 0 ? await seal?.() : null;
  const letters = [
    ...numbers.flatMap((number) => textOf(number, office, hour ?? now, atOnce)),
    ...to.flatMap((address) => [
      ...letterTo(address, office, hour ?? now, atOnce, { digest: false }),
      ...letterTo(address, office, hour ?? now, digest, { digest: true, seal: witness ?? undefined }),
    ]),
  ];
  await store.alarms.keep(states, letters, {
    forgetBefore: instant(now - KEPT_GONE),
    letterOf: thursday.done,
  });
  if (letters.length > 0) {
    log.info("app.alarms-told", { atOnce: atOnce.map(({ key }) => key), digest: digest.map(({ key }) => key) });
    wake();
  }
  return { alarms, again };
}

/** Whoever plans the duty, and whoever is told of everything. */
function recipients({ people }: Office, { mail }: WatchFacts): readonly string[] {
  if (!mail) return [];
  const planners = people.filter(({ roles }) => roles.includes("plans-duty")).flatMap(({ email }) => email ?? []);
  return [...new Set([...planners, ...mail.toAll])];
}

const textRecipients = ({ people }: Office): readonly PhoneNumber[] =>
  people.filter(({ roles }) => roles.includes("plans-duty")).flatMap((person) => textNumber(person, "urgent") ?? []);

/** The letter's words, as a text. */
function textOf(to: PhoneNumber, office: Office, at: Instant, alarms: readonly Alarm[]): readonly NewOutboxEntry[] {
  const language = office.people.find(({ numbers }) => numbers.includes(to))?.language ?? office.language;
  return letterIn(language, to, office, at, alarms, { digest: false }).map(({ kind, payload }) =>
    textTo(to, kind, payload),
  );
}

/** Before the guide has come to a rota, all is missing, and somebody is at it. */
async function isBeingSetUp({ settings }: Pick<Store, "settings">, { rota }: Office): Promise<boolean> {
  if (rota.length > 0) return false;
  const guide = await settings.get("guide");
  return typeof guide === "object" && guide !== null && "finished" in guide && guide.finished === false;
}

/** `done`: the letter that is done with after this look, for whatever reason; null: nothing changes. */
async function letterDue({ alarms }: Pick<Store, "alarms">, office: Office, hour: Instant | null) {
  if (hour === null) return { due: false, done: null };
  const { last } = lettersAround(zoneNamed(office.zone), hour);
  const done = await alarms.lastLetter();
  // The first Thursday is the next one. One that lies ahead was done with by a clock that was.
  if (done === null || done > hour) return { due: false, done: last };
  if (done >= last) return { due: false, done: null };
  return { due: plus(last, LATE as Millis) > hour, done: last };
}

function letterTo(
  to: string,
  office: Office,
  at: Instant,
  alarms: readonly Alarm[],
  what: { readonly digest: boolean; readonly seal?: string | undefined },
): readonly NewOutboxEntry[] {
  return letterIn(languageOf(to, office), to, office, at, alarms, what);
}

function letterIn(
  language: Language,
  to: string,
  office: Office,
  at: Instant,
  alarms: readonly Alarm[],
  what: { readonly digest: boolean; readonly seal?: string | undefined },
): readonly NewOutboxEntry[] {
  if (alarms.length === 0) return [];
  const said = alarms.map((alarm) => {
    const { sentence, remedy } = sayAlarm(alarm, office, at, language);
    return { sentence, remedy };
  });
  return [{ channel: "email", to, subject: "", kind: "alarm", payload: { ...what, alarms: said } }];
}

import type { Language, Office, Person } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Millis, minutes, plus, seconds } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import type { OutboxEntry, SentParts } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";
import { lean, sayAlarms, sayCall, sayNeed, sayTakeUp, who } from "./say-text.ts";
import { answersIn } from "./text-words.ts";

export interface TextBounds {
  readonly perPerson: number;
  readonly inAll: number;
}

export interface TextPostParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Pick<Store, "outbox" | "texts" | "needs" | "takeUps" | "calls">;
  readonly lines: readonly Line[];
  readonly office: () => Promise<Office>;
  /** In a day. */
  readonly bounds: TextBounds;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

export interface TextPost {
  /** Something was put into the outbox. */
  wake(): void;
  /** The network tells of a part of a text. */
  reported(line: string, part: number, arrived: boolean): void;
  close(): Promise<void>;
}

/** Other processes put texts into the outbox without a word. */
const LOOK = seconds(15);
/** Whoever speaks on the line has it; then a text has its turn. */
const LINE_REST = seconds(10);
const PASSING = [1, 2, 5, 15].map(minutes);
const LASTING = [15, 60, 360].map(minutes);
/** Of texts that this program did not send there is no more to be kept than this. */
const MOST_EARLY = 40;
const EARLY_FOR = minutes(2);
const AT_BOUND = minutes(30);
/** What nobody heard of for so long is of no use by text any more. */
const STALE = minutes(12 * 60);

/**
 * Sends what is in the outbox for people's mobiles, from whatever line can: tried again until it is taken, as often a day
 * as the bounds say, and no longer than it is of use.
 */
export function openTextPost(parts: TextPostParts): TextPost {
  const { clock, log, store, bounds } = parts;
  const during = parts.during ?? ((work) => work);
  const lines = parts.lines.filter(({ text }) => text !== undefined);
  const closing = new AbortController();
  let woken = new AbortController();
  /** When each is tried again, by the clock that does not jump. */
  const again = new Map<number, Millis>();
  /** Gone out, but not marked so yet. */
  const gone = new Map<number, SentParts>();
  /** The network may tell of what is not marked yet. */
  const early: { readonly line: string; readonly part: number; readonly arrived: boolean; readonly at: Millis }[] = [];
  let atBound = false;

  const later = (entry: OutboxEntry, wait: Millis): void =>
    void again.set(entry.id, (clock.elapsed() + wait) as Millis);

  async function deliver(entry: OutboxEntry): Promise<void> {
    const office = await parts.office();
    const text = gone.has(entry.id) ? null : await during(textOf(store, entry, office));
    if (text !== null && clock.now() - entry.createdAt < STALE) {
      const sent = await during(store.texts.sent(entry.to, clock.now()));
      if (sent.to >= bounds.perPerson || sent.inAll >= bounds.inAll) {
        if (!atBound) log.warn("texts.bound", { perPerson: sent.to, inAll: sent.inAll });
        atBound = true;
        return later(entry, AT_BOUND);
      }
      atBound = false;
      const went = await fromAnyLine(entry.to, lean(text));
      const fault = went instanceof Fault ? went : null;
      if (fault?.code === "line.busy" || fault?.code === "line.interrupted") return later(entry, LINE_REST);
      if (fault) return failed(entry, fault);
      if (!(went instanceof Fault)) gone.set(entry.id, went);
      log.info("texts.sent", { entry: entry.id, kind: entry.kind });
    } else if (!gone.has(entry.id)) {
      log.info("texts.needless", { entry: entry.id, kind: entry.kind });
      await during(store.outbox.needless(entry.id));
      again.delete(entry.id);
      return;
    }
    await during(store.outbox.delivered(entry.id, gone.get(entry.id)));
    gone.delete(entry.id);
    again.delete(entry.id);
  }

  async function failed(entry: OutboxEntry, fault: Fault): Promise<void> {
    const steps = FOR_GOOD.includes(fault.code) ? LASTING : PASSING;
    const wait = steps[Math.min(entry.attempts, steps.length - 1)] ?? minutes(15);
    log.warn("texts.failed", { entry: entry.id, attempts: entry.attempts + 1, why: explain(fault) });
    later(entry, wait);
    await during(store.outbox.failed(entry.id, `${fault.code}: ${fault.message}`, plus(clock.now(), wait)));
  }

  /** Keeps for later what is of no text that is known to have gone out. */
  async function take(line: string, part: number, arrived: boolean, at: Millis): Promise<void> {
    const known = await during(store.outbox.reported(line, part, arrived)).catch((thrown) => {
      log.warn("texts.report-unkept", { why: explain(thrown) });
      return true;
    });
    if (known) log.info("texts.reported", { line, arrived });
    else if (clock.elapsed() - at < EARLY_FOR && early.length < MOST_EARLY) early.push({ line, part, arrived, at });
  }

  /** What went out, or the fault of the last line that would not; one that is busy is not one that can't. */
  async function fromAnyLine(to: string, text: string): Promise<SentParts | Fault> {
    let last = new Fault("line.trouble", "There is no line that can send texts.");
    for (const line of lines) {
      try {
        const sent = await line.text?.(to, text, closing.signal);
        return { line: line.name, parts: sent?.parts ?? [] };
      } catch (thrown) {
        const fault = asFault(thrown, "line.trouble");
        if (last.code !== "line.busy") last = fault;
        if (closing.signal.aborted) return fault;
      }
    }
    return last;
  }

  async function round(): Promise<void> {
    for (const { line, part, arrived, at } of early.splice(0)) await take(line, part, arrived, at);
    for (const entry of await during(store.outbox.due(WHENEVER, 200, "sms"))) {
      if (closing.signal.aborted) return;
      if ((again.get(entry.id) ?? 0) <= clock.elapsed())
        await deliver(entry).catch((thrown) => {
          // Those behind it do not wait for it.
          log.error("texts.outbox", { entry: entry.id, why: explain(thrown) });
          later(entry, LINE_REST);
        });
    }
  }

  const running = (async () => {
    while (lines.length > 0 && !closing.signal.aborted) {
      woken = new AbortController();
      await round().catch((thrown) => log.error("texts.outbox", { why: explain(thrown) }));
      const soonest = Math.min(LOOK, ...[...again.values()].map((at) => Math.max(1000, at - clock.elapsed())));
      const signal = AbortSignal.any([woken.signal, closing.signal]);
      await clock.sleep(soonest as Millis, signal).catch(() => undefined);
    }
  })();
  return {
    wake: () => woken.abort(),
    reported: (line, part, arrived) => void take(line, part, arrived, clock.elapsed()),
    async close() {
      closing.abort();
      await running;
    },
  };
}

const WHENEVER = Number.MAX_SAFE_INTEGER as OutboxEntry["nextAt"];
const FOR_GOOD: readonly string[] = ["line.text-refused", "line.undialable", "line.text-unsayable"];

/** What an entry says now; null where it would ask for nothing any more. */
async function textOf(store: TextPostParts["store"], entry: OutboxEntry, office: Office): Promise<string | null> {
  const { kind, payload } = entry;
  const language = languageOfNumber(entry.to, office);
  if (typeof payload.text === "string") return payload.text;
  if (typeof payload.taken === "string") {
    const need = await store.needs.get(payload.taken);
    return need && answersIn[language].taken(who(need, office, language));
  }
  if (typeof payload.need === "string") {
    const need = await store.needs.get(payload.need);
    if (!need || need.owner !== null || need.closedAt !== null) return null;
    return sayNeed(need, office, language, kind === "need-untaken");
  }
  if (typeof payload.takeUp === "number") {
    const takeUp = await store.takeUps.get(payload.takeUp);
    if (!takeUp || takeUp.confirmed !== null || takeUp.withdrawnAt !== null || takeUp.missedAt !== null) return null;
    return sayTakeUp(takeUp, language, kind === "take-up-untaken");
  }
  if ((kind === "message" || kind === "missed-call") && typeof payload.call === "string") {
    const call = await store.calls.get(payload.call);
    return call && sayCall(kind, call, office, language);
  }
  return Array.isArray(payload.alarms) ? sayAlarms(payload.alarms) : null;
}

const languageOfNumber = (to: string, { people, language }: Office): Language =>
  people.find(({ numbers }: Person) => numbers.some((number) => number === to))?.language ?? language;

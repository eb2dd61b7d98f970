import { addressBook, clientBehind } from "../attendant/address-book.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Language, Office, Person } from "../duty/office.ts";
import { readPhoneNumber } from "../duty/phone-number.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, minutes } from "../kernel/units.ts";
import { textTo } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";
import { nextTime, type TextCommand, textCommand } from "./text-command.ts";
import { answersIn, timeIn } from "./text-words.ts";

export interface TextDeskParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Pick<Store, "texts" | "office" | "needs" | "takeUps" | "outbox" | "journal">;
  readonly office: () => Promise<Office>;
  /** The hour by which the schedule is read; null when none is known. */
  readonly hourFor: (at: Instant) => Instant | null;
  /** Something was put into the outbox, or a need changed. */
  readonly wake: () => void;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

export interface CameText {
  readonly line: string;
  readonly from: CallerId;
  readonly body: string;
  readonly at: Instant;
  /** The line may let go of it. */
  readonly kept: () => void;
}

type Answer = { readonly text: string } | { readonly taken: string };

/** Who wrote an order so long ago may have thought otherwise since. */
const STALE = minutes(60);
/** What whoever can only write says of what can't wait. */
const URGENT = /urgen|secours|tomb|chute|\bmal\b|help|emergency|fell\b/i;

/** What becomes of a text that came: a person's order is carried out and answered, anything else is kept. Never throws. */
export function openTextDesk(parts: TextDeskParts): (text: CameText) => Promise<void> {
  const { clock, log, store } = parts;

  async function take({ line, from, body, at, kept: letGo }: CameText): Promise<void> {
    const office = await parts.office();
    const number = readPhoneNumber(from.number, office.country);
    const book = addressBook(office);
    const person = number === null ? undefined : book.people.get(number)?.find((each) => hasPart(each, office));
    const isClients = person === undefined && clientBehind(number, book) !== undefined;
    const became = person ? ("command" as const) : isClients ? ("need" as const) : ("kept" as const);
    const now = clock.now();
    const kept = { line, from, body, sentAt: at, cameAt: now, zone: office.zone, became, person: person?.id ?? null };
    const urgent = URGENT.test(body);
    const isNew = await store.texts.keep({ ...kept, urgent });
    letGo();
    if (!isNew) return;
    log.info("texts.came", { line, became });
    if (became === "need" || !person || number === null) return parts.wake();
    await store.outbox.add(textTo(number, "answer", await obeyed(person, body, at, office)));
    parts.wake();
  }

  /** What they are answered: words, or of which need they took. Who called does not stay in the outbox. */
  async function obeyed(person: Person, body: string, at: Instant, office: Office): Promise<Answer> {
    const say = answersIn[person.language];
    const command = textCommand(body);
    if (command === null) return { text: say.unknown };
    if (clock.now() - at > STALE) return { text: say.stale };
    try {
      const answer = await carriedOut(command, person, office);
      if (command.do !== "help" && command.do !== "who")
        await store.journal.add({
          by: person.name,
          what: "text.command",
          before: null,
          after: { command: command.do },
        });
      return typeof answer === "string" ? { text: answer } : answer;
    } catch (thrown) {
      log.warn("texts.not-obeyed", { command: command.do, why: explain(thrown) });
      return { text: say.failed };
    }
  }

  async function carriedOut(command: TextCommand, person: Person, office: Office): Promise<string | Answer> {
    const say = answersIn[person.language];
    const hour = parts.hourFor(clock.now());
    switch (command.do) {
      case "help":
        return say.help;
      case "who":
        return hour === null ? say.noHour : whoNow(office, hour, person.language);
      case "absent": {
        if (hour === null) return say.noHour;
        const until = nextTime(command.until, office.zone, hour);
        const current = office.absences.find((each) => each.from <= hour && each.until > hour);
        const from = current?.from ?? hour;
        const id = current?.id ?? `absence-${hour.toString(36)}`;
        await store.office.save("absences", { id, from, until, by: person.name }, person.name);
        return say.absent(timeIn(until, office.zone));
      }
      case "present": {
        if (hour === null) return say.noHour;
        for (const absence of office.absences.filter((each) => each.from <= hour && each.until > hour))
          if (absence.from === hour) await store.office.remove("absences", absence.id, person.name);
          else await store.office.save("absences", { ...absence, until: hour }, person.name);
        return say.present;
      }
      case "take-up":
        return hour === null ? say.noHour : takeUp(person, hour);
      case "take":
        return takeNeed(person);
    }
  }

  /** Their own shift that was asked about, or the one in which they were asked to stand in. */
  async function takeUp({ id, name, language }: Person, hour: Instant): Promise<string> {
    const say = answersIn[language];
    const all = await store.takeUps.between(hour, (hour + minutes(36 * 60)) as Instant);
    const open = all.filter(({ missedAt, withdrawnAt }) => missedAt === null && withdrawnAt === null);
    const own = open.filter((each) => each.person === id);
    const asked = own.find(({ confirmed }) => confirmed === null) ?? (await firstTold(open, id)) ?? own[0];
    if (!asked) return say.noShift;
    const { confirmed } = await store.takeUps.confirm(asked.id, { id, name }, "text", hour);
    const by = confirmed?.by;
    return by && by.id !== id ? say.takenUpBy(by.name) : say.takenUp(timeIn(asked.until, asked.zone));
  }

  async function firstTold(open: Awaited<ReturnType<Store["takeUps"]["between"]>>, person: string) {
    for (const each of open) {
      const asks = await store.takeUps.asksOf(each.id);
      if (asks.some((ask) => ask.person === person)) return each;
    }
    return undefined;
  }

  async function takeNeed({ id, name, language }: Person): Promise<string | Answer> {
    const say = answersIn[language];
    const asked = await store.texts.lastAskedOf(id);
    if (asked === null) return say.noNeed;
    try {
      const need = await store.needs.take(asked, { id, name }, "text");
      return { taken: need.id };
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      const need = await store.needs.get(asked);
      if (thrown.code === "needs.taken" && need?.owner) return say.takenBy(need.owner.name);
      if (thrown.code === "needs.already-closed") return say.closed;
      throw thrown;
    }
  }

  const during = parts.during ?? ((work) => work);
  return (text) => during(take(text)).catch((thrown) => log.error("texts.not-kept", { why: explain(thrown) }));
}

/** A number of the office's people commands where they have a role in it, or a place in the rota. */
const hasPart = ({ id, roles }: Person, { rota }: Office): boolean =>
  roles.length > 0 || rota.some(({ person }) => person === id);

function whoNow(office: Office, hour: Instant, language: Language): string {
  const say = answersIn[language];
  const { closed, absence, onDuty, onCall } = dutyAt(office, hour);
  const names = (people: readonly Person[]): string => people.map(({ name }) => name).join(", ");
  if (closed) return say.onCall(names(onCall));
  if (absence) return say.away(timeIn(absence.until, office.zone), names(onCall));
  return say.onDuty(names(onDuty), names(onCall));
}

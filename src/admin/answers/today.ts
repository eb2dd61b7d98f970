import { dutyAt } from "../../duty/duty-at.ts";
import type { Office } from "../../duty/office.ts";
import { DAY_MS, dateOfDay, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import { LONGEST_ABSENCE_DAYS } from "../schemas/office.ts";
import type { Today } from "../schemas/today.ts";
import { Refused } from "../sentences/refusals.ts";
import { warningsOf } from "../sentences/warnings.ts";
import type { Board } from "../server/board.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { createForeseen } from "../views/foreseen.ts";
import { createForesight } from "../views/foresight.ts";
import { hourNow, hourOfCalls } from "../views/hour-now.ts";
import { needView } from "../views/need-view.ts";
import { closedView, stretchesBetween } from "../views/stretches.ts";
import { takeUpView } from "../views/take-up-view.ts";
import { who } from "../views/views.ts";
import { createFacts } from "../views/watch-facts.ts";
import { planNow } from "./plan.ts";
import { ownNumbers } from "./sure-numbers.ts";

/** As many as are seen at one look. */
const FIRST_NEEDS = 5;
/** A shift of the night is asked for in the evening before. */
const SOON = DAY_MS;
/** The switch is for what is near. */
const MOST_AHEAD = 31 * DAY_MS;

/** What to enter instead: its days, for a closure is announced with its end. */
function closureFor(office: Office, from: Instant, until: Instant) {
  const zone = zoneNamed(office.zone);
  const day = (at: number) => dateOfDay(zone.dayAt(instant(at)));
  return { firstDay: day(from), lastDay: day(until - 1) };
}

export function todayAnswers(
  parts: AdminParts,
  board: Board,
  live: Live,
): Answers<"today" | "absenceOn" | "absenceOff"> {
  const { store } = parts;
  const foresee = createForesight();
  const watch = {
    foresee: createForeseen(),
    factsOf: createFacts({
      ...parts,
      ownNumbers: () => ownNumbers(parts.lines),
      mailTo: () => (parts.mail.now().by === "nobody" ? null : (parts.mail.now().settings?.to ?? [])),
      // What is said of a line goes by its code.
      lines: () =>
        board
          .lines("en")
          .filter(({ state }) => state === "trouble")
          .map(({ name, since, code, sentence }) => ({
            name,
            since: since === null ? null : instant(since),
            code,
            why: sentence,
          })),
    }),
  };

  /** Those that hold now, or later. */
  const toCome = ({ absences }: Office, now: Instant) => absences.filter(({ until }) => until > now);

  return {
    async today({ language }): Promise<Today> {
      const office = await store.office.read();
      const hour = hourOfCalls(parts);
      const now = hour ?? hourNow(parts);
      const duty = dutyAt(office, now);
      const zone = zoneNamed(office.zone);
      const day = zone.dayAt(now);
      const [from, until] = [zone.instantOf(day, 0), zone.instantOf(day + 1, 0)];
      const lines = board.lines(language);
      const ready = lines.filter(({ state }) => state === "ready").length;
      // Without an hour nothing is told of the schedule that would not be so for a call.
      const next = hour === null ? null : foresee(office, hour);
      const then = next === null ? null : dutyAt(office, next);
      const { open, unheard, overdue } = await store.browse.messageCounts(now);
      const needs = await store.needs.counts(now);
      const first = await store.needs.list({ limit: FIRST_NEEDS });
      return {
        now,
        zone: office.zone,
        office: office.name,
        example: (await store.example.state()) !== "own",
        lines,
        open,
        unheard,
        overdue,
        needs: { open: needs.open, overdue: needs.overdue, first: first.map((need) => needView(need, office, now)) },
        answering: ready === 0 ? "none" : ready === lines.length ? "all" : "some",
        plan: planNow(office, { hour, at: now }, parts.lines(), language),
        closed: hour === null ? null : closedView(duty.closed),
        absence: hour === null ? null : duty.absence,
        onDuty: hour === null ? [] : duty.onDuty.map(who),
        onCall: hour === null ? [] : duty.onCall.map(who),
        next: then && {
          at: then.at,
          closed: closedView(then.closed),
          absence: then.absence !== null,
          onDuty: then.onDuty.map(who),
          onCall: then.onCall.map(who),
        },
        day: { from, until, stretches: hour === null ? [] : stretchesBetween(office, from, until) },
        texts: await store.texts.counts(),
        takeUps: (hour === null ? [] : await store.takeUps.between(hour, instant(hour + SOON))).map((each) =>
          takeUpView(each, now),
        ),
        calls: board.calls().map(({ id }) => id),
        troubles: await warningsOf(parts, watch, office, language),
      };
    },
    async absenceOn({ body, by }) {
      const office = await store.office.read();
      const now = hourNow(parts);
      const from = instant(Math.max(now, body.from ?? now));
      const until = instant(body.until);
      if (until <= from) throw new Refused("past");
      // The switch has one absence: moving its end is no second one.
      const current = body.from === undefined ? toCome(office, now).find((each) => each.from <= now) : undefined;
      const began = current?.from ?? from;
      if (until - began > LONGEST_ABSENCE_DAYS * DAY_MS || from - now > MOST_AHEAD)
        throw new Refused("absence-too-long", String(LONGEST_ABSENCE_DAYS), {
          closure: closureFor(office, from, until),
        });
      const absence = { id: current?.id ?? `absence-${now.toString(36)}`, from: began, until };
      await store.office.save("absences", { ...absence, by: by.name }, by.name);
      await live.officeMayHaveChanged(by.name, "absences");
      return { absence: { ...absence, by: by.name } };
    },
    async absenceOff({ by }) {
      const office = await store.office.read();
      const now = hourNow(parts);
      for (const absence of toCome(office, now)) {
        if (absence.from > now) continue;
        if (absence.from === now) await store.office.remove("absences", absence.id, by.name);
        else await store.office.save("absences", { ...absence, until: now }, by.name);
      }
      await live.officeMayHaveChanged(by.name, "absences");
      return { absence: null };
    },
  };
}

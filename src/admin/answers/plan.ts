import { withOwn } from "../../announcements/own-in-plan.ts";
import { addressBook, callerFrom, ourNameFor } from "../../attendant/address-book.ts";
import { attend } from "../../attendant/attend.ts";
import { attendWithoutHour } from "../../attendant/attend-without-hour.ts";
import { describePlan } from "../../attendant/describe-plan.ts";
import type { Plan } from "../../attendant/plan.ts";
import { sayReason } from "../../attendant/words.ts";
import type { Language, Office } from "../../duty/office.ts";
import { parsePhoneNumber, readPhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import { callerId } from "../../kernel/caller-id.ts";
import { asFault } from "../../kernel/fault.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { AdminParts, LineInfo } from "../parts.ts";
import type { PlanView } from "../schemas/plan.ts";
import { Refused } from "../sentences/refusals.ts";
import { ownSentence } from "../sentences/say-issue.ts";
import { sayPlan } from "../sentences/say-plan.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Answers } from "../server/routes.ts";
import { hourNow, hourOfCalls } from "../views/hour-now.ts";

export function planAnswers(parts: AdminParts, discretion: Discretion): Answers<"plan" | "number"> {
  const { store, lines } = parts;
  return {
    async plan({ query, language, by }) {
      // Of whom a plan is made for would be told by it.
      if (query.from) discretion.refuse(by);
      const office = await store.office.read();
      const line = query.line === undefined ? null : lines().find(({ name }) => name === query.line);
      if (line === undefined) throw new Refused("no-such", `${query.line}`);
      const hour = query.at === undefined ? hourOfCalls(parts) : instant(query.at);
      const number = query.from ? readPhoneNumber(query.from, office.country) : null;
      if (query.from && number === null) throw new Refused("bad-request", noNumber(query.from));
      const shown = { hour, at: hour ?? hourNow(parts) };
      const on = line ?? best(lines());
      const general = planFor(office, hour, shown.at, on, number);
      return planView(
        await withOwn(general, office, hour, store.announcements.current),
        office,
        shown.at,
        on,
        language,
      );
    },
    async number({ query, language, by }) {
      const office = await store.office.read();
      try {
        const number = parsePhoneNumber(query.text, query.country ?? office.country);
        const book = addressBook(office);
        return {
          ok: true,
          number,
          shown: showPhoneNumber(number, office.country),
          sentence: null,
          ...(discretion.isOwed(by)
            ? { person: null, blocked: false }
            : {
                person: ourNameFor(number, book) ?? null,
                blocked: book.blocked.has(number),
              }),
        };
      } catch (thrown) {
        const sentence = ownSentence(asFault(thrown, "duty.bad-number").message, language);
        return { ok: false, number: null, shown: null, sentence, person: null, blocked: false };
      }
    },
  };
}

const noNumber = (text: string) => ({
  fr: `« ${text} » n’est pas un numéro de téléphone`,
  en: `"${text}" is not a telephone number`,
});

/** The line that can do most, where none is asked about. */
const best = (lines: readonly LineInfo[]): LineInfo | null =>
  lines.find(({ forwards }) => forwards) ?? lines[0] ?? null;

/** By which hour a call is planned, null when none is known, and which one is shown. */
interface When {
  readonly hour: Instant | null;
  readonly at: Instant;
}

/** What happens to a call of this number then. */
function planFor(
  office: Office,
  hour: Instant | null,
  at: Instant,
  line: LineInfo | null,
  number: string | null,
): Plan {
  const caller = callerFrom(callerId(number, null), office);
  const abilities = { forwards: line?.forwards ?? true };
  return hour === null ? attendWithoutHour(caller, office, abilities) : attend(caller, at, office, abilities);
}

const planView = (plan: Plan, office: Office, at: Instant, line: LineInfo | null, language: Language): PlanView => ({
  at,
  line: line?.name ?? null,
  plan: { answerAfter: plan.answerAfter, steps: [...plan.steps], because: [...plan.because] },
  sentence: sayPlan(plan, language),
  lines: [...describePlan(plan, language, office.country)],
  because: reasons(plan, language),
});

export const reasons = (plan: Plan, language: Language): string[] =>
  plan.because.map((each) => sayReason(each, language));

/** A line's plan for a call that comes now. */
export function planNow(office: Office, { hour, at }: When, lines: readonly LineInfo[], language: Language): PlanView {
  const line = best(lines);
  return planView(planFor(office, hour, at, line, null), office, at, line, language);
}

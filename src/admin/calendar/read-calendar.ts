import { createHash } from "node:crypto";
import type { Closure, Leave, Office, Service } from "../../duty/office.ts";
import { slotsBetween as slotsOf } from "../../duty/slots.ts";
import { DAY_MS, type Zone, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { daysOf, type Expanded, expand, HORIZON, piecesOf, wallOf, YEAR } from "./expand.ts";
import { foldSlots, type NamelessRule, type Slot } from "./fold.ts";
import { type CalendarEvent, type ParsedCalendar, parseEvents } from "./parse-events.ts";
import type { CalendarAnswer, CalendarLine, CalendarQuestion, Why } from "./reading.ts";
import { repeatRules, slotsBetween } from "./repeat-rules.ts";
import { toldBy } from "./who.ts";

const MOST_EVENTS = 2000;
const MOST_ROWS = 500;
/** Of one entry that repeats and can't be a line: more would be a rota of its own. */
const MOST_DATES = 400;

/** What one entry adds. */
interface Adds {
  readonly slots: readonly Slot[];
  readonly rules: readonly NamelessRule[];
  readonly leave: readonly Omit<Leave, "id">[];
  readonly closures: readonly Omit<Closure, "id">[];
}

interface Setting extends Omit<CalendarQuestion, "text"> {
  readonly zone: Zone;
  readonly zones: ParsedCalendar["zones"];
  /** Who is there when, by the rota as it is. */
  readonly there: ReadonlySet<string>;
}

type Outcome = Pick<CalendarLine, "becomes" | "people" | "service" | "why"> & { readonly adds: Partial<Adds> };

/** A calendar file as lines of the rota, leave and closures, and what becomes of each of its entries. */
export function readCalendar({ text, ...question }: CalendarQuestion): CalendarAnswer {
  const { office, now } = question;
  let parsed: ParsedCalendar;
  try {
    parsed = parseEvents(text, office.zone);
  } catch {
    return { refused: "no-calendar" };
  }
  if (parsed.events.length > MOST_EVENTS) return { refused: "calendar-too-long" };
  const zone = zoneNamed(office.zone);
  const setting: Setting = { ...question, zone, zones: parsed.zones, there: thereIn(office, now) };
  const read = keyed(parsed.events).map(([key, event]) => {
    const expanded = expand(event, parsed.zones, instant(now + HORIZON));
    const outcome = outcomeOf(key, event, expanded, setting);
    const first = expanded.all.find(({ until }) => until > now) ?? expanded.all[0];
    const line: CalendarLine = {
      ...{ key, title: event.title, from: first?.from ?? null, until: first?.until ?? null },
      ...{ wholeDays: event.start?.whole ?? false, repeats: event.rule !== null },
      ...{ becomes: outcome.becomes, people: outcome.people, service: outcome.service, why: outcome.why },
    };
    return { line, adds: outcome.adds };
  });
  const adds = read.map((each) => each.adds);
  const reading = {
    lines: read.map(({ line }) => line),
    rota: named(
      [...adds.flatMap(({ rules }) => rules ?? []), ...foldSlots(adds.flatMap(({ slots }) => slots ?? []))],
      office.rota,
    ),
    leave: named(
      adds.flatMap(({ leave }) => leave ?? []),
      office.leave,
    ),
    closures: named(
      adds.flatMap(({ closures }) => closures ?? []),
      office.closures,
    ),
  };
  const rows = reading.rota.length + reading.leave.length + reading.closures.length;
  return rows > MOST_ROWS ? { refused: "calendar-too-long" } : { reading };
}

/** Each entry with its key; a repeat knows which of its times other entries stand in place of. */
function keyed(events: readonly CalendarEvent[]): [string, CalendarEvent][] {
  const instead = new Map<string, CalendarEvent["without"]>();
  for (const { uid, insteadOf } of events) if (insteadOf) instead.set(uid, [...(instead.get(uid) ?? []), insteadOf]);
  const seen = new Map<string, number>();
  return events.map((event) => {
    const name = JSON.stringify([event.uid, event.title, event.start, event.insteadOf]);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const master = event.insteadOf === null && event.rule !== null;
    const without = master ? [...event.without, ...(instead.get(event.uid) ?? [])] : event.without;
    return [hash(`${name} ${times}`), { ...event, without }];
  });
}

function outcomeOf(key: string, event: CalendarEvent, expanded: Expanded, setting: Setting): Outcome {
  const { office, now, choices } = setting;
  const choice = choices[key];
  const told = toldBy(event, office);
  const chosen = office.people.filter(({ id }) => id === choice);
  const people = chosen.length > 0 ? chosen : told.people;
  const nothing = (...why: Why[]): Outcome => ({
    becomes: null,
    people: people.map(({ id }) => id),
    service: null,
    why,
    adds: {},
  });
  if (choice === "skip") return nothing("skipped");
  if (event.cancelled) return nothing("cancelled");
  if (expanded.all.length === 0) return nothing(expanded.without.length > 0 ? "past" : "no-time");
  const ahead = expanded.all.filter(({ until }) => until > now);
  if (ahead.length === 0) return nothing("past");
  const notes: Why[] = event.start && !setting.zones.knows(event.start.zone) ? ["unknown-zone"] : [];
  const soon = ahead.filter(({ from }) => from < now + YEAR).slice(0, MOST_DATES);
  const dates = expanded.endless ? soon : ahead.slice(0, MOST_DATES);

  if (choice === "closure" || (chosen.length === 0 && told.closing && told.service === null)) {
    const closures = dates.map((each) => closureOf(event, each, setting.zone));
    const news = closures.filter((each) => !office.closures.some((known) => same(known, each)));
    if (news.length === 0) return nothing("already");
    const why = expanded.endless ? [...notes, "repeat-by-dates" as const] : notes;
    return { becomes: "closure", people: [], service: null, why, adds: { closures: news } };
  }
  if (people.length === 0) return nothing(told.unsure ? "unsure" : "nobody");
  if (told.leave && told.service === null) {
    if (!dates.every((each) => isWholeDays(each, setting.zone))) return nothing("part-day-leave");
    const leave = people.flatMap(({ id }) => dates.map((each) => ({ person: id, ...daysOf(each, setting.zone) })));
    const news = leave.filter((each) => !office.leave.some((known) => same(known, each)));
    if (news.length === 0) return nothing("already");
    const why = expanded.endless ? [...notes, "repeat-by-dates" as const] : notes;
    return { becomes: "leave", people: people.map(({ id }) => id), service: null, why, adds: { leave: news } };
  }
  return shiftOf(
    event,
    expanded,
    dates,
    people.map(({ id }) => id),
    told.service ?? setting.service,
    notes,
    setting,
  );
}

function shiftOf(
  event: CalendarEvent,
  expanded: Expanded,
  dates: Expanded["all"],
  people: readonly string[],
  service: Service,
  notes: readonly Why[],
  { zone, now, there }: Setting,
): Outcome {
  const orderOf = (n: number) => event.own.order || n + 1;
  const done = (why: readonly Why[], adds: Partial<Adds>): Outcome => {
    const adding = (adds.slots?.length ?? 0) + (adds.rules?.length ?? 0) > 0;
    return { becomes: adding ? "shift" : null, people, service, why: adding ? why : ["already"], adds };
  };
  const isThere = (person: string) => (span: { readonly from: Instant; readonly until: Instant }) =>
    there.has(slotKey(service, person, span.from, span.until));
  const until = instant(now + HORIZON);
  const rules =
    event.rule && expanded.endless ? repeatRules(event.rule, expanded, zone, instant(now - 7 * DAY_MS), until) : null;
  if (rules)
    return done(notes, {
      rules: people.flatMap((person, n) =>
        rules
          .filter((rule) => !slotsBetween([rule], zone, instant(now - DAY_MS), until).every(isThere(person)))
          .map((rule) => ({ ...rule, service, person, order: orderOf(n) })),
      ),
    });
  const cut = dates.map((each) => ({ each, pieces: piecesOf(each, zone) }));
  if (cut.some(({ pieces }) => pieces === null)) return { becomes: null, people, service, why: ["too-long"], adds: {} };
  const slots = people.flatMap((person, n) =>
    cut
      .filter(({ each }) => !isThere(person)(each))
      .flatMap(({ pieces }) => (pieces ?? []).map((piece) => ({ ...piece, service, person, order: orderOf(n) }))),
  );
  return done(expanded.endless ? [...notes, "repeat-by-dates"] : notes, { slots });
}

function closureOf({ title }: CalendarEvent, each: Expanded["all"][number], zone: Zone): Omit<Closure, "id"> {
  const [first, last] = [wallOf(each.from, zone), wallOf(each.until, zone)];
  return {
    name: title || "–",
    ...daysOf(each, zone),
    ...{ from: first.time, to: last.time === "00:00" ? "24:00" : last.time },
  };
}

const isWholeDays = ({ from, until }: { readonly from: Instant; readonly until: Instant }, zone: Zone): boolean =>
  wallOf(from, zone).time === "00:00" && wallOf(until, zone).time === "00:00";

const slotKey = (service: Service, person: string, from: number, until: number) =>
  `${service} ${person} ${from} ${until}`;

function thereIn(office: Office, now: Instant): ReadonlySet<string> {
  if (office.rota.length === 0) return new Set();
  const { rota } = slotsOf(office, instant(Math.max(0, now - DAY_MS)), instant(now + HORIZON));
  return new Set(rota.map(({ of, from, until }) => slotKey(of.service, of.person, from, until)));
}

/** Equal in everything but the id. */
const same = ({ id: _, ...known }: { readonly id: string }, given: object): boolean =>
  JSON.stringify(Object.entries(known).sort()) === JSON.stringify(Object.entries(given).sort());

/** Each with a name made of what it says: the same file twice adds nothing the second time. */
function named<T extends object>(
  entries: readonly T[],
  known: readonly { readonly id: string }[],
): (T & { readonly id: string })[] {
  const all = new Map(entries.map((entry) => [`ics-${hash(JSON.stringify(Object.entries(entry).sort()))}`, entry]));
  return [...all].filter(([id]) => !known.some((each) => each.id === id)).map(([id, entry]) => ({ ...entry, id }));
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

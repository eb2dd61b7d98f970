import { createHash } from "node:crypto";
import type { Closure, Leave, Office, Service } from "../../duty/office.ts";
import { slotsBetween as slotsOf } from "../../duty/slots.ts";
import { DAY_MS, dateOfDay, type WallDate, type Zone, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { decodeText } from "../sheet/decode-text.ts";
import { choiceOf } from "./choice.ts";
import { daysOf, type Expanded, expand, HORIZON, piecesOf, wallOf, YEAR } from "./expand.ts";
import { foldSlots, type NamelessRule, type Slot } from "./fold.ts";
import { type CalendarEvent, type ParsedCalendar, parseEvents } from "./parse-events.ts";
import type { CalendarAnswer, CalendarLine, CalendarQuestion, Why } from "./reading.ts";
import { repeatRules, slotsBetween } from "./repeat-rules.ts";
import { type Keyed, keyed } from "./series.ts";
import { toldBy } from "./who.ts";

/** Of entries that are not past. */
const MOST_EVENTS = 2000;
const MOST_PAST = 30_000;
const MOST_PAST_LINES = 3000;
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

interface Setting extends Omit<CalendarQuestion, "file"> {
  readonly zone: Zone;
  readonly zones: ParsedCalendar["zones"];
  /** Who is there when, by the rota as it is. */
  readonly there: ReadonlySet<string>;
}

type Outcome = Pick<CalendarLine, "becomes" | "people" | "service" | "why"> & {
  readonly adds: Partial<Adds>;
  readonly coveredUntil?: WallDate | null;
};

/** A calendar file as lines of the rota, leave and closures, and what becomes of each of its entries. */
export function readCalendar({ file, ...question }: CalendarQuestion): CalendarAnswer {
  const { office, now } = question;
  let parsed: ParsedCalendar;
  try {
    parsed = parseEvents(typeof file === "string" ? file : decodeText(file), office.zone);
  } catch {
    return { refused: "no-calendar" };
  }
  const events = counted(parsed, now);
  if (!events) return { refused: "calendar-too-long" };
  const zone = zoneNamed(office.zone);
  const setting: Setting = { ...question, zone, zones: parsed.zones, there: thereIn(office, now) };
  const read = keyed(events, parsed.zones).map((each) => {
    const { key, event } = each;
    const expanded = expand(event, each.series, parsed.zones, now);
    const outcome = outcomeOf(each, expanded, setting);
    const first = expanded.all.find(({ until }) => until > now) ?? expanded.all[0];
    const line: CalendarLine = {
      key,
      title: event.title,
      from: first?.from ?? null,
      until: first?.until ?? null,
      wholeDays: event.start?.whole ?? false,
      repeats: event.repeat !== null || each.series !== null,
      becomes: outcome.becomes,
      people: outcome.people,
      service: outcome.service,
      why: outcome.why,
      unmet: each.unmet,
      coveredUntil: outcome.coveredUntil ?? null,
    };
    return { line, adds: outcome.adds };
  });
  const pastLines = read.filter(({ line }) => line.why.includes("past"));
  const unlisted = new Set(pastLines.slice(MOST_PAST_LINES));
  const adds = read.map((each) => each.adds);
  const reading = {
    lines: read.flatMap((each) => (unlisted.has(each) ? [] : each.line)),
    pastUnlisted: unlisted.size,
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

/** All entries; null as soon as there are too many of those that are not past, which a year's calendar never has. */
function counted({ events, zones }: ParsedCalendar, now: Instant): readonly CalendarEvent[] | null {
  const all: CalendarEvent[] = [];
  let ahead = 0;
  for (const event of events) {
    all.push(event);
    if (!isPast(event, zones, now) && ++ahead > MOST_EVENTS) return null;
    if (all.length > MOST_PAST) return null;
  }
  return all;
}

function isPast({ start, lasts, repeat, more }: CalendarEvent, zones: ParsedCalendar["zones"], now: Instant): boolean {
  if (!start || !lasts || repeat || more.length > 0) return false;
  return zones.instantOf({ ...start, day: start.day + lasts.days, minute: start.minute + lasts.minutes }) <= now;
}

function outcomeOf(entry: Keyed, expanded: Expanded, setting: Setting): Outcome {
  const { key, event, unmet } = entry;
  const { office, now, choices } = setting;
  const choice = choiceOf(choices[key], office);
  const nothing = (...why: Why[]): Outcome => ({ becomes: null, people: [], service: null, why, adds: {} });
  if (choice?.becomes === "nothing") return nothing("skipped");
  if (event.kind !== "VEVENT") return nothing("no-event");
  if (event.cancelled) return nothing("cancelled");
  if (unmet.length > 0 && !choice) return nothing("not-obeyed");
  if (expanded.all.length === 0) return nothing(expanded.without.length > 0 ? "past" : "no-time");
  const ahead = expanded.all.filter(({ until }) => until > now);
  if (ahead.length === 0) return nothing("past");
  const told = toldBy(event, office);
  const people = choice?.person ? [choice.person] : told.people;
  const ids = people.map(({ id }) => id);
  const leftOut = (...why: Why[]): Outcome => ({ ...nothing(...why), people: ids });
  const strange: Why[] = event.start && !setting.zones.knows(event.start.zone) ? ["unknown-zone"] : [];
  const notes: Why[] = [...strange, ...(unmet.length > 0 ? ["not-obeyed" as const] : [])];
  const soon = ahead.filter(({ from }) => from < now + YEAR);
  const dates = (expanded.endless ? soon : ahead).slice(0, MOST_DATES);
  const cut = expanded.endless || dates.length < ahead.length;
  const covered = cut ? { coveredUntil: lastDayOf(dates, setting.zone) } : {};
  const why = cut ? [...notes, "repeat-by-dates" as const] : notes;
  if (!choice && told.unsure) return leftOut("unsure");

  if (choice ? choice.becomes === "closure" : told.closing && told.service === null) {
    const closures = dates.map((each) => closureOf(event, each, setting.zone));
    const news = closures.filter((each) => !office.closures.some((known) => same(known, each)));
    if (news.length === 0) return nothing("already");
    return { becomes: "closure", people: [], service: null, why, adds: { closures: news }, ...covered };
  }
  if (people.length === 0) return nothing("nobody");
  const isLeave = told.leave && told.service === null && !(choice && told.closing);
  if (choice?.becomes === "leave" || ((!choice || choice.becomes === "as-told") && isLeave)) {
    if (!dates.every((each) => isWholeDays(each, setting.zone))) return leftOut("part-day-leave");
    const leave = ids.flatMap((person) => dates.map((each) => ({ person, ...daysOf(each, setting.zone) })));
    const news = leave.filter((each) => !office.leave.some((known) => same(known, each)));
    if (news.length === 0) return leftOut("already");
    return { becomes: "leave", people: ids, service: null, why, adds: { leave: news }, ...covered };
  }
  const chosen = choice?.becomes === "shift" ? choice.services : [told.service ?? setting.service];
  const all = expanded.endless ? soon : ahead;
  const shifts = chosen.map((service) => shiftOf(entry, expanded, all, ids, service, notes, setting));
  return shifts.reduce((one, other) => ({
    ...(one.becomes === null ? other : one),
    adds: {
      slots: [...(one.adds.slots ?? []), ...(other.adds.slots ?? [])],
      rules: [...(one.adds.rules ?? []), ...(other.adds.rules ?? [])],
    },
  }));
}

/** The day on which the last of them ends; that of a shift is the one on which it begins. */
const lastDayOf = (dates: Expanded["all"], zone: Zone, edge: "from" | "until" = "until"): WallDate | null => {
  const last = Math.max(...dates.map(({ from, until }) => (edge === "from" ? from : until - 1)));
  return Number.isFinite(last) ? dateOfDay(zone.dayAt(instant(last))) : null;
};

function shiftOf(
  { event, series }: Keyed,
  expanded: Expanded,
  all: Expanded["all"],
  people: readonly string[],
  service: Service,
  notes: readonly Why[],
  { zone, now, there }: Setting,
): Outcome {
  const repeat = series?.repeat ?? event.repeat;
  const orderOf = (n: number) => event.own.order || n + 1;
  const done = (why: readonly Why[], adds: Partial<Adds>, coveredUntil: WallDate | null = null): Outcome => {
    const adding = (adds.slots?.length ?? 0) + (adds.rules?.length ?? 0) > 0;
    return { becomes: adding ? "shift" : null, people, service, why: adding ? why : ["already"], adds, coveredUntil };
  };
  const isThere = (person: string) => (span: { readonly from: Instant; readonly until: Instant }) =>
    there.has(slotKey(service, person, span.from, span.until));
  const until = instant(now + HORIZON);
  const rules =
    repeat && expanded.endless ? repeatRules(repeat, expanded, zone, instant(now - 7 * DAY_MS), until) : null;
  if (rules)
    return done(notes, {
      rules: people.flatMap((person, n) =>
        rules
          .filter((rule) => !slotsBetween([rule], zone, instant(now - DAY_MS), until).every(isThere(person)))
          .map((rule) => ({ ...rule, service, person, order: orderOf(n) })),
      ),
    });
  const cut = all.map((each) => ({ each, pieces: piecesOf(each, zone) }));
  if (cut.some(({ pieces }) => pieces === null)) return { becomes: null, people, service, why: ["too-long"], adds: {} };
  const slotsFrom = (dates: typeof cut) =>
    people.flatMap((person, n) =>
      dates
        .filter(({ each }) => !isThere(person)(each))
        .flatMap(({ pieces }) => (pieces ?? []).map((piece) => ({ ...piece, service, person, order: orderOf(n) }))),
    );
  // Many days are few lines where they come by weeks; where they don't, those that are nearest are taken.
  const whole = slotsFrom(cut);
  const dates = foldSlots(whole).length > MOST_DATES ? cut.slice(0, MOST_DATES) : cut;
  const ends = expanded.endless || dates.length < cut.length;
  const slots = dates === cut ? whole : slotsFrom(dates);
  const last = lastDayOf(
    dates.map(({ each }) => each),
    zone,
    "from",
  );
  return done(ends ? [...notes, "repeat-by-dates"] : notes, { slots }, ends ? last : null);
}

function closureOf({ title, own }: CalendarEvent, each: Expanded["all"][number], zone: Zone): Omit<Closure, "id"> {
  const [first, last] = [wallOf(each.from, zone), wallOf(each.until, zone)];
  return {
    name: own.name || title || "–",
    ...daysOf(each, zone),
    from: first.time,
    to: last.time === "00:00" ? "24:00" : last.time,
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

/** Equal in everything that a file says: of a closure, what callers hear is not in it. */
const same = (known: object, given: object): boolean => {
  const all = known as Readonly<Record<string, unknown>>;
  return Object.entries(given).every(([key, value]) => all[key] === value);
};

/** Each with a name made of what it says: the same file twice adds nothing the second time. */
function named<T extends object>(
  entries: readonly T[],
  known: readonly { readonly id: string }[],
): (T & { readonly id: string })[] {
  const all = new Map(entries.map((entry) => [`ics-${hash(JSON.stringify(Object.entries(entry).sort()))}`, entry]));
  return [...all].filter(([id]) => !known.some((each) => each.id === id)).map(([id, entry]) => ({ ...entry, id }));
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

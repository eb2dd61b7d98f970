import { dateOfDay, dayOfDate, zoneNamed } from "../../duty/wall-clock.ts";
import { systemClock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Came } from "../../needs/came.ts";
import { type LogLine, linesOf } from "../../store/log-lines.ts";
import { logOfDays } from "../../store/log-shifts.ts";
import { type CommonOptions, callerName, operator, print, readTime, wallClock, withStore } from "../terminal.ts";
import { saidOfTakeUp } from "./take-ups.ts";

interface ListOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
}

type Naming = Parameters<typeof callerName>[1];

/** The logbook of on-call by shifts, oldest first. */
export const listLogbook = ({ from, to, ...options }: ListOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const zone = zoneNamed(office.zone);
    const now = systemClock.now();
    const last = dayOf(to) ?? zone.dayAt(now);
    const first = dayOf(from) ?? last - 6;
    if (first > last) throw new Fault("app.bad-time", `${dateOfDay(first)} is after ${dateOfDay(last)}.`);
    const period = [zone.instantOf(first, 0), zone.instantOf(last + 1, 0)] as const;
    const log = await logOfDays(store, office, period, now);
    print(options, log, () => {
      const shifts = log.shifts.flatMap(({ from, until, people, lines, open, takeUps }) => [
        `${wallClock(from, office.zone)} – ${wallClock(until, office.zone)}  ${people.map(({ name }) => name).join(", ")}`,
        ...takeUps.map((each) => `  ${each.name}: ${saidOfTakeUp(each, now)}`),
        ...(lines.length === 0 ? ["  nothing"] : lines.map((line) => inWords(line, office))),
        ...open.map((need) => `  still open: ${need.id} (${callerName(need, office)})`),
      ]);
      const rest = log.rest.map((line) => inWords(line, office));
      const all = [...shifts, ...(rest.length === 0 ? [] : ["Outside of on-call:", ...rest])];
      return all.length > 0 ? all : ["Nobody was on call in these days, and nothing was written."];
    });
  });

/** Writes an entry. */
export const addToLogbook = (
  text: string,
  { at, ...options }: CommonOptions & { readonly at?: string },
): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const written = text.trim().slice(0, 2000);
    if (written === "") throw new Fault("app.bad-text", "Nothing was written.");
    const aboutAt = at === undefined ? undefined : readTime(at, office.zone);
    if (aboutAt !== undefined && aboutAt > systemClock.now())
      throw new Fault("app.bad-time", `${at} has not been yet: an entry tells of what has happened.`);
    const entry = await store.logbook.write({ text: written, by: operator(), person: null, aboutAt });
    print(options, entry, () => linesOf([entry]).map((line) => inWords(line, office)));
  });

/** Says what came of a call. */
export const sayOfCall = (
  call: string,
  { came, note, by, ...options }: CommonOptions & { readonly came: Came; readonly note?: string; readonly by?: string },
): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const person = office.people.find(({ name, id }) => name === by || id === by);
    const said = { came, note: note?.trim().slice(0, 2000) || null, how: "command" } as const;
    await store.logbook.say(call, { ...said, by: person?.name ?? by ?? operator(), person: person?.id ?? null });
    const lines = linesOf(await store.logbook.ofCall(call));
    print(options, lines, () => lines.map((line) => inWords(line, office)));
  });

function dayOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Fault("app.bad-time", `"${text}" is not a day; write 2026-11-23.`);
  return dayOfDate(text);
}

function inWords(line: LogLine, office: Naming): string {
  const at = wallClock(line.at, line.zone);
  const words = line.forgotten ? "(forgotten)" : line.text === null ? "" : `“${line.text}”`;
  if (line.is === "free") return `  ${at}  ${line.by}: ${words}`;
  const caller = line.caller ? callerName(line.caller, office) : "";
  if (line.is === "taken") return `  ${at}  ${line.by} takes care of ${caller}`;
  const came = line.came ?? "NOTHING SAID YET";
  return `  ${at}  ${line.by} took call ${line.call} from ${caller}: ${[came, words].filter(Boolean).join(", ")}`;
}

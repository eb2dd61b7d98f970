import { callerKinds, urgentKinds } from "../attendant/announcement-kinds.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Language, Office } from "../duty/office.ts";
import { type Instant, type Millis, seconds } from "../kernel/units.ts";
import { LAST_ORDINAL } from "./place-in-words.ts";
import { changesOfTexts } from "./planner-in-words.ts";
import { isLegKind, legKinds, type Spoken } from "./spoken.ts";
import type { Variables } from "./text.ts";

/** Something that will have to be said, and the moment it is said as if at: texts wish a good day or evening. */
export interface Need {
  readonly spoken: Spoken;
  readonly variables: Variables;
  readonly at: Instant;
}

/** What a call may begin with. */
const first: readonly string[] = ["welcome", ...urgentKinds];

/**
 * All that an office may need from `now` on, what a caller hears first before the rest. Left out is only what names
 * a caller.
 */
export function needed(office: Office, now: Instant): readonly Need[] {
  const [moment = now, ...later] = changesOfTexts(office, now, HOURS_AHEAD);
  const said = (spoken: Spoken, at: Instant): Need[] =>
    spoken.kind === "hold"
      ? silences(office).map((silence) => ({ spoken, variables: { silence }, at }))
      : spoken.kind === "place"
        ? places.map((place) => ({ spoken, variables: { place }, at }))
        : [{ spoken, variables: {}, at }];
  const information = office.menu.filter((key) => key.information).map(({ key }) => `info-${key}` as const);
  const manners = mannersOf(office);
  const waits = office.waiting.on;
  const spoken: readonly Spoken[] = [
    ...manners.flatMap((manner): Spoken[] => [
      { kind: "welcome", ...manner },
      ...urgentKinds.flatMap((kind) => [
        { kind, ...manner, urgent: true },
        { kind, ...manner },
      ]),
      ...callerKinds
        .filter((kind) => !first.includes(kind) && (waits || !ofWaiting.includes(kind)))
        .map((kind) => ({ kind, ...manner })),
      ...information.map((kind) => ({ kind, ...manner })),
    ]),
    ...legNeeds(office),
  ];
  return [
    ...spoken.flatMap((each) => said(each, moment)),
    // What is true without an hour: for when a sound of the moment can't be had in time.
    ...spoken.flatMap((each) => (isLegKind(each.kind) ? [] : [{ spoken: each, variables: { at: null }, at: now }])),
    ...later.flatMap((at) => spoken.flatMap((each) => (isSaidAt(each, office, at) ? said(each, at) : []))),
    ...manners.flatMap((manner) => absenceNeeds(office, now, manner)),
  ];
}

/** What is heard only where callers wait. */
const ofWaiting: readonly string[] = ["waiting", "place", "music", "wait-over"];
/** Whoever is further behind hears that several are before them. */
const places = Array.from({ length: LAST_ORDINAL + 1 }, (_, n) => n + 1);

/** How far ahead texts are spoken that change by themselves: past the next night. */
const HOURS_AHEAD = 30;
const PREPARE_AGAIN = 6 * 3_600_000;

/** Whether what was prepared at `since` is to be prepared anew: hours passed, or the clock was set. */
export const isStale = (since: Instant, now: Instant): boolean => now < since || now - since >= PREPARE_AGAIN;

/** Whether a caller may hear it then: of the announcements outside of duty, one belongs to each hour. */
function isSaidAt({ kind }: Spoken, office: Office, at: Instant): boolean {
  const { closed, absence } = dutyAt(office, at);
  switch (kind) {
    case "closed":
      return closed?.by === "hours";
    case "holiday":
    case "closure":
      return closed?.by === kind;
    case "absence":
      return closed === null && absence !== null;
    default:
      return true;
  }
}

/** How long people of this office are rung. */
const silences = ({ ringSeconds, people }: Office): readonly Millis[] =>
  [...new Set([ringSeconds, ...people.flatMap((person) => person.ringSeconds ?? [])])].flatMap((s) =>
    s === null ? [] : [seconds(s)],
  );

/** How somebody is spoken to. */
type Manner = Pick<Spoken, "language" | "slow">;

/** The office's own first, then those of the callers who are spoken to in another language, or more slowly. */
function mannersOf({ language, callers }: Office): readonly Manner[] {
  const others = callers.map((caller): Manner => {
    const spoken = caller.language ?? language;
    return caller.hardOfHearing ? { language: spoken, slow: true } : { language: spoken };
  });
  const all = [{ language }, ...others];
  return [...new Map(all.map((manner) => [`${manner.language} ${"slow" in manner}`, manner])).values()];
}

function legNeeds(office: Office): Spoken[] {
  const languages = new Set<Language>([office.language, ...office.people.map((person) => person.language)]);
  return [...languages].flatMap((language) =>
    legKinds.filter((kind) => kind === "screen-unknown").map((kind) => ({ kind, language })),
  );
}

/** The absences of now and later, with the hour of their end. */
function absenceNeeds(office: Office, now: Instant, manner: Manner): Need[] {
  return office.absences
    .filter(({ until }) => until > now)
    .flatMap(({ from, until }) =>
      [false, true].map((urgent) => ({
        spoken: { kind: "absence", ...manner, urgent },
        variables: { until },
        at: from > now ? from : now,
      })),
    );
}

import { DateTime } from "luxon";
import { callerKinds, urgentKinds } from "../attendant/announcement-kinds.ts";
import type { Language, Office } from "../duty/office.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { legKinds, type Spoken } from "./spoken.ts";
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
  const today = DateTime.fromMillis(now, { zone: office.zone });
  const hours = [12, 20].map((hour) => instant(today.set({ hour, minute: 0 }).toMillis()));
  const plain = (spoken: Spoken): Need[] => hours.map((at) => ({ spoken, variables: {}, at }));
  const information = office.menu.filter((key) => key.information).map(({ key }) => `info-${key}` as const);
  const manners = mannersOf(office);
  const spoken: readonly Spoken[] = [
    ...manners.flatMap((manner): Spoken[] => [
      { kind: "welcome", ...manner },
      ...urgentKinds.flatMap((kind) => [
        { kind, ...manner, urgent: true },
        { kind, ...manner },
      ]),
      ...callerKinds.filter((kind) => !first.includes(kind)).map((kind) => ({ kind, ...manner })),
      ...information.map((kind) => ({ kind, ...manner })),
    ]),
    ...legNeeds(office),
  ];
  return [...spoken.flatMap(plain), ...manners.flatMap((manner) => absenceNeeds(office, now, manner))];
}

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
    legKinds.filter((kind) => kind !== "screen").map((kind) => ({ kind, language })),
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

import { addDays, type WallDate } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";
import { holidayText } from "./holiday-text.ts";
import { type Occasion, occasionsOf } from "./occasions.ts";
import { partOfDay } from "./part-of-day.ts";
import { ranksOf } from "./ranks.ts";
import type { RotaView } from "./schedule.svelte.ts";

/** Somebody is missing from then until then. */
export interface GapStretch {
  readonly gap: NonNullable<RotaView["stretches"][number]["gap"]>;
  readonly from: number;
  readonly until: number;
}

/** Somebody's time in the week, as it is drawn and as it is said. */
export interface ShiftBlock {
  readonly key: string;
  readonly occasion: Occasion;
  readonly from: string;
  readonly until: string;
  /** `1er`, where several are rung; null where one is alone. */
  readonly rank: string | null;
  /** On leave, so that nobody is rung. */
  readonly away: boolean;
  /** Whether whoever was asked as their shift began has taken it up; null where nobody was. */
  readonly takenUp: RotaView["takeUps"][number]["state"] | null;
  /** Of the day: where it begins and ends, 0 to 1. */
  readonly share: readonly [number, number];
  /** What whoever hears it is told besides: person and day before the hours; service, and what is special, after them. */
  readonly before: string;
  readonly after: string;
}

/** What the office's row says of a day. */
export type OfficeMark =
  | { readonly kind: "hours"; readonly key: string; readonly text: string; readonly at: number }
  | { readonly kind: "closed" | "worked" | "absence"; readonly key: string; readonly text: string }
  | {
      readonly kind: "gap";
      readonly key: string;
      readonly text: string;
      readonly said: string;
      readonly gap: GapStretch;
    };

export interface Week {
  readonly days: readonly { readonly date: WallDate; readonly marks: readonly OfficeMark[] }[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly cells: readonly {
      readonly date: WallDate;
      readonly onLeave: boolean;
      readonly blocks: readonly ShiftBlock[];
    }[];
  }[];
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** The week of each person, day by day, on the office's clock. A night stands on the day on which it begins. */
export function weekBlocks(
  rota: RotaView,
  monday: WallDate,
  people: readonly { readonly id: string; readonly name: string }[],
  times: Times,
  words: Words,
): Week {
  const dates = Array.from({ length: 7 }, (_, n) => addDays(monday, n));
  const midnight = (date: WallDate) => times.instant(`${date}T00:00`);
  const spanOf = (date: WallDate): Span => ({ from: midnight(date), until: midnight(addDays(date, 1)) });
  const occasions = occasionsOf(rota);
  const beginsOn = (date: WallDate) => (each: Span) =>
    date === monday ? each.from < spanOf(date).until && each.until > spanOf(date).from : times.date(each.from) === date;

  const blockOf = (occasion: Occasion, date: WallDate, name: string): ShiftBlock => {
    const { from, until } = spanOf(date);
    const ranks = ranksOf(occasion, rota.stretches);
    const leave = rota.leave.some((each) => each.person === occasion.person && overlap(each, occasion));
    const away = ranks.length === 0 && leave;
    const hours = [times.time(occasion.from), times.time(occasion.until)] as const;
    const rank = ranks.some(({ of }) => of > 1)
      ? [...new Set(ranks.map(({ rank }) => words.duty.grid.rank(rank)))].join(words.duty.grid.later)
      : null;
    const takenUp = takenUpOf(occasion, rota.takeUps);
    const after = [
      words.services[occasion.service],
      ...(occasion.source.kind === "override" ? [words.duty.swap.title] : []),
      ...(away ? [words.duty.grid.onLeave] : []),
      ...(takenUp ? [words.takeUp.marks[takenUp]] : []),
      ...(rank ? [words.duty.grid.rung] : []),
    ].join(", ");
    const part = (at: number) => Math.min(1, Math.max(0, (at - from) / (until - from)));
    return {
      key: occasion.key,
      occasion,
      from: hours[0],
      until: hours[1],
      rank,
      away,
      takenUp,
      share: [part(occasion.from), part(occasion.until)],
      before: `${name}, ${times.wallDay(times.date(occasion.from))}, `,
      after: `, ${after}`,
    };
  };

  return {
    days: dates.map((date) => ({ date, marks: marksOf(rota, date, spanOf(date), times, words) })),
    people: people.map(({ id, name }) => ({
      id,
      name,
      cells: dates.map((date) => ({
        date,
        onLeave: rota.leave.some((each) => each.person === id && overlap(each, spanOf(date))),
        blocks: occasions
          .filter(({ person }) => person === id)
          .filter(beginsOn(date))
          .map((each) => blockOf(each, date, name)),
      })),
    })),
  };
}

function marksOf(rota: RotaView, date: WallDate, day: Span, times: Times, words: Words): OfficeMark[] {
  const holiday = rota.holidays.find((each) => each.day === date);
  const shut = rota.stretches.some((each) => each.closed?.by === "holiday" && overlap(each, day));
  const cut = ({ from, until }: Span) =>
    [from < day.from ? "00:00" : times.time(from), until >= day.until ? "24:00" : times.time(until)] as const;
  return [
    ...(holiday
      ? [
          {
            kind: holiday.closes ? ("closed" as const) : ("worked" as const),
            key: `holiday ${date}`,
            text: holidayText(rota, date, words) ?? holiday.name,
          },
        ]
      : []),
    ...rota.closures
      .filter((each) => overlap(each, day))
      .map((each) => ({
        kind: "closed" as const,
        key: `closure ${each.id}`,
        text: [each.name, partOfDay(each, day, times, words)].filter((part) => part !== null).join(", "),
      })),
    ...rota.hours
      .filter((slot) => slot.day === date && !shut)
      .map((slot) => ({
        kind: "hours" as const,
        key: `hours ${slot.from}`,
        text: `${times.time(slot.from)}–${times.time(slot.until)}`,
        at: slot.from,
      })),
    ...rota.absences
      .filter((each) => overlap(each, day))
      .map((each) => ({
        kind: "absence" as const,
        key: `absence ${each.id}`,
        text: [words.duty.grid.absence, partOfDay(each, day, times, words)].filter((part) => part !== null).join(", "),
      })),
    ...gapsOf(rota.stretches).flatMap((gap) => {
      if (!overlap(gap, day)) return [];
      const [from, until] = cut(gap);
      const text = from === "00:00" && until === "24:00" ? words.duty.grid.wholeDay : `${from}–${until}`;
      const said = `${words.today.gaps[gap.gap]}, ${times.wallDay(date)}`;
      return [{ kind: "gap" as const, key: `gap ${gap.from} ${gap.gap}`, text, said, gap }];
    }),
  ];
}

/** Times in which somebody is missing, each as one however often something else changes in it. */
function gapsOf(stretches: RotaView["stretches"]): GapStretch[] {
  const found: GapStretch[] = [];
  for (const { gap, from, until } of stretches) {
    const last = found.at(-1);
    if (gap && last?.gap === gap && last.until === from) found[found.length - 1] = { ...last, until };
    else if (gap) found.push({ gap, from, until });
  }
  return found;
}

/** Of the shift that this time is a part of. */
export const takenUpOf = (
  occasion: Pick<Occasion, "person" | "service" | "from" | "until">,
  takeUps: RotaView["takeUps"],
): RotaView["takeUps"][number]["state"] | null => {
  const { person, service } = occasion;
  return (
    takeUps.find((each) => each.person === person && each.service === service && overlap(each, occasion))?.state ?? null
  );
};

const overlap = (a: Span, b: Span): boolean => a.from < b.until && a.until > b.from;

import type { Calendar } from "@event-calendar/core";
import { addDays } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";
import { holidayText } from "./holiday-text.ts";
import type { Occasion } from "./occasions.ts";
import type { RotaView } from "./schedule.svelte.ts";

/** What the calendar draws: the office's row, then each person's. */
export function eventsOf(
  rota: RotaView,
  occasions: readonly Occasion[],
  times: Times,
  words: Words,
): Calendar.EventInput[] {
  const at = ({ from, until }: { readonly from: number; readonly until: number }) => ({
    start: times.local(from),
    end: times.local(until),
  });
  const fixed = { editable: false, startEditable: false, durationEditable: false };
  const office = (
    id: string,
    title: string,
    name: string,
    span: { readonly from: number; readonly until: number },
  ) => ({
    id,
    title,
    resourceIds: ["office"],
    classNames: name.split(" "),
    ...at(span),
    ...fixed,
  });
  return [
    ...rota.hours
      .filter((slot) => !rota.stretches.some((each) => each.closed?.by === "holiday" && overlap(each, slot)))
      .map((slot, n) => office(`hours-${n}`, `${times.time(slot.from)}–${times.time(slot.until)}`, "hours", slot)),
    ...rota.holidays.map(({ day, name, closes }) => ({
      id: `holiday-${day}`,
      title: holidayText(rota, day, words) ?? name,
      resourceIds: ["office"],
      classNames: [closes ? "closed" : "worked"],
      start: `${day}T00:00`,
      end: `${addDays(day, 1)}T00:00`,
      ...fixed,
    })),
    ...rota.closures.map((closure) => office(closure.id, closure.name, "closed", closure)),
    ...rota.stretches.flatMap((stretch, n) =>
      stretch.gap ? [office(`gap-${n}`, words.today.gaps[stretch.gap], `gap at-${stretch.from}`, stretch)] : [],
    ),
    ...rota.leave.map((leave) => ({
      id: leave.id,
      title: words.duty.away.leave,
      resourceIds: [`p-${leave.person}`],
      classNames: ["leave"],
      ...at(leave),
      ...fixed,
    })),
    ...occasions.map((occasion) => ({
      id: occasion.key,
      title: words.services[occasion.service],
      resourceIds: [`p-${occasion.person}`],
      classNames: [occasion.service, ...(occasion.source.kind === "override" ? ["override"] : [])],
      ...at(occasion),
      ...(occasion.source.kind === "rule" && !occasion.source.whole && fixed),
    })),
  ];
}

interface Span {
  readonly from: number;
  readonly until: number;
}

const overlap = (a: Span, b: Span): boolean => a.from < b.until && a.until > b.from;

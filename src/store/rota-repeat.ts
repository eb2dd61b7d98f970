import type { Repeat } from "../duty/office.ts";

interface RepeatColumns {
  readonly every: Repeat["every"];
  readonly weekdays: string | null;
  readonly interval: number | null;
  readonly weekday: number | null;
  readonly nth: number | null;
}

const none = { weekdays: null, interval: null, weekday: null, nth: null };

export function repeatColumns(repeat: Repeat): { [K in keyof RepeatColumns]: RepeatColumns[K] } {
  switch (repeat.every) {
    case "week":
      return { ...none, every: "week", weekdays: JSON.stringify(repeat.weekdays), interval: repeat.interval };
    case "month":
      return { ...none, every: "month", weekday: repeat.weekday, nth: repeat.nth };
    case "day":
      return { ...none, every: "day", interval: repeat.interval };
    case "once":
      return { ...none, every: "once" };
  }
}

export function repeatFrom(columns: RepeatColumns): Repeat {
  switch (columns.every) {
    case "week":
      return { every: "week", weekdays: JSON.parse(columns.weekdays ?? "[]"), interval: columns.interval ?? 1 };
    case "month":
      return { every: "month", weekday: columns.weekday ?? 1, nth: columns.nth ?? 1 };
    case "day":
      return { every: "day", interval: columns.interval ?? 1 };
    case "once":
      return { every: "once" };
  }
}

import type { HolidaysView } from "../../../admin/schemas/holidays.ts";

/** What is known of a place's holidays, with the place. */
export interface PlacedHolidays extends HolidaysView {
  readonly country: string;
  readonly region: string | undefined;
}

interface Place {
  readonly country: string;
  readonly region?: string | undefined;
}

const samePlace = (one: Place, other: Place): boolean => one.country === other.country && one.region === other.region;

/** What is kept of the holidays that are worked: of an office that moves, those that its new place has as well. */
export function workedIn(
  worked: readonly string[],
  before: Place,
  after: Place,
  known: PlacedHolidays | null,
): string[] {
  if (samePlace(before, after) || !known || !samePlace(known, after)) return [...worked];
  return worked.filter((rule) => known.coming.some((holiday) => holiday.rule === rule));
}

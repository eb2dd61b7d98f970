/** From when until when callers hear what is a closure's own; empty for the days of the closure. */
export interface Days {
  firstDay: string;
  lastDay: string;
}

import type { DateOfYear, Half, Times } from "./token.ts";

/** Something that a text says of when the office is open or closed. */
export type Claim =
  /** Open on these days in these hours; no days: on all that are worked. `whole`: it means to say the week. */
  | {
      readonly says: "hours";
      readonly days: readonly number[] | null;
      readonly ranges: readonly { readonly from: Times; readonly to: Times }[];
      readonly whole: boolean;
      readonly half: Half | null;
      /** Of these days half is excepted, so that only the other half is spoken of. */
      readonly halves: ReadonlyMap<number, Half>;
    }
  /** `from`: opens then; `until`: closes then; `at`: is open then. */
  | {
      readonly says: "time";
      readonly days: readonly number[] | null;
      readonly at: Times;
      readonly side: "from" | "until" | "at";
      readonly again: boolean;
      readonly half: Half | null;
    }
  | {
      readonly says: "closed";
      readonly days: readonly number[] | null;
      readonly range: { readonly from: Times; readonly to: Times } | null;
      readonly half: Half | null;
      /** Of what was said just before. */
      readonly except: boolean;
    }
  | {
      readonly says: "date";
      readonly open: boolean;
      readonly from: DateOfYear;
      readonly to: DateOfYear;
      readonly side: "on" | "until" | "from";
      /** Open again, after it was closed. */
      readonly again: boolean;
      /** The time of day, or the half of the day, with it. */
      readonly at: Times | null;
      readonly atSide: "from" | "until" | "at";
      readonly half: Half | null;
    }
  | { readonly says: "holidays"; readonly open: boolean };

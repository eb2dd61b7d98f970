/** A time of day in minutes from midnight; several where it may be meant either way ("at five"). */
export type Times = readonly number[];

export type Half = "morning" | "afternoon";

export interface DateOfYear {
  readonly day: number;
  /** 1 to 12; null for "lundi 14", which follows another date. */
  readonly month: number | null;
  readonly year: number | null;
  readonly weekday: number | null;
}

/** What a text says of time, in the order in which it says it. */
export type Token =
  | { readonly is: "days"; readonly days: readonly number[]; readonly range: boolean; readonly half: Half | null }
  /** `bare`: numbers alone ("8-12"), which are hours only beside something that says so. */
  | { readonly is: "range"; readonly from: Times; readonly to: Times; readonly bare?: true }
  /** `said`: it says by itself that it is an opening or a closing. `bare`: nothing says which ("seize heures le vendredi"). */
  | {
      readonly is: "time";
      readonly at: Times;
      readonly side: "from" | "until" | "at";
      readonly said: boolean;
      readonly bare?: true;
    }
  /** `bare`: a number alone ("le 15"), which is a day only after another date. */
  | {
      readonly is: "dates";
      readonly from: DateOfYear;
      readonly to: DateOfYear;
      readonly side: "on" | "until" | "from";
      readonly bare?: true;
      /** When it begins on its first day. */
      readonly at?: Times;
    }
  | { readonly is: "holidays" }
  | { readonly is: "always"; readonly what: "hours" | "days" | "all" }
  | { readonly is: "half"; readonly half: Half }
  | { readonly is: Mark };

export type Mark = "open" | "closed" | "except" | "included" | "again" | "momentary" | "apart" | "break";

export type Of<Is extends Token["is"]> = Extract<Token, { is: Is }>;

type Groups = Readonly<Record<string, string>>;

/** How something is written, and what it says; null where it says nothing after all. */
export interface Rule {
  readonly pattern: string;
  readonly token: (groups: Groups) => Token | null;
}

export const mark = (is: Mark, pattern: string): Rule => ({ pattern, token: () => ({ is }) });

export function sideOf(said: string): Pick<Of<"time">, "side" | "said"> {
  return {
    said: /open|close|ouvr|ferm/.test(said),
    side: /partir|dès|depuis|from|as of|starting|ouvr|open|après|after/.test(said)
      ? "from"
      : /jusqu|until|till|avant|before|by|ferm|close/.test(said)
        ? "until"
        : "at",
  };
}

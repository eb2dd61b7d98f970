import type { AnnouncementView } from "../../../admin/schemas/announcements.ts";

type Which = Pick<AnnouncementView, "kind" | "language" | "urgent">;

/** Announcements in the order in which a caller meets them, by the part of a call that they belong to. */
const order = {
  open: ["welcome", "menu", "info", "wrong-key", "hold", "busy"],
  closed: ["closed", "closed-urgent", "holiday", "holiday-urgent", "absence", "absence-urgent", "on-call"],
  message: ["leave-message", "thanks", "goodbye"],
} as const;

export type Part = keyof typeof order;
export type Place = (typeof order)[Part][number];
export const parts: readonly Part[] = ["open", "closed", "message"];

/** `closed-urgent`, `info`: which texts of the catalogue tell of it. */
export function placeOf({ kind, urgent }: Pick<Which, "kind" | "urgent">): Place {
  const name = kind.startsWith("info-") ? "info" : urgent ? `${kind}-urgent` : kind;
  return all.find((place) => place === name) ?? "goodbye";
}

const all: readonly Place[] = parts.flatMap((part) => order[part]);

export function inPart<T extends Which>(announcements: readonly T[], part: Part): T[] {
  const places: readonly Place[] = order[part];
  return announcements
    .filter((one) => places.includes(placeOf(one)))
    .toSorted((a, b) => places.indexOf(placeOf(a)) - places.indexOf(placeOf(b)) || a.kind.localeCompare(b.kind));
}

/** What the address of its page ends with: `closed-urgent-fr`. */
export const slugOf = ({ kind, language, urgent }: Which): string => `${kind}${urgent ? "-urgent" : ""}-${language}`;

/** What only some kinds can say; the caller's name and number are for one's own people. */
const only: Readonly<Record<string, readonly string[]>> = {
  until: ["absence"],
  holiday: ["holiday"],
  menu: ["menu", "welcome"],
  caller: [],
};

/** The placeholders that make sense in a text of this kind. */
export const offered = (kind: string, placeholders: readonly string[]): string[] =>
  placeholders.filter((name) => only[name]?.includes(kind) ?? true);

/** Those of a text whose value changes by itself: a recording of it would go on saying the old one. */
export const changing = (text: string, placeholders: readonly string[]): string[] =>
  placeholders.filter((name) => name !== "office" && text.includes(`{${name}}`));

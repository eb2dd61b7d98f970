import type { AnnouncementView } from "../../../admin/schemas/announcements.ts";
import {
  announcementKinds,
  type CallerKind,
  callerKinds,
  closureOf,
  fillings,
  isCallerKind,
  kindOf,
  type UrgentKind,
} from "../../../attendant/announcement-kinds.ts";

type Which = Pick<AnnouncementView, "kind" | "language" | "urgent">;

/** `closed`, `closed-urgent`, `info`: which texts of the catalogue tell of it. */
export type Place = CallerKind | `${UrgentKind}-urgent` | "info" | "own";

export type Part = (typeof announcementKinds)[CallerKind]["part"];
export const parts: readonly Part[] = ["open", "closed", "message"];

/** The information of a key is heard where the menu is. */
const partOf = ({ kind }: Pick<Which, "kind">): Part => kindOf(kind)?.part ?? announcementKinds.menu.part;

export function placeOf({ kind, urgent }: Pick<Which, "kind" | "urgent">): Place {
  if (closureOf(kind) !== null) return "own";
  if (!isCallerKind(kind)) return "info";
  return urgent && isUrgent(kind) ? `${kind}-urgent` : kind;
}

const isUrgent = (kind: CallerKind): kind is UrgentKind => kindOf(kind)?.urgent === true;

/** Those of one part, in the order in which a caller meets them; the keys' information follows the menu. */
export function inPart<T extends Which>(announcements: readonly T[], part: Part): T[] {
  const rank = ({ kind, urgent }: Which): number =>
    callerKinds.indexOf(isCallerKind(kind) ? kind : closureOf(kind) === null ? "menu" : "closure") +
    (urgent || !isCallerKind(kind) ? 0.5 : 0);
  return announcements
    .filter((one) => partOf(one) === part)
    .toSorted((a, b) => rank(a) - rank(b) || a.kind.localeCompare(b.kind));
}

/** What the address of its page ends with: `closed-urgent-fr`. */
export const slugOf = ({ kind, language, urgent }: Which): string => `${kind}${urgent ? "-urgent" : ""}-${language}`;

/** What some kinds alone can say; the caller's name and number are for one's own people. */
const LIMITED: readonly string[] = fillings;
const FOR_PEOPLE = "caller";

/** The placeholders that make sense in a text of this kind. */
export function offered(kind: string, placeholders: readonly string[]): string[] {
  const fills: readonly string[] = kindOf(kind)?.fills ?? [];
  return placeholders.filter(
    (name) => name !== FOR_PEOPLE && (fills.includes(name) || !LIMITED.some((limited) => limited === name)),
  );
}

/** Those of a text whose value changes by itself: a recording of it would go on saying the old one. */
export const changing = (text: string, placeholders: readonly string[]): string[] =>
  placeholders.filter((name) => name !== "office" && text.includes(`{${name}}`));

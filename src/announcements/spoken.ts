import { callerKinds, closureOf, isWordless, kindOf, urgentKinds } from "../attendant/announcement-kinds.ts";
import { type PhoneKind, phoneKinds } from "../attendant/phone-kinds.ts";
import type { AnnouncementKind } from "../attendant/plan.ts";
import type { Language } from "../duty/office.ts";

/**
 * What the person on the second leg hears before they take the call: who calls, and the greeting to use (G7).
 * `screen-unknown` when it can't be said who calls. In a call of the box's own: who waits to be called back (`need`), that
 * their shift begins (`take-up`), that nobody has taken up another's (`stand-in`).
 */
export type LegKind = "screen" | "screen-unknown" | "need" | "take-up" | "stand-in";

/** `PhoneKind`: to a person of the team who calls with their code. */
export type SpokenKind = AnnouncementKind | LegKind | PhoneKind;

/** Anything the appliance says: an `Announcement` of a plan, or a prompt for the second leg. */
export interface Spoken {
  readonly kind: SpokenKind;
  readonly language: Language;
  readonly urgent?: boolean;
  /** At the office's slower speed, for who is hard of hearing. */
  readonly slow?: boolean;
}

export const legKinds = [
  "screen",
  "screen-unknown",
  "need",
  "take-up",
  "stand-in",
] as const satisfies readonly LegKind[];

export const isLegKind = (kind: SpokenKind): kind is LegKind => legKinds.some((each) => each === kind);

/** The name of a text in `texts.json` and of its shipped sound: `closed`, `closed-urgent`, `info`. */
export function textKey({ kind, urgent }: Pick<Spoken, "kind" | "urgent">): string {
  if (kind.startsWith("info-")) return "info";
  const general = closureOf(kind) === null ? kind : "closure";
  return urgent && kindOf(kind)?.urgent ? `${general}-urgent` : general;
}

/** Every text that a language must have. */
export const textKeys: readonly string[] = [
  ...callerKinds.filter((kind) => !isWordless(kind)),
  ...urgentKinds.map((kind) => `${kind}-urgent`),
  "info",
  ...legKinds,
  ...Object.keys(phoneKinds),
];

import type { Language } from "../duty/office.ts";

/** What the guide asks of a text (G7, G8). */
export type Courtesy = "greeting" | "name" | "hours" | "courtesy";

/** What is filled in where it makes sense: elsewhere it would be empty. */
export const fillings = [
  "until",
  "holiday",
  "menu",
  "closed",
  "reopens",
  "notice",
  "emergency",
  "emergencytext",
  "silence",
  "place",
  "key",
] as const;
export type Filling = (typeof fillings)[number];

interface Kind {
  /** The part of a call that it belongs to. */
  readonly part: "open" | "closed" | "message";
  /** What the guide asks of its text, beside being polite. */
  readonly owes: readonly Courtesy[];
  /** Whether there is a second text, which offers key 1 for what is urgent. */
  readonly urgent?: true;
  /** What only this kind can fill in, beside what all can. */
  readonly fills?: readonly Filling[];
  /** It is music, and has no text. */
  readonly wordless?: true;
  readonly name: Readonly<Record<Language, string>>;
}

/** Every announcement that a caller may hear, in the order in which they are met. A new one is a row here. */
export const announcementKinds = {
  /** Before forwarding. */
  welcome: {
    part: "open",
    owes: ["greeting", "name"],
    fills: ["menu"],
    name: { fr: "message d’accueil", en: "welcome" },
  },
  menu: { part: "open", owes: [], fills: ["menu"], name: { fr: "menu à touches", en: "key menu" } },
  /** Once. */
  "wrong-key": { part: "open", owes: [], name: { fr: "message de touche inconnue", en: "unknown key" } },
  /** While someone is rung; again before each next person. */
  hold: {
    part: "open",
    owes: ["name"],
    fills: ["silence"],
    name: { fr: "message d’attente", en: "hold announcement" },
  },
  /** Nobody took the call. */
  busy: { part: "open", owes: ["name"], name: { fr: "message de toutes lignes occupées", en: "all lines busy" } },
  /** Everybody is in a conversation: the caller may wait, or leave a message. */
  waiting: {
    part: "open",
    owes: ["name"],
    fills: ["key"],
    name: { fr: "message de mise en attente", en: "announcement of the wait" },
  },
  /** While waiting, again and again. */
  place: {
    part: "open",
    owes: [],
    fills: ["place", "key"],
    name: { fr: "rang dans l’attente", en: "place of who waits" },
  },
  music: { part: "open", owes: [], wordless: true, name: { fr: "musique d’attente", en: "music on hold" } },
  /** After it, nobody could take the call. */
  "wait-over": { part: "open", owes: ["name"], name: { fr: "message de fin d’attente", en: "end of the wait" } },
  closed: {
    part: "closed",
    owes: ["greeting", "name", "hours"],
    urgent: true,
    fills: ["closed", "reopens", "emergency", "emergencytext"],
    name: { fr: "message de fermeture", en: "closed announcement" },
  },
  holiday: {
    part: "closed",
    owes: ["greeting", "name", "hours"],
    urgent: true,
    fills: ["holiday", "closed", "reopens", "emergency", "emergencytext"],
    name: { fr: "message de jour férié", en: "public holiday announcement" },
  },
  /** A closure of the office's own, such as works: says how long it lasts. */
  closure: {
    part: "closed",
    owes: ["greeting", "name"],
    urgent: true,
    fills: ["notice", "closed", "reopens", "emergency", "emergencytext"],
    name: { fr: "message de fermeture exceptionnelle", en: "announcement of a closure" },
  },
  absence: {
    part: "closed",
    owes: ["greeting", "name"],
    urgent: true,
    fills: ["until", "emergency", "emergencytext"],
    name: { fr: "message d’absence", en: "absence announcement" },
  },
  /** Before on-call is rung. */
  "on-call": {
    part: "closed",
    owes: ["greeting", "name"],
    name: { fr: "message d’astreinte", en: "on-call announcement" },
  },
  /** What to do in danger of life: before nobody on call being reached ends in a message. */
  danger: {
    part: "closed",
    owes: [],
    fills: ["emergency", "emergencytext"],
    name: { fr: "message de danger", en: "danger announcement" },
  },
  /** Before the beep. */
  "leave-message": {
    part: "message",
    owes: ["name", "courtesy"],
    name: { fr: "invitation à laisser un message", en: "invitation to leave a message" },
  },
  thanks: { part: "message", owes: ["name", "courtesy"], name: { fr: "remerciement", en: "thanks" } },
  /** Where nothing was said. */
  goodbye: { part: "message", owes: ["name", "courtesy"], name: { fr: "« au revoir »", en: "goodbye" } },
} as const satisfies Readonly<Record<string, Kind>>;

/** A kind of the table; the information of a menu's keys is beside it. */
export type CallerKind = keyof typeof announcementKinds;

const table: Readonly<Record<CallerKind, Kind>> = announcementKinds;

export const callerKinds = Object.keys(announcementKinds) as readonly CallerKind[] as readonly [
  CallerKind,
  ...CallerKind[],
];

export const isCallerKind = (kind: string): kind is CallerKind => Object.hasOwn(announcementKinds, kind);

export type UrgentKind = {
  [K in CallerKind]: (typeof announcementKinds)[K] extends { readonly urgent: true } ? K : never;
}[CallerKind];

/** The kinds that offer key 1, and so have a text of their own for it. */
export const urgentKinds = callerKinds.filter((kind): kind is UrgentKind => table[kind].urgent === true);

/** Whether it is no text that is spoken, but music. */
export const isWordless = (kind: string): boolean => isCallerKind(kind) && table[kind].wordless === true;

/** An announcement of its own for one closure, by the closure's id. */
export type OwnKind = `closure.${string}`;

export const ownKind = (closure: string): OwnKind => `closure.${closure}`;

/** The id of the closure whose own it is; null for what is nobody's own. */
export const closureOf = (kind: string): string | null => /^closure\.(.+)$/.exec(kind)?.[1] ?? null;

/** The row of a kind; null for the information of a key. */
export const kindOf = (kind: string): Kind | null =>
  isCallerKind(kind) ? table[kind] : closureOf(kind) === null ? null : table.closure;

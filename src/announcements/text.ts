import type { PhoneValues } from "../attendant/phone-kinds.ts";
import type { About } from "../attendant/plan.ts";
import type { Language, Office } from "../duty/office.ts";
import { showPhoneNumber } from "../duty/phone-number.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { type Instant, type Millis, seconds } from "../kernel/units.ts";
import { emergencyOf } from "./emergency.ts";
import { fill } from "./fill.ts";
import { digitsInWords, numberInWords } from "./number-words.ts";
import { phoneInWords } from "./phone-in-words.ts";
import { keyInWords, placeInWords } from "./place-in-words.ts";
import { plannerInWords } from "./planner-in-words.ts";
import { type ShiftToTakeUp, shiftInWords } from "./shift-in-words.ts";
import { speakable, speakableName } from "./speakable.ts";
import { type Spoken, textKey } from "./spoken.ts";
import type { Texts } from "./texts.ts";
import { whenInWords, wishInWords } from "./when-in-words.ts";

/** What only the call knows. */
export interface Variables {
  /** Who calls: the name is said when there is one, else the number. */
  readonly caller?: { readonly name: string | null; readonly number: PhoneNumber | null };
  /** What a person who is rung is told beside that, and by which name they are to greet the caller. */
  readonly about?: About;
  readonly answerer?: string;
  /** What a person of the team is told by telephone. */
  readonly phone?: PhoneValues;
  /** The shift that is to be taken up. */
  readonly shift?: ShiftToTakeUp;
  /** The hour that is believed; null when none is, and then nothing is said that depends on it. The hour of now, unless told. */
  readonly at?: Instant | null;
  /** When the absence ends. */
  readonly until?: Instant;
  /** How long somebody is rung while the caller hears nothing. */
  readonly silence?: Millis;
  /** Which of those who wait the caller is; 1 is next. */
  readonly place?: number;
  /** When the closure begins whose own announcement is said, which may be heard on its eve. */
  readonly closure?: Instant;
  /** The name of the public holiday, as the office's calendar gives it. */
  readonly holiday?: string;
}

/** The keys as they are offered: "Rendez-vous : appuyez sur la touche 2. Factures : appuyez sur la touche 3". */
export function menuInWords(menu: Office["menu"], language: Language): string {
  const press = language === "fr" ? " : appuyez sur la touche " : ": press ";
  return menu.map(({ label, key }) => `${speakable(label)}${press}${key}`).join(". ");
}

/** To be written down; null where the caller is called by it already. */
function callersNumber(caller: Variables["caller"], office: Office, language: Language): string | null {
  if (!caller?.name || !caller.number) return null;
  return digitsInWords(showPhoneNumber(caller.number, office.country), language) || null;
}

/** "Client fragile. Urgent. Pour : rendez-vous"; null when there is nothing to tell. */
function aboutInWords({ fragile, hardOfHearing, urgent, choice }: About, language: Language): string | null {
  const words = aboutWords[language];
  const told = [
    ...(urgent ? [words.urgent] : []),
    ...(fragile ? [words.fragile] : []),
    ...(hardOfHearing ? [words.hardOfHearing] : []),
    ...(choice === undefined ? [] : [`${words.choice}${speakable(choice)}`]),
  ];
  return told.length === 0 ? null : told.join(". ");
}

const aboutWords = {
  fr: {
    urgent: "Appel urgent",
    fragile: "Client fragile",
    hardOfHearing: "Entend mal : parlez lentement",
    choice: "Choix au menu : ",
  },
  en: {
    urgent: "Urgent call",
    fragile: "Fragile client",
    hardOfHearing: "Hard of hearing: speak slowly",
    choice: "Chosen in the menu: ",
  },
} as const;

/** What to answer with, after "bonjour" (G7): the agency's name, and that of whoever answers. */
function greetingInWords({ name }: Office, answerer: string | undefined): string {
  const own = answerer === undefined ? null : speakableName(answerer);
  return own === null ? speakable(name) : `${speakable(name)}, ${own}`;
}

/** How long whoever waits hears nothing: "vingt-cinq secondes de silence, et un peu plus quand quelqu'un décroche". */
function silenceInWords(ringFor: Millis, screening: boolean, language: Language): string {
  const whole = Math.ceil(ringFor / 1000);
  const said = whole < 100 ? numberInWords(whole, language) : String(whole);
  if (language === "fr")
    return `${said} secondes de silence${screening ? ", et un peu plus quand quelqu'un décroche" : ""}`;
  return `${said} seconds of silence${screening ? ", and a little more once somebody picks up" : ""}`;
}

/** Who calls, in words; null when neither the name nor the number can be said. */
export function callerInWords(caller: Variables["caller"], office: Office, language: Language): string | null {
  const name = caller?.name ? speakableName(caller.name) : null;
  if (name !== null) return name;
  return caller?.number ? digitsInWords(showPhoneNumber(caller.number, office.country), language) || null : null;
}

/**
 * The whole text of an announcement, ready to be spoken at `now`. `own` is the office's own wording, which takes
 * the place of the shipped one and may use the same placeholders. Empty when there is no such text.
 */
export function textFor(
  spoken: Spoken,
  office: Office,
  variables: Variables,
  texts: Texts,
  now: Instant,
  own: string | null = null,
): string {
  const { language } = spoken;
  const information = office.menu.find(({ key }) => spoken.kind === `info-${key}`)?.information;
  const at = variables.at === undefined ? now : variables.at;
  const begins = variables.closure;
  const of = begins !== undefined && at !== null && begins > at ? begins : at;
  const planner = plannerInWords(office, at, language, of);
  const { phone } = variables;
  const caller = phone?.caller ?? variables.caller;
  const about = phone
    ? { ...(phone.fragile && { fragile: true as const }), ...(phone.urgent && { urgent: true as const }) }
    : (variables.about ?? {});
  const emergency = emergencyOf(office.country);
  return fill(own ?? (information || (texts[textKey(spoken)] ?? "")), {
    office: speakable(office.name),
    ...planner,
    until:
      planner.until ??
      (variables.until === undefined ? null : whenInWords(variables.until, now, office.zone, language)),
    emergency: emergency.numbers[language],
    emergencytext: emergency.text?.[language] ?? null,
    silence: silenceInWords(variables.silence ?? seconds(office.ringSeconds), office.screening, language),
    place: variables.place === undefined ? null : placeInWords(variables.place, language),
    key: keyInWords(office.waiting.key, language),
    holiday: variables.holiday ? speakableName(variables.holiday) : null,
    menu: menuInWords(office.menu, language),
    caller: callerInWords(caller, office, language),
    number: callersNumber(caller, office, language),
    about: aboutInWords(about, language),
    greeting: greetingInWords(office, variables.answerer),
    shift: variables.shift ? shiftInWords(variables.shift, now, office.zone, language) : null,
    wish: wishInWords(now, office.zone, language),
    ...(phone ? phoneInWords(phone, office, now, language) : {}),
  });
}

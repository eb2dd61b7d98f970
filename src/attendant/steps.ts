import type { KnownCaller, Office, Person } from "../duty/office.ts";
import { type Millis, seconds } from "../kernel/units.ts";
import type { About, Announcement, AnnouncementKind, Contact, Step } from "./plan.ts";

/** Silence that ends a message: longer than a caller needs to find a word, shorter than a wait for nothing. */
const SILENCE_ENDS_MESSAGE = seconds(8);
/** For whoever hears badly: a relay service may speak for them, and waits for what they type. */
const LONG_SILENCE = seconds(20);
/** How long a key is waited for after the menu was spoken: no caller is left in silence for 5 s (G10). */
const WAIT_FOR_KEY = seconds(4.2);
const MAILBOX = "office";

type StepOf<Kind extends Step["do"]> = Extract<Step, { do: Kind }>;

/** The vocabulary of plans for one office: each word makes one step, or a few that belong together. */
export interface Words {
  say(kind: AnnouncementKind): Step;
  forward(to: readonly Contact[], via: StepOf<"forward">["via"], about?: About): StepOf<"forward">;
  /** For whoever was busy of those that `forward` rings, in duty hours; nothing where the office has nobody wait. */
  wait(forward: StepOf<"forward">, message: readonly Step[]): readonly Step[];
  /** Asks for a key; each branch ends the call by itself. */
  menu(announcement: Announcement, keys: StepOf<"menu">["keys"], otherwise: readonly Step[]): StepOf<"menu">;
  announcement(kind: AnnouncementKind): Announcement;
  /** "After the beep …", the beep and the message, thanks, the end. */
  readonly takeMessage: readonly Step[];
  /** The same where nobody is on call at all: what to do in danger of life comes first. */
  readonly takeMessageAlone: readonly Step[];
  /** When nobody took the call, or nobody can: says so, then takes a message. Never the first words of a call. */
  readonly nobodyTookIt: readonly Step[];
  /** The same for whoever was put through to on-call: what to do in danger of life comes first. */
  readonly nobodyOnCall: readonly Step[];
}

export const hangUp: Step = { do: "hangUp" };

/** `client`: the known caller whom the call is for, who is spoken to in their own way. */
export function wordsFor(office: Office, client?: KnownCaller): Words {
  const ringFor: Millis = seconds(office.ringSeconds);
  const manner = {
    language: client?.language ?? office.language,
    ...(client?.hardOfHearing ? { slow: true as const } : {}),
  };
  const known = aboutClient(client);
  const announcement = (kind: AnnouncementKind): Announcement => ({ kind, ...manner });
  const say = (kind: AnnouncementKind): Step => ({ do: "announce", announcement: announcement(kind) });
  const record: Step = {
    do: "record",
    mailbox: MAILBOX,
    atMost: seconds(office.messageSeconds),
    silenceAfter: client?.hardOfHearing ? LONG_SILENCE : SILENCE_ENDS_MESSAGE,
    nothingSaid: announcement("goodbye"),
  };
  const takeMessage = [say("leave-message"), record, say("thanks"), hangUp];
  return {
    say,
    announcement,
    forward: (to, via, about = {}) => ({
      do: "forward",
      to,
      ringFor,
      screen: office.screening,
      hold: announcement("hold"),
      via,
      about: { ...known, ...about },
      // A message out of hours begins the asking of others at once, which a wait would put off.
      ...(office.waiting.on && via !== "on-call" ? { inTurn: true as const } : {}),
    }),
    wait: (forward, message) =>
      office.waiting.on
        ? [
            {
              do: "wait",
              forward,
              atMost: seconds(office.waiting.seconds),
              key: office.waiting.key,
              weight: client?.fragile ? "fragile" : forward.about?.urgent ? "urgent" : "usual",
              told: announcement("waiting"),
              place: announcement("place"),
              music: announcement("music"),
              over: announcement("wait-over"),
              message,
            },
          ]
        : [],
    menu: (spoken, keys, otherwise) => ({
      do: "menu",
      announcement: spoken,
      wrongKey: announcement("wrong-key"),
      wait: WAIT_FOR_KEY,
      keys,
      otherwise,
    }),
    takeMessage,
    takeMessageAlone: [say("danger"), ...takeMessage],
    nobodyTookIt: [say("busy"), ...takeMessage],
    nobodyOnCall: [say("danger"), say("busy"), ...takeMessage],
  };
}

const aboutClient = (client: KnownCaller | undefined): About => ({
  ...(client?.fragile ? { fragile: true } : {}),
  ...(client?.hardOfHearing ? { hardOfHearing: true } : {}),
});

/**
 * The people as contacts, in their order, each by all of their numbers in the order to try them. No telephone twice (two
 * people may share one), and nobody of `except`.
 */
export function contacts(people: readonly Person[], except: ReadonlySet<Person>): readonly Contact[] {
  const chain = new Map<string, Contact>();
  for (const { id, name, numbers, ringSeconds, language } of people.filter((person) => !except.has(person)))
    for (const [n, number] of numbers.entries()) {
      if (chain.has(number)) continue;
      const s = ringSeconds?.[n] ?? null;
      chain.set(number, { person: id, name, number, language, ...(s === null ? {} : { ringFor: seconds(s) }) });
    }
  return [...chain.values()];
}

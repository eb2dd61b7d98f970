import { keepSound } from "../announcements/keep-sound.ts";
import { madeWith } from "../announcements/made-with.ts";
import {
  type CallerKind,
  callerKinds,
  isCallerKind,
  isWordless,
  kindOf,
  urgentKinds,
} from "../attendant/announcement-kinds.ts";
import type { Announcement } from "../attendant/plan.ts";
import { inTurns } from "../audio/in-steps.ts";
import type { Pcm } from "../audio/pcm.ts";
import { promptInSteps } from "../audio/prompt.ts";
import { writeWav } from "../audio/wav.ts";
import type { Insider, RemoteAnswer, RemoteItem } from "../call/remote-moves.ts";
import type { Language, Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Store } from "../store/store.ts";

export interface OwnRecordingParts {
  readonly clock: Clock;
  readonly store: Pick<Store, "office" | "announcements">;
  /** Where recorded announcements are kept. */
  readonly recordings: string;
}

/** What a person of the team recorded by telephone, until it goes into service. */
export interface OwnRecordings {
  /** What there is to be recorded, in the language of the person. */
  offer(language: Language): Promise<RemoteAnswer>;
  /** Makes of it what callers would hear. */
  hear(spoken: Pcm, who: Insider): Promise<RemoteAnswer>;
  /** `id`: of an item that was offered. Faults: those of the disk and the store. */
  putOnAir(id: string, who: Insider): Promise<RemoteAnswer>;
  /** What this person recorded last. */
  of(person: string): Pcm | null;
}

/** Of so many people at once; who comes after takes the place of the first. */
const MOST_KEPT = 4;

/** What callers meet first comes first. */
const ORDER: readonly CallerKind[] = ["welcome", "closed", "absence", "busy", "leave-message"];
const kindsToRecord = [...ORDER, ...callerKinds.filter((kind) => !ORDER.includes(kind))];
const isUrgentKind = (kind: CallerKind): boolean => urgentKinds.some((each) => each === kind);

export function ownRecordings({ clock, store, recordings }: OwnRecordingParts): OwnRecordings {
  const kept = new Map<string, Pcm>();
  return {
    async offer(language) {
      return { says: [], items: itemsOf(await store.office.read(), language) };
    },
    async hear(spoken, { person }) {
      kept.delete(person);
      const prompt = await inTurns(promptInSteps(spoken, false));
      if (prompt === null) return { says: [{ kind: "phone-record-empty" }], empty: true };
      const [first] = kept.keys();
      if (kept.size >= MOST_KEPT && first !== undefined) kept.delete(first);
      kept.set(person, prompt);
      return { says: [{ kind: "phone-recorded" }, { recordedBy: person }] };
    },
    async putOnAir(id, { person, name }) {
      const prompt = kept.get(person);
      const office = await store.office.read();
      const which = announcementOf(id, office);
      if (!prompt || !which) return { says: [{ kind: "phone-failed" }] };
      const sound = await keepSound(recordings, which, writeWav(prompt));
      // Nobody wrote down what was said: it is held to what such an announcement owes, until somebody does.
      const made = madeWith(which, "", "", office, clock.now());
      await store.announcements.add(which, {
        ...sound,
        text: "",
        origin: "recorded",
        firstDay: null,
        lastDay: null,
        madeWith: made,
        by: name,
      });
      kept.delete(person);
      return { says: [{ kind: "phone-on-air" }] };
    },
    of: (person) => kept.get(person) ?? null,
  };
}

/** Those that this office has: the menu only where there are keys, and key 1 for what is urgent where on-call is offered. */
function itemsOf({ menu }: Office, language: Language): readonly RemoteItem[] {
  return kindsToRecord
    .filter((kind) => !isWordless(kind) && (kind !== "menu" || menu.length > 0))
    .flatMap((kind) => (isUrgentKind(kind) ? [true, false] : [false]).map((urgent) => ({ kind, urgent })))
    .map(({ kind, urgent }) => ({
      id: urgent ? `${kind} urgent` : kind,
      says: [{ kind: "phone-announcement", values: { announcement: nameOf(kind, urgent, language) } }],
    }));
}

const withKey = { fr: "avec la touche d'urgence", en: "with the key for what is urgent" } as const;
const nameOf = (kind: CallerKind, urgent: boolean, language: Language): string => {
  const name = kindOf(kind)?.name[language] ?? kind;
  return urgent ? `${name}, ${withKey[language]}` : name;
};

function announcementOf(id: string, { language }: Office): Announcement | null {
  const [kind = "", urgent] = id.split(" ");
  return isCallerKind(kind) ? { kind, language, urgent: urgent === "urgent" } : null;
}

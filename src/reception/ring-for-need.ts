import { readFile } from "node:fs/promises";
import type { Announcements } from "../announcements/library.ts";
import { frames, type Pcm, silence } from "../audio/pcm.ts";
import { readWav } from "../audio/wav.ts";
import type { Language, Office } from "../duty/office.ts";
import { readPhoneNumber } from "../duty/phone-number.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { minutes, seconds } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import type { Need } from "../needs/need.ts";
import type { CallToMake } from "../store/need-asks.ts";
import type { Store } from "../store/store.ts";
import type { AskerParts } from "./asker.ts";
import { type Rang, ringOnIdleLine } from "./ring-on-idle-line.ts";

export interface RingParts {
  readonly lines: readonly Line[];
  readonly announcements: Pick<Announcements, "sound">;
  readonly store: Pick<Store, "needs" | "messages">;
  readonly office: () => Promise<Office>;
  readonly log: Log;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

/** What comes after is heard on the page. */
const LONGEST_MESSAGE = minutes(1);

/**
 * A call of the box's own on the first line that is idle: it says who waits to be called back, plays the message, and
 * waits for a key. A caller who rings meanwhile comes first.
 */
export const ringForNeed = ({
  lines,
  announcements,
  store,
  office,
  log,
  during = (work) => work,
}: RingParts): AskerParts["ring"] =>
  async function ring(call: CallToMake, signal: AbortSignal): Promise<Rang> {
    const need = await during(store.needs.get(call.need));
    const number = call.number as PhoneNumber;
    if (!need) return "failed";
    const now = await office();
    const person = now.people.find(({ id }) => id === call.person);
    const spoken = { kind: "need", language: person?.language ?? now.language } as const;
    const theirs = readPhoneNumber(need.number, now.country);
    const caller = { name: need.name ?? (theirs === null ? someone[spoken.language] : null), number: theirs };
    const about = {
      ...(need.fragile ? { fragile: true as const } : {}),
      ...(need.weight === "urgent" ? { urgent: true as const } : {}),
    };
    const said = await during(announcements.sound(spoken, now, { caller, about }));
    const message = await during(messageOf(need));
    const prompt = async function* () {
      yield* frames(said.pcm);
      if (!message) return;
      yield* frames(silence(seconds(0.5)));
      yield* frames(message);
    };
    const ringFor = seconds(person?.ringSeconds?.[0] ?? now.ringSeconds);
    return ringOnIdleLine(lines, { number, ringFor, prompt }, log, signal);

    /** What the caller said; a file that can't be read is heard on the page, or not at all. */
    async function messageOf({ messages }: Need): Promise<Pcm | null> {
      const id = messages.at(-1);
      if (id === undefined) return null;
      try {
        const kept = await store.messages.get(id);
        return kept && readWav(await readFile(kept.file), LONGEST_MESSAGE);
      } catch (thrown) {
        log.warn("needs.message-unread", { message: id, why: explain(thrown) });
        return null;
      }
    }
  };

const someone: Readonly<Record<Language, string>> = { fr: "Un appelant", en: "A caller" };

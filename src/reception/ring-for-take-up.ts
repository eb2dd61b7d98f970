import type { Announcements } from "../announcements/library.ts";
import { frames } from "../audio/pcm.ts";
import type { Office } from "../duty/office.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { seconds } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import type { TakeUpCall } from "../store/take-ups.ts";
import { type Rang, ringOnIdleLine } from "./ring-on-idle-line.ts";

export interface RingParts {
  readonly lines: readonly Line[];
  readonly announcements: Pick<Announcements, "sound">;
  readonly office: () => Promise<Office>;
  readonly log: Log;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

/** A call of the box's own that says which shift begins, and waits for a key. */
export const ringForTakeUp = ({ lines, announcements, office, log, during = (work) => work }: RingParts) =>
  async function ring({ takeUp, person: id, number }: TakeUpCall, signal: AbortSignal): Promise<Rang> {
    const now = await office();
    const person = now.people.find((each) => each.id === id);
    const own = id === takeUp.person;
    const spoken = { kind: own ? "take-up" : "stand-in", language: person?.language ?? now.language } as const;
    const shift = { service: takeUp.service, from: takeUp.from, of: own ? null : takeUp.name };
    const said = await during(announcements.sound(spoken, now, { shift }));
    return ringOnIdleLine(
      lines,
      {
        number: number as PhoneNumber,
        ringFor: seconds(person?.ringSeconds?.[0] ?? now.ringSeconds),
        prompt: () => frames(said.pcm),
      },
      log,
      signal,
    );
  };

import type { Insider } from "../call/remote-moves.ts";
import type { Office, Person } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { seconds } from "../kernel/units.ts";
import { type PhonePins, STRANGERS } from "../store/phone-pins.ts";

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  readonly pins: Pick<PhonePins, "hashes" | "begin" | "right" | "wrong">;
}

/** As those of the page are made (`admin/server/passwords.ts`). */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** An answer comes no sooner, whatever was looked at for it. */
const AT_LEAST = seconds(1);
let nobody: Promise<string> | null = null;

/**
 * Whose code this is. `from`: the people whose number calls, who are looked at alone; for a number of nobody's, all are.
 * Null for a wrong one, a code that is locked, a person without any, or one that two people have: nobody is told which.
 */
export async function checkPin(
  { clock, log, during, pins }: Parts,
  office: Office,
  from: readonly Person[],
  digits: string,
): Promise<Insider | null> {
  const [who] = await Promise.all([during(look()), clock.sleep(AT_LEAST)]);
  return who;

  async function look(): Promise<Insider | null> {
    try {
      // Read when the first code is typed: most boxes answer for days without one.
      const { hash, verify } = await import("@node-rs/argon2");
      const all = await pins.hashes(from.length === 0 ? null : from.map(({ id }) => id));
      const counted = from.length === 0 ? (all.length === 0 ? [] : [STRANGERS]) : all.map(({ person }) => person);
      const open = await pins.begin(counted);
      const fits: string[] = [];
      for (const { person, hash: kept } of all) if (await verify(kept, digits)) fits.push(person);
      nobody ??= hash("nobody's", strength);
      if (all.length === 0) await verify(await nobody, digits);
      const [id, ...others] = from.length === 0 && open.length === 0 ? [] : fits;
      const person = office.people.find((each) => each.id === id);
      const key = from.length === 0 ? STRANGERS : id;
      if (person && others.length === 0 && key !== undefined && open.includes(key)) {
        // Of people who share a telephone, the others tried nothing.
        await pins.right(open, person);
        return { person: person.id, name: person.name, language: person.language };
      }
      await pins.wrong(open);
    } catch (thrown) {
      log.error("call.code-unread", { why: explain(thrown) });
    }
    return null;
  }
}

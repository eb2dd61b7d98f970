import { z } from "zod";
import type { Language, Office } from "../../duty/office.ts";
import { dateOfDay, type WallDate, zoneNamed } from "../../duty/wall-clock.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Store } from "../../store/store.ts";
import type { User } from "../../store/users.ts";
import type { AuditorAccess } from "../schemas/privacy.ts";
import { Refused } from "../sentences/refusals.ts";
import { factsOf } from "../views/facts.ts";

/**
 * What an auditor is shown: that a service was rendered, and not to whom. Callers have a pseudonym, which stays the same;
 * people of the office have names, and no numbers. An admin opens the rest for days that are named, and which end.
 */
export interface Discretion {
  /** Whether this person sees facts alone, as things are now. */
  isOwed(user: Pick<User, "role">): boolean;
  /** Refuses what would tell who called. Faults: `admin.callers-hidden`. */
  refuse(user: Pick<User, "role">): void;
  /** An answer, without what would tell it. */
  facts<T>(answer: T, office: Office, language: Language): T;
  access(): Promise<AuditorAccess>;
  /** Journalled. */
  name(days: { readonly from: WallDate; readonly to: WallDate } | null, by: string): Promise<void>;
}

const KEY = "auditor-access";
const kept = z.object({ from: z.string(), to: z.string() }).nullable();
type Days = z.infer<typeof kept>;

export async function openDiscretion(
  { settings, secret, office }: Pick<Store, "settings" | "secret" | "office">,
  clock: Clock,
  ownNumbers: () => readonly string[],
): Promise<Discretion> {
  const seal = await secret.sealer("caller");
  const read = async (): Promise<Days> => kept.safeParse(await settings.get(KEY)).data ?? null;
  let days = await read();
  let zone = (await office.read()).zone;
  const today = (): WallDate => {
    const there = zoneNamed(zone);
    return dateOfDay(there.dayAt(clock.now()));
  };
  const isOpen = (): boolean => days !== null && days.from <= today() && today() <= days.to;
  const isOwed: Discretion["isOwed"] = ({ role }) => role === "auditor" && !isOpen();
  return {
    isOwed,
    refuse(user) {
      if (isOwed(user)) throw new Refused("callers-hidden");
    },
    facts: (answer, now, language) => factsOf(answer, { office: now, language, seal, ownNumbers: ownNumbers() }),
    async access() {
      zone = (await office.read()).zone;
      return { open: isOpen(), days: days !== null && days.to >= today() ? days : null };
    },
    async name(next, by) {
      await settings.set(KEY, next, by);
      days = next;
    },
  };
}

import { networkInterfaces } from "node:os";
import type { Clock } from "../kernel/clock.ts";
import type { EmailParts } from "../notify/email.ts";
import type { OutboxEntry } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";

export interface AcceptParts {
  readonly store: Pick<Store, "needs" | "needLinks" | "takeUps" | "takeUpLinks" | "office">;
  readonly clock: Clock;
  /** Where the page is asked for in the office's network; null where there is none. */
  readonly page: () => string | null;
}

/** Letters that ask nobody to take anything, or ask something else. */
const withoutLink: ReadonlySet<string> = new Set(["need-taken", "take-up-taken", "after-call"]);

/**
 * The link by which whoever gets this letter says that they call back: for a person of the office, as long as nobody has
 * said so. A letter that says who has it carries none.
 */
export function acceptLink({ store, clock, page }: AcceptParts): NonNullable<EmailParts["accept"]> {
  const personOf = async (to: string) =>
    (await store.office.read()).people.find(({ email }) => email?.toLowerCase() === to.toLowerCase());

  /** By which they say that they are there, until the shift is over. */
  async function takeUpLink(id: number, to: string, base: string) {
    const [takeUp, person] = [await store.takeUps.get(id), await personOf(to)];
    if (!takeUp || !person || takeUp.confirmed !== null || takeUp.withdrawnAt !== null) return null;
    const { until } = takeUp;
    const token = await store.takeUpLinks.tokenFor({ about: String(id), person: person.id, until });
    return { url: new URL(`/take-up/${token}`, base).href, until };
  }

  return async function accept({ kind, payload, to }: OutboxEntry) {
    const base = page();
    if (base === null || withoutLink.has(kind)) return null;
    if (typeof payload.takeUp === "number") return takeUpLink(payload.takeUp, to, base);
    const { need: id, call } = payload;
    const need =
      typeof id === "string"
        ? await store.needs.get(id)
        : typeof call === "string"
          ? await store.needs.ofCall(call)
          : null;
    if (!need || need.closedAt !== null || need.owner !== null) return null;
    const person = await personOf(to);
    if (!person) return null;
    const { token, until } = await store.needLinks.tokenFor(need.id, person.id, clock.now());
    return { url: new URL(`/call-back/${token}`, base).href, until };
  };
}

/**
 * The address of the page for letters: by the name that the office's own network gives it, else as it announces itself,
 * else by its number in the network. Null where nobody but this machine could open it.
 */
export function addressForLetters(
  url: string,
  names: readonly string[],
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): string | null {
  const address = new URL(url);
  const [name] = names;
  if (name !== undefined) address.hostname = name;
  if (address.hostname !== "localhost") return address.href;
  const own = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4");
  if (!own) return null;
  address.hostname = own.address;
  return address.href;
}

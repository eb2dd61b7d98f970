import type { Person } from "../../duty/office.ts";
import { BY_PHONE_SETTING, readByPhone } from "../../store/phone-pins.ts";
import type { User } from "../../store/users.ts";
import type { AdminParts } from "../parts.ts";
import type { PhonePinsView } from "../schemas/by-phone.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Passwords } from "../server/passwords.ts";
import type { Answers } from "../server/routes.ts";
import { peopleNamed } from "../views/take-up-view.ts";

type Which = "phonePins" | "saveByPhone" | `${"set" | "remove"}${"" | "Own"}PhonePin`;

/** The codes by which people of the team open their menu by telephone: set here, and never given back. */
export function byPhoneAnswers({ store }: AdminParts, passwords: Pick<Passwords, "hash">): Answers<Which> {
  async function shown({ name }: User): Promise<PhonePinsView> {
    const office = await store.office.read();
    const own = new Set(peopleNamed(office, name));
    return {
      ...readByPhone(await store.settings.get(BY_PHONE_SETTING)),
      people: await store.phonePins.list(),
      own: office.people.flatMap((person) => (own.has(person.id) ? [{ person: person.id, name: person.name }] : [])),
    };
  }

  async function known(ids: readonly string[], asked: string): Promise<readonly [Person, ...Person[]]> {
    const [first, ...others] = (await store.office.read()).people.filter(({ id }) => ids.includes(id));
    if (!first) throw new Refused("no-such", asked);
    return [first, ...others];
  }
  /** Whoever has the name of the account. */
  const own = async ({ name }: User) => known(peopleNamed(await store.office.read(), name), name);

  async function set(people: readonly Person[], pin: string, by: User): Promise<PhonePinsView> {
    if (isGuessed(pin)) throw new Refused("weak-pin");
    for (const person of people) await store.phonePins.set(person, await passwords.hash(pin), by.name);
    return shown(by);
  }

  async function remove(people: readonly Person[], by: User): Promise<PhonePinsView> {
    for (const person of people) await store.phonePins.set(person, null, by.name);
    return shown(by);
  }

  return {
    phonePins: ({ by }) => shown(by),
    setPhonePin: async ({ params, body, by }) => set(await known([params.person], params.person), body.pin, by),
    removePhonePin: async ({ params, by }) => remove(await known([params.person], params.person), by),
    setOwnPhonePin: async ({ body, by }) => set(await own(by), body.pin, by),
    removeOwnPhonePin: async ({ by }) => remove(await own(by), by),
    async saveByPhone({ body, by }) {
      await store.settings.set(BY_PHONE_SETTING, body, by.name);
      return shown(by);
    },
  };
}

/** One digit all along, or digits in a row: what is tried first. */
function isGuessed(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, n) => Number(digit) - Number(pin[n])));
  return steps.size === 1 && [...steps].every((step) => Math.abs(step) <= 1);
}

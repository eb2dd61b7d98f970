import { parseOffice } from "../../src/duty/parse-office.ts";

export const LINE = "+33199000001";
/** Of one line of several: the first, the second … */
export const numberOf = (nth: number): string => (nth === 1 ? LINE : `+3363998009${nth}`);
export const anne = "+33639980001";
export const bob = "+33639980002";
export const carl = "+33639980003";
export const dora = "+33639980004";
export const stranger = "0199000050";
export const fragile = "0199000042";

const weekdays = [1, 2, 3, 4, 5];
const person = (id: string, number: string) => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  numbers: [number],
  email: `${id}@tilleuls.example`,
  roles: ["plans-duty", "answers", "on-call", "follows-up", "quality"],
});
const always = { every: "day" };

/** Anne and Bob are on duty from 9 to 12 and from 14 to 18; Carl, then Dora, are on call from 18 to 9 and at week-ends. */
export const office = {
  name: "Les Tilleuls",
  zone: "Europe/Paris",
  hours: [
    { weekdays, from: "09:00", to: "12:00" },
    { weekdays, from: "14:00", to: "18:00" },
  ],
  people: [person("anne", anne), person("bob", bob), person("carl", carl), person("dora", dora)],
  rota: [
    {
      id: "anne",
      service: "duty",
      person: "anne",
      order: 1,
      from: "09:00",
      to: "18:00",
      repeat: always,
      starts: "2026-01-01",
    },
    {
      id: "bob",
      service: "duty",
      person: "bob",
      order: 2,
      from: "09:00",
      to: "18:00",
      repeat: always,
      starts: "2026-01-01",
    },
    {
      id: "carl",
      service: "on-call",
      person: "carl",
      order: 1,
      from: "18:00",
      to: "09:00",
      repeat: always,
      starts: "2026-01-01",
    },
    {
      id: "carl-day",
      service: "on-call",
      person: "carl",
      order: 1,
      from: "09:00",
      to: "18:00",
      repeat: always,
      starts: "2026-01-01",
    },
    {
      id: "dora",
      service: "on-call",
      person: "dora",
      order: 2,
      from: "00:00",
      to: "24:00",
      repeat: always,
      starts: "2026-01-01",
    },
  ],
  callers: [{ number: fragile, name: "Madame Lefèvre", fragile: true }],
  ringSeconds: 20,
  messageSeconds: 60,
};

export const officeWith = (changes: Record<string, unknown>) => parseOffice({ ...office, ...changes });

import type { Person } from "../duty/office.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";

export type TextsWanted = "all" | "urgent" | "none";

/** Which texts a person gets: by default what asks them for something, and what is wrong. */
export const textsWanted = ({ told }: Pick<Person, "told">): TextsWanted => told.texts ?? "urgent";

/** A landline of France takes no texts; of other countries a number does not say what it is. */
const LANDLINE = /^\+33[1-589]/;

/** Where a person's texts go; null where they want none, or have no mobile. */
export function textNumber(person: Pick<Person, "told" | "numbers">, about: "urgent" | "all"): PhoneNumber | null {
  const wanted = textsWanted(person);
  if (wanted === "none" || (about === "all" && wanted !== "all")) return null;
  return person.numbers.find((number) => !LANDLINE.test(number)) ?? null;
}

import type { Office, Person, Service } from "../../duty/office.ts";

/** What an admin said of an entry that the file leaves open. */
export type Choice =
  | { readonly becomes: "nothing" | "closure"; readonly person?: undefined }
  /** Whom it means; what it is stands in the title. */
  | { readonly becomes: "as-told" | "leave"; readonly person: Person }
  | { readonly becomes: "shift"; readonly person: Person; readonly services: readonly Service[] };

const services: Readonly<Record<string, readonly Service[]>> = {
  duty: ["duty"],
  "on-call": ["on-call"],
  both: ["duty", "on-call"],
};

/** `skip`, `closure`, a person's id, or `duty:`, `on-call:`, `both:` or `leave:` before one. Null for none of them. */
export function choiceOf(text: string | undefined, { people }: Office): Choice | null {
  if (text === undefined) return null;
  if (text === "skip") return { becomes: "nothing" };
  if (text === "closure") return { becomes: "closure" };
  const [what, id] = text.includes(":") ? text.split(":", 2) : ["", text];
  const person = people.find((each) => each.id === id);
  if (!person || what === undefined) return null;
  if (what === "") return { becomes: "as-told", person };
  if (what === "leave") return { becomes: "leave", person };
  const chosen = services[what];
  return chosen ? { becomes: "shift", person, services: chosen } : null;
}

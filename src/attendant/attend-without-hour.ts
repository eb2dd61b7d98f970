import type { Office, Person } from "../duty/office.ts";
import { addressBook, clientBehind } from "./address-book.ts";
import type { Caller, LineAbilities, Plan } from "./plan.ts";
import { attendantReason as reason } from "./reasons.ts";
import { contacts, hangUp, wordsFor } from "./steps.ts";

/**
 * What to do with a call while nobody knows what time it is, as after the start of a box whose clock is not set yet. No
 * announcement claims any hours, and nobody is woken for what may be the middle of the night, but for a fragile client:
 * whoever is ever on call is rung, in the order of the schedule.
 */
export function attendWithoutHour(caller: Caller, office: Office, abilities: LineAbilities): Plan {
  const book = addressBook(office);
  if (caller.number !== null && book.blocked.has(caller.number))
    return { answerAfter: null, steps: [hangUp], because: [reason("blocked", { number: caller.number })] };
  const known = clientBehind(caller.number, book);
  const words = wordsFor(office, known);
  const themself = new Set((caller.number !== null && book.people.get(caller.number)) || []);
  const onCall = abilities.forwards && known?.fragile ? contacts(everOnCall(office), themself) : [];
  const unknown = reason("hour-unknown", {});
  if (known && onCall.length > 0)
    return {
      answerAfter: office.answerAfterRings,
      steps: [words.say("on-call"), words.forward(onCall, "on-call"), ...words.nobodyOnCall],
      because: [unknown, reason("fragile-client", { name: known.name })],
    };
  return {
    answerAfter: office.answerAfterRings,
    steps: [words.say("welcome"), ...words.takeMessageAlone],
    because: [unknown, reason("takes-message", {})],
  };
}

function everOnCall({ rota, people }: Office): readonly Person[] {
  const lines = rota.filter(({ service }) => service === "on-call").toSorted((one, other) => one.order - other.order);
  const ids = new Set(lines.map(({ person }) => person));
  return [...ids].flatMap((id) => people.find((person) => person.id === id) ?? []);
}

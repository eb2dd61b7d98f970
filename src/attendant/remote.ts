import type { Office } from "../duty/office.ts";
import { addressBook } from "./address-book.ts";
import type { Caller, Plan } from "./plan.ts";

/** The key that opens the menu of the team. */
const REMOTE_KEY = "*";

/**
 * The plan with the way in for the team: for whoever calls from a number of theirs, and for anybody where the office has
 * it so. Nobody is asked for a code who does not press the key, and whoever has none goes on with the call.
 */
export function withRemote(plan: Plan, { number }: Caller, office: Office, anyone: boolean): Plan {
  const [person] = (number !== null && addressBook(office).people.get(number)) || [];
  if (plan.answerAfter === null || (!person && !anyone)) return plan;
  const language = person?.language ?? office.language;
  return { ...plan, remote: { key: REMOTE_KEY, steps: [{ do: "remote", language }] } };
}

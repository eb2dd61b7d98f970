import type { Office } from "../duty/office.ts";
import { seconds } from "../kernel/units.ts";
import type { Contact, Plan } from "./plan.ts";
import { hangUp, wordsFor } from "./steps.ts";

/**
 * What becomes of a call by which a person tries out a way of the network: the second telephone is rung for it, by this
 * way and no other, and nothing is recorded.
 */
export function trialPlan(round: "deflection" | "transfer" | "conference", contact: Contact, office: Office): Plan {
  const words = wordsFor(office);
  const end = [words.say("goodbye"), hangUp];
  if (round === "deflection") return { answerAfter: 3, steps: end, because: [], deflect: contact };
  const forward = words.forward([contact], "duty");
  if (forward.do !== "forward") return { answerAfter: 1, steps: end, because: [] };
  return {
    answerAfter: 1,
    steps: [{ ...forward, screen: true, ringFor: seconds(25), by: round }, ...end],
    because: [],
  };
}

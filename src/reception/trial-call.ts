import type { Contact, Plan } from "../attendant/plan.ts";
import { trialPlan } from "../attendant/trial-plan.ts";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { sameNumber } from "../line/calling-number.ts";
import { trialOn } from "../store/sim-trial.ts";
import type { Store } from "../store/store.ts";
import type { Call } from "./reception.ts";

/**
 * The plan of a call by which a person tries out what the network does, where this call is one: begun just now, and from
 * the telephone that was named. Null for every other caller.
 */
export async function planOfTrial(
  { settings, clock }: { readonly settings: Pick<Store["settings"], "get">; readonly clock: Clock },
  call: Call,
  office: Office,
): Promise<Plan | null> {
  if (call.caller.number === null) return null;
  const trial = await trialOn(settings, call.line, clock.now()).catch(() => null);
  if (!trial || trial.round === "network" || !sameNumber(trial.from, call.caller.number)) return null;
  return trialPlan(trial.round, contactOf(trial.to as PhoneNumber, office), office);
}

function contactOf(number: PhoneNumber, office: Office): Contact {
  const person = office.people.find(({ numbers }) => numbers.includes(number));
  return {
    person: person?.id ?? "",
    name: person?.name ?? number,
    number,
    language: person?.language ?? office.language,
  };
}

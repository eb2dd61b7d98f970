import type { PlanView } from "../../admin/schemas/plan.ts";
import type { Step } from "../../attendant/plan.ts";
import type { Words } from "../words/shape.ts";

const closings = ["closed", "holiday", "absence"] as const;
type Closing = (typeof closings)[number];

/** What matters of a plan to someone who asks "and now?". */
interface Gist {
  readonly heard: Closing | null;
  readonly rung: readonly string[];
  readonly onCall: boolean;
  readonly urgent: readonly string[];
  readonly menu: boolean;
  readonly records: boolean;
}

/** Each once, whatever their numbers. */
const namesOf = (steps: readonly Step[]): string[] => [
  ...new Set(steps.flatMap((step) => (step.do === "forward" ? step.to.map(({ name }) => name) : []))),
];
const closingOf = (kind: string): Closing | null => closings.find((known) => known === kind) ?? null;

/** A menu is the last step, so what follows it is in its branches. */
function gistOf(steps: readonly Step[]): Gist {
  const heard =
    steps.map((step) => (step.do === "announce" ? closingOf(step.announcement.kind) : null)).find(Boolean) ?? null;
  const here: Gist = {
    heard,
    rung: namesOf(steps),
    onCall: steps.some((step) => step.do === "forward" && step.via === "on-call"),
    urgent: [],
    menu: false,
    records: steps.some((step) => step.do === "record"),
  };
  const last = steps.at(-1);
  if (last?.do !== "menu") return here;
  const closing = closingOf(last.announcement.kind);
  const otherwise = gistOf(last.otherwise);
  return {
    heard: heard ?? closing ?? otherwise.heard,
    rung: [...here.rung, ...otherwise.rung],
    onCall: here.onCall || otherwise.onCall,
    urgent: closing ? namesOf(last.keys["1"] ?? []) : otherwise.urgent,
    menu: closing === null,
    records: otherwise.records,
  };
}

/** What happens to a call, to be read after "A call that comes now". */
export function callInOneSentence({ plan }: PlanView, { plan: say }: Words): string {
  if (plan.answerAfter === null) return say.blocked;
  const { heard, rung, onCall, urgent, menu, records } = gistOf(plan.steps as readonly Step[]);
  const then = records ? (rung.length > 0 || urgent.length > 0 ? say.otherwiseMessage : say.message) : "";
  if (rung.length > 0)
    return `${menu ? say.menu : ""}${onCall ? say.toOnCall(rung.join(say.andThen)) : say.to(rung.join(say.andThen))}${then}`;
  if (heard && urgent.length > 0) return `${say.heard[heard]}${say.urgent(urgent.join(say.andThen))}${then}`;
  if (heard) return `${say.heard[heard]}${then || "."}`;
  return menu ? `${say.menuOnly}${then || "."}` : records ? say.onlyMessage : say.nothing;
}

import type { Plan, Step } from "../attendant/plan.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant } from "../kernel/units.ts";
import type { Observed } from "../needs/observed.ts";
import type { CallOutcome, Rung, StepDetails } from "./call-record.ts";
import type { Reading } from "./database.ts";

/** What a call that is over left, as far as it decides what its caller is owed. */
export interface PastCall {
  readonly id: string;
  readonly at: Instant;
  readonly zone: string;
  /** In the order in which calls began, whatever the clock said. */
  readonly order: number;
  readonly caller: CallerId;
  readonly observed: Observed;
  /** The plan was made for a fragile client. */
  readonly planFragile: boolean;
  /** Who had the caller; null where that is not known. */
  readonly takenBy: string | null;
}

interface Row {
  readonly at: Instant;
  readonly zone: string;
  readonly ord: number;
  readonly presentation: CallerId["presentation"];
  readonly caller_number: string | null;
  readonly caller_name: string | null;
  readonly plan: string | null;
  readonly outcome: CallOutcome | null;
  readonly message: number;
}

/** Null where there is no such call. One that is not ended is as if it were cut off now. */
export async function observedOf(from: Reading, id: string): Promise<PastCall | null> {
  const row = await from.get<Row>(
    `SELECT at, zone, rowid AS ord, presentation, caller_number, caller_name, plan, outcome,
       EXISTS (SELECT 1 FROM message WHERE message.call = call.id) AS message
     FROM call WHERE id = ?`,
    [id],
  );
  if (!row) return null;
  const steps = await from.all<{ what: string; detail: string }>(
    `SELECT what, detail FROM step WHERE call = ?
     AND what IN ('key', 'ringing', 'attempt', 'put-through', 'taken-here') ORDER BY seq`,
    [id],
  );
  const details = <T>(what: string): T[] =>
    steps.filter((step) => step.what === what).map(({ detail }) => JSON.parse(detail));
  const plan = row.plan === null ? null : (JSON.parse(row.plan) as Plan);
  const joined = details<Rung>("put-through").at(-1);
  return {
    id,
    at: row.at,
    zone: row.zone,
    order: row.ord,
    caller: { presentation: row.presentation, number: row.caller_number, name: row.caller_name },
    observed: {
      outcome: row.outcome ?? "interrupted",
      message: row.message === 1,
      joined: joined !== undefined || details("taken-here").length > 0,
      rungInVain: details<StepDetails["attempt"]>("attempt").some(({ outcome }) => inVain.has(outcome)),
      urgent: plan !== null && isUrgent(plan.steps, details("key"), details("ringing")),
    },
    planFragile: plan?.because.some(({ code }) => code === "fragile-client" || code === "then-on-call") ?? false,
    takenBy: joined?.name || null,
  };
}

const inVain: ReadonlySet<string> = new Set(["busy", "no-answer", "not-accepted", "refused", "failed"]);

/** The key for on-call was pressed, or on-call was rung: what was only offered is not what was chosen. */
function isUrgent(
  steps: readonly Step[],
  keys: readonly StepDetails["key"][],
  rung: readonly StepDetails["ringing"][],
): boolean {
  return steps.some((step) => {
    if (step.do === "forward")
      return step.via === "on-call" && rung.some(({ number }) => step.to.some((contact) => contact.number === number));
    if (step.do !== "menu") return false;
    const pressed = keys.filter(({ known }) => known).flatMap(({ digit }) => step.keys[digit] ?? []);
    if (step.announcement.urgent && pressed.some(isOnCall)) return true;
    return [...Object.values(step.keys), step.otherwise].some((branch) => isUrgent(branch ?? [], keys, rung));
  });
}

const isOnCall = (step: Step): boolean => step.do === "forward" && step.via === "on-call";

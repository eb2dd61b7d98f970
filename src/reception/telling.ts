import type { Step } from "../attendant/plan.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Office, Person } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Tell } from "../store/keep-message.ts";
import type { NewOutboxEntry } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";
import type { Call } from "./reception.ts";

/** Who is told of what: what the house gives, to whoever has something to tell. */
export interface Telling {
  readonly store: Store;
  readonly log: Log;
  /** Told of everything, beside the people whom the call was for. */
  readonly mailTo: () => readonly string[];
  /** Something was put into the outbox. */
  readonly wake: () => void;
}

/** Puts a new message into the outbox, for everyone concerned. */
export const tellOfMessage =
  (telling: Telling, call: TellableCall, office: Office): Tell =>
  (message) =>
    concerned(telling, call, office, "messages").map((to) =>
      entry(to, "message", { message: message.id, call: call.id }),
    );

/** The same for a message that was found after a crash; who would have been rung in its call is no longer known. */
export const tellOfRecovered =
  (telling: Telling, office: Office): Tell =>
  (message) =>
    tellOfMessage(telling, { id: message.call, at: message.at, plan: null }, office)(message);

/** Puts a call that nobody took, and that left no message, into the outbox. */
export async function tellOfMissedCall(telling: Telling, call: Call, office: Office): Promise<void> {
  const { store, log, wake } = telling;
  try {
    await store.calls.flushed();
    for (const to of concerned(telling, call, office, "missedCalls"))
      await store.outbox.add(entry(to, "missed-call", { call: call.id }));
    wake();
  } catch (thrown) {
    log.error("app.missed-call-untold", { call: call.id, why: explain(thrown) });
  }
}

/** As much of a call as decides who is told of it. */
type TellableCall = Pick<Call, "id" | "at" | "plan">;

const entry = (to: string, kind: "message" | "missed-call", payload: NewOutboxEntry["payload"]): NewOutboxEntry => ({
  channel: "email",
  to,
  subject: "",
  kind,
  payload,
});

/** A schedule that can't be worked out keeps no message from being kept, nor from those who are told of everything. */
function concerned({ log, mailTo }: Telling, call: TellableCall, office: Office, of: Told): readonly string[] {
  try {
    return recipients(call, office, mailTo(), of);
  } catch (thrown) {
    log.error("app.nobody-on-duty-told", { call: call.id, why: explain(thrown) });
    return addresses(office, mailTo(), of, new Set());
  }
}

/** Of what a person may be told. */
type Told = keyof Person["told"];

/**
 * The people whom the plan would have rung, whoever is on duty, or on call outside the hours (a line that can't forward
 * rings nobody), and those who are told of everything; as far as they want to be told and have an address.
 */
export function recipients(call: TellableCall, office: Office, mailTo: readonly string[], of: Told): readonly string[] {
  const duty = dutyAt(office, call.at);
  const there = (duty.closed ? duty.onCall : duty.onDuty).map(({ id }) => id);
  return addresses(office, mailTo, of, new Set([...contactsIn(call.plan?.steps ?? []), ...there]));
}

/** Of those whose own call it was and want to know, and of those who want to know of all. */
function addresses({ people }: Office, mailTo: readonly string[], of: Told, own: ReadonlySet<string>) {
  const wanting = people.filter(({ id, told }) => told[of] === "all" || (told[of] === "own" && own.has(id)));
  return [...new Set([...wanting.flatMap(({ email }) => email ?? []), ...mailTo])];
}

function contactsIn(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.do === "forward") return step.to.map(({ person }) => person);
    if (step.do === "menu")
      return [...Object.values(step.keys), step.otherwise].flatMap((branch) => contactsIn(branch ?? []));
    return [];
  });
}

import type { Step } from "../attendant/plan.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Office, Person } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { EARLIEST } from "../kernel/plausible.ts";
import type { Instant } from "../kernel/units.ts";
import { textNumber } from "../needs/texts.ts";
import type { Tell } from "../store/keep-message.ts";
import { type NewOutboxEntry, textTo } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";
import type { Call } from "./reception.ts";

/** Who is told of what: what the house gives, to whoever has something to tell. */
export interface Telling {
  readonly store: Store;
  readonly log: Log;
  /** Told of everything, beside the people whom the call was for. */
  readonly mailTo: () => readonly string[];
  /** There is a line that sends texts. */
  readonly texts?: boolean;
  /** Something was put into the outbox. */
  readonly wake: () => void;
  /** The hour by which the schedule is read for a call of this instant; null when none is known. The instant itself, unless told. */
  readonly hourFor?: (at: Instant) => Instant | null;
}

/** The hour by which a call was planned, or would be: whoever is told of it is whose it was by the same hour. */
export function hourOf({ hourFor }: Pick<Telling, "hourFor">, { at, hour }: Pick<Call, "at" | "hour">): Instant | null {
  if (hour !== undefined) return hour;
  if (hourFor) return hourFor(at);
  return at < EARLIEST ? null : at;
}

/** Puts a new message into the outbox, for everyone concerned. */
export const tellOfMessage =
  (telling: Telling, call: TellableCall, office: Office): Tell =>
  (message) =>
    entriesFor(telling, call, office, "message", "messages", { message: message.id, call: call.id });

/** The same for a message that was found after a crash; who would have been rung in its call is no longer known. */
export const tellOfRecovered =
  (telling: Telling, office: Office): Tell =>
  (message) =>
    tellOfMessage(telling, { id: message.call, at: message.at, plan: null }, office)(message);

/** Puts a call that nobody took, and that left no message, into the outbox, behind what is written of it. */
export function tellOfMissedCall(telling: Telling, call: Call, office: Office): void {
  put(telling, "missed-call", call, office, "missedCalls");
}

/** Puts a message that the disk did not take yet into the outbox. */
export function tellOfHeld(telling: Telling, call: Call, office: Office): void {
  put(telling, "message-held", call, office, "messages");
}

/** The same as of a missed call, for one that the appliance itself cut off. */
export const tellOfInterrupted =
  (telling: Telling, office: Office) =>
  (call: { readonly id: string; readonly at: Instant }): readonly NewOutboxEntry[] =>
    entriesFor(telling, { ...call, plan: null }, office, "missed-call", "missedCalls", { call: call.id });

function put(telling: Telling, kind: Kind, call: Call, office: Office, of: Told): void {
  const { store, wake } = telling;
  const entries = entriesFor(telling, call, office, kind, of, { call: call.id });
  if (entries.length > 0) store.outbox.put(entries, wake);
}

/** As much of a call as decides who is told of it. */
type TellableCall = Pick<Call, "id" | "at" | "plan" | "hour" | "unreached">;

type Kind = "message" | "message-held" | "missed-call";

const entry = (to: string, kind: Kind, payload: NewOutboxEntry["payload"]): NewOutboxEntry => ({
  channel: "email",
  to,
  subject: "",
  kind,
  payload,
});

/** By letter, and by text for those who want all by text, and those who should have been rung for it and could not be. */
function entriesFor(
  telling: Telling,
  call: TellableCall,
  office: Office,
  kind: Kind,
  of: Told,
  payload: NewOutboxEntry["payload"],
): readonly NewOutboxEntry[] {
  const own = ownOf(telling, call, office);
  const letters = addresses(office, telling.mailTo(), of, own).map((to) => entry(to, kind, payload));
  if (!telling.texts || kind === "message-held") return letters;
  const wanting = wantingOf(office, of, own).flatMap((person) => textNumber(person, "all") ?? []);
  const unreached = new Set(call.unreached ?? []);
  const instead = office.people.flatMap((person) =>
    unreached.has(person.id) ? (textNumber(person, "urgent") ?? []) : [],
  );
  return [...letters, ...[...new Set([...wanting, ...instead])].map((to) => textTo(to, kind, payload))];
}

/** A schedule that can't be worked out keeps no message from being kept, nor from those who are told of everything. */
function ownOf(telling: Telling, call: TellableCall, office: Office): ReadonlySet<string> {
  try {
    return new Set([...contactsIn(call.plan?.steps ?? []), ...whoseItIs(office, hourOf(telling, call))]);
  } catch (thrown) {
    telling.log.error("app.nobody-on-duty-told", { call: call.id, why: explain(thrown) });
    return new Set();
  }
}

/** Of what a person may be told. */
type Told = Exclude<keyof Person["told"], "texts">;

/**
 * The people whom the plan would have rung, whoever is on duty, or on call outside the hours (a line that can't forward
 * rings nobody), and those who are told of everything; as far as they want to be told and have an address. While no hour
 * is known it may be anybody's whom the schedule ever names: a letter wakes nobody.
 */
export function recipients(call: TellableCall, office: Office, mailTo: readonly string[], of: Told): readonly string[] {
  const there = whoseItIs(office, hourOf({}, call));
  return addresses(office, mailTo, of, new Set([...contactsIn(call.plan?.steps ?? []), ...there]));
}

function whoseItIs(office: Office, hour: Instant | null): readonly string[] {
  if (hour === null) return office.rota.map(({ person }) => person);
  const duty = dutyAt(office, hour);
  return (duty.closed ? duty.onCall : duty.onDuty).map(({ id }) => id);
}

/** Those whose own call it was and want to know, and those who want to know of all. */
const wantingOf = ({ people }: Office, of: Told, own: ReadonlySet<string>): readonly Person[] =>
  people.filter(({ id, told }) => told[of] === "all" || (told[of] === "own" && own.has(id)));

const addresses = (
  office: Office,
  mailTo: readonly string[],
  of: Told,
  own: ReadonlySet<string>,
): readonly string[] => [...new Set([...wantingOf(office, of, own).flatMap(({ email }) => email ?? []), ...mailTo])];

function contactsIn(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.do === "forward") return step.to.map(({ person }) => person);
    if (step.do === "menu")
      return [...Object.values(step.keys), step.otherwise].flatMap((branch) => contactsIn(branch ?? []));
    return [];
  });
}

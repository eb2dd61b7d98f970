import { addressBook, clientBehind, ourNameFor } from "../../attendant/address-book.ts";
import type { Office } from "../../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import { zoneNamed } from "../../duty/wall-clock.ts";
import type { CallerId } from "../../kernel/caller-id.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { CallSummary } from "../../store/call-record.ts";
import type { Message } from "../../store/message-record.ts";
import { deletionOf, type RetentionRule } from "../../store/retention.ts";
import type { CallView } from "../schemas/calls.ts";
import type { CallerView } from "../schemas/common.ts";
import type { MessageView } from "../schemas/messages.ts";

/** What the store holds, as the page shows it: never with a path of the disk. */

export function callerView({ presentation, number, name }: CallerId, office: Office): CallerView {
  const read = readPhoneNumber(number, office.country);
  const book = addressBook(office);
  const caller = clientBehind(read, book);
  const person = read === null ? undefined : book.people.get(read)?.[0];
  const ours = read === null ? undefined : ourNameFor(read, book);
  return {
    presentation,
    number,
    name,
    shown: read === null ? number : showPhoneNumber(read, office.country),
    known: ours === undefined ? null : { name: ours, fragile: caller?.fragile ?? false, person: person?.id ?? null },
    blocked: read !== null && book.blocked.has(read),
  };
}

const notBefore = (at: Instant | null, sweeps: Instant | null): Instant | null =>
  at === null || sweeps === null ? null : instant(Math.max(at, sweeps));

const when = (at: Instant | null, by: string | null) => (at === null ? null : { at, by: by ?? "" });

/** `sweeps`: nothing is deleted before; null while the clock is in doubt. */
export const messageView = (
  message: Message,
  office: Office,
  rule: RetentionRule,
  sweeps: Instant | null,
): MessageView => ({
  id: message.id,
  call: message.call,
  at: message.at,
  zone: message.zone,
  line: message.line,
  caller: callerView(message.caller, office),
  duration: message.duration,
  recovered: message.recovered,
  hardlyAudible: message.hardlyAudible,
  untrimmed: message.untrimmed?.duration ?? null,
  fileMissing: message.fileMissing,
  heard: when(message.heardAt, message.heardBy),
  taken: when(message.takenAt, message.takenBy),
  calledBack: when(message.calledBackAt, message.calledBackBy),
  closed: when(message.closedAt, message.closedBy),
  note: message.note,
  dueAt: message.dueAt,
  kept: when(message.keptAt, message.keptBy),
  deletesAt: notBefore(deletionOf(message, rule, zoneNamed(office.zone)), sweeps),
  closedInDoubt: message.closedAt !== null && (message.closedForSureAt === null || sweeps === null),
});

export function callView(call: CallSummary, office: Office): CallView {
  const { id, line, at, zone, answeredAt, endedAt, outcome, putThroughTo, message, waited } = call;
  return {
    id,
    line,
    at,
    zone,
    caller: callerView(call.caller, office),
    answeredAt,
    endedAt,
    outcome,
    waited,
    message,
    forgotten: call.forgottenAt !== null,
    putThroughTo: putThroughTo && { ...putThroughTo, name: nameOf(putThroughTo.person, office) },
  };
}

/** A person who left the office is named by their id. */
export const nameOf = (person: string, office: Office): string => addressBook(office).byId.get(person)?.name ?? person;

export const shownNumber = (number: string, office: Office): string =>
  showPhoneNumber(number as PhoneNumber, office.country);

export const who = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

import type { Contact } from "../attendant/plan.ts";
import type { CallEnd, CallNote, Prompt } from "../call/call.ts";
import type { Fault } from "../kernel/fault.ts";
import { between, type Instant } from "../kernel/units.ts";
import type { Rung, Waited } from "../store/call-record.ts";
import type { CallStore } from "../store/calls.ts";
import type { Call, CallEntry } from "./reception.ts";

/** What people who watch hear of: the same that is written down, as it happens. */
export type Told =
  | { readonly of: "call"; readonly call: Call; readonly at: Instant; readonly note: CallNote }
  | { readonly of: "end"; readonly call: Call; readonly at: Instant; readonly outcome: CallEnd }
  | { readonly of: "line"; readonly line: string; readonly at: Instant; readonly trouble: Fault | null };

export type Watch = (told: Told) => void;

/** Writes one call into the store, step by step, and tells those who watch. */
export function openCallEntry(calls: CallStore, watch: Watch, call: Call): CallEntry {
  let answeredAt: Instant | null = null;
  let ringingSince = call.at;
  let pickedUpAt: Instant | null = null;
  let putThroughTo: Rung | null = null;
  let waitsSince: Instant | null = null;
  let waited: Waited | null = null;
  calls.begin({ id: call.id, line: call.line, at: call.at });

  function write(at: Instant, note: CallNote): void {
    switch (note.what) {
      case "rang":
        calls.step(call.id, { at, what: "rang", detail: { rings: note.rings } });
        break;
      case "caller":
        calls.update(call.id, { caller: note.caller });
        break;
      case "planned":
        calls.update(call.id, { plan: note.plan });
        break;
      case "answered":
        answeredAt = at;
        calls.step(call.id, { at, what: "answered", detail: { rings: note.rings } });
        break;
      case "key":
        calls.step(call.id, { at, what: "key", detail: { digit: note.digit, known: note.known } });
        break;
      case "no-key":
        calls.step(call.id, { at, what: "no-key", detail: {} });
        break;
      case "ringing":
        ringingSince = at;
        pickedUpAt = null;
        calls.step(call.id, { at, what: "ringing", detail: rung(note.contact) });
        break;
      case "picked-up":
        pickedUpAt = at;
        calls.step(call.id, { at, what: "picked-up", detail: rung(note.contact) });
        break;
      case "attempt": {
        const ringTime = between(ringingSince, pickedUpAt ?? at);
        calls.step(call.id, {
          at,
          what: "attempt",
          detail: { ...rung(note.contact), outcome: note.outcome, ringTime },
        });
        break;
      }
      case "put-through":
        putThroughTo = rung(note.contact);
        calls.step(call.id, {
          at,
          what: "put-through",
          detail: { ...putThroughTo, ...(note.over === undefined ? {} : { over: note.over }) },
        });
        break;
      case "way":
        calls.step(call.id, { at, what: "way", detail: { way: note.way, outcome: note.outcome } });
        break;
      case "waiting":
        waitsSince = at;
        calls.step(call.id, { at, what: "waiting", detail: {} });
        break;
      case "waited": {
        const detail = { how: note.how, lasted: between(waitsSince ?? at, at) };
        waited = detail;
        calls.step(call.id, { at, what: "waited", detail });
        break;
      }
      case "let-in":
        calls.step(call.id, { at, what: "let-in", detail: { person: note.person, name: note.name } });
        break;
      case "not-let-in":
        calls.step(call.id, { at, what: "not-let-in", detail: {} });
        break;
      case "knocked":
        calls.step(call.id, { at, what: "knocked", detail: {} });
        break;
      case "taken-here":
        calls.step(call.id, { at, what: "taken-here", detail: {} });
        break;
      case "hung-up":
        calls.step(call.id, { at, what: "hung-up", detail: { by: note.by, sign: note.sign } });
        break;
      case "fault":
        calls.step(call.id, { at, what: "fault", detail: { code: "call.failed", sentence: note.sentence } });
        break;
      // Written with more than the machine knows: what was played, how long the message is.
      case "announcing":
      case "place":
      case "recording":
      case "recording-ended":
      case "held":
        break;
    }
  }

  return {
    note(at, note) {
      write(at, note);
      watch({ of: "call", call, at, note });
    },
    played(at, prompt: Prompt, { version, text }, stoppedAfter) {
      // What is said to a person of the team names callers, and is no announcement.
      if (prompt.to !== "caller") return;
      const { kind, language, urgent = false } = prompt.announcement;
      const step = { at, what: "announced", detail: { kind, language, urgent, version, stoppedAfter } } as const;
      calls.step(call.id, step, text === "" ? null : { text, language });
    },
    end(at, outcome) {
      calls.end(call.id, { at, outcome, answeredAt, putThroughTo, waited });
      watch({ of: "end", call, at, outcome });
    },
  };
}

const rung = ({ person, name, number }: Contact): Rung => ({ person, name, number });

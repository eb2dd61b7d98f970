import type { CallOutcome } from "../../src/store/call-record.ts";
import type { Row } from "../../src/store/database.ts";
import type { Dice } from "./dice.ts";

/** Rows of one call, of its steps, and of the message left in it. */
export interface PastCall {
  readonly call: Row;
  readonly steps: readonly Row[];
  readonly message: Row | null;
}

export interface PastCaller {
  readonly number: string | null;
  readonly name: string | null;
}

interface Known {
  readonly id: string;
  readonly at: number;
  readonly zone: string;
  readonly plan: string;
  readonly outcome: CallOutcome;
}

const SECOND = 1000;
const amelie = { person: "amelie", name: "Amélie Durand", number: "+33639980001" };
const karim = { person: "karim", name: "Karim Benali", number: "+33639980002" };
const notes = [
  "Rappeler pour le passage de jeudi",
  "Facture de mars",
  "Demande un devis",
  "Clés chez la voisine",
  null,
];

/** A call as the appliance would have written it down, and what became of its message. */
export function pastCall(die: Dice, { id, at, zone, plan, outcome }: Known, { number, name }: PastCaller): PastCall {
  const answered = outcome === "abandoned" || outcome === "blocked" ? null : at + (2 + die.whole(9)) * SECOND;
  const steps: Row[] = [];
  let now = at;
  const step = (after: number, what: string, detail: object): void => {
    now += after * SECOND;
    steps.push({ call: id, seq: steps.length + 1, at: now, what, detail: JSON.stringify(detail) });
  };
  step(0, "rang", { rings: 1 });
  if (answered !== null) {
    now = answered;
    step(0, "answered", { rings: 2 });
    const welcome = outcome === "message" ? "closed" : "welcome";
    step(1, "announced", { kind: welcome, language: "fr", urgent: false, version: "b1946ac92492d234" });
  }
  const rings = outcome === "forwarded" || (outcome === "message" && die.chance(0.5));
  if (rings) {
    step(6, "ringing", amelie);
    const first = die.chance(0.7) && outcome === "forwarded";
    step(4 + die.whole(16), "attempt", { ...amelie, outcome: first ? "accepted" : "no-answer", ringTime: 9000 });
    if (!first && outcome === "forwarded") {
      step(1, "ringing", karim);
      step(4 + die.whole(16), "attempt", { ...karim, outcome: "accepted", ringTime: 7000 });
    }
    if (outcome === "forwarded") step(0, "put-through", first ? amelie : karim);
  }
  const duration = (5 + die.whole(60)) * SECOND;
  if (outcome === "message") step(duration / SECOND, "recorded", { duration, empty: false });
  step(2 + die.whole(200), "hung-up", { by: "caller", sign: null });
  const call: Row = {
    id,
    line: die.chance(0.8) ? "line-1" : "line-2",
    at,
    zone,
    plan,
    outcome,
    answered_at: answered,
    ended_at: now,
    presentation: number === null ? "withheld" : "given",
    caller_number: number,
    caller_name: name,
    taken_by: outcome === "forwarded" ? amelie.person : null,
    taken_number: outcome === "forwarded" ? amelie.number : null,
  };
  return { call, steps, message: outcome === "message" ? messageOf(die, id, now, zone, duration) : null };
}

function messageOf(die: Dice, id: string, at: number, zone: string, duration: number): Row {
  const heard = die.chance(0.97) ? at + die.whole(7200) * SECOND : null;
  const closed = heard !== null && die.chance(0.95) ? heard + die.whole(7200) * SECOND : null;
  return {
    id,
    call: id,
    at,
    zone,
    duration,
    heard_at: heard,
    heard_by: heard === null ? null : "Claire",
    taken_at: heard,
    taken_by: heard === null ? null : die.pick(["Claire", "Amélie Durand", "Sophie Martin"]),
    closed_at: closed,
    closed_by: closed === null ? null : "Claire",
    note: closed === null ? null : die.pick(notes),
  };
}

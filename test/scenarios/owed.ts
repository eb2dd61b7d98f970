import assert from "node:assert/strict";
import type { CallSummary } from "../../src/store/call-record.ts";
import type { Scene } from "./scene.ts";

const SERVED = ["forwarded", "information", "taken-here", "blocked"];
const REACHED = ["forwarded", "taken-here"];

/**
 * What is open by the book of calls alone, reckoned anew: by each caller, which calls came after the last that somebody
 * took. A number that can't be called back is nobody's but that call's.
 */
export function owedBy(calls: readonly CallSummary[], numberOf: (call: CallSummary) => string | null): string[][] {
  const open = new Map<string, string[]>();
  for (const call of calls) {
    const key = numberOf(call) ?? `call ${call.id}`;
    const outcome = call.outcome ?? "";
    if (call.message === null && REACHED.includes(outcome)) open.delete(key);
    else if (call.message !== null || !SERVED.includes(outcome)) open.set(key, [...(open.get(key) ?? []), call.id]);
  }
  return [...open.values()].map((ids) => ids.toSorted()).sort();
}

const numberOf = ({ caller: { number } }: CallSummary): string | null => {
  const digits = number?.replace(/^(\+33|0033)/, "0") ?? "";
  return /^0[1-9]\d{8}$/.test(digits) ? digits : null;
};

/** Whoever was not served is owed something, once; whoever was, is not. Each need is asked for, or has somebody. */
export async function owesWhatIsOwed({ store, clock }: Pick<Scene, "store" | "clock">): Promise<void> {
  const begun = (await clock.hold(store.calls.list({ limit: 500 }))).reverse();
  // Of several lines a call that began later may be over first; what came of one is known at its end.
  const calls = begun.toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  const needs = await clock.hold(store.needs.list({ limit: 500 }));
  assert.deepEqual(needs.map((need) => [...need.calls]).sort(), owedBy(calls, numberOf));
  for (const { id, owner, nextAskAt, lastResortAt, calls: own } of needs) {
    const first = calls.find((call) => own.includes(call.id));
    assert.equal(id, first?.id, "a need is named for the call that opened it");
    assert.ok(owner !== null || nextAskAt !== null || lastResortAt !== null, `${id} is nobody's and nobody is asked`);
  }
}

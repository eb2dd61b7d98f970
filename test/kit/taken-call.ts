import type { Plan } from "../../src/attendant/plan.ts";
import type { Language } from "../../src/duty/office.ts";
import type { CallerId } from "../../src/kernel/caller-id.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { type Instant, millis, plus, seconds } from "../../src/kernel/units.ts";
import type { Store } from "../../src/store/store.ts";

const hold = { kind: "hold", language: "fr" as Language } as const;

/** A plan that rings one person as this. */
export const rings = (person: string, name: string, number: string, via: "duty" | "on-call"): Plan => ({
  answerAfter: 2,
  because: [],
  steps: [
    {
      do: "forward",
      to: [{ person, name, number: number as PhoneNumber, language: "fr" }],
      ringFor: millis(20_000),
      screen: true,
      hold,
      via,
    },
  ],
});

/** A call that somebody took, as it is written down. */
export async function takenCall(
  { calls }: Store,
  id: string,
  at: Instant,
  by: { readonly person: string; readonly name: string; readonly number: string },
  {
    via = "on-call",
    caller = {},
    key,
  }: { readonly via?: "duty" | "on-call"; readonly caller?: Partial<CallerId>; readonly key?: "1" } = {},
): Promise<void> {
  calls.begin({
    id,
    line: "line-1",
    at,
    caller: { presentation: "given", number: "0387000001", name: null, ...caller },
    plan: rings(by.person, by.name, by.number, via),
  });
  if (key) calls.step(id, { at: plus(at, seconds(3)), what: "key", detail: { digit: key, known: true } });
  calls.step(id, { at: plus(at, seconds(5)), what: "ringing", detail: by });
  calls.step(id, { at: plus(at, seconds(12)), what: "put-through", detail: by });
  calls.end(id, {
    at: plus(at, seconds(15)),
    outcome: "forwarded",
    answeredAt: plus(at, seconds(4)),
    putThroughTo: { person: by.person, number: by.number },
  });
  await calls.flushed();
}

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Contact, Plan, Step } from "../../src/attendant/plan.ts";
import { advance, newCall } from "../../src/call/advance.ts";
import type { CallInput, CallState, Effect } from "../../src/call/call.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { seconds } from "../../src/kernel/units.ts";

const contact = (person: string, number: string): Contact => ({
  person,
  name: person,
  number: number as PhoneNumber,
  language: "fr",
});
const anne = contact("anne", "+33600000001");
const bob = contact("bob", "+33600000002");

const announce = (kind: "welcome" | "busy" | "thanks" | "goodbye" | "closed"): Step => ({
  do: "announce",
  announcement: { kind, language: "fr" },
});
const forward = (...to: Contact[]): Step => ({
  do: "forward",
  to,
  ringFor: seconds(20),
  screen: true,
  hold: { kind: "hold", language: "fr" },
  via: "duty",
});
const record: Step = {
  do: "record",
  mailbox: "main",
  atMost: seconds(60),
  silenceAfter: seconds(8),
  nothingSaid: { kind: "goodbye", language: "fr" },
};
const menu = (...urgent: Step[]): Step => ({
  do: "menu",
  announcement: { kind: "closed", language: "fr", urgent: true },
  wrongKey: { kind: "wrong-key", language: "fr" },
  wait: seconds(5),
  keys: { "1": urgent },
  otherwise: [record, announce("thanks"), { do: "hangUp" }],
});
const plan = (...steps: Step[]): Plan => ({ answerAfter: 2, steps: [...steps, { do: "hangUp" }], because: [] });

type Word = "done" | "failed" | "deadline" | "answered" | "no-answer" | "busy" | "gone" | "said" | "unsaid";

/** Walks a call by hand: `"done"` and the like answer the last numbered effect. */
class Walker {
  state: CallState = newCall;
  readonly effects: Effect[] = [];

  readonly plan: Plan;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  give(...inputs: (CallInput | Word)[]): this {
    for (const input of inputs) {
      const { state, effects } = advance(this.state, typeof input === "string" ? this.#result(input) : input);
      this.state = state;
      this.effects.push(...effects);
      if (effects.some((effect) => effect.do === "ask")) this.give({ kind: "planned", plan: this.plan });
    }
    return this;
  }

  answered(): this {
    return this.give({ kind: "caller", caller: callerId("0102030405", null) }, ring, ring, "done");
  }

  #result(word: string): CallInput {
    const effect = "effect" in this.state ? this.state.effect : ((this.state as { deadline?: number }).deadline ?? 0);
    switch (word) {
      case "done":
      case "deadline":
        return { kind: word, effect };
      case "failed":
        return { kind: "failed", effect, why: "it broke" };
      case "said":
      case "unsaid":
        return { kind: "weighed", effect, speech: word === "said" };
      case "gone":
        return { kind: "gone", who: "caller", sign: "busy-tone" };
      default:
        return { kind: "dialled", effect, outcome: word as "answered" };
    }
  }

  get story(): string {
    return this.effects.flatMap(tell).join(", ");
  }
}

function tell(effect: Effect): string[] {
  switch (effect.do) {
    case "play":
      return [effect.prompt.to === "caller" ? effect.prompt.announcement.kind : "screen"];
    case "dial":
      return [`dial ${effect.contact.person}`];
    case "end":
      return [`= ${effect.outcome}`];
    case "answer":
    case "complete":
    case "release":
    case "record":
    case "hangUp":
      return [effect.do];
    case "ask":
    case "deadline":
    case "stop":
    case "weigh":
    case "note":
      return [];
  }
}

const ring: CallInput = { kind: "ring" };
const lifted: CallInput = { kind: "local-telephone" };
const key = (digit: "1" | "2" | "5" | "#"): CallInput => ({ kind: "digit", digit });
const legGone: CallInput = { kind: "gone", who: "leg", sign: "busy-tone" };
const inHours = () =>
  new Walker(plan(announce("welcome"), forward(anne, bob), announce("busy"), record, announce("thanks")));
const outOfHours = () =>
  new Walker(plan(menu(forward(anne), announce("busy"), record, announce("thanks"), { do: "hangUp" })));

describe("the call machine", () => {
  const table: [string, () => Walker, string][] = [
    [
      "first takes it",
      () => inHours().answered().give("done", "answered", "done", key("1"), "done"),
      "answer, welcome, dial anne, screen, complete, hangUp, = forwarded",
    ],
    [
      "first refuses, second takes it",
      () => inHours().answered().give("done", "answered", key("2"), "done", "done", "answered", key("1"), "done"),
      "answer, welcome, dial anne, screen, release, hold, dial bob, screen, complete, hangUp, = forwarded",
    ],
    [
      "a voicemail that presses nothing is let go after two prompts",
      () => inHours().answered().give("done", "answered", "done", "deadline", "done", "deadline", "done"),
      "answer, welcome, dial anne, screen, screen, release, hold",
    ],
    [
      "the leg hangs up in the screening",
      () => inHours().answered().give("done", "answered", legGone, "done"),
      "answer, welcome, dial anne, screen, release, hold",
    ],
    [
      "nobody takes it: a message",
      () => inHours().answered().give("done", "no-answer", "done", "busy", "done", key("#"), "said", "done"),
      "answer, welcome, dial anne, hold, dial bob, busy, record, thanks, hangUp, = message",
    ],
    [
      "nothing was said after the beep: nobody is thanked for a message",
      () => outOfHours().answered().give("done", "deadline", { kind: "silence" }, "unsaid", "done"),
      "answer, closed, record, goodbye, hangUp, = message",
    ],
    [
      "the caller leaves while it is found out whether anything was said",
      () => outOfHours().answered().give("done", "deadline", { kind: "silence" }, "gone"),
      "answer, closed, record, hangUp, = message",
    ],
    [
      "that can't be found out: in doubt it is a message",
      () => outOfHours().answered().give("done", "deadline", key("#"), "failed", "done"),
      "answer, closed, record, thanks, hangUp, = message",
    ],
    [
      "joining fails: the next is tried",
      () => inHours().answered().give("done", "answered", key("1"), "failed", "done"),
      "answer, welcome, dial anne, screen, complete, release, hold",
    ],
    [
      "out of hours, urgent key in the announcement",
      () => outOfHours().answered().give(key("1"), "answered", key("1"), "done"),
      "answer, closed, dial anne, screen, complete, hangUp, = forwarded",
    ],
    [
      "a wrong key is answered once, then the message",
      () => outOfHours().answered().give(key("5"), key("5"), { kind: "silence" }, "said", "done"),
      "answer, closed, wrong-key, record, thanks, hangUp, = message",
    ],
    [
      "after a wrong key and then none, the message",
      () => outOfHours().answered().give(key("5"), "done", "deadline", "gone"),
      "answer, closed, wrong-key, record, hangUp, = message",
    ],
    [
      "no key",
      () => outOfHours().answered().give("done", "deadline", "gone"),
      "answer, closed, record, hangUp, = message",
    ],
    [
      "caller leaves while ringing",
      () => inHours().give(ring, { kind: "gone", who: "caller", sign: "rings-stopped" }),
      "hangUp, = abandoned",
    ],
    ["caller leaves in the greeting", () => inHours().answered().give("gone"), "answer, welcome, hangUp, = abandoned"],
    ["caller leaves in the menu", () => outOfHours().answered().give("gone"), "answer, closed, hangUp, = abandoned"],
    [
      "caller leaves while a second leg rings",
      () => inHours().answered().give("done", "gone"),
      "answer, welcome, dial anne, hangUp, = abandoned",
    ],
    [
      "the line can't answer",
      () => inHours().give({ kind: "caller", caller: callerId("0102030405", null) }, ring, ring, "failed"),
      "answer, hangUp, = failed",
    ],
    [
      "an announcement that can't be played does not stop the call",
      () => inHours().answered().give("failed", "busy"),
      "answer, welcome, dial anne, hold",
    ],
    [
      "no caller id: the plan is asked at the deadline",
      () => inHours().give(ring, "deadline", ring, "done"),
      "answer, welcome",
    ],
    [
      "a blocked caller is never answered",
      () =>
        new Walker({ answerAfter: null, steps: [{ do: "hangUp" }], because: [] }).give(
          { kind: "caller", caller: callerId("0102030405", null) },
          ring,
          ring,
          ring,
          ring,
          { kind: "gone", who: "caller", sign: "rings-stopped" },
        ),
      "hangUp, = blocked",
    ],
    [
      "the telephone beside the box is lifted in the greeting (L2)",
      () => inHours().answered().give(lifted, "done"),
      "answer, welcome, hangUp, = taken-here",
    ],
    [
      "the telephone is lifted while a second leg rings (L2)",
      () => inHours().answered().give("done", lifted, "answered"),
      "answer, welcome, dial anne, hangUp, = taken-here",
    ],
    [
      "the telephone is lifted in the message: nothing of it is kept (L2)",
      () => outOfHours().answered().give("done", "deadline", lifted),
      "answer, closed, record, hangUp, = taken-here",
    ],
    [
      "the telephone is lifted while the caller is thanked: their message stays (L2)",
      () => outOfHours().answered().give("done", "deadline", key("#"), "said", lifted),
      "answer, closed, record, thanks, hangUp, = message",
    ],
    [
      "the telephone is lifted while it rings, and it rings no more (L2)",
      () => inHours().give(ring, lifted, { kind: "gone", who: "caller", sign: "rings-stopped" }),
      "hangUp, = taken-here",
    ],
    [
      "it was said that the telephone is lifted, yet it rings on (L2)",
      () => inHours().give({ kind: "caller", caller: callerId("0102030405", null) }, ring, lifted, ring, "done"),
      "answer, welcome",
    ],
  ];
  for (const [name, walk, story] of table) it(name, () => assert.equal(walk().story, story));

  it("rings nobody twice in a call, by person or by number", () => {
    const sameNumber = contact("anne-home", anne.number);
    const walker = new Walker(plan(forward(anne, sameNumber, anne, bob), forward(bob, anne), record));
    walker.answered().give("busy", "done", "busy");
    assert.equal(walker.story, "answer, dial anne, hold, dial bob, record");
  });

  it("ignores results and deadlines that are no longer waited for", () => {
    const walker = inHours().answered();
    const before = walker.state;
    walker.give(
      { kind: "deadline", effect: 1 },
      { kind: "done", effect: 99 },
      { kind: "failed", effect: 0, why: "late" },
    );
    assert.deepEqual(walker.state, before);
  });

  it("ends on-hook and over, once, whatever comes before the caller is gone", () => {
    const digits = fc.constantFrom(key("1"), key("2"), key("5"), key("#"));
    const small = fc.nat(12);
    const input: fc.Arbitrary<CallInput> = fc.oneof(
      fc.constant(ring),
      fc.constant(legGone),
      fc.constant(lifted),
      digits,
      fc.constant<CallInput>({ kind: "silence" }),
      fc.constant<CallInput>({ kind: "caller", caller: callerId("06", null) }),
      fc.constant<CallInput>({ kind: "planned", plan: plan(menu(forward(anne, bob)), record) }),
      fc.constant<CallInput>({ kind: "planned", plan: plan(announce("welcome"), forward(bob, anne), record) }),
      small.map((effect): CallInput => ({ kind: "done", effect })),
      small.map((effect): CallInput => ({ kind: "deadline", effect })),
      small.map((effect): CallInput => ({ kind: "failed", effect, why: "x" })),
      fc.tuple(small, fc.boolean()).map(([effect, speech]): CallInput => ({ kind: "weighed", effect, speech })),
      fc
        .tuple(small, fc.constantFrom("answered", "busy", "no-answer", "failed"))
        .map(([effect, outcome]): CallInput => ({ kind: "dialled", effect, outcome: outcome as "busy" })),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        let state: CallState = newCall;
        const effects: Effect[] = [];
        for (const next of [...inputs, { kind: "gone", who: "caller", sign: "modem" } as const]) {
          const advanced = advance(state, next);
          state = advanced.state;
          effects.push(...advanced.effects);
        }
        assert.equal(state.phase, "over");
        assert.equal(effects.filter((effect) => effect.do === "end").length, 1);
        assert.deepEqual(
          effects.slice(-2).map((effect) => effect.do),
          ["hangUp", "end"],
        );
        assert.deepEqual(advance(state, ring).effects, []);
      }),
    );
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Contact, Plan, Step } from "../../src/attendant/plan.ts";
import { advance, newCall } from "../../src/call/advance.ts";
import type { CallInput, CallState, Effect, Kept, Prompt } from "../../src/call/call.ts";
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

type Word =
  | "done"
  | "failed"
  | "deadline"
  | "answered"
  | "no-answer"
  | "busy"
  | "unheard"
  | "joined"
  | "gone"
  | "said"
  | "unsaid"
  | Kept;

/** Walks a call by hand: `"done"` and the like answer the last numbered effect. */
class Walker {
  state: CallState = newCall;
  readonly effects: Effect[] = [];

  readonly plan: Plan;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  /** Is shown each input that reaches the machine. */
  watch: (input: CallInput) => void = () => undefined;

  give(...inputs: (CallInput | Word)[]): this {
    for (const input of inputs) {
      // Nobody is rung before the caller was told of the wait.
      if (this.state.phase === "holding" && ["answered", "no-answer", "busy"].includes(String(input)))
        this.give("done");
      const given = typeof input === "string" ? this.#result(input) : input;
      this.watch(given);
      const { state, effects } = advance(this.state, given);
      this.state = state;
      this.effects.push(...effects);
      if (effects.some((effect) => effect.do === "ask")) this.give({ kind: "planned", plan: this.plan });
    }
    return this;
  }

  rings(): this {
    return this.give({ kind: "caller", caller: callerId("0102030405", null) }, ring);
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
      case "unheard":
        return { kind: word, effect, why: "it broke" };
      case "joined":
        return { kind: word, effect, over: "line-2" };
      case "said":
      case "unsaid":
        return { kind: "weighed", effect, speech: word === "said" };
      case "message":
      case "held":
      case "nothing":
      case "lost":
        return { kind: "kept", effect, kept: word };
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

function wordOf(prompt: Prompt): string {
  switch (prompt.to) {
    case "caller":
      return prompt.announcement.kind;
    case "leg":
      return "screen";
    case "phone":
      return prompt.says.map((each) => ("kind" in each ? each.kind : "sound")).join(" ");
  }
}

function tell(effect: Effect): string[] {
  switch (effect.do) {
    case "play":
      return [wordOf(effect.prompt)];
    case "dial":
      return [`dial ${effect.contact.person}`];
    case "deflect":
      return [`deflect ${effect.contact.person}`];
    case "end":
      return [`= ${effect.outcome}`];
    case "answer":
    case "complete":
    case "release":
    case "record":
    case "record-announcement":
    case "keep":
    case "hangUp":
    case "discard":
    case "check-pin":
    case "act":
    case "let-go":
      return [effect.do];
    case "seek":
    case "queue":
      return [`${effect.do} ${effect.to.map(({ person }) => person).join(" ")}`];
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
const sentOn = () => new Walker({ ...plan(announce("welcome"), forward(anne)), deflect: anne });
const inHours = () =>
  new Walker(plan(announce("welcome"), forward(anne, bob), announce("busy"), record, announce("thanks")));
const outOfHours = () =>
  new Walker(plan(menu(forward(anne), announce("busy"), record, announce("thanks"), { do: "hangUp" })));

describe("the call machine", () => {
  const table: [string, () => Walker, string][] = [
    [
      "the network sends the caller on while it rings",
      () => sentOn().rings().give("done"),
      "deflect anne, hangUp, = sent-on",
    ],
    [
      "the network refuses that: the plan goes on",
      () => sentOn().rings().give("failed", ring, "done"),
      "deflect anne, answer, welcome",
    ],
    [
      "the caller leaves while the network is asked to send them on",
      () => sentOn().rings().give("gone"),
      "deflect anne, hangUp, = abandoned",
    ],
    [
      "first takes it",
      () => inHours().answered().give("done", "answered", "done", key("1"), "done"),
      "answer, welcome, hold, dial anne, screen, complete, hangUp, = forwarded",
    ],
    [
      "first refuses, second takes it",
      () => inHours().answered().give("done", "answered", key("2"), "done", "done", "answered", key("1"), "done"),
      "answer, welcome, hold, dial anne, screen, release, hold, dial bob, screen, complete, hangUp, = forwarded",
    ],
    [
      "a voicemail that presses nothing is let go after two prompts",
      () => inHours().answered().give("done", "answered", "done", "deadline", "done", "deadline", "done"),
      "answer, welcome, hold, dial anne, screen, screen, release, hold",
    ],
    [
      "the leg hangs up in the screening",
      () => inHours().answered().give("done", "answered", legGone, "done"),
      "answer, welcome, hold, dial anne, screen, release, hold",
    ],
    [
      "nobody takes it: a message",
      () => inHours().answered().give("done", "no-answer", "done", "busy", "done", key("#"), "said", "done", "message"),
      "answer, welcome, hold, dial anne, hold, dial bob, busy, record, thanks, hangUp, keep, = message",
    ],
    [
      "nothing was said after the beep: nobody is thanked for a message",
      () => outOfHours().answered().give("done", "deadline", { kind: "silence" }, "unsaid", "done", "nothing"),
      "answer, closed, record, goodbye, hangUp, keep, = empty-message",
    ],
    [
      "the caller leaves while it is found out whether anything was said",
      () => outOfHours().answered().give("done", "deadline", { kind: "silence" }, "gone", "message"),
      "answer, closed, record, hangUp, keep, = message",
    ],
    [
      "that can't be found out: in doubt it is a message",
      () => outOfHours().answered().give("done", "deadline", key("#"), "failed", "done", "message"),
      "answer, closed, record, thanks, hangUp, keep, = message",
    ],
    [
      "joining fails: the next is tried",
      () => inHours().answered().give("done", "answered", key("1"), "failed", "done"),
      "answer, welcome, hold, dial anne, screen, complete, release, hold",
    ],
    [
      "they go on speaking through the box, and are done",
      () => inHours().answered().give("done", "answered", key("1"), "joined", key("5"), "done"),
      "answer, welcome, hold, dial anne, screen, complete, hangUp, = forwarded",
    ],
    [
      "the caller leaves while they speak through the box",
      () => inHours().answered().give("done", "answered", key("1"), "joined", "gone"),
      "answer, welcome, hold, dial anne, screen, complete, hangUp, = forwarded",
    ],
    [
      "the person's line breaks while they speak through the box: the caller may still say what it was",
      () => inHours().answered().give("done", "answered", key("1"), "joined", "failed", "done", "gone", "message"),
      "answer, welcome, hold, dial anne, screen, complete, busy, record, hangUp, keep, = message",
    ],
    [
      "out of hours, urgent key in the announcement",
      () => outOfHours().answered().give(key("1"), "answered", key("1"), "done"),
      "answer, closed, hold, dial anne, screen, complete, hangUp, = forwarded",
    ],
    [
      "a wrong key is answered once, then the message",
      () => outOfHours().answered().give(key("5"), key("5"), { kind: "silence" }, "said", "done", "message"),
      "answer, closed, wrong-key, record, thanks, hangUp, keep, = message",
    ],
    [
      "after a wrong key and then none, the message",
      () => outOfHours().answered().give(key("5"), "done", "deadline", "gone", "message"),
      "answer, closed, wrong-key, record, hangUp, keep, = message",
    ],
    [
      "no key",
      () => outOfHours().answered().give("done", "deadline", "gone", "message"),
      "answer, closed, record, hangUp, keep, = message",
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
      () => inHours().answered().give("done", "done", "gone"),
      "answer, welcome, hold, dial anne, hangUp, = abandoned",
    ],
    [
      "the line can't answer",
      () => inHours().give({ kind: "caller", caller: callerId("0102030405", null) }, ring, ring, "failed"),
      "answer, hangUp, = failed",
    ],
    [
      "an announcement that can't be played does not stop the call",
      () => inHours().answered().give("failed", "busy"),
      "answer, welcome, hold, dial anne, hold",
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
      () => inHours().answered().give("done", "done", lifted, "answered"),
      "answer, welcome, hold, dial anne, hangUp, = taken-here",
    ],
    [
      "the telephone is lifted in the message: nothing of it is kept (L2)",
      () => outOfHours().answered().give("done", "deadline", lifted),
      "answer, closed, record, hangUp, discard, = taken-here",
    ],
    [
      "the telephone is lifted while the caller is thanked: their message stays (L2)",
      () => outOfHours().answered().give("done", "deadline", key("#"), "said", lifted, "message"),
      "answer, closed, record, thanks, hangUp, keep, = message",
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
  const recorded = () => outOfHours().answered().give("done", "deadline");
  const lost: CallInput = { kind: "gone", who: "caller", sign: "trouble" };
  const outcomes: [string, () => Walker, string][] = [
    ["a message that is held in memory, and is told so, is one", () => recorded().give("gone", "held"), "message"],
    ["nothing that was recorded could be kept", () => recorded().give("gone", "lost"), "failed"],
    ["what was recorded could not even be looked at", () => recorded().give("gone", "failed"), "failed"],
    ["nothing was said after the beep", () => recorded().give("gone", "nothing"), "empty-message"],
    ["the line is lost before anything is said", () => recorded().give(lost, "nothing"), "failed"],
    ["the line is lost in the middle of a message", () => recorded().give(lost, "message"), "message"],
    [
      "nothing is said, for the invitation was not heard",
      () => new Walker(plan(announce("busy"), record)).answered().give("failed", "gone", "nothing"),
      "failed",
    ],
    ["nothing is said, for there was no beep", () => recorded().give("unheard", "gone", "nothing"), "failed"],
    [
      "nothing is said to the end, for there was no beep",
      () => recorded().give("unheard", { kind: "silence" }, "unsaid", "done", "nothing"),
      "failed",
    ],
    ["something is said without a beep", () => recorded().give("unheard", "gone", "message"), "message"],
    ["the recording fails at once", () => recorded().give("failed", "nothing"), "failed"],
    ["the recording fails in the middle", () => recorded().give("failed", "message"), "message"],
    ["the line is lost while it rings", () => inHours().give(ring, lost), "failed"],
    ["the line is lost in the greeting", () => inHours().answered().give(lost), "failed"],
    [
      "whoever took it is never joined, and nothing is said after the beep",
      () =>
        new Walker(plan(forward(anne), record))
          .answered()
          .give("answered", key("1"), "failed", "done", "gone", "nothing"),
      "empty-message",
    ],
    [
      "an information that was heard",
      () => new Walker(plan(announce("closed"))).answered().give("done"),
      "information",
    ],
    ["an information that was not", () => new Walker(plan(announce("closed"))).answered().give("failed"), "failed"],
  ];
  for (const [name, walk, outcome] of outcomes)
    it(`is told as what it was: ${name} (L8)`, () => assert.equal(walk().story.split("= ")[1], outcome));

  it("says that somebody has the call only once they are joined (L8)", () => {
    const attempts = (walker: Walker) =>
      walker.effects.flatMap((each) => (each.do === "note" && each.note.what === "attempt" ? each.note.outcome : []));
    const joining = inHours().answered().give("done", "answered", key("1"));
    assert.deepEqual(attempts(joining), []);
    assert.deepEqual(attempts(joining.give("failed")), ["failed"]);
    assert.deepEqual(attempts(inHours().answered().give("done", "answered", key("1"), "done")), ["accepted"]);
    const screened = () => inHours().answered().give("done", "answered");
    assert.deepEqual(attempts(screened().give(legGone)), ["not-accepted"]);
    assert.deepEqual(attempts(screened().give({ ...legGone, sign: "trouble" })), ["failed"], "their line broke down");
    const through = inHours().answered().give("done", "answered", key("1"), "joined");
    assert.deepEqual(attempts(through), ["accepted"], "at once, also where they go on through the box");
    assert.deepEqual(attempts(through.give("done")), ["accepted"]);
  });

  for (const [name, walk, story] of table) it(name, () => assert.equal(walk().story, story));

  it("rings no number twice in a call, whoever has it", () => {
    const sameNumber = contact("anne-home", anne.number);
    const walker = new Walker(plan(forward(anne, sameNumber, anne, bob), forward(bob, anne), record));
    walker.answered().give("busy", "done", "busy");
    assert.equal(walker.story, "answer, hold, dial anne, hold, dial bob, record");
  });

  describe("a person with two numbers (L15)", () => {
    const home = { ...contact("anne", "+33100000001"), ringFor: seconds(12) };
    const two = () => new Walker(plan(forward(anne, home, bob), forward(home, bob), record)).answered();
    const dialled = (walker: Walker) =>
      walker.effects.flatMap((each) => (each.do === "dial" ? [[each.contact.number, each.ringFor]] : []));
    const all = [
      [anne.number, seconds(20)],
      [home.number, seconds(12)],
      [bob.number, seconds(20)],
    ];
    for (const outcome of ["no-answer", "busy", "failed"] as const)
      it(`is rung at the next number after ${outcome}, each for its own time, and the next person after that`, () =>
        assert.deepEqual(dialled(two().give("done", outcome, "done", outcome, "done")), all));

    it("is rung at the next number when a voicemail picks up the first", () =>
      assert.deepEqual(dialled(two().give("answered", legGone, "done", "done")), all.slice(0, 2)));

    it("who leaves the call to the next is asked at no other number", () => {
      const walker = two().give("answered", key("2"), "done", "done");
      assert.deepEqual(dialled(walker), [all[0], all[2]]);
      assert.equal(walker.give("busy").story.split(", ").at(-1), "record");
    });
  });

  it("says a menu as often as the caller asks, but for a key that is stuck", () => {
    const walker = outOfHours().answered();
    for (let n = 0; n < 30; n++) walker.give({ kind: "digit", digit: "*" });
    const said = walker.story.split(", ").filter((each) => each === "closed");
    assert.equal(said.length, 10);
    assert.equal(walker.give({ kind: "digit", digit: "1" }).story.split(", ").at(-1), "hold");
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
        .tuple(small, fc.constantFrom<Kept>("message", "held", "nothing", "lost"))
        .map(([effect, kept]): CallInput => ({ kind: "kept", effect, kept })),
      fc
        .tuple(small, fc.constantFrom("answered", "busy", "no-answer", "failed"))
        .map(([effect, outcome]): CallInput => ({ kind: "dialled", effect, outcome: outcome as "busy" })),
    );
    /** Beside those: whatever is waited for comes. */
    const answer = fc.constantFrom<Word>(
      ...([
        "done",
        "failed",
        "deadline",
        "answered",
        "busy",
        "said",
        "unsaid",
        "message",
        "held",
        "nothing",
        "lost",
      ] as const),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(input, answer), { maxLength: 60 }),
        fc.constantFrom<Kept>("held", "lost"),
        (all, kept) => {
          const walker = new Walker(plan(menu(forward(anne, bob), record), announce("welcome")));
          const seen: CallInput[] = [];
          walker.watch = (next) => seen.push(next);
          walker.give(ring, ...all, "gone", kept);
          assert.equal(walker.state.phase, "over");
          const done = walker.effects.map((effect) => effect.do);
          assert.equal(done.filter((each) => each === "end").length, 1);
          assert.equal(done.filter((each) => each === "hangUp").length, 1);
          assert.deepEqual(
            done.slice(done.indexOf("hangUp") + 1).filter((each) => !["note", "keep", "discard"].includes(each)),
            ["end"],
          );
          assert.deepEqual(advance(walker.state, ring).effects, []);
          assert.ok(wasSeen(walker, seen), walker.story);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Whether the outcome is no more than what came of the effects that were asked for. */
function wasSeen({ effects }: Walker, seen: readonly CallInput[]): boolean {
  const asked = (what: Effect["do"]) =>
    new Set(effects.flatMap((each) => (each.do === what && "effect" in each ? [each.effect] : [])));
  const came = (what: Effect["do"], ...results: readonly string[]) =>
    seen.some((each) => "effect" in each && asked(what).has(each.effect) && results.includes(resultOf(each)));
  const end = effects.at(-1);
  switch (end?.do === "end" ? end.outcome : null) {
    case "message":
      return came("keep", "message", "held");
    case "empty-message":
      return came("keep", "nothing") && asked("record").size > 0;
    case "forwarded":
      return came("complete", "done");
    case "information":
      return came("play", "done");
    case "abandoned":
      return asked("record").size === 0;
    case "failed":
      return seen.some(({ kind }) => kind === "failed" || kind === "unheard") || came("keep", "lost");
    case "taken-here":
      return seen.some(({ kind }) => kind === "local-telephone");
    default:
      return false;
  }
}

const resultOf = (input: CallInput): string => (input.kind === "kept" ? input.kept : input.kind);

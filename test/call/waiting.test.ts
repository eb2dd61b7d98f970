import assert from "node:assert/strict";
import fc from "fast-check";
import type { Contact, Step } from "../../src/attendant/plan.ts";
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
const carl = contact("carl", "+33600000003");

const announcement = (kind: "welcome" | "busy" | "waiting" | "place" | "music" | "wait-over" | "thanks" | "goodbye") =>
  ({ kind, language: "fr" }) as const;
const say = (kind: Parameters<typeof announcement>[0]): Step => ({ do: "announce", announcement: announcement(kind) });
const forward = (...to: Contact[]): Extract<Step, { do: "forward" }> => ({
  do: "forward",
  to,
  ringFor: seconds(20),
  screen: true,
  hold: { kind: "hold", language: "fr" },
  via: "duty",
  inTurn: true,
});
const record: Step = {
  do: "record",
  mailbox: "main",
  atMost: seconds(60),
  silenceAfter: seconds(8),
  nothingSaid: announcement("goodbye"),
};
const message = [record, say("thanks"), { do: "hangUp" } as const];
const wait = (...to: Contact[]): Step => ({
  do: "wait",
  forward: forward(...to),
  atMost: seconds(120),
  key: "#",
  weight: "usual",
  told: announcement("waiting"),
  place: announcement("place"),
  music: announcement("music"),
  over: announcement("wait-over"),
  message,
});

type Word =
  | ("done" | "failed" | "answered" | "no-answer" | "busy" | "gone" | "lifted" | "joined")
  /** The deadline that ends the wait, and the one that ends the music. */
  | ("limit" | "music-over" | "pause-over" | "no-key")
  | ("none" | "no-line");

class Walker {
  state: CallState = newCall;
  readonly told: string[] = [];
  readonly #steps: readonly Step[];

  constructor(...steps: readonly Step[]) {
    this.#steps = steps;
  }

  give(...words: (Word | CallInput)[]): this {
    for (const word of words) {
      const { state, effects } = advance(this.state, typeof word === "string" ? this.#input(word) : word);
      this.state = state;
      this.told.push(...effects.flatMap(tell));
      if (effects.some((effect) => effect.do === "ask"))
        this.give({ kind: "planned", plan: { answerAfter: 1, steps: this.#steps, because: [] } });
    }
    return this;
  }

  /** Both were sought, and were busy. */
  waits(): this {
    this.give({ kind: "caller", caller: callerId("0102030405", null) }, { kind: "ring" }, "done", "done");
    this.give(found(anne), "done", "busy", found(bob), "done", "busy");
    this.told.length = 0;
    return this;
  }

  get story(): string {
    return this.told.join(", ");
  }

  #input(word: Word): CallInput {
    const { state } = this;
    const effect = "effect" in state ? state.effect : 0;
    switch (word) {
      case "done":
        return { kind: "done", effect };
      case "failed":
        return { kind: "failed", effect, why: "it broke" };
      case "joined":
        return { kind: "joined", effect, over: null };
      case "no-line":
        return { kind: "dialled", effect, outcome: "failed", noLine: true };
      case "none":
        return { kind: "sought", effect, contact: null };
      case "gone":
        return { kind: "gone", who: "caller", sign: "busy-tone" };
      case "lifted":
        return { kind: "local-telephone" };
      case "limit":
        assert.ok("queue" in state && state.queue);
        return { kind: "deadline", effect: state.queue.limit };
      case "music-over":
        assert.ok(state.phase === "waiting" && state.until !== null);
        return { kind: "deadline", effect: state.until };
      case "pause-over":
      case "no-key":
        return { kind: "deadline", effect };
      default:
        return { kind: "dialled", effect, outcome: word };
    }
  }
}

const found = (who: Contact): CallInput => ({ kind: "sought", effect: Number.NaN, contact: who });
const turn = (who: Contact): CallInput => ({ kind: "turn", contact: who });
const place = (n: number): CallInput => ({ kind: "place", place: n });
const onDuty = (...to: Contact[]): CallInput => ({ kind: "on-duty", to });
const key = (digit: "#" | "*" | "1" | "2" | "5"): CallInput => ({ kind: "digit", digit });

function tell(effect: Effect): string[] {
  switch (effect.do) {
    case "play": {
      if (effect.prompt.to !== "caller") return ["screen"];
      const { kind, place: n } = effect.prompt.announcement;
      return [n === undefined ? kind : `${kind} ${n}`];
    }
    case "dial":
      return [`dial ${effect.contact.person}`];
    case "queue":
    case "seek":
      return [`${effect.do} ${effect.to.map(({ person }) => person).join(" ")}`];
    case "note":
      return effect.note.what === "waited" ? [`waited: ${effect.note.how}`] : [];
    case "end":
      return [`= ${effect.outcome}`];
    case "let-go":
    case "record":
    case "complete":
    case "release":
    case "hangUp":
      return [effect.do];
    default:
      return [];
  }
}

/** Answers the seeking of now, whatever its number. */
const walker = (...steps: readonly Step[]) => {
  const made = new Walker(...steps);
  const give = made.give.bind(made);
  made.give = (...words) => {
    for (const word of words)
      give(
        typeof word !== "string" && word.kind === "sought" && "effect" in made.state
          ? { ...word, effect: made.state.effect }
          : word,
      );
    return made;
  };
  return made;
};

const plan = () => walker(say("welcome"), forward(anne, bob), wait(anne, bob), say("busy"), ...message);
const waiting = () => plan().waits();
/** Everything was said once: the music plays. */
const inMusic = () => {
  const made = waiting().give(place(2), "done", "done");
  made.told.length = 0;
  return made;
};

describe("a caller who waits in order", () => {
  const table: readonly (readonly [string, () => Walker, string])[] = [
    [
      "comes to wait when all who are sought were busy",
      () => {
        const made = plan();
        made.give({ kind: "caller", caller: callerId("0102030405", null) }, { kind: "ring" }, "done", "done");
        return made.give(found(anne), "done", "busy", found(bob), "done", "busy", place(2), "done", "done");
      },
      "welcome, seek anne bob, hold, dial anne, seek bob, hold, dial bob, queue anne bob, waiting, place 2, music",
    ],
    [
      "comes to wait when all are taken, and nobody is rung",
      () => {
        const made = plan();
        made.give({ kind: "caller", caller: callerId("0102030405", null) }, { kind: "ring" }, "done", "done");
        return made.give("none", place(1), "done", "done");
      },
      "welcome, seek anne bob, queue anne bob, waiting, place 1, music",
    ],
    [
      "waits only for those who were busy, not for whoever did not answer",
      () => {
        const made = plan();
        made.give({ kind: "caller", caller: callerId("0102030405", null) }, { kind: "ring" }, "done", "done");
        return made.give(found(anne), "done", "no-answer", found(bob), "done", "busy");
      },
      "welcome, seek anne bob, hold, dial anne, seek bob, hold, dial bob, queue bob, waiting",
    ],
    [
      "does not wait where nobody was busy",
      () => {
        const made = plan();
        made.give({ kind: "caller", caller: callerId("0102030405", null) }, { kind: "ring" }, "done", "done");
        return made.give(found(anne), "done", "no-answer", found(bob), "done", "no-answer");
      },
      "welcome, seek anne bob, hold, dial anne, seek bob, hold, dial bob, busy",
    ],
    ["hears the place again after the music", () => inMusic().give("done", "done"), "place 2, music"],
    ["hears the place again when long music has lasted", () => inMusic().give("music-over", "done"), "place 2, music"],
    ["hears a better place at once", () => inMusic().give(place(1), "done"), "place 1, music"],
    ["hears a worse place when the music ends", () => inMusic().give(place(3), "done", "done"), "place 3, music"],
    [
      "hears a place that changes while it is said",
      () => inMusic().give(place(1), place(2), "done", "done"),
      "place 1, place 2, music",
    ],
    ["hears the place again by the star", () => inMusic().give(key("*")), "place 2"],
    ["is not disturbed by another key", () => inMusic().give(key("5")), ""],
    [
      "is put through when it is their turn",
      () => inMusic().give(turn(bob), "done", "answered", key("1"), "done"),
      "hold, dial bob, screen, complete, let-go, waited: put-through, hangUp, = forwarded",
    ],
    [
      "is put through and goes on through the line",
      () => inMusic().give(turn(bob), "done", "answered", key("1"), "joined", "done"),
      "hold, dial bob, screen, complete, let-go, waited: put-through, hangUp, = forwarded",
    ],
    [
      "waits on where their turn finds them busy again",
      () => inMusic().give(turn(bob), "done", "busy", "done"),
      "hold, dial bob, queue anne bob, place 2, music",
    ],
    [
      "waits on where no line is idle at their turn",
      () => inMusic().give(turn(bob), "done", "no-line", "done"),
      "hold, dial bob, queue anne bob, place 2, music",
    ],
    [
      "waits for the others where one does not answer",
      () => inMusic().give(turn(bob), "done", "no-answer"),
      "hold, dial bob, queue anne, place 2",
    ],
    [
      "waits for the others where one leaves it to the next",
      () => inMusic().give(turn(bob), "done", "answered", key("2"), "done"),
      "hold, dial bob, screen, release, queue anne, place 2",
    ],
    [
      "leaves a message when there is nobody left to wait for",
      () => inMusic().give(turn(bob), "done", "no-answer", turn(anne), "done", "no-answer", "done"),
      "hold, dial bob, queue anne, place 2, hold, dial anne, let-go, waited: nobody, wait-over, record",
    ],
    ["leaves a message by the key, at any moment", () => inMusic().give(key("#")), "let-go, waited: key, record"],
    [
      "leaves a message by the key before the place was said",
      () => waiting().give(key("#")),
      "let-go, waited: key, record",
    ],
    [
      "leaves a message by the key while they hear that somebody is rung",
      () => inMusic().give(turn(bob), key("#")),
      "hold, let-go, waited: key, record",
    ],
    [
      "leaves a message after the set time",
      () => inMusic().give("limit", "done"),
      "let-go, waited: limit, wait-over, record",
    ],
    [
      "is not cut off by the set time while somebody is rung for them",
      () => inMusic().give(turn(bob), "done", "limit", "answered", key("1"), "done"),
      "hold, dial bob, screen, complete, let-go, waited: put-through, hangUp, = forwarded",
    ],
    [
      "leaves a message when the set time has passed while somebody was rung in vain",
      () => inMusic().give(turn(bob), "limit", "done", "busy"),
      "hold, dial bob, let-go, waited: limit, wait-over",
    ],
    ["waits for whoever comes on duty", () => inMusic().give(onDuty(carl)), "queue carl"],
    [
      "waits no more when nobody is on duty any more",
      () => inMusic().give(onDuty()),
      "let-go, waited: nobody, wait-over",
    ],
    [
      "waits no more when the duty ended while somebody was rung",
      () => inMusic().give(turn(bob), "done", onDuty(), "busy"),
      "hold, dial bob, let-go, waited: nobody, wait-over",
    ],
    ["hangs up", () => inMusic().give("gone"), "let-go, waited: left, hangUp, = abandoned"],
    [
      "hangs up while somebody is rung for them",
      () => inMusic().give(turn(bob), "done", "gone"),
      "hold, dial bob, let-go, waited: left, hangUp, = abandoned",
    ],
    [
      "loses the line, which is no hanging up",
      () => inMusic().give({ kind: "gone", who: "caller", sign: "trouble" }),
      "let-go, waited: failed, hangUp, = failed",
    ],
    [
      "is taken at the telephone beside the box",
      () => inMusic().give("lifted"),
      "let-go, waited: taken-here, hangUp, = taken-here",
    ],
    ["hears it a moment later, where it could not be played", () => inMusic().give("failed", "pause-over"), "place 2"],
    [
      "leaves a message where nothing can be played at all",
      () => inMusic().give("failed", "pause-over", "failed", "pause-over", "failed"),
      "place 2, place 2, let-go, waited: failed, wait-over",
    ],
    ["has a turn with nobody who is not waited for", () => inMusic().give(turn(carl)), "queue anne bob"],
  ];
  for (const [name, play, story] of table) it(name, () => assert.equal(play().story, story));

  it("whatever comes, ends waiting once at most, and lets go of whoever is kept for them", () => {
    const word = fc.constantFrom<Word | CallInput>(
      ...(["done", "failed", "answered", "no-answer", "busy", "joined"] as const),
      ...[turn(anne), turn(bob), place(1), place(2), onDuty(anne), onDuty(bob, carl), onDuty()],
      ...[key("#"), key("1"), key("2"), key("*"), { kind: "silence" } as const],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const made = waiting().give(...words, "gone");
        const { told, state } = made;
        const ends = told.filter((each) => each.startsWith("waited"));
        assert.equal(ends.length, 1, made.story);
        assert.equal(told.filter((each) => each === "let-go").length, 1);
        assert.ok(!told.slice(told.indexOf("let-go")).some((each) => /^(queue|dial|place|music)/.test(each)));
        assert.ok(state.phase === "over" || state.phase === "keeping");
      }),
    );
  });
});

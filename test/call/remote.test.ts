import assert from "node:assert/strict";
import fc from "fast-check";
import { beginRemote, isSecret, walkRemote } from "../../src/call/remote.ts";
import type { Insider, RemoteEffect, RemoteInput, RemoteState, Walked } from "../../src/call/remote-moves.ts";
import type { Digit } from "../../src/kernel/phone-number.ts";

const anne: Insider = { person: "anne", name: "Anne", language: "fr" };
const key = (digit: Digit): RemoteInput => ({ kind: "digit", digit });
const keys = (text: string): RemoteInput[] => [...text].map((digit) => key(digit as Digit));
const said: RemoteInput = { kind: "said" };
const late: RemoteInput = { kind: "late" };
const checked = (who: Insider | null): RemoteInput => ({ kind: "checked", who });
const answer = (...kinds: readonly "phone-hello"[]): RemoteInput => ({
  kind: "answer",
  answer: { says: kinds.map((kind) => ({ kind })) },
});

/** What is wanted after these inputs, in short. */
function story(...inputs: readonly RemoteInput[]): string {
  let { state, effects }: Walked = beginRemote();
  const all: RemoteEffect[] = [...effects];
  for (const input of inputs) {
    ({ state, effects } = walkRemote(state, input));
    all.push(...effects);
  }
  return all.flatMap(short).join(", ");
}

function short(effect: RemoteEffect): string[] {
  switch (effect.do) {
    case "say":
      return [effect.says.map((each) => ("kind" in each ? each.kind.replace("phone-", "") : "sound")).join("+")];
    case "check-pin":
      return [`check ${effect.digits}`];
    case "act":
      return [Object.values(effect.act).join(" ")];
    case "let-in":
      return [`in ${effect.who.person}`];
    case "pass":
    case "bye":
    case "record":
      return [effect.do];
    case "hush":
    case "wait":
      return [];
  }
}

const inside = [...keys("4711#"), checked(anne), answer("phone-hello")];
const LET_IN = "pin, check 4711, in anne, look, hello+menu";

describe("the menu of the team", () => {
  const table: readonly (readonly [string, readonly RemoteInput[], string])[] = [
    ["a code and its end", [said, ...keys("4711#"), checked(anne), answer("phone-hello")], LET_IN],
    ["eight digits end by themselves", keys("12345678"), "pin, check 12345678"],
    ["a pause ends a code", [said, ...keys("4711"), late], "pin, check 4711"],
    ["nothing typed passes", [said, late], "pin, pass"],
    ["star passes", [said, ...keys("47*")], "pin, pass"],
    ["wrong is asked again", [...keys("1#"), checked(null)], "pin, check 1, wrong+pin"],
    [
      "three wrong pass",
      [...keys("1#"), checked(null), ...keys("2#"), checked(null), ...keys("3#"), checked(null), said],
      "pin, check 1, wrong+pin, check 2, wrong+pin, check 3, wrong, pass",
    ],
    [
      "keys while it is checked are none of the menu",
      [...keys("4711#30"), checked(anne), answer()],
      "pin, check 4711, in anne, look, menu",
    ],
    ["who is on duty", [...inside, key("3"), answer(), key("0"), said], `${LET_IN}, who, menu, bye, bye`],
    ["absent for twelve hours", [...inside, ...keys("412#"), answer()], `${LET_IN}, hours, absent 12, menu`],
    ["hours without their end", [...inside, ...keys("43"), late], `${LET_IN}, hours, absent 3`],
    ["no hours are none", [...inside, ...keys("40#")], `${LET_IN}, hours, no-hours+hours`],
    ["too many are none", [...inside, ...keys("425#")], `${LET_IN}, hours, no-hours+hours`],
    ["present again", [...inside, key("5"), answer()], `${LET_IN}, present, menu`],
    [
      "nothing pressed: twice more, then the end",
      [...inside, said, late, said, late, said, late, said],
      `${LET_IN}, menu, menu, bye, bye`,
    ],
  ];
  for (const [name, inputs, told] of table) it(name, () => assert.equal(story(...inputs), told));

  it("goes through a list, and back to the menu at its end", () => {
    const items = ["a", "b"].map((id) => ({ id, says: [{ message: id }] }));
    const list: RemoteInput = { kind: "answer", answer: { says: [], items } };
    const none: RemoteInput = { kind: "answer", answer: { says: [{ kind: "phone-no-needs" }], items: [] } };
    assert.equal(
      story(...inside, key("1"), list, key("*"), key("1"), answer(), key("3"), answer()),
      `${LET_IN}, messages, sound+message-keys, sound+message-keys, keep a, sound+message-keys, close b, no-more+menu`,
    );
    assert.equal(
      story(...inside, key("2"), list, key("3"), key("2"), key("1"), answer(), key("2"), none),
      `${LET_IN}, needs, sound+need-keys, sound+need-keys, take b, no-more+menu, needs, no-needs+menu`,
    );
  });

  it("records an announcement: heard before it goes into service, and put there by a key alone", () => {
    const items = ["welcome", "closed"].map((id) => ({ id, says: [{ kind: "phone-announcement" } as const] }));
    const list: RemoteInput = { kind: "answer", answer: { says: [], items } };
    const heard: RemoteInput = { kind: "answer", answer: { says: [{ recordedBy: "anne" }] } };
    const nothing: RemoteInput = {
      kind: "answer",
      answer: { says: [{ kind: "phone-record-empty" }], empty: true },
    };
    const offered = `${LET_IN}, announcements, announcement+announcement-keys`;
    const second = [...inside, key("6"), list, key("2"), key("1")];
    const of = `${offered}, announcement+announcement-keys, record`;
    const silence: RemoteInput = { kind: "silence" };
    assert.equal(
      story(...second, said, key("#"), heard, said, key("*"), key("1"), answer()),
      `${of}, record, hear-recorded, sound+recorded-keys, sound+recorded-keys, put-on-air closed, menu`,
    );
    assert.equal(
      story(...second, silence, key("1"), silence, heard, key("2"), said, said, heard, key("0")),
      `${of}, record, hear-recorded, sound+recorded-keys, record, record, hear-recorded, sound+recorded-keys, menu`,
      "begun by a key, ended by silence; begun anew, ended by its length; dropped",
    );
    assert.equal(story(...second, said, key("#"), nothing), `${of}, record, hear-recorded, record-empty+menu`);
    assert.match(story(...second, said, key("#"), heard, said, late, said, late, said, late), /recorded-keys, bye$/);
  });

  it("whatever comes, a code is typed only before somebody is let in, and it ends when nothing is pressed", () => {
    const digit = fc.constantFrom<Digit>("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#");
    const input: fc.Arbitrary<RemoteInput> = fc.oneof(
      { weight: 4, arbitrary: digit.map(key) },
      fc.constantFrom<RemoteInput>(said, late, { kind: "silence" }, answer(), checked(anne), checked(null)),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        let state: RemoteState = beginRemote().state;
        let isIn = false;
        for (const each of inputs) {
          const walked = walkRemote(state, each);
          for (const effect of walked.effects) {
            if (effect.do === "let-in") isIn = true;
            if (effect.do === "act") assert.ok(isIn, "nothing is done for whoever is not let in");
            if (effect.do === "check-pin") assert.match(effect.digits, /^\d{1,8}$/);
          }
          state = walked.state;
          assert.ok(!(isIn && isSecret(state)));
        }
        for (let n = 0; n < 40 && state.at !== "over"; n++)
          for (const each of [said, late, checked(null), answer()]) state = walkRemote(state, each).state;
        assert.equal(state.at, "over");
      }),
    );
  });
});

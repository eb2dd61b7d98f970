import assert from "node:assert/strict";
import fc from "fast-check";
import { callingNumber, sameNumber } from "../../src/line/calling-number.ts";
import { dialPlanOf } from "../../src/line/dial-plans.ts";
import { type DialPlan, frenchDialPlan } from "../../src/line/dialling.ts";

const belgian = dialPlanOf("BE");
const american: DialPlan = { ...frenchDialPlan, countryCode: "1", trunkPrefix: "", internationalPrefix: "011" };
const behindExchange: DialPlan = { ...frenchDialPlan, outsideLine: "0" };

describe("the number of a caller (L10)", () => {
  const cases: readonly (readonly [what: string, plan: DialPlan, sent: string, number: string | null])[] = [
    ["abroad, from France", frenchDialPlan, "0032470000002", "+32470000002"],
    ["abroad, with its code", frenchDialPlan, "+32470000002", "+32470000002"],
    ["a short one", frenchDialPlan, "3620", "3620"],
    ["with the trunk prefix after the code", frenchDialPlan, "+330612345678", "0612345678"],
    ["overseas", frenchDialPlan, "+262692300042", "0692300042"],
    ["overseas, as if in France", frenchDialPlan, "+33692300042", "0692300042"],
    ["overseas, without +", frenchDialPlan, "262692300042", "0692300042"],
    ["French, in Belgium", belgian, "+33612345678", "+33612345678"],
    ["French without +, in Belgium", belgian, "33612345678", "33612345678"],
    ["French as dialled, in Belgium", belgian, "0033612345678", "+33612345678"],
    ["Belgian, in Belgium", belgian, "0470000002", "0470000002"],
    ["at home in Spain, where no prefix goes before it", dialPlanOf("ES"), "34612345678", "612345678"],
    ["at home in Italy, with the 0 that is part of it", dialPlanOf("IT"), "+390612345678", "0612345678"],
    ["an Italian mobile that begins like its country", dialPlanOf("IT"), "3912345678", "3912345678"],
    ["at home in Luxembourg", dialPlanOf("LU"), "+352621123456", "621123456"],
    ["on the Réunion, at home", dialPlanOf("RE"), "+262692300042", "0692300042"],
    ["on the Réunion, from France", dialPlanOf("RE"), "+33612345678", "0612345678"],
    ["on the Réunion, nine digits", dialPlanOf("RE"), "692300042", "0692300042"],
    ["in the United States, ten digits", dialPlanOf("US"), "2125550100", "12125550100"],
    ["in the United States, with the code", dialPlanOf("US"), "+12125550100", "12125550100"],
    ["in a country of which no plan is known", dialPlanOf("JP"), "+81312345678", "+81312345678"],
    ["at home in Belgium", belgian, "+32470000002", "0470000002"],
    ["at home in Belgium, without +", belgian, "32470000002", "0470000002"],
    ["at home in America", american, "+12125550100", "2125550100"],
    ["from America", american, "01133612345678", "+33612345678"],
    ["an outside line's key before it", behindExchange, "00612345678", "0612345678"],
    ["an outside line's key before one abroad", behindExchange, "00032470000002", "+32470000002"],
    ["abroad, without the key", behindExchange, "0032470000002", "+32470000002"],
    ["an outside line's key, none before this one", behindExchange, "0612345678", "0612345678"],
    ["an extension", behindExchange, "42", "42"],
    ["zeros", frenchDialPlan, "0000000000", null],
    ["zeros with a code", frenchDialPlan, "+33000000000", null],
    ["in quotes", frenchDialPlan, '"06 12-34.56/78"', "0612345678"],
    ["letters", frenchDialPlan, "06ABC", null],
    ["a command", frenchDialPlan, "0;+VLS=1", null],
  ];
  for (const [what, plan, sent, number] of cases)
    it(`${what}: ${sent}`, () => assert.equal(callingNumber(sent, plan), number));

  it("is the same with more in front, and no other", () => {
    assert.ok(sameNumber("0470000002", "+32470000002"));
    assert.ok(sameNumber("0612345678", "0612345678"));
    assert.ok(!sameNumber("0611111111", "0622222222"));
    assert.ok(!sameNumber("42", "0612345642"));
  });

  it("is one in any spelling, and spelling it again changes nothing", () => {
    const nine = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10_000_000, max: 99_999_999 }));
    const spelled = fc.constantFrom("0", "+33", "0033", "33", "", "+33 0", "+33 (0)");
    fc.assert(
      fc.property(nine, spelled, ([first, rest], prefix) => {
        const number = `0${first}${rest}`;
        assert.equal(callingNumber(`${prefix}${first} ${rest}`, frenchDialPlan), number);
        assert.equal(callingNumber(number, frenchDialPlan), number);
      }),
    );
  });
});

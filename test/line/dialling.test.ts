import assert from "node:assert/strict";
import { parseConfig } from "../../src/app/config.ts";
import { settingsOf } from "../../src/app/open-line.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { dialPlanOf } from "../../src/line/dial-plans.ts";
import { dialled, frenchDialPlan } from "../../src/line/dialling.ts";
import { checkSettings, defaultSettings } from "../../src/line/v253/settings.ts";

const number = (text: string) => text as PhoneNumber;

describe("numbers as they are dialled", () => {
  const cases: readonly (readonly [to: string, keys: string])[] = [
    ["+33612345678", "0612345678"],
    ["+3225551234", "003225551234"],
    ["+330", "00"],
  ];
  for (const [to, keys] of cases) {
    it(`${to} as ${keys}`, () => assert.equal(dialled(number(to), frenchDialPlan), keys));
  }
  // A country's own number as people there dial it, and one of another country: sisters of F1.
  const countries: readonly (readonly [country: string, to: string, keys: string])[] = [
    ["BE", "+32470000002", "0470000002"],
    ["BE", "+33612345678", "0033612345678"],
    ["CH", "+41791234567", "0791234567"],
    ["LU", "+352621123456", "621123456"],
    ["DE", "+4915112345678", "015112345678"],
    ["AT", "+436641234567", "06641234567"],
    ["GB", "+447700900123", "07700900123"],
    ["IE", "+353851234567", "0851234567"],
    ["NL", "+31612345678", "0612345678"],
    ["ES", "+34612345678", "612345678"],
    ["PT", "+351912345678", "912345678"],
    ["IT", "+390612345678", "0612345678"],
    ["IT", "+393912345678", "3912345678"],
    ["US", "+12125550100", "12125550100"],
    ["CA", "+33612345678", "01133612345678"],
    ["MC", "+37798765432", "98765432"],
    ["MC", "+33612345678", "0033612345678"],
    ["RE", "+262692300042", "0692300042"],
    ["RE", "+33612345678", "0612345678"],
    ["GP", "+590690001234", "0690001234"],
    ["PM", "+508411234", "0508411234"],
    ["NC", "+687751234", "751234"],
    ["JP", "+819012345678", "00819012345678"],
  ];
  for (const [country, to, keys] of countries)
    it(`in ${country}, ${to} as ${keys}`, () => assert.equal(dialled(number(to), dialPlanOf(country)), keys));
  const planOf = (line: object) => {
    const [only] = parseConfig({ lines: [{ name: "line-1", ...line }] }).lines;
    assert.ok(only);
    return settingsOf(only).dialPlan;
  };
  it("a line that is told its country only dials as people there do", () => {
    assert.deepEqual(planOf({ country: "BE" }), dialPlanOf("BE"));
    assert.deepEqual(planOf({ country: "IT" }), dialPlanOf("IT"));
    assert.deepEqual(planOf({}), frenchDialPlan);
  });
  it("what a technician says of the plan goes before the country, and leaves the rest to it", () => {
    assert.deepEqual(planOf({ country: "BE", dial_plan: { outside_line: "0" } }), {
      ...dialPlanOf("BE"),
      outsideLine: "0",
    });
    const said = { country_code: "33", trunk_prefix: "", international_prefix: "00", outside_line: "9" };
    assert.deepEqual(planOf({ country: "BE", dial_plan: said }), {
      ...frenchDialPlan,
      trunkPrefix: "",
      outsideLine: "9",
    });
  });
  it("French as by default", () => assert.deepEqual(dialPlanOf("FR"), frenchDialPlan));
  it("through a private exchange", () => {
    assert.equal(dialled(number("+33612345678"), { ...frenchDialPlan, outsideLine: "0" }), "00612345678");
  });
  for (const bad of ["+33612;ATH0", "", "0612 345", "+33+1", "*21*1#\r"]) {
    it(`${JSON.stringify(bad)} is never dialled`, () =>
      assert.throws(() => dialled(number(bad), frenchDialPlan), { code: "line.undialable" }));
  }
});

describe("settings of an analog line", () => {
  const refuses = (change: object) =>
    assert.throws(() => checkSettings({ ...defaultSettings, ...change }), { code: "line.bad-settings" });
  it("the defaults are fit", () => checkSettings(defaultSettings));
  it("no command in a transfer code", () => refuses({ transfer: { start: "!;H0", cancel: "!", complete: "" } }));
  it("no command in a star code", () => refuses({ divert: { on: "*21*{number}#;", off: "#21#" } }));
  it("no command in the dial plan", () => refuses({ dialPlan: { ...frenchDialPlan, outsideLine: "0;" } }));
  it("no gain beyond a byte", () => refuses({ gains: { receive: 300 } }));
  it("no flash that would hang up", () => refuses({ flash: 5000 }));
});

import assert from "node:assert/strict";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
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

import assert from "node:assert/strict";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis } from "../../src/kernel/units.ts";
import { keyActions } from "../../src/line/v253/key-script.ts";
import { generic } from "../../src/line/v253/profiles/generic.ts";
import { usrobotics } from "../../src/line/v253/profiles/usrobotics.ts";
import { profileFor } from "../../src/line/v253/profiles.ts";
import { defaultSettings } from "../../src/line/v253/settings.ts";
import { openV253Line } from "../../src/line/v253/v253-line.ts";

describe("which profile", () => {
  const cases: readonly (readonly [said: readonly string[], name: string])[] = [
    [["5601", "U.S. Robotics 56K FAX USB V1.2.23"], "usrobotics"],
    [["56000", "CX93001-EIS_V0.2013-V92"], "conexant"],
    [["56000", "V2.210-V92_Zoom 3095"], "zoom"],
    [["MT9234ZBA-USB-V92", "MT9234ZBA-USB-V92 1.25q"], "multitech"],
    [["33600", "V.253 voice modem"], "generic"],
    [[], "generic"],
  ];
  for (const [said, name] of cases) {
    it(`${JSON.stringify(said)} is ${name}`, () => assert.equal(profileFor(said).name, name));
  }
  it("by name, whatever it says of itself", () => {
    assert.equal(profileFor(["5601"], "usrobotics-speaker").takeLine[0], "AT+VLS=5");
  });
  it("a name that there is not is told at once", () => {
    const options = { name: "line 1", clock: systemClock, log: silentLog, settings: defaultSettings };
    assert.throws(() => openV253Line({ ...options, open: () => new Promise(() => undefined), profile: "hayes" }), {
      code: "line.bad-settings",
    });
  });
});

describe("scripts of keys", () => {
  const actions = (script: string, profile = generic) => keyActions(script, profile.tones, millis(270));
  it("a flash and keys", () => {
    assert.deepEqual(actions("!1,2#"), [
      { send: "AT+VTS={!,27}" },
      { send: "AT+VTS=1" },
      { wait: 1000 },
      { send: "AT+VTS=2,#" },
    ]);
  });
  it("long numbers in short commands", () => {
    assert.deepEqual(actions("0612345678"), [{ send: "AT+VTS=0,6,1,2,3,4,5,6" }, { send: "AT+VTS=7,8" }]);
  });
  it("a key with a form of its own is parted from the next", () => {
    assert.deepEqual(actions("1993", usrobotics), [
      { send: "AT+VTS=1" },
      { send: "AT+VTS=[852,1477,10]" },
      { wait: 80 },
      { send: "AT+VTS=[852,1477,10]" },
      { wait: 80 },
      { send: "AT+VTS=3" },
    ]);
  });
  it("nothing to do", () => assert.deepEqual(actions(""), []));
  for (const bad of ["+33612345678", "1;H0", "0612\r", "a", "{!,99}"]) {
    it(`${JSON.stringify(bad)} is refused`, () => assert.throws(() => actions(bad), { code: "line.undialable" }));
  }
});

import assert from "node:assert/strict";
import { sayFault } from "../../src/admin/sentences/faults.ts";

describe("a fault that was kept with its code", () => {
  it("is said in French by its code, in English by its own words", () => {
    const own = "The serial port /dev/ttyACM0 disappeared.";
    assert.equal(sayFault("serial.lost", own, "en"), own);
    assert.match(sayFault("serial.lost", own, "fr") ?? "", /^Le modem a été débranché/);
  });

  it("keeps its own words where an older release wrote a code that is no more", () => {
    assert.equal(sayFault("line.of-yesterday", "It was so.", "fr"), "It was so.");
    assert.equal(sayFault(null, "It was so.", "fr"), "It was so.");
    assert.equal(sayFault("constructor", "It was so.", "fr"), "It was so.");
  });

  it("is said by its code where no words of its own were kept", () => {
    assert.equal(sayFault("line.busy", null, "en"), "The line is in use.");
  });
});

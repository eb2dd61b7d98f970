import assert from "node:assert/strict";
import { cutShort } from "../../src/reception/cut-short.ts";

describe("a call of the box's own that could not be made", () => {
  it("for a caller came first is made again, but not for ever", () => {
    const isMadeAgain = cutShort();
    assert.deepEqual(
      Array.from({ length: 5 }, () => isMadeAgain(1, "called")),
      [true, true, true, false, true],
    );
    assert.equal(isMadeAgain(2, "called"), true, "each is counted for itself");
  });

  it("for no line was free rang nobody: it is made again as long as that lasts", () => {
    const isMadeAgain = cutShort();
    for (let n = 0; n < 20; n++) assert.equal(isMadeAgain(1, "no-line"), true);
  });

  it("was made after all, however it ended", () => {
    const isMadeAgain = cutShort();
    for (const rang of ["accepted", "passed", "no-key", "no-answer", "failed"] as const) {
      assert.equal(isMadeAgain(1, "called"), true);
      assert.equal(isMadeAgain(1, rang), false);
    }
  });
});

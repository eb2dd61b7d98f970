import assert from "node:assert/strict";
import { type Observed, type Verdict, verdictOf } from "../../src/needs/observed.ts";

const nothing = { message: false, joined: false, rungInVain: false, urgent: false };

describe("whether a caller was served", () => {
  const cases: readonly (readonly [Observed["outcome"], Partial<Observed>, Verdict])[] = [
    ["forwarded", { joined: true }, "reached"],
    ["taken-here", {}, "reached"],
    ["information", {}, "served"],
    ["blocked", {}, "served"],
    ["message", { message: true }, "message"],
    ["message", {}, "message"],
    ["empty-message", {}, "empty-message"],
    ["empty-message", { rungInVain: true }, "nobody-took-it"],
    ["abandoned", {}, "left"],
    ["abandoned", { rungInVain: true }, "nobody-took-it"],
    ["failed", { rungInVain: true }, "failed"],
    ["interrupted", {}, "interrupted"],
    ["interrupted", { joined: true }, "reached"],
    ["interrupted", { message: true }, "message"],
    ["failed", { message: true }, "message"],
  ];
  for (const [outcome, seen, verdict] of cases)
    it(`${outcome}, ${JSON.stringify(seen)}: ${verdict}`, () =>
      assert.equal(verdictOf({ ...nothing, outcome, ...seen }), verdict));
});

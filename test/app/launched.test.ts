import assert from "node:assert/strict";
import { readLaunched } from "../../src/app/launched.ts";

describe("what a process says to its launcher", () => {
  it("is read as it was said", () => {
    for (const says of [{ is: "alive" }, { is: "ready", line: "line-1" }, { is: "simulates", lines: "" }] as const)
      assert.deepEqual(readLaunched(JSON.parse(JSON.stringify(says))), says);
  });

  it("is nothing when it is none of that", () => {
    const others = [null, undefined, 1, "alive", [], {}, { is: "gone" }, { is: "ready" }, { is: "ready", line: 1 }];
    for (const other of [...others, { is: "simulates", lines: [] }, { "watch:require": ["a"] }])
      assert.equal(readLaunched(other), null, JSON.stringify(other));
  });
});

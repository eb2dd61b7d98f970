import assert from "node:assert/strict";
import { lineWays } from "../../src/app/line-ways.ts";

const wall = {
  name: "wall",
  kind: "analog",
  port: "/dev/modem",
  sound_port: null,
  sound_card: null,
  forwarding: "hook-flash",
} as const;
const sim = {
  name: "sim",
  kind: "mobile",
  port: "/dev/sim",
  sound_port: "/dev/sound",
  sound_card: null,
  forwarding: "hook-flash",
} as const;

describe("by which ways a line puts its callers through", () => {
  it("its own second call, and another line where both speak and hear at once", () => {
    const lines = [wall, sim, { ...sim, name: "second", forwarding: "other-line" }] as const;
    assert.deepEqual(lineWays(lines, "en"), [
      "wall: by its own second call.",
      "sim: by its own second call, else over another idle line (second), with the conversation in the box.",
      "second: over another idle line (sim), with the conversation in the box.",
    ]);
  });

  it("none where there is no other, or it is not wanted", () => {
    assert.deepEqual(lineWays([{ ...sim, forwarding: "other-line" }, wall], "en")[0], "sim: puts nobody through.");
    assert.deepEqual(lineWays([{ ...sim, sound_port: null }, sim], "fr"), [
      "sim : par son double appel.",
      "sim : par son double appel.",
    ]);
    assert.deepEqual(lineWays([{ ...wall, forwarding: "none" }], "en"), ["wall: puts nobody through."]);
  });
});

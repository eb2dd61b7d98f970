import assert from "node:assert/strict";
import { millis } from "../../src/kernel/units.ts";
import { noKey, pressKey } from "../../src/line/v253/keys.ts";
import { judge, type Suspicion, v253Meanings } from "../../src/line/v253/signs.ts";

function keysOf(codes: string): string {
  let state = noKey;
  let keys = "";
  for (const code of codes) {
    const pressed = pressKey(state, code);
    state = pressed.state;
    keys += pressed.digit ?? "";
  }
  return keys;
}

describe("keys, once each", () => {
  const cases: Readonly<Record<string, readonly [codes: string, keys: string]>> = {
    "the key alone": ["5", "5"],
    "the key alone, twice": ["55", "55"],
    framed: ["/5~", "5"],
    "framed and repeated while held": ["/5555~", "5"],
    "framed, pressed twice": ["/5~/5~", "55"],
    "the end of a frame lost": ["/5/6~", "56"],
    "the frame alone": ["/~", ""],
    "stars, hashes and letters": ["*#ABCD", "*#ABCD"],
    "what is no key": ["bdsqRu", ""],
  };
  for (const [what, [codes, keys]] of Object.entries(cases)) it(what, () => assert.equal(keysOf(codes), keys));
});

/** Codes at their seconds, and the sign found last. */
function signOf(...codes: readonly (readonly [code: string, at: number])[]) {
  let suspicion: Suspicion = null;
  let found: string | null = null;
  for (const [code, at] of codes) {
    const judged = judge(suspicion, v253Meanings[code] ?? "nothing", millis(at * 1000));
    suspicion = judged.suspicion;
    found ??= judged.sign;
  }
  return found;
}

describe("signs that the caller hung up", () => {
  it("a loop break is one at once, to be checked by listening", () => assert.equal(signOf(["l", 0]), "loop-break"));
  it("the telephone beside the box put down is none (L3)", () => assert.equal(signOf(["h", 0], ["h", 1]), null));
  it("one busy tone is not: a voice may sound so", () => assert.equal(signOf(["b", 0]), null));
  it("two within 10 s are", () => assert.equal(signOf(["b", 0], ["b", 4]), "busy-tone"));
  it("the same report told twice is one", () => assert.equal(signOf(["b", 0], ["b", 0.1]), null));
  it("two far apart are not", () => assert.equal(signOf(["b", 0], ["b", 60]), null));
  it("two of different kinds are not", () => assert.equal(signOf(["b", 0], ["d", 3]), null));
  it("a dial tone that goes on is", () => assert.equal(signOf(["d", 0], ["d", 3]), "dial-tone"));
  it("a fax that goes on calling is", () => assert.equal(signOf(["c", 0], ["c", 4]), "modem"));
  it("a polarity reversal is none", () => assert.equal(signOf(["L", 0], ["L", 1], ["L", 2]), null));
});

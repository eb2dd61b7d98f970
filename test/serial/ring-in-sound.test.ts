import assert from "node:assert/strict";
import fc from "fast-check";
import { ringInSound } from "../../src/serial/ring-in-sound.ts";
import { bytes, cut, places } from "./bytes.ts";

describe("a ring told in the middle of sound (L1)", () => {
  const times = (chunks: readonly Uint8Array[]) => chunks.map(ringInSound()).filter(Boolean).length;

  it("is found once, however the bytes are cut", () => {
    fc.assert(
      fc.property(places, (at) => {
        assert.equal(times(cut(bytes("\x80\x80\x81\r\nRING\r\n\x80\x80\x80\x80\x80\x80\x80\x80"), at)), 1);
      }),
    );
  });
  it("is not found in less", () => assert.equal(times([bytes("\r\nRIN"), bytes("RING\r\n")]), 0));
});

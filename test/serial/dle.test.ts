import assert from "node:assert/strict";
import fc from "fast-check";
import type { Notice } from "../../src/serial/at-channel.ts";
import { shield, Unshielder } from "../../src/serial/dle.ts";
import { bytes, cut, joined, modemBytes, places, text } from "./bytes.ts";

function unshield(chunks: readonly Uint8Array[]): { audio: string; events: Notice[]; rest: string | null } {
  const unshielder = new Unshielder();
  const audio: Uint8Array[] = [];
  const events: Notice[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const taken = unshielder.take(chunk);
    audio.push(taken.audio);
    events.push(...taken.events);
    if (taken.ended) {
      const rest = [chunk.subarray(taken.next), ...chunks.slice(index + 1)];
      return { audio: text(joined(audio)), events, rest: text(joined(rest)) };
    }
  }
  return { audio: text(joined(audio)), events, rest: null };
}

const dle = (code: string): Notice => ({ kind: "dle", code });
const complex = (...lines: string[]): Notice => ({ kind: "complex", lines });

describe("DLE shielding", () => {
  it("leaves bytes without DLE alone", () => {
    const some = Uint8Array.of(1, 2, 3);
    assert.equal(shield(some), some);
  });

  it("doubles every DLE", () => {
    assert.deepEqual(shield(Uint8Array.of(0x10, 1, 0x10, 0x10)), Uint8Array.of(0x10, 0x10, 1, 0x10, 0x10, 0x10, 0x10));
  });

  const cases: [string, string, string, Notice[], string | null][] = [
    ["plain audio", "abc", "abc", [], null],
    ["a doubled DLE", "a␐␐b", "a\x10b", [], null],
    ["DLE SUB for two", "a␐␚b", "a\x10\x10b", [], null],
    ["SUB without DLE", "a␚b", "a\x1ab", [], null],
    ["a key", "ab␐5cd", "abcd", [dle("5")], null],
    ["a held key", "␐/␐5␐~", "", [dle("/"), dle("5"), dle("~")], null],
    ["the end, and text after it", "ab␐␃\r\nOK\r\n", "ab", [], "\r\nOK\r\n"],
    ["a doubled DLE before ETX is no end", "a␐␐␃b", "a\x10\x03b", [], null],
    ["three DLE, then ETX", "a␐␐␐␃", "a\x10", [], ""],
    ["a complex event", "a␐XNMBR=06\r\nNAME=X␐.b", "ab", [complex("NMBR=06", "NAME=X")], null],
    ["a complex event cut by the end", "a␐XNMBR=06\r\n␐␃", "a", [complex("NMBR=06")], ""],
    ["a full stop outside an event", "a␐.b", "ab", [dle(".")], null],
    ["a noisy code", "a␐\x80b␐\rc", "abc", [], null],
  ];
  for (const [name, stream, audio, events, rest] of cases) {
    it(`unshields ${name}, however it is cut`, () => {
      assert.deepEqual(unshield([bytes(stream)]), { audio, events, rest });
      const single = [...bytes(stream)].map((byte) => Uint8Array.of(byte));
      assert.deepEqual(unshield(single), { audio, events, rest });
    });
  }

  it("gives audio back after an event that never ends", () => {
    const { audio, events } = unshield([bytes(`␐X${"\r".repeat(512)}audio`)]);
    assert.deepEqual(events, [complex()]);
    assert.equal(audio, "audio");
  });

  it("undoes shield, however the stream is cut", () => {
    fc.assert(
      fc.property(modemBytes, places, (whole, at) => {
        const { audio, events, rest } = unshield(cut(shield(whole), at));
        assert.equal(audio, text(whole));
        assert.deepEqual(events, []);
        assert.equal(rest, null);
      }),
    );
  });

  it("gives the same for any cutting of any bytes", () => {
    fc.assert(
      fc.property(modemBytes, places, (whole, at) => {
        assert.deepEqual(unshield(cut(whole, at)), unshield([whole]));
      }),
    );
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Notice } from "../../src/serial/at-channel.ts";
import { AtParser, parseAt } from "../../src/serial/at-parser.ts";
import { bytes, cut, modemBytes, places } from "./bytes.ts";

const line = (text: string): Notice => ({ kind: "line", text });
const dle = (code: string): Notice => ({ kind: "dle", code });

const cases: [string, string, Notice[]][] = [
  ["CR LF around", "\r\nOK\r\n", [line("OK")]],
  ["LF alone", "RING\nOK\n", [line("RING"), line("OK")]],
  ["CR alone", "RING\rOK\r", [line("RING"), line("OK")]],
  ["CR CR LF", "AT\r\r\nOK\r\n", [line("AT"), line("OK")]],
  ["spaces around", " OK \r\n   \r\n", [line("OK")]],
  ["no line end yet", "OK", []],
  ["codes between lines", "␐R\r\nOK\r\n␐5", [dle("R"), line("OK"), dle("5")]],
  ["a code within a line", "O␐bK\r\n", [dle("b"), line("OK")]],
  ["NULs and high bytes", "\0\x80O\0K\xff\r\n\0\r\nRING\r\n", [line("OK"), line("RING")]],
  ["a lone DLE before a line end", "OK␐\r\nRING\r\n", [line("OK"), line("RING")]],
  ["the tail of an audio stream", "␐␐␐␚\x01\x02␐␃\r\nOK\r\n", [line("OK")]],
  [
    "caller id in voice class",
    "␐X\r\nNMBR = 06\r\nNAME = A\r\n␐.␐R",
    [{ kind: "complex", lines: ["NMBR = 06", "NAME = A"] }, dle("R")],
  ],
  [
    "caller id whose end was lost",
    "␐XNMBR=06\r\n\r\nOK\r\n␐.",
    [{ kind: "complex", lines: ["NMBR=06"] }, line("OK"), dle(".")],
  ],
  ["a line past 512 characters", `${"x".repeat(600)}\r\nOK\r\n`, [line("x".repeat(512)), line("OK")]],
];

describe("AT parser", () => {
  for (const [name, said, items] of cases) {
    it(`reads ${name}`, () => {
      assert.deepEqual(parseAt(new AtParser(), bytes(said)), items);
    });
    it(`reads ${name}, byte by byte`, () => {
      const parser = new AtParser();
      assert.deepEqual(
        [...bytes(said)].flatMap((byte) => parseAt(parser, Uint8Array.of(byte))),
        items,
      );
    });
  }

  it("stops after the item, so that audio after CONNECT is not taken", () => {
    const said = bytes("\r\nCONNECT\r\n\x10\x10");
    assert.deepEqual(new AtParser().next(said), { items: [line("CONNECT")], next: 10 });
  });

  it("gives the same items for any cutting of any bytes", () => {
    fc.assert(
      fc.property(modemBytes, places, (whole, at) => {
        const parser = new AtParser();
        const items = cut(whole, at).flatMap((chunk) => parseAt(parser, chunk));
        assert.deepEqual(items, parseAt(new AtParser(), whole));
      }),
    );
  });

  it("loses no line for the noise before it", () => {
    fc.assert(
      fc.property(modemBytes, (noise) => {
        const items = parseAt(new AtParser(), new Uint8Array([...noise, ...bytes("\r\n\x10.\r\nRING\r\n")]));
        assert.deepEqual(items.at(-1), line("RING"));
      }),
    );
  });
});

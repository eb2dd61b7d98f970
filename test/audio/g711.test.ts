import assert from "node:assert/strict";
import { alawDecoded, alawEncoded, ulawDecoded, ulawEncoded } from "../../src/audio/g711.ts";

const codes = Array.from({ length: 256 }, (_, code) => code);
const laws = [
  { name: "µ-law", decoded: ulawDecoded, encoded: ulawEncoded, alike: new Set([0x7f]) },
  { name: "A-law", decoded: alawDecoded, encoded: alawEncoded, alike: new Set<number>() },
];

describe("G.711", () => {
  for (const { name, decoded, encoded, alike } of laws) {
    it(`${name}: every code comes back (µ-law's second zero as the first)`, () => {
      for (const code of codes)
        if (!alike.has(code)) assert.equal(encoded[(decoded[code] as number) & 0xffff], code, `code ${code}`);
    });

    it(`${name}: no sample is further off than half the widest step of its segment`, () => {
      for (let sample = -32768; sample < 32768; sample++) {
        const back = decoded[encoded[sample & 0xffff] as number] as number;
        const allowed = Math.max(8, Math.abs(sample) / 24) + (Math.abs(sample) > 32000 ? 700 : 1);
        assert.ok(Math.abs(back - sample) <= allowed, `${sample} came back as ${back}`);
      }
    });

    it(`${name}: louder in is never softer out`, () => {
      for (let sample = -32767; sample < 32768; sample++) {
        const before = decoded[encoded[(sample - 1) & 0xffff] as number] as number;
        assert.ok((decoded[encoded[sample & 0xffff] as number] as number) >= before, `at ${sample}`);
      }
    });
  }

  it("has the end values of the Recommendation's tables 1 and 2", () => {
    assert.equal(ulawDecoded[0x80], 8031 * 4);
    assert.equal(ulawDecoded[0x00], -8031 * 4);
    assert.equal(ulawDecoded[0xff], 0);
    assert.equal(alawDecoded[0x80 ^ 0x7f ^ 0x55], 4032 * 8);
    assert.equal(alawDecoded[0xd5], 8);
    assert.equal(ulawEncoded[0], 0xff);
    assert.equal(alawEncoded[0], 0xd5);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { concat } from "../../src/audio/pcm.ts";
import { bytesPerSample, decoder, encode, type SampleFormat, silenceByte } from "../../src/audio/sample-formats.ts";
import { hasSox, noise, soxOf } from "./sounds.ts";

const formats: readonly SampleFormat[] = ["s16le", "u8", "s8", "ulaw", "alaw"];
const every = Int16Array.from({ length: 65536 }, (_, i) => i - 32768);

describe("sample formats", () => {
  it("16-bit comes back exactly", () => assert.deepEqual(decoder("s16le")(encode("s16le", every)), every));

  for (const format of ["u8", "s8"] as const)
    it(`${format} is within half a step, and has no DC offset`, () => {
      const back = decoder(format)(encode(format, every));
      let sum = 0;
      for (const [i, x] of every.entries()) {
        if (x > -32640 && x < 32640) {
          assert.ok(Math.abs((back[i] as number) - x) <= 128, `${x} came back as ${back[i]}`);
          sum += back[i] as number;
        } else assert.ok(Math.abs((back[i] as number) - x) <= 256);
      }
      assert.equal(sum, 0);
    });

  for (const format of formats) {
    it(`${format}: the silence byte is silence`, () => {
      const quiet = new Uint8Array(320).fill(silenceByte[format]);
      assert.ok(decoder(format)(quiet).every((x) => Math.abs(x) <= 8));
      assert.deepEqual(encode(format, new Int16Array(320 / bytesPerSample[format])), quiet);
    });

    it(`${format}: any chunking of bytes gives the same samples`, () => {
      const bytes = encode(format, noise(-20, 50));
      fc.assert(
        fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const decode = decoder(format);
          const parts = at.slice(1).map((end, i) => decode(bytes.subarray(at[i], end)));
          assert.deepEqual(concat(parts), decoder(format)(bytes));
        }),
      );
    });
  }

  for (const [format, name] of [
    ["ulaw", "ul"],
    ["alaw", "al"],
  ] as const)
    it(`${format} decodes as sox does`, function () {
      if (!hasSox) this.skip();
      const codes = Uint8Array.from({ length: 256 }, (_, i) => i);
      const theirs = soxOf(codes, "-t", name, "-r", "8000", "-c", "1", "-", "-t", "s16", "-L", "-");
      assert.deepEqual(decoder(format)(codes), decoder("s16le")(theirs));
    });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { durationOf, type Pcm } from "../../src/audio/pcm.ts";
import { toTelephone } from "../../src/audio/resample.ts";
import { tone } from "../../src/audio/tones.ts";
import { readWav, wavHeader, writeWav } from "../../src/audio/wav.ts";
import { checkWavHeader } from "../../src/audio/wav-header.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { hertz, millis, minutes } from "../../src/kernel/units.ts";
import { hasSox, noise, soxOf } from "./sounds.ts";

/** Level (dB below a full-scale sine) of one frequency, its edges left out. */
function levelAt(pcm: Pcm, hz: number): number {
  let re = 0;
  let im = 0;
  const part = pcm.subarray(800, pcm.length - 800);
  for (const [n, x] of part.entries()) {
    const hann = 1 - Math.cos((2 * Math.PI * n) / part.length);
    re += x * hann * Math.cos((2 * Math.PI * hz * n) / 8000);
    im += x * hann * Math.sin((2 * Math.PI * hz * n) / 8000);
  }
  return 20 * Math.log10(Math.max((2 * Math.hypot(re, im)) / part.length / 32768, 1e-9));
}

const sine = (hz: number, rate: number): Float32Array =>
  Float32Array.from({ length: rate }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / rate));

const faulty = (code: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === code;

describe("WAV", () => {
  const sound = noise(-20, 500);

  it("comes back as written", () => assert.deepEqual(readWav(writeWav(sound)), sound));

  it("is written so that sox reads it", function () {
    if (!hasSox) this.skip();
    const raw = soxOf(writeWav(sound), "-t", "wav", "-", "-t", "s16", "-L", "-r", "8000", "-c", "1", "-");
    assert.deepEqual(new Uint8Array(raw), writeWav(sound).subarray(44));
  });

  const written: readonly (readonly [string, readonly string[]])[] = [
    ["16-bit 8 kHz", ["-b", "16", "-r", "8000"]],
    ["8-bit 8 kHz", ["-b", "8", "-e", "unsigned-integer", "-r", "8000"]],
    ["24-bit 48 kHz stereo (extensible)", ["-b", "24", "-r", "48000", "-c", "2"]],
    ["32-bit 16 kHz", ["-b", "32", "-e", "signed-integer", "-r", "16000"]],
    ["float 44.1 kHz", ["-b", "32", "-e", "floating-point", "-r", "44100"]],
    ["double 22.05 kHz", ["-b", "64", "-e", "floating-point", "-r", "22050"]],
    ["A-law 8 kHz", ["-e", "a-law", "-r", "8000"]],
    ["µ-law 11.025 kHz", ["-e", "u-law", "-r", "11025"]],
    ["16-bit 6 kHz", ["-b", "16", "-r", "6000"]],
  ];
  for (const [name, args] of written)
    it(`reads ${name} as sox wrote it: the frequency, the level, the length`, function () {
      if (!hasSox) this.skip();
      const source = writeWav(tone([hertz(1000)], millis(1000), { dbm0: -6.86, ramp: millis(0) }));
      const pcm = readWav(soxOf(source, "-t", "wav", "-", ...args, "-t", "wav", "-"));
      assert.ok(Math.abs(durationOf(pcm) - 1000) < 2, `${durationOf(pcm)} ms`);
      assert.ok(Math.abs(levelAt(pcm, 1000) + 10) < 0.2, `${levelAt(pcm, 1000)} dB`);
      assert.ok(levelAt(pcm, 1400) < -60);
    });

  it("averages the channels", () => {
    const bytes = new Uint8Array(44 + 800);
    bytes.set(wavHeader(400));
    new DataView(bytes.buffer).setUint16(22, 2, true);
    for (let n = 0; n < 200; n++) {
      new DataView(bytes.buffer).setInt16(44 + 4 * n, 3000, true);
      new DataView(bytes.buffer).setInt16(46 + 4 * n, 1000, true);
    }
    assert.deepEqual(readWav(bytes), new Int16Array(200).fill(2000));
  });

  it("skips chunks it doesn't know, odd ones too", () => {
    const wav = writeWav(sound);
    const odd = Uint8Array.of(0x4c, 0x49, 0x53, 0x54, 3, 0, 0, 0, 1, 2, 3, 0);
    const bytes = new Uint8Array([
      ...wav.subarray(0, 12),
      ...odd,
      ...wav.subarray(12, 36),
      ...odd,
      ...wav.subarray(36),
    ]);
    assert.deepEqual(readWav(bytes), sound);
  });

  /** A file of telephone sound with these chunks before its samples and after them, as bytes. */
  const withChunks = (before: readonly number[], after: readonly number[] = []): Uint8Array => {
    const wav = writeWav(sound);
    return Uint8Array.from([...wav.subarray(0, 36), ...before, ...wav.subarray(36), ...after]);
  };
  const chunk = (id: string, size: number, ...content: readonly number[]): number[] => [
    ...[...id].map((letter) => letter.charCodeAt(0)),
    ...[size, 0, 0, 0],
    ...content,
  ];
  const strange: readonly (readonly [string, () => Uint8Array])[] = [
    ["an odd chunk without the byte that fills it up", () => withChunks(chunk("LIST", 3, 1, 2, 3))],
    ["two of them", () => withChunks([...chunk("JUNK", 5, 9, 9, 9, 9, 9), ...chunk("bext", 1, 7)])],
    ["an odd chunk filled up with something else than zero", () => withChunks(chunk("LIST", 3, 1, 2, 3, 0x64))],
    ["a chunk after the samples", () => withChunks([], chunk("LIST", 4, 1, 2, 3, 4))],
    ["RF64", () => Uint8Array.from([...[..."RF64"].map((c) => c.charCodeAt(0)), ...writeWav(sound).subarray(4)])],
  ];
  for (const [name, bytes] of strange)
    it(`reads a file with ${name} (F10)`, () => assert.deepEqual(readWav(bytes()), sound));

  it("an empty file with a chunk after its samples is empty (F10)", () => {
    const wav = writeWav(new Int16Array(0));
    assert.equal(readWav(Uint8Array.from([...wav, ...chunk("LIST", 4, 1, 2, 3, 4)])).length, 0);
  });

  it("what stands before the RIFF is refused in words (F10)", () => {
    const junk = Uint8Array.from([1, 2, 3, ...writeWav(sound)]);
    assert.throws(() => readWav(junk), /This is not a WAV file/);
  });

  it("a sound that is too long is refused from its header, whatever the rate (R11)", () => {
    const slow = wavHeader(4_200_000);
    new DataView(slow.buffer).setUint32(24, 1000, true);
    // The samples themselves are never looked at: they are not even there.
    assert.throws(() => checkWavHeader(slow, minutes(30), 8_400_044), faulty("audio.too-long"));
    assert.throws(() => checkWavHeader(slow, minutes(30), 8_400_044), /lasts 70 minutes; 30 can/);
    assert.equal(checkWavHeader(slow, minutes(71), 8_400_044).duration, 4_200_000);
    assert.throws(() => readWav(writeWav(sound), millis(400)), faulty("audio.too-long"));
    assert.deepEqual(readWav(writeWav(sound), millis(500)), sound);
  });

  it("reads on where the size was never written, or the file was cut", () => {
    for (const size of [0, 0xffffffff, 0x7fffffff]) {
      const bytes = writeWav(sound);
      new DataView(bytes.buffer).setUint32(40, size, true);
      assert.deepEqual(readWav(bytes), sound, `size ${size}`);
    }
    assert.deepEqual(readWav(writeWav(sound).subarray(0, 44 + 401)), sound.subarray(0, 200));
    assert.deepEqual(readWav(writeWav(sound).subarray(0, 40)), new Int16Array(0));
  });

  it("says what is wrong with what it can't read", () => {
    assert.throws(() => readWav(new TextEncoder().encode("ID3 this is an mp3, surely")), faulty("audio.not-a-wav"));
    assert.throws(() => readWav(new Uint8Array(0)), faulty("audio.not-a-wav"));
    assert.throws(() => readWav(writeWav(sound).subarray(0, 20)), faulty("audio.not-a-wav"));
    const adpcm = writeWav(sound);
    adpcm[20] = 17;
    assert.throws(() => readWav(adpcm), faulty("audio.unsupported"));
    const still = writeWav(sound);
    new DataView(still.buffer).setUint32(24, 0, true);
    assert.throws(() => readWav(still), faulty("audio.unsupported"));
  });

  it("any bytes give a sound or a Fault", () => {
    const whole = writeWav(sound.subarray(0, 100));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(255))), fc.nat(whole.length), (changes, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        try {
          assert.ok(readWav(bytes) instanceof Int16Array);
        } catch (thrown) {
          assert.ok(thrown instanceof Fault, String(thrown));
        }
      }),
    );
  });
});

describe("resampling to 8 kHz", () => {
  for (const rate of [11025, 16000, 22050, 44100, 48000]) {
    it(`from ${rate}: keeps 300–3400 Hz within 0.5 dB`, () => {
      for (const hz of [300, 1000, 2500, 3400]) {
        const got = levelAt(toTelephone(sine(hz, rate), hertz(rate)), hz) - 20 * Math.log10(0.5);
        assert.ok(Math.abs(got) < 0.5, `${hz} Hz came at ${got} dB`);
      }
    });
    it(`from ${rate}: folds nothing back`, () => {
      for (const hz of [4200, 5000].filter((f) => f < rate / 2)) {
        const folded = levelAt(toTelephone(sine(hz, rate), hertz(rate)), 8000 - hz);
        assert.ok(folded < -60, `${hz} Hz left ${folded} dB at ${8000 - hz}`);
      }
    });
  }
});

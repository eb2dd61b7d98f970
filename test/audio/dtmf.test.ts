import assert from "node:assert/strict";
import fc from "fast-check";
import { dtmfReceiver } from "../../src/audio/dtmf.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { decoder, encode } from "../../src/audio/sample-formats.ts";
import { dtmf, dtmfColumns, dtmfKeys, dtmfRows, mix } from "../../src/audio/tones.ts";
import type { Digit } from "../../src/kernel/phone-number.ts";
import { millis } from "../../src/kernel/units.ts";
import { ENGLISH, FRENCH, inTurn, noise, noisy, pause, random, speak } from "./sounds.ts";

const heard = (pcm: Pcm, size = 160): readonly Digit[] => {
  const receiver = dtmfReceiver();
  const digits: Digit[] = [];
  for (let at = 0; at < pcm.length; at += size) digits.push(...receiver.feed(pcm.subarray(at, at + size)));
  return digits;
};

interface Press {
  readonly on?: number;
  readonly off?: number;
  /** Share by which the row's and the column's frequency are off. */
  readonly row?: number;
  readonly column?: number;
  readonly dbm0?: number;
  readonly twist?: number;
}
const press = (key: Digit, { on = 40, off = 60, row = 0, column = 0, dbm0 = -10, twist = 0 }: Press = {}): Pcm => {
  const index = dtmfKeys.indexOf(key);
  const parts = [
    { hz: (dtmfRows[index >> 2] as number) * (1 + row), dbm0 },
    { hz: (dtmfColumns[index & 3] as number) * (1 + column), dbm0: dbm0 + twist },
  ];
  return inTurn(mix(parts, millis(on), millis(0)), pause(off));
};

/** How many of 160 presses, each begun at another point of the window, were heard right, and how many wrong. */
function tried(how: Press, line = -90): { readonly right: number; readonly wrong: number } {
  const next = random(3);
  let right = 0;
  let wrong = 0;
  for (let n = 0; n < 160; n++) {
    const key = dtmfKeys[n % 16] as Digit;
    const got = heard(noisy(inTurn(new Int16Array(300 + Math.floor(next() * 102)), press(key, how)), line, n));
    if (got.length === 1 && got[0] === key) right++;
    else if (got.length > 0) wrong++;
  }
  return { right, wrong };
}

describe("telephone keys", () => {
  it("all sixteen, in any chunking", () => {
    const sound = dtmf(dtmfKeys);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (size) => assert.deepEqual(heard(sound, size), dtmfKeys)),
      { numRuns: 20 },
    );
  });

  it("through G.711 and eight bits", () => {
    const sound = dtmf(dtmfKeys, { on: millis(50), off: millis(50) });
    for (const format of ["ulaw", "alaw", "u8"] as const)
      assert.deepEqual(heard(decoder(format)(encode(format, sound))), dtmfKeys, format);
  });

  it("a key held long is one key; ten a second are ten", () => {
    assert.deepEqual(heard(press("5", { on: 3000 })), ["5"]);
    assert.deepEqual(
      heard(inTurn(...Array.from({ length: 10 }, () => press("7", { on: 50, off: 50 })))),
      Array(10).fill("7"),
    );
  });

  it("is told while it sounds: within 50 ms of its start", () =>
    assert.deepEqual(heard(press("1", { on: 50, off: 0 })), ["1"]));

  const corners: readonly Press[] = [-0.015, 0, 0.015].flatMap((row) =>
    [-0.015, 0, 0.015].flatMap((column) => [
      { row, column, dbm0: -25 },
      { row, column, dbm0: -3 },
      { row, column, dbm0: -25, twist: 4 },
      { row, column, dbm0: -36, twist: 0 },
      { row, column, dbm0: -36, twist: 4 },
      { row, column, dbm0: -28, twist: -8 },
      { row, column, dbm0: -3, twist: 3 },
      { row, column, dbm0: -17, twist: -8 },
    ]),
  );
  it("Q.24: takes 40 ms at ±1.5 %, 0 to −36 dBm0, twist +4 to −8 dB, with 15 dB of noise below the fainter tone", () => {
    for (const how of corners) {
      const fainter = (how.dbm0 ?? 0) + Math.min(how.twist ?? 0, 0);
      const { right, wrong } = tried(how, fainter - 6.2 - 15);
      assert.ok(right >= 155 && wrong === 0, `${JSON.stringify(how)}: ${right} right, ${wrong} wrong of 160`);
    }
  });

  const refused: readonly (readonly [string, Press])[] = [
    ["a row 3.5 % high", { row: 0.035, on: 100 }],
    ["a row 3.5 % low", { row: -0.035, on: 100 }],
    ["a column 3.5 % high", { column: 0.035, on: 100 }],
    ["a column 3.5 % low", { column: -0.035, on: 100 }],
    ["20 ms", { on: 20 }],
    ["−46 dBm0", { dbm0: -46, on: 100 }],
    ["a column 9 dB above", { twist: 9, on: 100 }],
    ["a column 14 dB below", { twist: -14, dbm0: -3, on: 100 }],
  ];
  for (const [name, how] of refused)
    it(`refuses ${name}`, () => {
      const { right, wrong } = tried(how);
      assert.ok(right + wrong <= 1, `${right + wrong} of 160 taken`);
    });

  it("a gap of 15 ms ends no key, one of 40 ms does", () => {
    for (const key of dtmfKeys) {
      assert.deepEqual(heard(inTurn(press(key, { on: 60, off: 15 }), press(key, { on: 60 }))), [key]);
      assert.deepEqual(heard(inTurn(press(key, { on: 60, off: 40 }), press(key, { on: 60 }))), [key, key]);
    }
  });

  it("hears no key in voices, noise, or one tone alone", async () => {
    for (const voice of ["fr", "fr+f4", "fr+m3", "en", "en+f2"])
      for (const gain of [1, 0.3, 0.1]) {
        const spoken = await speak(voice.startsWith("fr") ? FRENCH : ENGLISH, voice);
        assert.deepEqual(heard(spoken.map((sample) => sample * gain)), [], voice);
      }
    assert.deepEqual(heard(noise(-15, 20_000)), []);
    for (const hz of [...dtmfRows, ...dtmfColumns, 440, 1000])
      assert.deepEqual(heard(mix([{ hz, dbm0: -10 }], millis(200), millis(0))), [], `${hz} Hz`);
  });
});

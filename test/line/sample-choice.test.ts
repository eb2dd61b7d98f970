import assert from "node:assert/strict";
import type { Profile } from "../../src/line/v253/profile.ts";
import { conexant } from "../../src/line/v253/profiles/conexant.ts";
import { generic } from "../../src/line/v253/profiles/generic.ts";
import { usrobotics } from "../../src/line/v253/profiles/usrobotics.ts";
import { chooseSamples, offersInWords } from "../../src/line/v253/sample-choice.ts";
import { formatOf, offeredSamples } from "../../src/line/v253/sample-offers.ts";

describe("the answer to +VSM=?", () => {
  const rows: readonly (readonly [
    line: string,
    code: number,
    label: string,
    bits: number | null,
    rates: number[][],
  ])[] = [
    ['1,"UNSIGNED PCM",8,0,8000,0,0', 1, "UNSIGNED PCM", 8, [[8000, 8000]]],
    ['128,"8-BIT LINEAR",(8000,11025)', 128, "8-BIT LINEAR", 8, [[8000, 8000], [11025, 11025]]], // biome-ignore format: a row
    ["+VSM: 5,A-LAW,8,0,(7200-11025),(0),(0)", 5, "A-LAW", 8, [[7200, 11025]]],
    ['0,"SIGNED PCM",16,0,(8000)', 0, "SIGNED PCM", 16, [[8000, 8000]]],
    [" (4) , 'u-law' , (8) , 0 , 7200 - 8000", 4, "u-law", 8, [[7200, 8000]]],
    ["+vsm=1,unsigned pcm", 1, "unsigned pcm", null, []],
    ["1,8,0,8000", 1, "", 8, [[8000, 8000]]],
    ['3,"16-BIT LINEAR",8,0,8000', 3, "16-BIT LINEAR", 0, [[8000, 8000]]],
  ];
  for (const [line, code, label, bits, rates] of rows)
    it(line, () => assert.deepEqual(offeredSamples([line, "OK?"]), [{ code, label, bits, rates }]));

  it("several in one line", () => {
    const offers = offeredSamples(['(0,"SIGNED PCM",8,0,8000),(1,"UNSIGNED PCM",8,0,8000)']);
    assert.deepEqual(
      offers.map(({ code }) => code),
      [0, 1],
    );
  });
});

describe("what label and bits say of samples", () => {
  const says = (label: string, bits: number | null) => formatOf({ code: 99, label, bits, rates: [] });
  for (const [label, bits, format] of [
    ["UNSIGNED PCM", 8, "u8"],
    ["Signed PCM", 8, "s8"],
    ["SIGNED PCM", 16, "s16le"],
    ["16-BIT LINEAR", 16, "s16le"],
    ["8-BIT ALAW", 8, "alaw"],
    ["a-law", null, "alaw"],
    ["G.711 A", 8, "alaw"],
    ["MU-LAW", 8, "ulaw"],
    ["µ-law", 8, "ulaw"],
    ["8-BIT ULAW", 8, "ulaw"],
    ["G711U", null, "ulaw"],
    ["TWO'S COMPLEMENT PCM", 8, "s8"],
  ] as const)
    it(`${label}, ${bits}: ${format}`, () => assert.deepEqual(says(label, bits), { is: format }));
  for (const [label, bits] of [
    ["IMA ADPCM", 4],
    ["IMA ADPCM", 8],
    ["UNSIGNED PCM", 16],
    ["PCM", 4],
    ["16-BIT LINEAR", 0],
    ["G.723", null],
  ] as const)
    it(`${label}, ${bits}: none of ours`, () => assert.equal(says(label, bits), "unknown"));
});

describe("which samples (L9)", () => {
  const chosen = (profile: Profile, ...lines: string[]) => {
    const [best] = chooseSamples(profile.samples, generic.samples, lines);
    return best && `${best.format} ${best.command}`;
  };
  const rows: readonly (readonly [about: string, profile: Profile, lines: readonly string[], right?: string])[] = [
    [
      "a USR with another chip's list",
      usrobotics,
      ['1,"UNSIGNED PCM",8,0,8000', '130,"UNSIGNED PCM",8,0,8000'],
      "u8 AT+VSM=1,8000",
    ],
    ["a code that means A-law on this make, and says it is not", usrobotics, ['130,"UNSIGNED PCM",8,0,8000'], "u8 AT+VSM=130,8000"], // biome-ignore format: a row
    ["16 bits only", generic, ['0,"SIGNED PCM",16,0,(8000)'], "s16le AT+VSM=0,8000"],
    ["16 bits and 8", generic, ['0,"SIGNED PCM",16,0,8000', '7,"A-LAW",8,0,8000'], "alaw AT+VSM=7,8000"],
    ["16 bits under a code for 8", conexant, ['1,"UNSIGNED PCM",16,0,8000', '0,"signed pcm",8,0,8000'], "s8 AT+VSM=0,8000,0,0"], // biome-ignore format: a row
    ["a label that leaves the sign open", usrobotics, ['128,"8-BIT LINEAR",(7200,8000,11025)'], "u8 AT+VSM=128,8000"],
    ["the plain list where the make's is silent", usrobotics, ['0,"8-bit linear",(8000)'], "s8 AT+VSM=0,8000"],
    ["no label at all", generic, ["4,,8,0,8000"], "ulaw AT+VSM=4,8000"],
    ["a law under a linear code", usrobotics, ['128,"8-BIT ULAW",(8000)'], "ulaw AT+VSM=128,8000"],
    ["a range of rates", generic, ['5,"alaw",8,0,(7200-11025)'], "alaw AT+VSM=5,8000"],
    ["another rate is passed over", generic, ['1,"UNSIGNED PCM",8,0,11025', '5,"ALAW",8,0,8000'], "alaw AT+VSM=5,8000"],
    ["rates that are a list hold no rate between", generic, ['1,"UNSIGNED PCM",8,0,(7200,11025)']],
    ["only what is compressed", generic, ['129,"IMA ADPCM",4,0,8000,0,0']],
    ["an answer that says nothing leaves the make's first", usrobotics, [], "u8 AT+VSM=128,8000"],
  ];
  for (const [about, profile, lines, right] of rows) it(about, () => assert.equal(chosen(profile, ...lines), right));

  it("what is offered is said in words", () => {
    assert.equal(
      offersInWords(['129,"IMA ADPCM",4,0,(7200-11025)', '1,"PCM",8,0,11025']),
      "129 IMA ADPCM at 7200–11025 Hz; 1 PCM at 11025 Hz",
    );
  });
});

/**
 * A-law and µ-law of ITU-T G.711, by table. Sixteen-bit linear stands for the Recommendation's 13 and 14 bits
 * shifted up; negative values are taken in ones' complement, as G.191 does, so that both signs fall alike.
 */

function ulawToLinear(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
}

function alawToLinear(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits & 0x70) >> 4;
  const step = ((bits & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

function linearToUlaw(sample: number): number {
  const magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1fff);
  const segment = 31 - Math.clz32(magnitude >> 5);
  const code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0f);
  return ~(sample < 0 ? code | 0x80 : code) & 0xff;
}

function linearToAlaw(sample: number): number {
  const magnitude = (sample < 0 ? ~sample : sample) >> 4;
  const segment = magnitude < 32 ? magnitude >> 4 : 28 - Math.clz32(magnitude);
  const code = (segment << 4) | ((magnitude >> Math.max(segment - 1, 0)) & 0x0f);
  return (sample < 0 ? code : code | 0x80) ^ 0x55;
}

const bytes = Array.from({ length: 256 }, (_, code) => code);

/** Linear value of each code. */
export const ulawDecoded: Int16Array = Int16Array.from(bytes, ulawToLinear);
export const alawDecoded: Int16Array = Int16Array.from(bytes, alawToLinear);

/** Code of each linear value, at `sample & 0xffff`. */
export const ulawEncoded: Uint8Array = new Uint8Array(0x10000);
export const alawEncoded: Uint8Array = new Uint8Array(0x10000);
for (let sample = -0x8000; sample < 0x8000; sample++) {
  ulawEncoded[sample & 0xffff] = linearToUlaw(sample);
  alawEncoded[sample & 0xffff] = linearToAlaw(sample);
}

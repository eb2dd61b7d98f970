import { alawDecoded, alawEncoded, ulawDecoded, ulawEncoded } from "./g711.ts";
import type { Pcm } from "./pcm.ts";

/** How a modem writes a sample. 8-bit linear has its steps 256 apart; 16-bit is little-endian. */
export type SampleFormat = "s16le" | "u8" | "s8" | "ulaw" | "alaw";

export const bytesPerSample: Readonly<Record<SampleFormat, 1 | 2>> = { s16le: 2, u8: 1, s8: 1, ulaw: 1, alaw: 1 };

/** The byte that, repeated, is silence. */
export const silenceByte: Readonly<Record<SampleFormat, number>> = {
  s16le: 0,
  u8: 0x80,
  s8: 0,
  ulaw: 0xff,
  alaw: 0xd5,
};

/** Samples as the bytes of `format`. 8-bit linear is rounded away from zero at the half, so it has no DC offset. */
export function encode(format: SampleFormat, pcm: Pcm): Uint8Array {
  const bytes = new Uint8Array(pcm.length * bytesPerSample[format]);
  switch (format) {
    case "s16le":
      for (let i = 0, at = 0; i < pcm.length; i++) {
        const sample = pcm[i] as number;
        bytes[at++] = sample;
        bytes[at++] = sample >> 8;
      }
      return bytes;
    case "u8":
      for (let i = 0; i < pcm.length; i++) bytes[i] = eightBits(pcm[i] as number) + 0x80;
      return bytes;
    case "s8":
      for (let i = 0; i < pcm.length; i++) bytes[i] = eightBits(pcm[i] as number);
      return bytes;
    case "ulaw":
      for (let i = 0; i < pcm.length; i++) bytes[i] = ulawEncoded[(pcm[i] as number) & 0xffff] as number;
      return bytes;
    case "alaw":
      for (let i = 0; i < pcm.length; i++) bytes[i] = alawEncoded[(pcm[i] as number) & 0xffff] as number;
      return bytes;
  }
}

const eightBits = (sample: number): number =>
  sample < 0 ? -((128 - sample) >> 8) : Math.min((sample + 128) >> 8, 127);

/** Bytes to samples; keeps the odd byte of a 16-bit sample that was split until the rest comes. */
export function decoder(format: SampleFormat): (bytes: Uint8Array) => Pcm {
  switch (format) {
    case "s16le":
      return sixteenBits();
    case "u8":
      return (bytes) => looked(unsignedDecoded, bytes);
    case "s8":
      return (bytes) => looked(signedDecoded, bytes);
    case "ulaw":
      return (bytes) => looked(ulawDecoded, bytes);
    case "alaw":
      return (bytes) => looked(alawDecoded, bytes);
  }
}

const unsignedDecoded = Int16Array.from({ length: 256 }, (_, byte) => (byte - 0x80) << 8);
const signedDecoded = Int16Array.from({ length: 256 }, (_, byte) => (byte << 24) >> 16);

function looked(table: Int16Array, bytes: Uint8Array): Pcm {
  const pcm = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pcm[i] = table[bytes[i] as number] as number;
  return pcm;
}

function sixteenBits(): (bytes: Uint8Array) => Pcm {
  let low = -1;
  return (bytes) => {
    const pcm = new Int16Array((bytes.length + (low < 0 ? 0 : 1)) >> 1);
    let at = 0;
    let from = 0;
    if (low >= 0 && bytes.length > 0) {
      pcm[at++] = low | ((bytes[0] as number) << 8);
      low = -1;
      from = 1;
    }
    for (; from + 1 < bytes.length; from += 2) pcm[at++] = (bytes[from] as number) | ((bytes[from + 1] as number) << 8);
    if (from < bytes.length) low = bytes[from] as number;
    return pcm;
  };
}

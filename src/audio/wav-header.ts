import { Fault } from "../kernel/fault.ts";
import { type Millis, millis } from "../kernel/units.ts";

/** Codes of the samples that can be read. */
export const PCM = 1;
export const FLOAT = 3;
export const ALAW = 6;
export const ULAW = 7;
const EXTENSIBLE = 0xfffe;

export interface WavFormat {
  readonly code: number;
  readonly channels: number;
  /** Samples a second, of each channel. */
  readonly rate: number;
  /** Of one sample as it lies in the file: a multiple of 8. */
  readonly bits: number;
}

export interface WavHeader {
  readonly format: WavFormat;
  /** Where the samples lie in the file; equal when it holds none. */
  readonly from: number;
  readonly to: number;
  /** How long it sounds. */
  readonly duration: Millis;
}

const READABLE = new Set(["1/8", "1/16", "1/24", "1/32", "3/32", "3/64", "6/8", "7/8"]);
const SLOWEST = 1000;
const FASTEST = 384_000;
const MOST_CHANNELS = 64;

/**
 * What a WAV file says of itself, without touching its samples: cheap, whatever the file holds. `size` is that of the
 * whole file, where `bytes` is only its beginning. Cut-off files and wrong sizes are taken as far as they go.
 * Faults: `audio.not-a-wav`, `audio.unsupported`, and `audio.too-long` when it sounds for longer than `longest`.
 */
export function checkWavHeader(bytes: Uint8Array, longest?: Millis, size = bytes.length): WavHeader {
  const header = headerOf(bytes, Math.max(size, bytes.length));
  if (longest !== undefined && header.duration > longest) {
    const minutes = (d: number) => Math.max(1, Math.round(d / 60_000));
    throw new Fault(
      "audio.too-long",
      `This sound lasts ${minutes(header.duration)} minutes; ${minutes(longest)} can be taken at most.`,
    );
  }
  return header;
}

function headerOf(bytes: Uint8Array, size: number): WavHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const form = idAt(bytes, 0);
  if (bytes.length < 12 || (form !== "RIFF" && form !== "RF64") || idAt(bytes, 8) !== "WAVE")
    throw new Fault("audio.not-a-wav", "This is not a WAV file.");
  let format: WavFormat | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const said = view.getUint32(at + 4, true);
    const from = at + 8;
    if (idAt(bytes, at) === "fmt " && from + 16 <= bytes.length) format = checked(formatAt(view, from, said));
    if (idAt(bytes, at) === "data" && format) return spanning(format, from, dataEnd(bytes, from, said, size));
    at = nextChunk(bytes, from + said, said);
  }
  if (!format) throw new Fault("audio.not-a-wav", "This WAV file does not say what its format is.");
  return spanning(format, size, size);
}

function spanning(format: WavFormat, from: number, end: number): WavHeader {
  const width = (format.bits / 8) * format.channels;
  const samples = Math.floor((end - from) / width);
  return { format, from, to: from + samples * width, duration: millis((samples * 1000) / format.rate) };
}

/** Whoever could not go back to write the size left 0 or the greatest there is: all that follows is sound. */
function dataEnd(bytes: Uint8Array, from: number, said: number, size: number): number {
  if (said === 0) return KNOWN.has(idAt(bytes, from)) ? from : size;
  return Math.min(from + said, size);
}

/** Names of chunks, as far as one is met beside the samples. */
const KNOWN = new Set([
  "fmt ",
  "data",
  "LIST",
  "fact",
  "bext",
  "JUNK",
  "junk",
  "PEAK",
  "smpl",
  "inst",
  "cue ",
  "PAD ",
  "FLLR",
  "iXML",
  "id3 ",
]);

/** A chunk of odd size is followed by a byte that fills up; some writers leave it out. */
function nextChunk(bytes: Uint8Array, end: number, said: number): number {
  if ((said & 1) === 0) return end;
  return KNOWN.has(idAt(bytes, end)) && !KNOWN.has(idAt(bytes, end + 1)) ? end : end + 1;
}

const idAt = (bytes: Uint8Array, at: number): string =>
  at < 0 || at + 4 > bytes.length ? "" : String.fromCharCode(...bytes.subarray(at, at + 4));

function formatAt(view: DataView, at: number, size: number): WavFormat {
  const code = view.getUint16(at, true);
  return {
    code: code === EXTENSIBLE && size >= 26 && at + 26 <= view.byteLength ? view.getUint16(at + 24, true) : code,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    // 12 or 20 bits lie at the upper end of 16 or 24.
    bits: Math.ceil(view.getUint16(at + 14, true) / 8) * 8,
  };
}

function checked(format: WavFormat): WavFormat {
  const { code, channels, rate, bits } = format;
  if (channels < 1 || channels > MOST_CHANNELS)
    throw new Fault("audio.unsupported", `A WAV file of ${channels} channels can't be read.`);
  if (rate < SLOWEST || rate > FASTEST)
    throw new Fault("audio.unsupported", `A sample rate of ${rate} Hz can't be read.`);
  if (!READABLE.has(`${code}/${bits}`))
    throw new Fault("audio.unsupported", `WAV format ${code} with ${bits} bits a sample can't be read; use PCM.`);
  return format;
}

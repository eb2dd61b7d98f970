import { Fault } from "../kernel/fault.ts";
import { hertz, type Millis } from "../kernel/units.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { toTelephone } from "./resample.ts";
import { decoder, encode } from "./sample-formats.ts";
import { ALAW, checkWavHeader, FLOAT, PCM, ULAW, type WavFormat } from "./wav-header.ts";

/** Bytes before the first sample in a file that this appliance wrote. */
export const WAV_HEADER = 44;

/** Header of a file of `samples` samples of telephone sound. */
export function wavHeader(samples: number): Uint8Array {
  const bytes = new Uint8Array(WAV_HEADER);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  const data = samples * 2;
  put(0, "RIFF");
  view.setUint32(4, WAV_HEADER - 8 + data, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, data, true);
  return bytes;
}

/** A WAV file of telephone sound (16-bit, 8 kHz, mono). */
export function writeWav(pcm: Pcm): Uint8Array {
  const bytes = new Uint8Array(WAV_HEADER + pcm.length * 2);
  bytes.set(wavHeader(pcm.length));
  bytes.set(encode("s16le", pcm), WAV_HEADER);
  return bytes;
}

/**
 * Reads a WAV file of any rate and channels (PCM of 8 to 32 bits, float of 32 and 64, A-law, µ-law) as telephone
 * sound: mixed down and resampled. Cut-off files and wrong sizes are read as far as they go; one that sounds for longer
 * than `longest` is refused from its header. May share memory with `bytes`, which are not to be changed any more.
 * Faults: `audio.not-a-wav`, `audio.unsupported`, `audio.too-long`.
 */
export function readWav(bytes: Uint8Array, longest?: Millis): Pcm {
  const { format, from, to } = checkWavHeader(bytes, longest);
  return from === to ? new Int16Array(0) : sound(bytes.subarray(from, to), format);
}

function sound(data: Uint8Array, { code, channels, rate, bits }: WavFormat): Pcm {
  if (code === PCM && bits === 16 && channels === 1 && rate === RATE)
    return asItLies(data) ?? decoder("s16le")(data.subarray(0, data.length & ~1));
  const sample = sampleReader(data, code, bits);
  const width = bits / 8;
  const mono = new Float32Array(Math.floor(data.length / (width * channels)));
  for (let n = 0, at = 0; n < mono.length; n++) {
    let sum = 0;
    for (let c = 0; c < channels; c++, at += width) sum += sample(at);
    mono[n] = sum / channels;
  }
  return toTelephone(mono, hertz(rate));
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** What is our own sound already: a copy of each announcement would be 4 MB more at the start. */
const asItLies = (data: Uint8Array): Pcm | null =>
  LITTLE_ENDIAN && data.byteOffset % 2 === 0 ? new Int16Array(data.buffer, data.byteOffset, data.length >> 1) : null;

/** Reads one sample, full scale ±1, at a byte. */
function sampleReader(data: Uint8Array, code: number, bits: number): (at: number) => number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  switch (`${code}/${bits}`) {
    case `${PCM}/8`:
      return (at) => (view.getUint8(at) - 0x80) / 0x80;
    case `${PCM}/16`:
      return (at) => view.getInt16(at, true) / 2 ** 15;
    case `${PCM}/24`:
      return (at) => (view.getInt8(at + 2) * 2 ** 16 + view.getUint16(at, true)) / 2 ** 23;
    case `${PCM}/32`:
      return (at) => view.getInt32(at, true) / 2 ** 31;
    case `${FLOAT}/32`:
      return (at) => finite(view.getFloat32(at, true));
    case `${FLOAT}/64`:
      return (at) => finite(view.getFloat64(at, true));
    case `${ALAW}/8`:
      return decoded(decoder("alaw")(data));
    case `${ULAW}/8`:
      return decoded(decoder("ulaw")(data));
    default:
      throw new Fault("audio.unsupported", `WAV format ${code} with ${bits} bits a sample can't be read; use PCM.`);
  }
}

const finite = (x: number): number => (Number.isFinite(x) ? x : 0);
const decoded =
  (pcm: Pcm) =>
  (at: number): number =>
    (pcm[at] as number) / 2 ** 15;

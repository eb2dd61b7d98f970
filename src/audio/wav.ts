import { Fault } from "../kernel/fault.ts";
import { hertz } from "../kernel/units.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { toTelephone } from "./resample.ts";
import { decoder, encode } from "./sample-formats.ts";

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

const PCM = 1;
const FLOAT = 3;
const ALAW = 6;
const ULAW = 7;
const EXTENSIBLE = 0xfffe;

interface Format {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

/**
 * Reads a WAV file of any rate and channels (PCM of 8 to 32 bits, float of 32 and 64, A-law, µ-law) as telephone
 * sound: mixed down and resampled. Cut-off files and wrong sizes are read as far as they go.
 * Faults: `audio.not-a-wav`, `audio.unsupported`.
 */
export function readWav(bytes: Uint8Array): Pcm {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || id(0) !== "RIFF" || id(8) !== "WAVE")
    throw new Fault("audio.not-a-wav", "This is not a WAV file.");
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const said = view.getUint32(at + 4, true);
    const from = at + 8;
    if (id(at) === "fmt " && from + 16 <= bytes.length) format = formatAt(view, from, said);
    // Whoever could not go back to write the size left 0 or the greatest there is: all that follows is sound.
    if (id(at) === "data" && format) {
      const whole = said === 0 || from + said > bytes.length;
      return sound(bytes.subarray(from, whole ? bytes.length : from + said), format);
    }
    at = from + said + (said & 1);
  }
  if (!format) throw new Fault("audio.not-a-wav", "This WAV file does not say what its format is.");
  return new Int16Array(0);
}

function formatAt(view: DataView, at: number, size: number): Format {
  const code = view.getUint16(at, true);
  return {
    code: code === EXTENSIBLE && size >= 26 && at + 26 <= view.byteLength ? view.getUint16(at + 24, true) : code,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

function sound(data: Uint8Array, { code, channels, rate, bits }: Format): Pcm {
  if (channels < 1 || channels > 64)
    throw new Fault("audio.unsupported", `A WAV file of ${channels} channels can't be read.`);
  if (code === PCM && bits === 16 && channels === 1 && rate === RATE)
    return decoder("s16le")(data.subarray(0, data.length & ~1));
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

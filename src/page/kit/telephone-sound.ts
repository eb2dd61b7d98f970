/** Samples a second of what a telephone carries. */
export const RATE = 8000;

/** Something that can't be read, or is too much to be: the name of what to say. */
export class Unreadable extends Error {
  readonly why: "not-a-sound" | "too-large" | "too-long";
  constructor(why: Unreadable["why"]) {
    super(why);
    this.why = why;
  }
}

/** The browser unpacks a file in memory: a compressed one of this size fills a gigabyte. */
const LARGEST = 64 * 1024 * 1024;
/** Seconds. What is cut out of it is an announcement; the box takes no more than this in one piece. */
const LONGEST = 30 * 60;

/**
 * Any file of sound that this browser can read, as telephone sound: mixed to one channel, at 8 kHz, -1 to 1.
 * Throws `Unreadable`.
 */
export async function readSound(file: Blob): Promise<Float32Array<ArrayBuffer>> {
  if (file.size > LARGEST) throw new Unreadable("too-large");
  const reader = new OfflineAudioContext(1, 1, RATE);
  const sound = await file
    .arrayBuffer()
    .then((bytes) => reader.decodeAudioData(bytes))
    .catch(() => null);
  if (!sound || sound.length === 0) throw new Unreadable("not-a-sound");
  if (sound.duration > LONGEST) throw new Unreadable("too-long");
  return mixed(Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel)));
}

function mixed(channels: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [first, ...others] = channels;
  if (!first || others.length === 0) return first ?? new Float32Array(0);
  const mono = first.slice();
  for (const channel of others) for (let n = 0; n < mono.length; n++) mono[n] = (mono[n] ?? 0) + (channel[n] ?? 0);
  for (let n = 0; n < mono.length; n++) mono[n] = (mono[n] ?? 0) / channels.length;
  return mono;
}

/** Sound of any rate at the telephone's, by the browser's own filters. */
export async function atTelephoneRate(
  samples: Float32Array<ArrayBuffer>,
  rate: number,
): Promise<Float32Array<ArrayBuffer>> {
  if (samples.length === 0 || rate === RATE) return samples;
  const context = new OfflineAudioContext(1, Math.ceil((samples.length * RATE) / rate), RATE);
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0);
}

/** A WAV file of telephone sound: 16 bits, one channel. */
export function wavOf(samples: Float32Array): Blob {
  const size = samples.length * 2;
  const view = new DataView(new ArrayBuffer(44 + size));
  const put = (at: number, text: string) => {
    for (let n = 0; n < text.length; n++) view.setUint8(at + n, text.charCodeAt(n));
  };
  put(0, "RIFF");
  view.setUint32(4, 36 + size, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, size, true);
  samples.forEach((sample, n) => {
    view.setInt16(44 + n * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), true);
  });
  return new Blob([view], { type: "audio/wav" });
}

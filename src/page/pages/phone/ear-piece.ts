/** Telephone sound: samples a second. */
export const RATE = 8000;
/** Held back so that an uneven network makes no gaps; seconds. */
const AHEAD = 0.15;
/** More than this is dropped: what is heard must not fall behind what happens. Seconds. */
const TOO_FAR = 0.8;

/** Linear value, -1 to 1, of each µ-law code (ITU-T G.711). */
const linear = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return (bits & 0x80 ? -magnitude : magnitude) / 0x8000;
});

export const fromUlaw = (base64: string): Float32Array<ArrayBuffer> =>
  Float32Array.from(atob(base64), (character) => linear[character.charCodeAt(0)] ?? 0);

/** How loud a sound is, from 0 to 1, on a scale that looks as it sounds: 0 is -50 dB. */
export function loudness(sound: Float32Array): number {
  const power = sound.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, sound.length);
  return power === 0 ? 0 : Math.min(1, Math.max(0, 1 + Math.log10(power) / 5));
}

/**
 * Plays telephone sound as it comes. Chunks are laid end to end on the audio clock, in a context of their own rate, so
 * that nothing clicks between them; a worklet would do no better, and is refused to a page over plain http.
 */
export class EarPiece {
  readonly #context = new AudioContext({ sampleRate: RATE });
  #until = 0;

  play(sound: Float32Array<ArrayBuffer>): void {
    const { currentTime } = this.#context;
    if (this.#until - currentTime > TOO_FAR) return;
    if (this.#until < currentTime) this.#until = currentTime + AHEAD;
    const buffer = this.#context.createBuffer(1, sound.length, RATE);
    buffer.copyToChannel(sound, 0);
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    source.start(this.#until);
    this.#until += buffer.duration;
  }

  close(): void {
    void this.#context.close();
  }
}

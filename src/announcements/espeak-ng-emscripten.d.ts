declare module "@echogarden/espeak-ng-emscripten" {
  /** As much of it as is used. */
  interface Espeak {
    /** A voice file with its variant: `fr+f2`. */
    set_voice(name: string): number;
    /** Words a minute. */
    set_rate(rate: number): void;
    /** Samples a second. */
    get_samplerate(): number;
    /** Calls back with each piece of sound, and with null at the end; true stops it. */
    synthesize(text: string, piece: (samples: Int16Array | null) => boolean): void;
  }
  const create: () => Promise<{ readonly eSpeakNGWorker: new () => Espeak }>;
  export default create;
}

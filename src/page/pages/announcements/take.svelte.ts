import { RATE } from "../../kit/telephone-sound.ts";

/** Seconds that at least stay between the two cuts. */
const LEAST = 0.2;

/** A recording on its way to the box, and the part of it that is wanted. */
export class Take {
  /** Telephone sound, -1 to 1. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** The name of its file; null for what was spoken here. */
  readonly name: string | null;
  readonly seconds: number;
  from = $state(0);
  until = $state(0);

  constructor(samples: Float32Array<ArrayBuffer>, name: string | null) {
    this.samples = samples;
    this.name = name;
    this.seconds = samples.length / RATE;
    this.until = this.seconds;
  }

  /** Moves one of the cuts to about `to` seconds, as far as the other lets it. */
  cut(end: "from" | "until", to: number): void {
    const exact = Math.round(to * 100) / 100;
    if (end === "from") this.from = Math.max(0, Math.min(exact, this.until - LEAST));
    else this.until = Math.min(this.seconds, Math.max(exact, this.from + LEAST));
  }

  wanted(): Float32Array<ArrayBuffer> {
    return this.samples.subarray(Math.floor(this.from * RATE), Math.ceil(this.until * RATE));
  }
}

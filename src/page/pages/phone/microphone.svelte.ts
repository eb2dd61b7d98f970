import { microphonePossible, openMicrophone } from "../../kit/open-microphone.ts";
import { RATE } from "./ear-piece.ts";

/** µ-law code of a sample of -1 to 1 (ITU-T G.711). */
function ulawOf(sample: number): number {
  const value = Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff);
  const magnitude = Math.min((Math.abs(value) >> 2) + 33, 0x1fff);
  const segment = 31 - Math.clz32(magnitude >> 5);
  const code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0f);
  return ~(value < 0 ? code | 0x80 : code) & 0xff;
}

/** The person's own voice, told in pieces of a fifth of a second: µ-law in base64. Only a secure page is given it. */
export class Microphone {
  open = $state(false);
  refused = $state(false);
  readonly possible = microphonePossible;
  readonly #tell: (ulaw: string) => void;
  #stop: () => void = () => undefined;

  constructor(tell: (ulaw: string) => void) {
    this.#tell = tell;
  }

  async toggle(): Promise<void> {
    if (this.open) return this.close();
    this.open = true;
    this.refused = false;
    try {
      await this.#listen();
    } catch {
      this.refused = true;
      this.close();
    }
  }

  close(): void {
    this.#stop();
    this.#stop = () => undefined;
    this.open = false;
  }

  async #listen(): Promise<void> {
    const hear = (data: Float32Array) => {
      if (this.open) this.#tell(btoa(Array.from(data, (sample) => String.fromCharCode(ulawOf(sample))).join("")));
    };
    const { close } = await openMicrophone(hear, { echoCancellation: true }, RATE);
    this.#stop = close;
    // It was closed while the person was asked.
    if (!this.open) this.close();
  }
}

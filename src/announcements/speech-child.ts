import type { Pcm } from "../audio/pcm.ts";
import { toTelephone } from "../audio/resample.ts";
import { readWav } from "../audio/wav.ts";
import { explain } from "../kernel/fault.ts";
import { hertz } from "../kernel/units.ts";
import { finished } from "./finish.ts";
import type { Speech } from "./voice.ts";

/**
 * A process of its own, started by `speech-process.ts`: speech comes in, telephone sound goes out. Making it takes
 * the processor for up to a second, in which no call may wait; and the 100 MB of espeak-ng are given back when there
 * is nothing more to say.
 */

/** By the system's time: this process leads a life outside the appliance's clock. */
const ENOUGH_IDLE_MS = 20_000;

/** Full scale ±1. */
function floats(parts: readonly Int16Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) for (const sample of part) whole[at++] = sample / 2 ** 15;
  return whole;
}

async function loadEspeak() {
  const { default: create } = await import("@echogarden/espeak-ng-emscripten");
  const { eSpeakNGWorker } = await create();
  return new eSpeakNGWorker();
}
let espeak: ReturnType<typeof loadEspeak> | undefined;

async function telephone(speech: Speech): Promise<Pcm> {
  switch (speech.as) {
    case "wav":
      return readWav(speech.bytes);
    case "raw": {
      // Copied, for 16-bit samples must begin at an even byte.
      const bytes = speech.bytes.slice(0, speech.bytes.length & ~1);
      return toTelephone(floats([new Int16Array(bytes.buffer)]), speech.rate);
    }
    case "espeak": {
      espeak ??= loadEspeak();
      const engine = await espeak;
      const parts: Int16Array[] = [];
      engine.set_voice(speech.voice);
      engine.set_rate(speech.rate);
      engine.synthesize(speech.text, (part) => {
        if (part) parts.push(part);
        return false;
      });
      return toTelephone(floats(parts), hertz(engine.get_samplerate()));
    }
  }
}

const leave = (): void => process.exit(0);
let idle = setTimeout(leave, ENOUGH_IDLE_MS);

process.on("disconnect", leave);
process.on("message", async ({ id, speech }: { id: number; speech: Speech }) => {
  clearTimeout(idle);
  try {
    process.send?.({ id, pcm: finished(await telephone(speech)) });
  } catch (thrown) {
    process.send?.({ id, why: explain(thrown) });
  }
  idle = setTimeout(leave, ENOUGH_IDLE_MS);
});

import type { Pcm } from "../audio/pcm.ts";
import { toTelephone } from "../audio/resample.ts";
import { readWav } from "../audio/wav.ts";
import { explain } from "../kernel/fault.ts";
import { hertz } from "../kernel/units.ts";
import { finished, lifted } from "./finish.ts";
import { openPico, PICO_RATE, type Pico } from "./pico.ts";
import { speakBySherpa } from "./sherpa.ts";
import type { Speech } from "./voice.ts";

/**
 * A process of its own, started by `speech-process.ts`: speech comes in, telephone sound goes out. Making it takes
 * the processor for up to a second, in which no call may wait; and the 70 MB of the engine are given back when there
 * is nothing more to say.
 */

/** By the system's time: this process leads a life outside the appliance's clock. */
const ENOUGH_IDLE_MS = 20_000;

/** Full scale ±1. */
const floats = (samples: Int16Array): Float32Array => Float32Array.from(samples, (sample) => sample / 2 ** 15);

let pico: Pico | undefined;

async function telephone(speech: Speech): Promise<Pcm> {
  switch (speech.as) {
    case "wav":
      return readWav(speech.bytes);
    case "raw": {
      // Copied, for 16-bit samples must begin at an even byte.
      const bytes = speech.bytes.slice(0, speech.bytes.length & ~1);
      return toTelephone(floats(new Int16Array(bytes.buffer)), speech.rate);
    }
    case "pico": {
      pico ??= openPico(speech.folder);
      const sound = await pico.speak(speech.saying);
      return lifted(toTelephone(floats(sound), PICO_RATE));
    }
    case "sherpa": {
      const { samples, sampleRate } = await speakBySherpa(speech);
      return toTelephone(samples, hertz(sampleRate));
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

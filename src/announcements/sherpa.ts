import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Speech } from "./voice.ts";

/** As much of sherpa-onnx-node as is used. Samples: full scale ±1. */
interface Sherpa {
  readonly OfflineTts: new (
    config: object,
  ) => {
    generate(wanted: { text: string; sid: number; speed: number }): {
      readonly samples: Float32Array;
      readonly sampleRate: number;
    };
  };
}

let open: { readonly model: string; readonly tts: InstanceType<Sherpa["OfflineTts"]> } | null = null;

/** By the package that the owner installed; the model is held, for loading it takes longer than speaking. */
export async function speakBySherpa(speech: Extract<Speech, { as: "sherpa" }>) {
  const { saying, model } = speech;
  if (open?.model !== model) {
    const beside = dirname(model);
    const { OfflineTts }: Sherpa = createRequire(import.meta.url)(speech.package);
    const vits = { model, tokens: join(beside, "tokens.txt"), dataDir: join(beside, "espeak-ng-data") };
    open = { model, tts: new OfflineTts({ model: { vits, numThreads: 1, provider: "cpu" }, maxNumSentences: 1 }) };
  }
  return open.tts.generate({ text: saying.text, sid: 0, speed: saying.speed / 100 });
}

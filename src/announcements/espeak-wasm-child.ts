import createEspeak from "@echogarden/espeak-ng-emscripten";

/**
 * A process of its own around espeak-ng compiled to WebAssembly, started by `espeak-wasm.ts`: a text comes in, its
 * samples go out. It keeps no call waiting, and its 100 MB are given back when it has nothing more to say.
 */

const ENOUGH_IDLE_MS = 20_000;

const { eSpeakNGWorker } = await createEspeak();
const espeak = new eSpeakNGWorker();

let idle = setTimeout(leave, ENOUGH_IDLE_MS);
function leave(): void {
  process.exit(0);
}

process.on("disconnect", leave);
process.on("message", ({ id, text, voice, rate }: { id: number; text: string; voice: string; rate: number }) => {
  clearTimeout(idle);
  const parts: Int16Array[] = [];
  espeak.set_voice(voice);
  espeak.set_rate(rate);
  espeak.synthesize(text, (part) => {
    if (part) parts.push(part);
    return false;
  });
  process.send?.({ id, rate: espeak.get_samplerate(), parts });
  idle = setTimeout(leave, ENOUGH_IDLE_MS);
});
process.send?.("ready");

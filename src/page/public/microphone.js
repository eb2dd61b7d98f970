/** Gathers what the microphone hears, and hands it over a fifth of a second at a time. Runs on the audio thread. */
class Microphone extends AudioWorkletProcessor {
  #heard = new Float32Array(1600);
  #length = 0;

  process([[channel] = []]) {
    for (const sample of channel ?? []) {
      this.#heard[this.#length++] = sample;
      if (this.#length < this.#heard.length) continue;
      this.port.postMessage(this.#heard);
      this.#length = 0;
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);

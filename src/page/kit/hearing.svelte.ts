/** One sound at a time: to hear another ends the first. */
export class Hearing {
  /** The name of what is heard now. */
  now = $state<string | null>(null);
  /** Whether it is still being fetched. */
  loading = $state(false);
  /** The name of what could not be heard. */
  failed = $state<string | null>(null);
  #audio: HTMLAudioElement | null = null;
  #made: string | null = null;

  /** Hears it, or ends it when it is heard already. `source`: an address, or what makes the sound. Passes its faults on. */
  async toggle(name: string, source: string | (() => Promise<Blob>)): Promise<void> {
    const again = this.now === name;
    this.stop();
    if (again) return;
    this.now = name;
    this.loading = true;
    this.failed = null;
    try {
      const sound = typeof source === "string" ? source : await source();
      // Another one was asked for meanwhile.
      if (this.now !== name) return;
      if (sound instanceof Blob) this.#made = URL.createObjectURL(sound);
      const audio = new Audio(sound instanceof Blob ? (this.#made ?? "") : sound);
      this.#audio = audio;
      audio.onended = () => this.stop();
      await audio.play().catch(() => {
        if (this.#audio !== audio) return;
        this.stop();
        this.failed = name;
      });
    } catch (thrown) {
      if (this.now === name) this.stop();
      throw thrown;
    } finally {
      if (this.now === name) this.loading = false;
    }
  }

  stop(): void {
    this.#audio?.pause();
    this.#audio = null;
    if (this.#made) URL.revokeObjectURL(this.#made);
    this.#made = null;
    this.now = null;
    this.loading = false;
  }
}

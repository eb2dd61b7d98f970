import type { SimDetail } from "../../../admin/schemas/sim.ts";
import { api, sentenceOf } from "../../lib/api.ts";

/** What the SIM of one line does. */
export class SimBook {
  now = $state.raw<SimDetail | null>(null);
  fault = $state<string | null>(null);
  readonly #line: () => string;

  constructor(line: () => string) {
    this.#line = line;
  }

  async read(): Promise<void> {
    try {
      this.now = await api.get("lines/:name/sim", { params: { name: this.#line() } });
      this.fault = null;
    } catch (thrown) {
      this.fault = sentenceOf(thrown);
    }
  }

  /** Does it, and reads what came of it; whether it was done. */
  async change(work: () => Promise<unknown>): Promise<boolean> {
    this.fault = null;
    try {
      await work();
    } catch (thrown) {
      this.fault = sentenceOf(thrown);
      return false;
    }
    await this.read();
    return true;
  }
}

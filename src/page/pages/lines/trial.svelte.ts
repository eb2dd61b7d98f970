import type { TrialSign } from "../../../admin/schemas/line-care.ts";
import { sentenceOf } from "../../lib/api.ts";
import { words } from "../../words/words.ts";

export type TrialStep = TrialSign & { readonly of: "step" };
export type TrialEnd = TrialSign & { readonly of: "end" };

/** A trial of a line, told as it goes. */
export class Trial {
  steps = $state.raw<readonly TrialStep[]>([]);
  end = $state.raw<TrialEnd | null>(null);
  fault = $state<string | null>(null);
  running = $state(false);
  #leaving: AbortController | null = null;

  async run(begin: (signal: AbortSignal) => AsyncIterable<TrialSign>): Promise<void> {
    this.stop();
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.steps = [];
    this.end = null;
    this.fault = null;
    this.running = true;
    try {
      for await (const sign of begin(leaving.signal)) {
        if (sign.of === "end") this.end = sign;
        else this.steps = [...this.steps, sign];
      }
      if (!this.end && !leaving.signal.aborted) this.fault = words().lines.interrupted;
    } catch (thrown) {
      if (!leaving.signal.aborted) this.fault = sentenceOf(thrown);
    } finally {
      if (this.#leaving === leaving) this.running = false;
    }
  }

  /** The box puts the line back as it was. */
  stop(): void {
    this.#leaving?.abort();
    this.#leaving = null;
    this.running = false;
  }
}

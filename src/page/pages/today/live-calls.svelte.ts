import type { CallStepView } from "../../../admin/schemas/calls.ts";
import type { CallerView } from "../../../admin/schemas/common.ts";
import { api } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";

export interface LiveCall {
  readonly id: string;
  readonly line: string;
  readonly at: number;
  readonly caller: CallerView;
  readonly steps: readonly CallStepView[];
  readonly ended: boolean;
}

/** An ended call stays in sight for as long as it takes to read how it ended. */
const LINGERS = 20_000;

const beginnings: readonly string[] = ["rang", "caller"];

/** The calls under way, each with its steps as they happen. */
export class LiveCalls {
  list = $state.raw<readonly LiveCall[]>([]);

  follow(underWay: readonly string[]): () => void {
    for (const id of underWay) void this.#read(id);
    const stops = [
      live.on("hello", ({ calls }) => {
        this.list = this.list.filter(({ id, ended }) => ended || calls.includes(id));
        for (const id of calls) void this.#read(id);
      }),
      live.on("call", ({ step, ...call }) => {
        const known = this.list.find(({ id }) => id === call.id);
        const steps = known?.steps;
        // The first that is known of a call: nothing of it is kept yet.
        if (!steps && !beginnings.includes(step.what)) void this.#read(call.id);
        // `at` is the step's; the call began with its first.
        this.#put({ ...call, at: known?.at ?? call.at, steps: [...(steps ?? []), step], ended: false });
      }),
      live.on("ended", ({ call }) => {
        this.list = this.list.map((known) => (known.id === call.id ? { ...known, ended: true } : known));
        setTimeout(() => {
          this.list = this.list.filter(({ id, ended }) => id !== call.id || !ended);
        }, LINGERS);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async #read(id: string): Promise<void> {
    const call = await api.get("calls/:id", { params: { id } }).catch(() => null);
    if (!call || call.endedAt !== null) return;
    const known = this.list.find((one) => one.id === id);
    if (known && known.steps.length > call.steps.length) return;
    this.#put({ id, line: call.line, at: call.at, caller: call.caller, steps: call.steps, ended: false });
  }

  #put(call: LiveCall): void {
    this.list = [call, ...this.list.filter(({ id }) => id !== call.id)];
  }
}

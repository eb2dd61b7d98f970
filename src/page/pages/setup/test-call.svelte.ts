import type { LineView } from "../../../admin/schemas/lines.ts";
import { api } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";

/** `waiting`: no call yet. `rings`: one came. `answered`: the box took it. `missed`: it ended without an answer. */
export type TestState = "waiting" | "rings" | "answered" | "missed";

/** Watches for the next call on any line, whoever places it, and says whether the box answered it. */
export class TestCall {
  state = $state<TestState>("waiting");
  /** It is over. */
  ended = $state(false);
  /** Waited for long enough that something may be wrong. */
  late = $state(false);
  lines = $state.raw<readonly LineView[]>([]);
  #call: string | null = null;
  #watch: ReturnType<typeof setTimeout> | undefined;

  follow(patience: number): () => void {
    const readLines = () =>
      void api.get("lines").then(
        ({ lines }) => (this.lines = lines),
        () => undefined,
      );
    readLines();
    this.again(patience);
    const stops = [
      live.on("line", readLines),
      live.on("call", ({ id, step }) => {
        if (this.#call !== id) this.#begin(id);
        if (step.what === "answered") this.state = "answered";
      }),
      live.on("ended", ({ call }) => {
        if (call.id !== this.#call) return;
        this.ended = true;
        if (this.state !== "answered") this.state = "missed";
      }),
    ];
    return () => {
      clearTimeout(this.#watch);
      for (const stop of stops) stop();
    };
  }

  /** Waits for another call. */
  again(patience: number): void {
    this.#call = null;
    this.state = "waiting";
    this.ended = false;
    this.late = false;
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => (this.late = true), patience);
  }

  #begin(id: string): void {
    clearTimeout(this.#watch);
    this.#call = id;
    this.state = "rings";
    this.ended = false;
    this.late = false;
  }
}

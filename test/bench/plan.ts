import { benchPlan } from "../attendant/plan-bench.ts";
import type { Measurement } from "./figure.ts";

const RUNS = 3;

export const plan: Measurement = {
  about: "who gets a call, with ten years of rota for twenty people",
  async measure() {
    const runs = Array.from({ length: RUNS }, benchPlan);
    return [
      { name: "plan, on a day asked about before", unit: "µs", values: runs.map(({ warm }) => warm), aim: 50 },
      { name: "plan, any day of the ten years", unit: "µs", values: runs.map(({ cold }) => cold), aim: 50 },
      { name: "first plan after a change of the office", unit: "ms", values: runs.map(({ changed }) => changed) },
    ];
  },
};

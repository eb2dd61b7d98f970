import { comparedCalls, comparison } from "./compared-calls.ts";
import type { Measurement } from "./figure.ts";

export const announcement: Measurement = {
  about: "the first sample of the announcement that the caller hears, from off-hook and from the RING on",
  async measure() {
    const calls = await comparedCalls();
    return [
      comparison("off-hook → announcement heard", calls, ({ sound }) => sound),
      comparison("RING → announcement heard", calls, ({ soundAfterRing }) => soundAfterRing),
    ];
  },
};

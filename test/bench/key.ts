import { comparedCalls } from "./compared-calls.ts";
import type { Measurement } from "./figure.ts";

export const key: Measurement = {
  about: "a key's tone begins → the last sample of the prompt that the caller hears",
  async measure() {
    const { ours } = await comparedCalls();
    return [{ name: "key → prompt stopped", unit: "ms", values: ours.map(({ stopped }) => stopped), aim: 200 }];
  },
};

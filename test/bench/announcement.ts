import { comparedCalls } from "./compared-calls.ts";
import type { Measurement } from "./figure.ts";

export const announcement: Measurement = {
  about: "off-hook → the first sample of the announcement that the caller hears",
  async measure() {
    const { ours, vgetty } = await comparedCalls();
    const peer = { name: "vgetty", values: vgetty.map(({ sound }) => sound) };
    return [
      {
        name: "off-hook → announcement heard",
        unit: "ms",
        values: ours.map(({ sound }) => sound),
        ...(vgetty.length > 0 ? { peer } : {}),
      },
    ];
  },
};

import type { AnsweredCall } from "./answered-call.ts";
import { comparedCalls } from "./compared-calls.ts";
import type { Figure, Measurement } from "./figure.ts";

export const answer: Measurement = {
  about: "the last byte of the RING that is answered → commands on the wire, at the modem",
  async measure() {
    const { ours, vgetty } = await comparedCalls();
    const figure = (name: string, value: (call: AnsweredCall) => number): Figure => ({
      name,
      unit: "ms",
      values: ours.map(value),
      ...(vgetty.length > 0 ? { peer: { name: "vgetty", values: vgetty.map(value) } } : {}),
    });
    const rings = [...new Set([...ours, ...vgetty].map((call) => call.rings))].join(" and ");
    return [
      figure(`RING ${rings} → first command`, (call) => call.firstCommand),
      figure(`RING ${rings} → off-hook command`, (call) => call.offHook),
    ];
  },
};

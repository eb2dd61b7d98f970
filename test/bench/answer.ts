import { comparedCalls, comparison } from "./compared-calls.ts";
import type { Measurement } from "./figure.ts";

export const answer: Measurement = {
  about: "the last byte of the RING that is answered → commands on the wire, at the modem",
  async measure() {
    const calls = await comparedCalls();
    const rings = [...new Set([...calls.ours, ...calls.vgetty].map((call) => call.rings))].join(" and ");
    return [
      comparison(`RING ${rings} → first command`, calls, ({ firstCommand }) => firstCommand),
      comparison(`RING ${rings} → off-hook command`, calls, ({ offHook }) => offHook),
    ];
  },
};

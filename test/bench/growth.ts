import { systemClock } from "../../src/kernel/clock.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { until } from "../kit/until.ts";
import { babble } from "./babble.ts";
import type { Figure, Measurement } from "./figure.ts";
import { onSite, type Site } from "./site.ts";

const LINES = [1, 4, 8, 16];
const MESSAGE = seconds(12);
/** Calls begin so long after each other, as they would: no two rings at the very same moment. */
const APART = millis(230);

/** Every line of an appliance in a call at the same time, each with its greeting and a message. */
export const growth: Measurement = {
  about: "1, 4, 8 and 16 lines in calls at once: what the telephone process takes, and whether sound is ever late",
  async measure() {
    const figures: Figure[] = [];
    for (const lines of LINES) {
      const recorded = { closed: babble(seconds(6)), "leave-message": babble(seconds(2)) };
      figures.push(...(await onSite({ office: {}, recorded, lines }, (site) => allAtOnce(site))));
    }
    return figures;
  },
};

async function allAtOnce({ exchange, lines, start }: Site): Promise<readonly Figure[]> {
  const appliance = await start();
  await until(() => appliance.told().split("the line is ready").length > lines.length, "all lines are ready");
  const before = await appliance.usage("telephone");
  const message = babble(MESSAGE);
  const calls = [];
  for (const [n, { number }] of lines.entries()) {
    const from = `06123400${String(n).padStart(2, "0")}`;
    calls.push(exchange.call({ from, to: number, script: [{ untilBeep: true }, { say: message }, { hangUp: true }] }));
    await systemClock.sleep(APART);
  }
  for (const call of calls) await call.ended;
  await until(() => appliance.told().split("message kept").length > lines.length, "all messages are kept");
  const after = await appliance.usage("telephone");
  const minutes = calls.reduce((sum, { events }) => {
    const at = (kind: string): number => events.find((event) => event.kind === kind)?.at ?? Number.NaN;
    return sum + (at("hung-up") - at("answered")) / 60_000;
  }, 0);
  const underruns = lines.reduce((sum, { modem }) => sum + modem.trouble.underruns, 0);
  const name = `${lines.length} ${lines.length === 1 ? "line" : "lines"}`;
  return [
    {
      name: `${name}: processor time for a minute of call`,
      unit: "s",
      values: [(after.cpuMs - before.cpuMs) / 1000 / minutes],
    },
    { name: `${name}: peak memory of the telephone process`, unit: "MB", values: [after.peakKb / 1024] },
    { name: `${name}: times that a modem's buffer ran empty`, unit: "times", values: [underruns], aim: 0 },
  ];
}

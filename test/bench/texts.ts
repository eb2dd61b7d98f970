import { millis } from "../../src/kernel/units.ts";
import { mobileLine } from "../line/gsm/mobile-line.ts";
import type { Figure, Measurement } from "./figure.ts";

const DIALECTS = ["sim7600", "ec25", "standard"];
const TEXTS = 100;
const TO = "+33639980012";
const STEP = millis(10);
const MINUTE_MS = 60_000;

/** One after another, as they go out; the module and the network take the time that real ones do. */
export const texts: Measurement = {
  about:
    "text messages over a simulated SIM, in the time of the line: how many a minute, and what of the processor each takes",
  async measure() {
    const figures: Figure[] = [];
    for (const dialect of DIALECTS) {
      const mobile = mobileLine({ dialect });
      await mobile.ready();
      const never = new AbortController().signal;
      const [began, cpu] = [mobile.clock.elapsed(), process.cpuUsage()];
      for (let n = 0; n < TEXTS; n++) {
        let gone = false;
        void mobile.line.text?.(TO, `Rappelez M. Roux, ${n}.`, never).finally(() => {
          gone = true;
        });
        while (!gone) await mobile.clock.pass(STEP);
      }
      const { user, system } = process.cpuUsage(cpu);
      const minutes = (mobile.clock.elapsed() - began) / MINUTE_MS;
      await mobile.close();
      figures.push(
        { name: `${dialect}: texts a minute`, unit: "times", values: [TEXTS / minutes] },
        {
          name: `${dialect}: processor time of a text, the simulated module's with it`,
          unit: "ms",
          values: [(user + system) / 1000 / TEXTS],
        },
      );
    }
    return figures;
  },
};

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoOffice } from "../../src/app/demo-office.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { seconds } from "../../src/kernel/units.ts";
import { installLine, type Plant, soundPortOf } from "../../src/simulator/control/plants.ts";
import type { MobileBehaviour } from "../../src/simulator/exchange/calls.ts";
import { createExchange, type Exchange } from "../../src/simulator/exchange/exchange.ts";
import { type Appliance, permanence, startAppliance } from "./appliance.ts";
import { babble } from "./babble.ts";

/** An appliance with SIMs alone, and people who take each call. */
export interface MobileSite {
  readonly exchange: Exchange;
  readonly lines: readonly Plant[];
  readonly appliance: Appliance;
  /** Their mobiles. */
  readonly people: readonly string[];
}

const numberOf = (n: number): string => `+33639981${String(n).padStart(3, "0")}`;
const always = { from: "00:00", to: "24:00" };

/** `lines` SIMs on pseudo-terminals, and the real program; everybody is put through over another line. */
export async function onMobileSite<T>(
  lines: number,
  behaviour: MobileBehaviour,
  work: (site: MobileSite) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "permanence-bench-"));
  const exchange = createExchange({ clock: systemClock });
  const people = Array.from({ length: Math.max(1, lines / 2) }, (_, n) => numberOf(100 + n));
  for (const number of people) exchange.mobile(number, behaviour);
  const plants: Plant[] = [];
  let appliance: Appliance | null = null;
  try {
    for (let n = 1; n <= lines; n++)
      plants.push(
        await installLine(
          { kind: "mobile", name: `line-${n}`, number: numberOf(n) },
          { folder, exchange, clock: systemClock },
        ),
      );
    await writeFile(join(folder, "config.json"), JSON.stringify({ lines: plants.map(configured) }));
    await writeFile(join(folder, "office.json"), JSON.stringify(officeOf(people)));
    await permanence(folder, "import", join(folder, "office.json"));
    for (const [kind, sound] of [
      ["welcome", babble(seconds(1))],
      ["hold", babble(seconds(1))],
    ] as const) {
      await writeFile(join(folder, "to-record.wav"), writeWav(sound));
      await permanence(folder, "announcements", "record", kind, join(folder, "to-record.wav"));
    }
    appliance = await startAppliance(folder, "info");
    return await work({ exchange, lines: plants, appliance, people });
  } catch (thrown) {
    // What it told of its calls says more than what was waited for.
    process.stderr.write(appliance?.told() ?? "");
    throw thrown;
  } finally {
    await appliance?.stop();
    for (const each of plants) await each.close();
    await rm(folder, { recursive: true });
  }
}

const configured = ({ name, number, path }: Plant) => ({
  name,
  kind: "mobile",
  number,
  port: path,
  sound_port: soundPortOf(path),
  forwarding: "other-line",
});

function officeOf(numbers: readonly string[]) {
  const ids = numbers.map((_, n) => `person-${n + 1}`);
  return {
    ...demoOffice,
    hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], ...always }],
    people: ids.map((id, n) => ({ id, name: id, numbers: [numbers[n]], language: "fr", roles: ["answers"] })),
    rota: ids.map((id, n) => ({
      ...{ id, service: "duty", person: id, order: n + 1, ...always },
      ...{ repeat: { every: "day" }, starts: "2026-01-01" },
    })),
  };
}

import { readFile } from "node:fs/promises";
import { readWav } from "../../audio/wav.ts";
import { systemClock } from "../../kernel/clock.ts";
import { runSimulator } from "../../simulator/control/control.ts";
import { readConfig } from "../config.ts";
import { consoleLog } from "../console-log.ts";
import { demoMobiles } from "../demo-office.ts";
import { dataFolder, demoSound, inside } from "../paths.ts";
import type { CommonOptions } from "../terminal.ts";

/** The telephone network of the simulated lines, until whoever started it lets go of its standard input. */
export async function simulator(options: CommonOptions): Promise<void> {
  const paths = inside(dataFolder(options.data));
  const log = consoleLog("warn");
  const config = await readConfig(paths.config, log);
  const simulated = config.lines.filter(({ port }) => port === "simulated");
  const running = await runSimulator({
    folder: paths.simulator,
    lines: simulated.map(({ kind, name, number, modem }) => ({
      kind,
      name,
      number,
      ...(modem === "auto" || modem === "gsm" ? {} : { dialect: modem }),
    })),
    // One exchange for all of them: that of the first one's country.
    country: simulated[0]?.country ?? "FR",
    mobiles: demoMobiles(readWav(await readFile(demoSound("mobile-fr")))),
    clock: systemClock,
    log,
  });
  process.stdin.resume();
  await new Promise<void>((resolve) => {
    process.stdin.once("close", resolve);
    process.stdin.once("end", resolve);
    // Both may reach the whole group; the appliance closes its line first and then lets go.
    process.on("SIGTERM", () => (process.connected ? undefined : resolve()));
    process.on("SIGINT", () => undefined);
  });
  await running.close();
  process.exit(0);
}

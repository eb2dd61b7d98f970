import { listCards } from "../../audio/card/list-cards.ts";
import { systemClock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Outcome } from "../../line/find/check.ts";
import { diagnose } from "../../line/find/diagnose.ts";
import { lineForModule, listModems } from "../../line/find/list-modems.ts";
import { openPort } from "../../serial/port.ts";
import { readConfig } from "../config.ts";
import { consoleLog } from "../console-log.ts";
import { dataFolder, inside, simulatedPort } from "../paths.ts";
import { type CommonOptions, print, table, wallClock, withStore } from "../terminal.ts";

/** Serial ports with what is on them, and the lines of the configuration as they were last seen. */
export const listLines = (options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const folder = dataFolder(options.data);
    const { zone } = await store.office.read();
    const config = await readConfig(inside(folder).config, consoleLog("warn"));
    const states = await store.lines.current();
    const lines = config.lines.map(({ name, port, number }) => ({
      name,
      number,
      simulated: port === "simulated",
      port: port === "simulated" ? simulatedPort(folder, name) : port,
      state: states.find(({ line }) => line === name) ?? null,
    }));
    const ports = await listModems();
    const [card = null] = await listCards();
    const modules = ports.filter(({ kind }) => kind === "mobile");
    print(options, { lines, ports }, () => [
      "Lines",
      ...table(
        lines.map(({ name, number, port, state }) => [
          `  ${name}`,
          number,
          port,
          state === null
            ? "never seen"
            : `${state.state} since ${wallClock(state.at, zone)}${state.sentence ? `: ${state.sentence}` : ""}`,
        ]),
      ),
      "",
      ports.length === 0 ? "No serial port was found: is the modem plugged in?" : "Serial ports",
      ...table(ports.map(({ label, path, kind }) => [`  ${path}`, label, kind ?? "unknown: `lines diagnose` tells"])),
      ...modules.map(
        ({ path, sound = null }) => `  Its line in config.json: ${lineForModule(path, sound, card?.name)}`,
      ),
    ]);
  });

interface DiagnoseOptions extends CommonOptions {
  readonly baud: number;
  readonly hearLine?: boolean;
}

const signs: Readonly<Record<Outcome, string>> = { ok: "✓", warning: "!", trouble: "✗" };

/** Looks at one modem from the plug to the dial tone. Fault `app.modem-trouble` when it can't do the job. */
export async function diagnoseLine(port: string, options: DiagnoseOptions): Promise<void> {
  const report = await diagnose({
    path: port,
    open: () => openPort({ path: port, baud: options.baud }),
    clock: systemClock,
    hearLine: options.hearLine === true,
  });
  print(options, report, () => report.checks.map(({ outcome, sentence }) => `${signs[outcome]} ${sentence}`));
  if (report.verdict === "trouble")
    throw new Fault("app.modem-trouble", `The modem on ${port} can't answer calls as it is.`);
}

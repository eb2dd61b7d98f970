import type { Clock } from "../../kernel/clock.ts";
import { asFault, explain, type Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { millis } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import type { BytePipe, OpenPipe } from "../../serial/byte-pipe.ts";
import { openAtChannel } from "../../serial/open-at-channel.ts";
import { type Check, type Outcome, ok, trouble, verdictOf, warning } from "./check.ts";
import { checkModem, type ModemReport } from "./check-modem.ts";
import { runningPrograms } from "./running-programs.ts";

export interface DiagnoseOptions {
  /** How the port is called in the report. */
  readonly path: string;
  readonly open: OpenPipe;
  readonly clock: Clock;
  readonly log?: Log;
  /** Go off-hook for a few seconds and listen for the dial tone. Default false: it makes the line busy. */
  readonly hearLine?: boolean;
  /** ISO 3166; decides which dial tone is expected. Default `FR`. */
  readonly country?: string;
  /** The names of running programs; another list in tests. */
  readonly programs?: () => Promise<readonly string[]>;
}

/** What is well and what is not with the modem on a port, in the order of looking. */
export interface Diagnosis {
  readonly path: string;
  /** Null when nothing answered. */
  readonly modem: ModemReport | null;
  readonly checks: readonly Check[];
  /** The worst outcome of all checks. */
  readonly verdict: Outcome;
}

const PROBES = 3;
const PROBE_WITHIN = millis(800);

/** Looks at one port from the plug to the dial tone. Throws nothing: whatever fails is a check in the report. */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { path, programs = runningPrograms } = options;
  const checks: Check[] = [];
  let modem: ModemReport | null = null;
  try {
    const opened = await openedPort(options, checks);
    if (opened) {
      const channel = openAtChannel({
        pipe: opened,
        clock: options.clock,
        ...(options.log ? { log: options.log } : {}),
      });
      try {
        if (await answers(channel, checks)) modem = await checkModem({ ...options, channel }, checks);
      } finally {
        await channel.close();
      }
    }
  } catch (thrown) {
    checks.push(broken(asFault(thrown, "line.trouble")));
  }
  checks.push(...otherPrograms(await programs(), checks));
  return { path, modem, checks, verdict: verdictOf(checks) };
}

async function openedPort({ open, path }: DiagnoseOptions, checks: Check[]): Promise<BytePipe | null> {
  try {
    const pipe = await open();
    checks.push(ok("port", `${path} can be opened.`));
    return pipe;
  } catch (thrown) {
    checks.push(trouble("port", explain(thrown)));
    return null;
  }
}

async function answers(channel: AtChannel, checks: Check[]): Promise<boolean> {
  for (let probe = 0; probe < PROBES; probe++) {
    try {
      await channel.command("AT", { within: PROBE_WITHIN });
      // Whatever a program before left: results as words, no echo.
      await channel.command("ATQ0V1E0");
      checks.push(ok("answers", "A modem answers."));
      return true;
    } catch (thrown) {
      const fault = asFault(thrown, "line.trouble");
      // The first may be taken as the rest of a command that another program left half sent.
      if (fault.code !== "serial.timeout" && fault.code !== "serial.refused") throw fault;
    }
  }
  checks.push(
    trouble(
      "answers",
      "Nothing answers on this port. It may not be a modem, or it hangs: unplug it, wait ten seconds, plug it in again.",
    ),
  );
  return false;
}

const broken = (fault: Fault): Check =>
  trouble(
    "answers",
    fault.code === "serial.lost"
      ? "The modem disappeared while it was looked at: a loose plug, or too little power on this USB port."
      : `The modem stopped answering: ${explain(fault)}`,
  );

/** ModemManager talks to every modem it finds, in the middle of a call too. */
function otherPrograms(programs: readonly string[], checks: readonly Check[]): Check[] {
  if (!programs.includes("ModemManager")) return [];
  const sentence =
    "ModemManager is running and may talk to the modem at any time. Stop it (sudo systemctl disable --now ModemManager), " +
    'or have it leave this modem alone with a udev rule that sets ENV{ID_MM_DEVICE_IGNORE}="1".';
  return [verdictOf(checks) === "trouble" ? trouble("other-programs", sentence) : warning("other-programs", sentence)];
}

import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { millis } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import { defaultSettings, type V253Settings } from "../line/v253/settings.ts";
import { openV253Line } from "../line/v253/v253-line.ts";
import type { BytePipe, OpenPipe } from "../serial/byte-pipe.ts";
import { openPort } from "../serial/port.ts";
import { tapPipe } from "../serial/tap.ts";
import type { LineConfig } from "./config.ts";
import { simulatedPort } from "./paths.ts";

/** The line of a configuration, over its serial port. It keeps trying: a modem that is not there may come. */
export function openLine(config: LineConfig, folder: string, clock: Clock, log: Log): Line {
  const path = config.port === "simulated" ? simulatedPort(folder, config.name) : config.port;
  const open: OpenPipe = () => openPort({ path, baud: config.baud });
  return openV253Line({
    name: config.name,
    open: config.transcript ? tapped(open, join(folder, "transcripts"), config.name, clock, log) : open,
    clock,
    log,
    settings: settingsOf(config),
    ...(config.modem === "auto" ? {} : { profile: config.modem }),
  });
}

function settingsOf(config: LineConfig): V253Settings {
  const { country_code, trunk_prefix, international_prefix, outside_line } = config.dial_plan;
  return {
    ...defaultSettings,
    country: config.country,
    forwarding: config.forwarding,
    flash: millis(config.flash_ms),
    transfer: config.transfer,
    divert: config.divert,
    dialPlan: {
      countryCode: country_code,
      trunkPrefix: trunk_prefix,
      internationalPrefix: international_prefix,
      outsideLine: outside_line,
    },
  };
}

/** Each opening of the port writes a transcript of its own. One that can't be written never stops the line. */
function tapped(open: OpenPipe, folder: string, name: string, clock: Clock, log: Log): OpenPipe {
  return async (): Promise<BytePipe> => {
    const pipe = await open();
    try {
      await mkdir(folder, { recursive: true });
      const stamp = new Date(clock.now()).toISOString().replace(/[:.]/g, "-");
      const file = createWriteStream(join(folder, `${name}-${stamp}.txt`), { flags: "a" });
      file.on("error", (thrown) => log.warn("line.transcript", { line: name, why: explain(thrown) }));
      return tapPipe({ pipe, clock, write: (line) => void file.write(`${line}\n`) });
    } catch (thrown) {
      log.warn("line.transcript", { line: name, why: explain(thrown) });
      return pipe;
    }
  };
}

import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { millis } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import { defaultSettings, type V253Settings } from "../line/v253/settings.ts";
import { openV253Line } from "../line/v253/v253-line.ts";
import type { OpenPipe } from "../serial/byte-pipe.ts";
import { openPort } from "../serial/port.ts";
import type { LineConfig } from "./config.ts";
import { simulatedPort } from "./paths.ts";
import type { Transcript } from "./transcripts.ts";

/** The line of a configuration, over its serial port. It keeps trying: a modem that is not there may come. */
export function openLine(config: LineConfig, folder: string, clock: Clock, log: Log, transcript: Transcript): Line {
  const path = config.port === "simulated" ? simulatedPort(folder, config.name) : config.port;
  const open: OpenPipe = () => openPort({ path, baud: config.baud });
  if (config.transcript) transcript.begin(null);
  return openV253Line({
    name: config.name,
    open: transcript.tap(open),
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

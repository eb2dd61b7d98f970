import { existsSync } from "node:fs";
import type { Card } from "../audio/card/open-card.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { millis, seconds } from "../kernel/units.ts";
import { dialPlanOf } from "../line/dial-plans.ts";
import { cardWay } from "../line/gsm/card-way.ts";
import { openGsmLine } from "../line/gsm/gsm-line.ts";
import { gsmProfileFor } from "../line/gsm/profiles.ts";
import type { GsmSettings } from "../line/gsm/settings.ts";
import type { SimBook } from "../line/gsm/sim-book.ts";
import type { SoundWay } from "../line/gsm/sound-way.ts";
import type { Line } from "../line/line.ts";
import { defaultSettings, type V253Settings } from "../line/v253/settings.ts";
import { openV253Line } from "../line/v253/v253-line.ts";
import type { OpenPipe } from "../serial/byte-pipe.ts";
import { followPort } from "../serial/follow-port.ts";
import { openPort } from "../serial/port.ts";
import type { LineConfig } from "./config.ts";
import { simulatedCard, simulatedPort, soundPortOf } from "./paths.ts";
import { pinMemory } from "./pin-memory.ts";
import type { Transcript } from "./transcripts.ts";

const SIMULATOR_WITHIN = seconds(10);
const LOOK = millis(20);

/** The line of a configuration, over its serial port. It keeps trying: a modem that is not there may come. */
export function openLine(
  config: LineConfig,
  folder: string,
  clock: Clock,
  log: Log,
  transcript: Transcript,
  pin: () => Promise<string | null>,
  sims: SimBook,
): Line {
  const simulated = config.port === "simulated";
  const path = simulated ? simulatedPort(folder, config.name) : config.port;
  const opening = (at: string): OpenPipe =>
    followPort({
      path: at,
      async open(found) {
        if (simulated) await itIsThere(found, clock);
        return openPort({ path: found, baud: config.baud });
      },
    });
  if (config.transcript) transcript.begin(null);
  const common = {
    name: config.name,
    open: transcript.tap(opening(path)),
    clock,
    log,
    ...(config.modem === "auto" ? {} : { profile: config.modem }),
  };
  if (config.kind === "analog") return openV253Line({ ...common, settings: settingsOf(config) });
  const card = simulated ? analogCard(config, path) : ownCard(config);
  const port = simulated ? soundPortOf(path) : config.sound_port;
  const overPort: SoundWay | null = port === null ? null : { over: "port", open: opening(port) };
  return openGsmLine({
    ...common,
    sound: card === null ? overPort : cardWay(card, clock, log),
    settings: mobileSettingsOf(config),
    pins: pinMemory(folder, config.name),
    pin,
    sims,
  });
}

const ownCard = ({ sound_card: name }: LineConfig): Card | null => (name === null ? null : { name });

/** Which modules of the simulator have analog sound, their profiles tell. */
const analogCard = ({ modem }: LineConfig, path: string): Card | null =>
  modem !== "auto" && gsmProfileFor([], modem).sound === null ? simulatedCard(path) : null;

/** A simulator is started at the same time as this process, and again when it ends: it is no modem that is missing. */
async function itIsThere(path: string, clock: Clock): Promise<void> {
  const since = clock.elapsed();
  while (!existsSync(path) && clock.elapsed() - since < SIMULATOR_WITHIN) await clock.sleep(LOOK);
}

/** What a mobile line is told of its SIM. */
export function mobileSettingsOf(config: LineConfig): GsmSettings {
  const { pin, forwarding, second_caller: whenTaken } = config;
  const { dialPlan } = settingsOf(config);
  const own = { "hook-flash": "second-call", "other-line": "none", network: "network", none: "none" } as const;
  return { dialPlan, pin, whenTaken, forwarding: own[forwarding] };
}

/** What a line is told of its socket; what the configuration leaves open of the dial plan follows the country. */
export function settingsOf(config: LineConfig): V253Settings {
  const { country_code, trunk_prefix, international_prefix, outside_line } = config.dial_plan;
  const plan = dialPlanOf(config.country);
  return {
    ...defaultSettings,
    country: config.country,
    forwarding: config.forwarding === "other-line" ? "none" : config.forwarding,
    flash: millis(config.flash_ms),
    transfer: config.transfer,
    divert: config.divert,
    dialPlan: {
      countryCode: country_code ?? plan.countryCode,
      trunkPrefix: trunk_prefix ?? plan.trunkPrefix,
      internationalPrefix: international_prefix ?? plan.internationalPrefix,
      outsideLine: outside_line,
    },
  };
}

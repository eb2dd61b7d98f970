import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import type { OpenPipe } from "../../serial/byte-pipe.ts";
import type { Line } from "../line.ts";
import { checkSettings, type V253Settings } from "./settings.ts";

export interface V253Options {
  readonly name: string;
  readonly open: OpenPipe;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: V253Settings;
  /** The profile's name, when it shall not be found by asking the modem. */
  readonly profile?: string;
}

/**
 * An analog line behind a V.253 voice modem. Starts by itself, says `ready` once the modem is initialised, and lives
 * until `close`. Fault `line.bad-settings`.
 */
export function openV253Line(options: V253Options): Line {
  checkSettings(options.settings);
  throw new Fault("line.trouble", "The analog line is not there yet.");
}

import { Fault } from "../../kernel/fault.ts";
import type { GsmStation } from "./station.ts";

/** A module whose sound was not as it should be is started anew as soon as nobody is in a call on it. */
export function anewWhenIdle(station: GsmStation): void {
  const module = station.upkeep.modem;
  if (!module || station.degraded === null || station.call || station.own) return;
  const fault = new Fault("line.trouble", "The module is started anew: its sound was not as it should be.");
  station.upkeep.report(fault, module);
}

import { Fault } from "../kernel/fault.ts";
import type { Up, Upkeep } from "./upkeep.ts";

const isModemsFault = (thrown: unknown): boolean =>
  thrown instanceof Fault &&
  (thrown.code.startsWith("serial.") || thrown.code === "line.stalled" || thrown.code === "line.not-taken");

/**
 * Does something with the modem. When the modem fails, it is brought back, the line says so by its events, and the
 * result is null; other faults go on to the caller.
 */
export async function careful<Modem extends Up, T>(
  { upkeep }: { readonly upkeep: Upkeep<Modem> },
  modem: Modem,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (!isModemsFault(thrown)) throw thrown;
    upkeep.report(thrown, modem);
    return null;
  }
}

import { Fault } from "../../kernel/fault.ts";
import { seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { attempt, isSilence, refusal } from "../saying.ts";
import { simNumber } from "./which-sim.ts";

/**
 * PINs that a SIM refused: none of them is ever said to it again, for the third time blocks it. `sim`: its own number;
 * null where it does not tell.
 */
export interface PinMemory {
  isRefused(pin: string, sim: string | null): Promise<boolean>;
  refused(pin: string, sim: string | null): Promise<void>;
}

/** A SIM may need some seconds after a start. */
const ANSWER_WITHIN = seconds(10);

const BUSY = /: ?(14|SIM busy)$/i;

/** Opens the SIM. Faults: `line.no-sim`, `line.sim-locked`, `line.pin-refused`. */
export async function openSim(channel: AtChannel, pin: string | null, pins: PinMemory): Promise<void> {
  const state = await simState(channel);
  if (state === null) throw new Fault("line.no-sim", "There is no SIM in the module, or it can't be read.");
  if (state === "READY") return;
  if (state === "SIM PUK" || state === "SIM PUK2")
    throw new Fault("line.sim-locked", "The SIM is blocked after wrong PINs: it needs its PUK, in a telephone.");
  if (state !== "SIM PIN")
    throw new Fault("line.sim-locked", `The SIM asks for something that is not known here: ${state}.`);
  if (pin === null)
    throw new Fault("line.sim-locked", "The SIM asks for its PIN, and none is in the settings of the line.");
  const sim = await simNumber(channel);
  if (await pins.isRefused(pin, sim))
    throw new Fault(
      "line.pin-refused",
      "The SIM refused this PIN before, so it is not tried again. Put the right one in.",
    );
  try {
    await channel.command(`AT+CPIN="${pin}"`, { within: ANSWER_WITHIN });
  } catch (thrown) {
    const words = refusal(thrown);
    // 14: busy (27.007, 9.2.1); nothing was tried.
    if (words === null ? !isSilence(thrown) : BUSY.test(words)) throw thrown;
    if (words === null && (await simState(channel).catch(() => null)) === "READY") return;
    // Three wrong ones block a SIM: one that may have been wrong is not tried again either.
    await pins.refused(pin, sim);
    if (words === null) throw thrown;
    throw new Fault(
      "line.pin-refused",
      "The SIM refuses this PIN, and it is not tried again. Put the right one in.",
      thrown,
    );
  }
}

/** What the SIM waits for: `READY` for nothing, `SIM PIN`, `SIM PUK`; null: there is none, or it can't be read. */
export async function simState(channel: AtChannel): Promise<string | null> {
  try {
    const { lines } = await channel.command("AT+CPIN?", { within: ANSWER_WITHIN });
    return /^\+CPIN: ?(.*)$/m.exec(lines.join("\n"))?.[1]?.trim() ?? "READY";
  } catch (thrown) {
    const words = refusal(thrown);
    if (words === null) throw thrown;
    // 10: not inserted, 13: failure, 15: wrong (27.007, 9.2.1).
    if (/: ?1[035]$/.test(words)) return null;
    if (/: ?12$/.test(words)) return "SIM PUK";
    if (/: ?11$/.test(words)) return "SIM PIN";
    // Busy (14), or a module that has no such question: the rest will show.
    await attempt(channel, "AT");
    return "READY";
  }
}

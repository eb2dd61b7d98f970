import { FRAME_SAMPLES, samplesIn } from "../../src/audio/pcm.ts";
import { millis } from "../../src/kernel/units.ts";
import type { Exchange } from "../../src/simulator/exchange/exchange.ts";
import { firstLoud, quietFrom } from "./babble.ts";
import type { TimedLine } from "./timed-line.ts";

/** How a call was answered. Milliseconds. */
export interface AnsweredCall {
  /** How often it had rung. */
  readonly rings: number;
  /** From the last byte of the last `RING` to the first command after it, and to the one that goes off-hook. */
  readonly firstCommand: number;
  readonly offHook: number;
  /** From off-hook to the first sample of the greeting that the caller heard, in the time of the line. */
  readonly sound: number;
  /** From the last byte of that `RING` to this sample. */
  readonly soundAfterRing: number;
  /** From the beginning of the key's tone to the last sample of the greeting. */
  readonly stopped: number;
}

const KEY_AFTER = millis(800);
const LEAVES_AFTER = millis(700);
/** What is played next begins later than this. */
const GAP = samplesIn(millis(40));

/** A caller who hears the greeting, presses `1` in its midst and soon leaves. The greeting is loud all through. */
export async function placeCall(exchange: Exchange, line: TimedLine): Promise<AnsweredCall> {
  const [said, told] = [line.said.length, line.told.length];
  const call = exchange.call({
    from: "0612345678",
    to: line.number,
    script: [{ wait: KEY_AFTER }, { key: "1" }, { wait: LEAVES_AFTER }, { hangUp: true }],
  });
  let pressed = Number.NaN;
  // Told within the 20 ms in which the tone begins: they are the last that was heard by then.
  for await (const event of call.follow()) if (event.kind === "key") pressed = call.heard().length - FRAME_SAMPLES;

  const rings = line.said.slice(said).filter(({ text }) => text.includes("RING"));
  const rung = rings.at(-1)?.at ?? Number.NaN;
  const commands = line.told.slice(told).filter(({ at }) => at > rung);
  const offHook = commands.find(({ text }) => text.startsWith("AT+VLS=1"));
  const heard = call.heard();
  const sound = firstLoud(heard);
  // The exchange tells the time of day.
  const answered = ((await call.answered) ?? Number.NaN) - performance.timeOrigin;
  if (!commands[0] || !offHook || sound < 0) throw new Error(`The call to ${line.number} was not answered.`);
  return {
    rings: rings.length,
    firstCommand: commands[0].at - rung,
    offHook: offHook.at - rung,
    sound: sound / 8,
    soundAfterRing: answered + sound / 8 - rung,
    stopped: (quietFrom(heard, pressed, GAP) - pressed) / 8,
  };
}

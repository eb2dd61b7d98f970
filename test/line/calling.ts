import assert from "node:assert/strict";
import { tone } from "../../src/audio/tones.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { type Simulated, type SimulatedOptions, simulated } from "./simulated.ts";

export const MOBILE = "0699999999";
export const E164 = "+33699999999" as PhoneNumber;
export const beep = (ms: number) => tone([hertz(800)], millis(ms));
export const voice = (ms: number) => tone([hertz(310), hertz(730)], millis(ms));

/** A line that is ready; closed whatever happens. */
export async function withLine(options: SimulatedOptions, test: (line: Simulated) => Promise<void>): Promise<void> {
  const line = simulated(options);
  try {
    await line.until("ready");
    await test(line);
  } finally {
    await line.close();
  }
}

export async function answered(on: Simulated, call: Parameters<Simulated["exchange"]["call"]>[0]) {
  const placed = on.exchange.call(call);
  await on.until("ring");
  await on.run(on.line.answer(seconds(5)));
  return placed;
}

export function transfer(on: Simulated) {
  assert.ok(on.line.transfer);
  return on.line.transfer;
}

export function divert(on: Simulated) {
  assert.ok(on.line.divert);
  return on.line.divert;
}

export const firstSound = (pcm: Int16Array) => pcm.findIndex((x) => Math.abs(x) > 300);
export const lastSound = (pcm: Int16Array) => pcm.findLastIndex((x) => Math.abs(x) > 300);

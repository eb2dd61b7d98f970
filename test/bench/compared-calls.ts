import { encode } from "../../src/audio/sample-formats.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { millis } from "../../src/kernel/units.ts";
import type { Exchange } from "../../src/simulator/exchange/exchange.ts";
import { rmd, startVgetty, vgettyReady, vgettyRuns } from "../simulator/vgetty.ts";
import { type AnsweredCall, placeCall } from "./answered-call.ts";
import { besideVgetty, type Figure } from "./figure.ts";
import { callAtNight, greeting, night, nobodyPicksUp } from "./night-line.ts";
import { onSite } from "./site.ts";
import { openTimedLine } from "./timed-line.ts";

export interface ComparedCalls {
  readonly ours: readonly AnsweredCall[];
  /** Empty where vgetty is not to be had. */
  readonly vgetty: readonly AnsweredCall[];
}

/** Both answer at the second ring: vgetty does with `rings 1`, the appliance by default. */
const CALLS = 5;
let placed: Promise<ComparedCalls> | null = null;

/** Calls to the appliance and to vgetty in turns, each with a modem of its own at one exchange. Made once. */
export function comparedCalls(): Promise<ComparedCalls> {
  placed ??= placeCalls();
  return placed;
}

/** A time of these calls, ours beside vgetty's. */
export function comparison(name: string, calls: ComparedCalls, time: (call: AnsweredCall) => number): Figure {
  return { name, unit: "ms", values: calls.ours.map(time), ...besideVgetty(calls.vgetty.map(time)) };
}

async function placeCalls(): Promise<ComparedCalls> {
  const peer = await vgettyRuns();
  return onSite(night, async ({ folder, exchange, line, start }) => {
    nobodyPicksUp(exchange);
    await start();
    // The first call of a process is not the usual one.
    await callAtNight(exchange, line);
    const ours: AnsweredCall[] = [];
    const vgetty: AnsweredCall[] = [];
    while (ours.length < CALLS) {
      ours.push(await callAtNight(exchange, line));
      if (peer) vgetty.push(await callVgetty(exchange, folder));
    }
    return { ours, vgetty };
  });
}

/** It ends after each call, and gets a modem that has just been switched on for the next. */
async function callVgetty(exchange: Exchange, folder: string): Promise<AnsweredCall> {
  const line = await openTimedLine(exchange, "0140000002", folder);
  const vgetty = await startVgetty(line.port, { greeting: rmd(encode("u8", greeting)), logLevel: 0 });
  try {
    await vgettyReady(line.modem.commands);
    await systemClock.sleep(millis(500));
    return await placeCall(exchange, line);
  } finally {
    await vgetty.stop();
    await line.close();
  }
}

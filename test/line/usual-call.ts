import { frames } from "../../src/audio/pcm.ts";
import { tone } from "../../src/audio/tones.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import type { CallerStep } from "../../src/simulator/exchange/calls.ts";
import { never, type Rig } from "./rig.ts";

/** What the caller of the recorded call does once answered. */
export const callerDoes: readonly CallerStep[] = [
  { wait: seconds(2) },
  { key: "5" },
  { wait: seconds(1) },
  { key: "#" },
  { wait: seconds(60) },
];

/** What the appliance does in it: the same when it is recorded and when it is replayed. */
export async function usualCall(on: Rig): Promise<void> {
  await on.until("ring", 2);
  await on.run(on.line.answer(seconds(5)));
  await on.run(on.line.play(frames(tone([hertz(800)], seconds(1))), never()));
  const stop = new AbortController();
  const listening = (async () => {
    for await (const _ of on.line.listen({}, stop.signal));
  })();
  await on.until("digit #");
  stop.abort();
  await on.run(listening);
  await on.run(on.line.play(frames(tone([hertz(600)], millis(500))), never()));
  await on.run(on.line.hangUp());
}

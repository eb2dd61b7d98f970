import { readFile, writeFile } from "node:fs/promises";
import type { Pcm } from "../../audio/pcm.ts";
import { readWav, writeWav } from "../../audio/wav.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import { millis, seconds } from "../../kernel/units.ts";
import type { CallerStep, MobileBehaviour } from "../exchange/calls.ts";
import type { CheckedRequest, MobileOrder } from "./control-messages.ts";

/** What an order on the control socket means for the exchange. */

/** Speaks after the beep, or when told; hangs up then, unless a time was given for that. */
export function scriptOf(says: Pcm | null, order: CheckedRequest & { do: "call" }): readonly CallerStep[] {
  if (!says) return [];
  const when: CallerStep = order.saysAfter === undefined ? { untilBeep: true } : { wait: millis(order.saysAfter) };
  const then: CallerStep[] = order.hangUpAfter === undefined ? [{ wait: seconds(1) }, { hangUp: true }] : [];
  return [when, { wait: millis(300) }, { say: says }, ...then];
}

/** What a mobile is to do. Faults: `simulator.no-sound`. */
export async function behaviourOf({
  after,
  does,
  presses,
  says,
  hangsUpAfter,
  tonesOf,
}: MobileOrder): Promise<MobileBehaviour> {
  return {
    after: millis(after),
    does,
    presses: (presses ?? []).map((press) => ({ key: press.key, after: millis(press.after) })),
    ...(says === undefined ? {} : { says: await soundAt(says) }),
    ...(tonesOf === undefined ? {} : { tonesOf }),
    ...(hangsUpAfter === undefined ? {} : { hangsUpAfter: millis(hangsUpAfter) }),
  };
}

/** Faults: `simulator.no-sound`. */
export async function soundAt(path: string): Promise<Pcm> {
  try {
    return readWav(await readFile(path));
  } catch (cause) {
    throw new Fault("simulator.no-sound", `The sound file ${path} can't be read: ${explain(cause)}`, cause);
  }
}

/** Faults: `simulator.not-saved`. */
export async function saved(path: string, heard: Pcm): Promise<void> {
  try {
    await writeFile(path, writeWav(heard));
  } catch (cause) {
    throw new Fault("simulator.not-saved", `What the caller heard can't be saved to ${path}: ${explain(cause)}`, cause);
  }
}

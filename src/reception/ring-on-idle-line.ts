import type { Pcm } from "../audio/pcm.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { type Millis, seconds } from "../kernel/units.ts";
import type { Line, OwnCallResult } from "../line/line.ts";
import type { Answer } from "../store/need-asks.ts";

/** `called`: a caller came first. `no-line`: none is idle, or none can ring anybody. */
export type Rang = Answer | "called" | "no-line";

export interface OwnCall {
  readonly number: PhoneNumber;
  readonly ringFor: Millis;
  readonly prompt: () => AsyncIterable<Pcm>;
}

/** How long a key is waited for after the prompt: as long as for whoever is rung for a caller. */
const KEY_WITHIN = seconds(6);
const TAKES = "1";
const PASSES = "2";

/** A call of the box's own on the first line that is idle, and the key that was pressed. A caller always comes first. */
export async function ringOnIdleLine(
  lines: readonly Line[],
  { number, ringFor, prompt }: OwnCall,
  log: Log,
  signal: AbortSignal,
): Promise<Rang> {
  for (const line of lines) {
    if (!line.place) continue;
    try {
      return rangOf(
        await line.place(number, { ringFor, prompt, keyWithin: KEY_WITHIN, keys: [TAKES, PASSES] }, signal),
      );
    } catch (thrown) {
      if (!(thrown instanceof Fault) || !NOT_IDLE.includes(thrown.code)) throw thrown;
      log.info("needs.line-busy", { line: line.name, why: explain(thrown) });
    }
  }
  return "no-line";
}

const NOT_IDLE: readonly string[] = ["line.busy", "line.trouble"];

function rangOf({ end, outcome, key }: OwnCallResult): Rang {
  if (end === "called") return "called";
  switch (outcome) {
    case "key":
      return key === TAKES ? "accepted" : "passed";
    case "no-key":
      return "no-key";
    case "busy":
    case "no-answer":
      return "no-answer";
    case "failed":
    case "no-dial-tone":
    case "broken":
      return "failed";
  }
}

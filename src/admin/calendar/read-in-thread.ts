import { Worker } from "node:worker_threads";
import type { Clock } from "../../kernel/clock.ts";
import { seconds } from "../../kernel/units.ts";
import { Refused } from "../sentences/refusals.ts";
import type { CalendarAnswer, CalendarQuestion, CalendarReading } from "./reading.ts";

const script = new URL("./worker.js", import.meta.url);
/** A file that is made to be followed for ever is given up. */
const LONGEST = seconds(20);

/** Reads a file in a thread of its own, so that no call waits for it. Faults: `admin.no-calendar`, `admin.calendar-too-long`. */
export async function readInThread(question: CalendarQuestion, clock: Clock): Promise<CalendarReading> {
  const worker = new Worker(script, { workerData: question, resourceLimits: { maxOldGenerationSizeMb: 192 } });
  const ended = new AbortController();
  try {
    const answer = await new Promise<CalendarAnswer>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", (cause) => reject(new Refused("no-calendar", "", {}, cause)));
      worker.once("exit", () => reject(new Refused("no-calendar")));
      clock.sleep(LONGEST, ended.signal).then(
        () => reject(new Refused("no-calendar")),
        () => undefined,
      );
    });
    if ("refused" in answer) throw new Refused(answer.refused);
    return answer.reading;
  } finally {
    ended.abort();
    await worker.terminate();
  }
}

import { Refused } from "../sentences/refusals.ts";
import type { Workshop } from "../server/workshop.ts";
import type { CalendarAnswer, CalendarQuestion, CalendarReading } from "./reading.ts";

const script = new URL("./worker.js", import.meta.url);

/**
 * Reads a file in a thread of its own, so that nobody waits for it; one that is made to be followed for ever is given
 * up. Faults: `admin.no-calendar`, `admin.calendar-too-long`, `admin.busy`.
 */
export async function readInThread(question: CalendarQuestion, workshop: Workshop): Promise<CalendarReading> {
  checkParts(question.file);
  const answer = await workshop.run<CalendarAnswer>(script, question).catch((thrown) => {
    throw thrown instanceof Refused && thrown.why === "busy" ? thrown : new Refused("no-calendar", "", {}, thrown);
  });
  if ("refused" in answer) throw new Refused(answer.refused);
  return answer.reading;
}

/** Years of a busy office; and parts within parts, of which a calendar has three. */
const MOST_PARTS = 60_000;
const DEEPEST = 8;

/** Counted before it is read: what is nothing but beginnings takes the reader for ever. */
function checkParts(file: string | Uint8Array): void {
  // What is looked for is the same in every set of letters that these files are written in.
  const text = typeof file === "string" ? file : Buffer.from(file).toString("latin1");
  let [parts, depth] = [0, 0];
  for (const [, what] of text.matchAll(/^[ \t]*(BEGIN|END)[ \t]*[:;]/gim)) {
    depth += what?.toUpperCase() === "BEGIN" ? 1 : -1;
    if (depth > DEEPEST) throw new Refused("no-calendar");
    if (++parts > 2 * MOST_PARTS) throw new Refused("calendar-too-long");
  }
}

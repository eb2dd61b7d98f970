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

/** Beginnings and ends of twenty years of a busy office, alarms and all. */
const MOST_PARTS = 120_000;

/** Counted before it is read: a file of nothing but beginnings takes nobody's turn. */
function checkParts(file: string | Uint8Array): void {
  // What is looked for is the same in every set of letters that these files are written in.
  const text = typeof file === "string" ? file : Buffer.from(file).toString("latin1");
  let parts = 0;
  for (const _ of text.matchAll(/^[ \t]*(BEGIN|END)[ \t]*[:;]/gim))
    if (++parts > MOST_PARTS) throw new Refused("calendar-too-long");
}

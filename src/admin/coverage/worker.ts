import { parentPort, workerData } from "node:worker_threads";
import { coverage } from "../../duty/coverage.ts";
import { draftOf } from "../answers/draft-office.ts";
import { Unfit } from "../sentences/unfit.ts";
import type { Draft, Drafted } from "./draft.ts";

/** A thread that looks at one week with changes that are not saved, and ends. */
const { office, save, remove, week } = workerData as Draft;

function drafted(): Drafted {
  try {
    const draft = draftOf(office, save as Parameters<typeof draftOf>[1], remove as Parameters<typeof draftOf>[2]);
    return { coverage: coverage(draft, week) };
  } catch (thrown) {
    if (thrown instanceof Unfit) return { issues: thrown.issues };
    throw thrown;
  }
}

parentPort?.postMessage(drafted());

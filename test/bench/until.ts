import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Waits for something that another process does; looks every 10 ms. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !holds(); waited += 10) {
    if (waited > PATIENCE_MS) throw new Error(`Waited in vain until ${what}.`);
    await wait(10);
  }
}

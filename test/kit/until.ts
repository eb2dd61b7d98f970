import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Waits for what another process, or the world, does; says in the end what never came. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string),
  within = PATIENCE_MS,
) {
  for (const since = Date.now(); !(await holds()); await wait(20))
    if (Date.now() - since > within) assert.fail(`Waited in vain until ${typeof what === "string" ? what : what()}.`);
}

/** Waits until what is read equals this; in the end, says what it was instead. */
export async function becomes<T>(read: () => Promise<T>, expected: T, message?: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS / 3; Date.now() < end; await wait(25)) {
    if ((await read()) === expected) return;
  }
  assert.equal(await read(), expected, message);
}

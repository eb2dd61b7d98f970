import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE = 20_000;

/** Waits until what is read equals this; in the end, says what it was instead. */
export async function becomes<T>(read: () => Promise<T>, expected: T, message?: string): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(25)) {
    if ((await read()) === expected) return;
  }
  assert.equal(await read(), expected, message);
}

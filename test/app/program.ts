import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import sinon from "sinon";

const PROGRAM = join(import.meta.dirname, "..", "..", "src", "app", "permanence.js");
const LONGEST_MS = 20_000;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The program on a data folder, as a shell would run it. */
export const programOn =
  (folder: string) =>
  (...args: readonly string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const env = { ...process.env, PERMANENCE_DATA: folder };
      execFile(process.execPath, [PROGRAM, ...args], { env, timeout: LONGEST_MS }, (thrown, out, err) =>
        resolve({ code: thrown === null ? 0 : Number(thrown.code ?? -1), out, err }),
      );
    });

/** What it said; it was done, and nothing was wrong. */
export function done({ code, out, err }: Ran): string {
  assert.deepEqual([code, err], [0, ""]);
  return out;
}

/** One JSON document. */
export const json = (ran: Ran): unknown => JSON.parse(done(ran));

/** It could not be done, and one sentence says why. */
export function fault({ code, out, err }: Ran, sentence: RegExp): void {
  assert.match(err, sentence);
  assert.deepEqual([code, out], [1, ""]);
  assert.match(err, /^[^\n]+\n$/, "one line");
  assert.doesNotMatch(err, /\bat .*\.[jt]s\b|Error: /, "no stack");
}

/** It was not understood: what is wrong, and where help is. */
export function misunderstood({ code, out, err }: Ran, sentence: RegExp): void {
  assert.match(err, sentence);
  assert.match(err, /--help/);
  assert.deepEqual([code, out], [2, ""]);
  assert.doesNotMatch(err, /\bat .*\.[jt]s\b/, "no stack");
}

/** What a command writes when it is called within this process, which spares the start of another. */
export async function said(command: () => Promise<void>): Promise<string> {
  const write = sinon.stub(process.stdout, "write").returns(true);
  try {
    await command();
    return write.args.map(([text]) => String(text)).join("");
  } finally {
    write.restore();
  }
}

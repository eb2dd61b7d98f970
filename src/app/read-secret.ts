import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** One line of standard input. At a terminal it is asked for, and not shown. "" where none comes. */
export async function readSecret(question: string): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  const nowhere = new Writable({ write: (_bytes, _encoding, done) => done() });
  if (terminal) process.stderr.write(question);
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal });
  try {
    return await new Promise<string>((resolve) => {
      reader.once("line", resolve);
      reader.once("close", () => resolve(""));
    });
  } finally {
    reader.close();
    if (terminal) process.stderr.write("\n");
  }
}

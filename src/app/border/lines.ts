import type { Readable } from "node:stream";

/** A sound of five minutes, spelt in letters, is no longer. Characters. */
const LONGEST = 8_000_000;

/** Cuts what comes into lines. One that never ends is not waited for: `endless`. */
export function lines(from: Readable, take: (line: string) => void, endless: () => void): void {
  let held = "";
  from.setEncoding("utf8");
  from.on("data", (text: string) => {
    const parts = (held + text).split("\n");
    held = parts.pop() ?? "";
    for (const line of parts) take(line);
    if (held.length > LONGEST) {
      held = "";
      endless();
    }
  });
}

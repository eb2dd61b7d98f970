/** What waits for a reader that reads no more, at most. Bytes. */
const MOST_WAITING = 256 * 1024;

/** As much of a standard stream as it takes to say something. */
export type Stream = Pick<NodeJS.WriteStream, "write" | "writableLength" | "on">;

/**
 * Says lines on a standard stream, whatever becomes of its reader: who went away (EPIPE) is talked to no more, and what
 * a reader that stands still has not read is bounded. What had to be left out is counted, and told when there is room.
 */
export function outlet(stream: Stream): (text: string) => void {
  let left = 0;
  deaf(stream);
  return (text) => {
    if (stream.writableLength > MOST_WAITING) {
      left++;
      return;
    }
    if (left > 0) stream.write(`(${left} lines were left out here: nobody read them)\n`);
    left = 0;
    stream.write(text);
  };
}

/** Nobody may be there to read: no reason to end. */
export function deaf(stream: Pick<Stream, "on">): void {
  stream.on("error", () => undefined);
}

/** The two streams of this process. */
export const toStandardOutput = outlet(process.stdout);
export const toStandardError = outlet(process.stderr);

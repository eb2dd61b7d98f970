import type { Millis } from "../kernel/units.ts";

/**
 * Bytes in both directions, whatever carries them: a tty, a pseudo-terminal, a pair in memory.
 * `incoming` ends when the pipe is closed from either side and throws a Fault when it broke
 * (`serial.lost`). Writing to a closed pipe throws `serial.closed`.
 */
export interface BytePipe {
  readonly incoming: AsyncIterable<Uint8Array>;
  /** Resolves when the bytes were handed to the system (not when they reached the other side). */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Sound is coming, of which nobody waits for the single byte: what arrives within `d` may come as one piece. 0 ends
   * that. Absent where bytes cost nothing.
   */
  gather?(d: Millis): void;
  close(): Promise<void>;
}

/** Opens the pipe anew; called again after the old one was lost. */
export type OpenPipe = () => Promise<BytePipe>;

import type { AtReply } from "./at-channel.ts";
import { answersByName, isFinal } from "./at-words.ts";

/** A command under way: gathers the lines of its answer until the final result. */
export class Asking {
  readonly command: string;
  /** Settles at the final result, or with the fault that ended the channel. */
  readonly reply: Promise<AtReply>;
  readonly #success: readonly string[];
  readonly #onFinal: (result: string) => void;
  readonly #isStray: (line: string) => boolean;
  #onPrompt: (() => void) | null;
  readonly #lines: string[] = [];
  #resolve: (reply: AtReply) => void = () => undefined;
  #reject: (fault: Error) => void = () => undefined;

  /**
   * `onFinal` is called before the byte after the final result is looked at: it may be audio. `isStray` knows a result
   * that answers something else and is dropped. `onPrompt`: the command asks for more by `> `, once.
   */
  constructor(
    command: string,
    success: readonly string[],
    {
      onFinal = () => undefined,
      isStray = () => false,
      onPrompt = null,
    }: {
      readonly onFinal?: (result: string) => void;
      readonly isStray?: (line: string) => boolean;
      readonly onPrompt?: (() => void) | null;
    } = {},
  ) {
    this.command = command;
    this.#isStray = isStray;
    this.#onPrompt = onPrompt;
    this.#success = success;
    this.#onFinal = onFinal;
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Waiting for it may have ended at a deadline; then nobody is left to see it fail.
    this.reply.catch(() => undefined);
  }

  /** Is this line an answer to the command, although it looks like a notice? */
  claims(line: string): boolean {
    return this.#success.includes(line) || answersByName(line, this.command);
  }

  /** The information lines so far. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  isStray(line: string): boolean {
    return this.#isStray(line);
  }

  get awaitsPrompt(): boolean {
    return this.#onPrompt !== null;
  }

  prompted(): void {
    const done = this.#onPrompt;
    this.#onPrompt = null;
    done?.();
  }

  isFinal(line: string): boolean {
    return isFinal(line, this.command, this.#success);
  }

  gather(line: string): void {
    this.#lines.push(line);
  }

  settle(result: string): void {
    this.#resolve({ result, lines: this.#lines });
    this.#onFinal(result);
  }

  fail(fault: Error): void {
    this.#reject(fault);
  }
}

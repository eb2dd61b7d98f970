import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface People {
  readonly url: string;
  /** Of the session that all of them use. */
  readonly cookie: string | null;
  /** How many pages are open, and hear what happens. */
  readonly pages: number;
  /** For each who never stops asking: the addresses, one after another, again and again. */
  readonly asking: readonly (readonly string[])[];
}

/** People who ask all they can, from now until it is stopped. */
export async function startLoad(people: People): Promise<{ stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, "page-people.js"));
  const ended = once(child, "exit");
  const ready = once(child, "message");
  child.send(people);
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error("The people at the page have gone.");
    }),
  ]);
  return {
    async stop() {
      if (child.exitCode !== null) throw new Error("The people at the page were let down.");
      child.kill();
      await ended;
    },
  };
}

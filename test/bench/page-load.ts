import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "../admin/client.ts";

/** Between two questions of one person: they never stop asking, and stay below what one address may ask. */
const PAUSE_MS = 100;

/** People who ask all they can. */
export interface Load {
  stop(): Promise<void>;
}

/** Each of the paths is asked by someone, again and again: lists, statistics, the sound of a message. */
export function startLoad(client: Client, people: readonly (readonly string[])[]): Load {
  let going = true;
  const working = Promise.all(
    people.map(async (paths) => {
      for (let n = 0; going; n++) {
        await client.send("GET", paths[n % paths.length] ?? "");
        await wait(PAUSE_MS);
      }
    }),
  );
  // Told to whoever stops it.
  working.catch(() => undefined);
  return {
    async stop() {
      going = false;
      await working;
    },
  };
}

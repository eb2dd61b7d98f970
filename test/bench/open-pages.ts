import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "../admin/client.ts";
import { until } from "../kit/until.ts";

/** Pages that listen to what happens. */
export interface OpenPages {
  /** Milliseconds from `tell` until the last of them has heard this event. */
  hear(event: string, tell: () => Promise<unknown>): Promise<number>;
  close(): void;
}

/** Opens so many, all of one visitor. */
export async function openPages(client: Client, count: number): Promise<OpenPages> {
  const streams: IncomingMessage[] = [];
  const heard: { event: string; at: number }[] = [];
  for (let n = 0; n < count; n++) {
    let stream = await client.open("GET", "/api/events");
    // On a busy machine a session has used up what it may, and is let in again a moment later.
    while (stream.statusCode === 429) {
      stream.destroy();
      await wait(1000);
      stream = await client.open("GET", "/api/events");
    }
    stream.setEncoding("utf8").on("data", (text: string) => {
      for (const [, event = ""] of text.matchAll(/^event: (\w+)$/gm)) heard.push({ event, at: performance.now() });
    });
    streams.push(stream);
  }
  const times = (event: string): number[] => heard.flatMap((one) => (one.event === event ? [one.at] : []));
  await until(() => times("hello").length === count, "all pages listen");
  return {
    async hear(event, tell) {
      const before = times(event).length;
      const from = performance.now();
      await tell();
      await until(() => times(event).length >= before + count, `all pages hear of the ${event}`);
      return Math.max(...times(event)) - from;
    },
    close() {
      for (const stream of streams) stream.destroy();
    },
  };
}

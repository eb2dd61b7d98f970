import { setTimeout as wait } from "node:timers/promises";
import { Client } from "../admin/client.ts";
import { openPages } from "./open-pages.ts";
import type { People } from "./page-load.ts";

/** A process of its own, as people's browsers are: it must not slow the telephone line that is measured beside it. */

/** Between two questions of one person: they never stop asking, and stay below what one address may ask. */
const PAUSE_MS = 100;

process.once("message", async ({ url, cookie, pages, asking }: People) => {
  const client = new Client(url);
  client.cookie = cookie;
  await openPages(client, pages);
  process.send?.("ready");
  await Promise.all(
    asking.map(async (paths) => {
      for (let n = 0; ; n++) {
        await client.send("GET", paths[n % paths.length] ?? "");
        await wait(PAUSE_MS);
      }
    }),
  );
});

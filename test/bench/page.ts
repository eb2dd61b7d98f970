import { createServer } from "node:net";
import { demoOffice } from "../../src/app/demo-office.ts";
import { inside } from "../../src/app/paths.ts";
import { office } from "../../src/duty/office.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis } from "../../src/kernel/units.ts";
import { openStore } from "../../src/store/store.ts";
import { Client } from "../admin/client.ts";
import { until } from "../kit/until.ts";
import { launch } from "../page/browser.ts";
import type { AnsweredCall } from "./answered-call.ts";
import type { Appliance } from "./appliance.ts";
import { fillYear } from "./busy-year.ts";
import type { Figure, Measurement } from "./figure.ts";
import { type FirstLoad, keepOpen, loadFirst } from "./first-load.ts";
import { callAtNight, night, nobodyPicksUp } from "./night-line.ts";
import { openPages } from "./open-pages.ts";
import { startLoad } from "./page-load.ts";
import { fillNeeds } from "./past-needs.ts";
import { questionsOf, timeQuestions } from "./questions.ts";
import { onSite, type Site } from "./site.ts";

const CALLS = 100_000;
const MESSAGES = 10_000;
/** As after a holiday. */
const OPEN_NEEDS = 500;
const PAGES = 50;
const REAL_PAGES = 3;
const LOADS = 5;
const EVENTS = 100;
const ANSWERED = 5;

export const page: Measurement = {
  about:
    "the page of an office with 100 000 calls, 10 000 messages and 500 callers to call back, and calls answered meanwhile",
  async measure() {
    const port = await freePort();
    const now = systemClock.now();
    const web = { host: "127.0.0.1", port, mdns: null };
    return onSite({ ...night, config: { web } }, async (site) => {
      nobodyPicksUp(site.exchange);
      const store = await openStore({
        file: inside(site.folder).database,
        folder: site.folder,
        clock: systemClock,
        log: silentLog,
      });
      await fillYear(store, {
        folder: site.folder,
        office: office.parse(demoOffice),
        until: now,
        calls: CALLS,
        messages: MESSAGES,
      });
      await fillNeeds(store, OPEN_NEEDS);
      await store.close();
      const appliance = await site.start();
      const client = new Client(`http://127.0.0.1:${port}`);
      const browser = await launch();
      try {
        await pageServed(client);
        await client.post("/api/setup", { name: "Claire", password: "correct horse battery" });
        const loads: FirstLoad[] = [];
        while (loads.length < LOADS) loads.push(await loadFirst(browser, client));
        const questions = await questionsOf(client, now);
        const answers = await timeQuestions(client, questions);
        const events = await timeEvents(client, appliance);
        await keepOpen(browser, client, REAL_PAGES);
        const paths = questions.map(({ path }) => path);
        return [
          {
            name: "first load: what comes over the wire",
            unit: "kB",
            values: loads.map(({ transferred }) => transferred),
            aim: 120,
          },
          { name: "first load: usable after", unit: "ms", values: loads.map(({ usable }) => usable) },
          ...answers,
          ...events,
          ...(await timeCalls(site, client, paths)),
        ];
      } finally {
        await browser.close();
        client.close();
      }
    });
  },
};

/** What it takes to tell 50 pages what happened, in time, work and memory. */
async function timeEvents(client: Client, appliance: Appliance): Promise<Figure[]> {
  const { messages } = await client.ask("messages", { query: { limit: 1 } });
  const id = messages[0]?.id ?? "";
  const mark = (n: number) => client.raw("markMessage", { params: { id }, body: { heard: n % 2 === 0 } });
  const workOf = async (tell: (n: number) => Promise<unknown>): Promise<number> => {
    const before = await appliance.usage("office");
    for (let n = 0; n < EVENTS; n++) await tell(n);
    return ((await appliance.usage("office")).cpuMs - before.cpuMs) / EVENTS;
  };
  const alone = await workOf(mark);
  const memory = await appliance.memory("office");
  const pages = await openPages(client, PAGES);
  const heard: number[] = [];
  const together = await workOf(async (n) => heard.push(await pages.hear("message", () => mark(n))));
  const more = (await appliance.memory("office")) - memory;
  pages.close();
  return [
    { name: "a message is marked → all 50 pages know", unit: "ms", values: heard },
    { name: "processor time of it, with 50 pages", unit: "ms", values: [together] },
    { name: "… and with none", unit: "ms", values: [alone] },
    { name: "memory for 50 pages", unit: "MB", values: [more] },
    { name: "memory of the appliance then", unit: "MB", values: [memory + more] },
  ];
}

/** Calls in turns: with nobody at the page, and with 50 pages open, people who ask without end, a message played. */
async function timeCalls({ exchange, line }: Site, client: Client, paths: readonly string[]): Promise<Figure[]> {
  const { messages } = await client.ask("messages", { query: { limit: 1 } });
  const sound = `/api/messages/${messages[0]?.id}/audio`;
  const statistics = paths.filter((path) => path.includes("statistics"));
  const { origin: url, cookie } = client;
  const people = { url, cookie, pages: PAGES, asking: [paths, paths.toReversed(), statistics, [sound]] };
  const idle: AnsweredCall[] = [];
  const busy: AnsweredCall[] = [];
  await callAtNight(exchange, line);
  while (busy.length < ANSWERED) {
    idle.push(await callAtNight(exchange, line));
    const load = await startLoad(people);
    busy.push(await callAtNight(exchange, line));
    await load.stop();
  }
  const compared = (name: string, time: (call: AnsweredCall) => number): Figure => ({
    name,
    unit: "ms",
    values: busy.map(time),
    peer: { name: "idle", values: idle.map(time) },
  });
  return [
    compared("RING 2 → off-hook command, 50 pages open and asked", ({ offHook }) => offHook),
    compared("off-hook → announcement heard, the same", ({ sound }) => sound),
  ];
}

/** The line is ready before the page is. */
async function pageServed(client: Client): Promise<void> {
  let served = false;
  void (async () => {
    while (!served) {
      served = await client.send("GET", "/").then(
        () => true,
        () => false,
      );
      await systemClock.sleep(millis(50));
    }
  })();
  await until(() => served, "the page is served");
}

/** Free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

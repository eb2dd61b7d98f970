import { join } from "node:path";
import { type Admin, openAdmin } from "../admin/admin.ts";
import type { AdminParts } from "../admin/parts.ts";
import { asFault, explain, type Fault } from "../kernel/fault.ts";
import { seconds } from "../kernel/units.ts";
import type { Config } from "./config.ts";
import { pagePhone } from "./page-phone.ts";
import { projectRoot } from "./paths.ts";
import type { Watchers } from "./watchers.ts";

interface PageParts
  extends Pick<
    AdminParts,
    | "store"
    | "announcements"
    | "clock"
    | "log"
    | "folder"
    | "mail"
    | "backups"
    | "care"
    | "changed"
    | "time"
    | "freeDisk"
  > {
  readonly config: Config;
  readonly forwards: (line: string) => boolean;
  /** What is wrong with the house; a page that can't be served is added. */
  readonly troubles: Fault[];
  /** The same of the process that answers calls. */
  readonly telephoneTroubles: () => readonly Fault[];
  readonly watch: Watchers;
}

/** The page as long as it is wanted; it may be served only later. */
export interface KeptPage {
  /** Null where it is not wanted, or can't be served yet: calls are answered all the same. */
  now(): Admin | null;
  close(): Promise<void>;
}

/** What can't be had for a moment (a port that another program lets go of, a descriptor) is soon tried again. */
const PAUSES = [1, 2, 5, 10, 30].map(seconds);

/** Serves the page, and tries again for as long as it can't be; resolves after the first try. `served`: whenever it is. */
export async function keepPage(parts: PageParts, served: (page: Admin) => void): Promise<KeptPage> {
  const { clock, log, troubles } = parts;
  const closing = new AbortController();
  let page: Admin | null = null;
  let trouble: Fault | null = null;

  async function attempt(): Promise<boolean> {
    if (!parts.config.web) return true;
    try {
      page = await openPage(parts, parts.config.web);
    } catch (thrown) {
      const fault = asFault(thrown, "app.no-page");
      // Once, and not at each try.
      if (trouble?.message !== fault.message) log.error("app.no-page", { why: explain(fault) });
      settle(fault);
      return false;
    }
    settle(null);
    served(page);
    return true;
  }
  function settle(now: Fault | null): void {
    if (trouble) troubles.splice(troubles.indexOf(trouble), 1);
    if (now) troubles.push(now);
    trouble = now;
  }
  async function again(): Promise<void> {
    for (let n = 0; !closing.signal.aborted; n++) {
      await clock.sleep(PAUSES[Math.min(n, PAUSES.length - 1)] ?? seconds(30), closing.signal).catch(() => undefined);
      if (closing.signal.aborted || (await attempt())) return;
    }
  }
  const trying = (await attempt()) ? Promise.resolve() : again();
  return {
    now: () => page,
    async close() {
      closing.abort();
      await trying;
      await page?.close();
    },
  };
}

function openPage(page: PageParts, web: NonNullable<Config["web"]>): Promise<Admin> {
  const { config, forwards, troubles, telephoneTroubles, watch, ...parts } = page;
  return openAdmin({
    ...parts,
    shipped: join(projectRoot, "audio"),
    page: join(projectRoot, "dist", "page"),
    settings: {
      host: web.host,
      port: web.port,
      mdns: web.mdns,
      names: web.names,
      https: web.https === false ? null : { files: web.https === true ? null : web.https },
    },
    lines: () =>
      config.lines.map(({ name, number, port, modem, kind }) => ({
        name,
        number,
        port,
        modem,
        simulated: port === "simulated",
        forwards: forwards(name),
        texts: kind === "mobile",
      })),
    // What both of them met, such as a rescued database, is told once.
    troubles: () => [
      ...telephoneTroubles(),
      ...troubles.filter(({ code }) => !telephoneTroubles().some((one) => one.code === code)),
    ],
    watch: (listener) => watch.add(listener),
    ...(config.lines.some(({ port }) => port === "simulated") ? { phone: pagePhone(parts.folder) } : {}),
  });
}

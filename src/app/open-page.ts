import { join } from "node:path";
import { type Admin, openAdmin } from "../admin/admin.ts";
import type { AdminParts } from "../admin/parts.ts";
import { asFault, explain, type Fault } from "../kernel/fault.ts";
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

/** The page's server for this house; null where it is not wanted, or can't be served: calls are answered all the same. */
export async function openPage(page: PageParts): Promise<Admin | null> {
  const { config, forwards, troubles, telephoneTroubles, watch, ...parts } = page;
  const { web } = config;
  if (!web) return null;
  try {
    return await openAdmin({
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
  } catch (thrown) {
    const fault = asFault(thrown, "app.no-page");
    parts.log.error("app.no-page", { why: explain(fault) });
    troubles.push(fault);
    return null;
  }
}

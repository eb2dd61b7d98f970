import { rmSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Admin, openAdmin } from "../../src/admin/admin.ts";
import type { LineCare } from "../../src/admin/line-care.ts";
import type { LineInfo } from "../../src/admin/parts.ts";
import type { Happening } from "../../src/admin/server/happening.ts";
import { openAnnouncements } from "../../src/announcements/library.ts";
import { parseConfig } from "../../src/app/config.ts";
import { openMail, pageMail } from "../../src/app/mail.ts";
import { ownAnnouncements } from "../../src/app/own-announcements.ts";
import { openBackups } from "../../src/backup/backups.ts";
import type { Office } from "../../src/duty/office.ts";
import type { Fault } from "../../src/kernel/fault.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { instant } from "../../src/kernel/units.ts";
import { openNotify } from "../../src/notify/notify.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { fakeEngine } from "../announcements/fake-engine.ts";
import { shipped } from "../announcements/project.ts";
import { MovingClock } from "../kit/clocks.ts";
import { anAgency } from "./an-agency.ts";
import { seed } from "./seed.ts";

/** A Monday morning in Paris, 10:24. */
export const MONDAY = instant(Date.UTC(2026, 10, 23, 9, 24));

/** A running server of the page, with its real store in a folder of its own. */
export interface House {
  readonly url: string;
  readonly store: Store;
  readonly clock: MovingClock;
  /** Tells all that watch, as the house would. */
  tell(happening: Happening): void;
  /** The server goes away, and comes back under the same address when what this gives is called. */
  goAway(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly page: string;
  readonly office?: Office | null;
  readonly seeded?: boolean;
  /** The agency of a first start, marked as an example. */
  readonly example?: Office;
  readonly troubles?: readonly Fault[];
  /** To test lines, and try out how they forward. */
  readonly care?: LineCare;
}

/** As a technician may have set it; nobody is there to take a letter. */
const { mail: technician } = parseConfig({ mail: { host: "127.0.0.1", port: 9, from: "box@tilleuls.example" } });

const lines: readonly LineInfo[] = [
  {
    name: "line-1",
    number: "+33199000001",
    port: "simulated",
    modem: "auto",
    simulated: true,
    forwards: true,
    texts: false,
  },
];

let seeding: Promise<string> | null = null;

/** Three weeks of calls and messages take seconds to write: once for all tests of a process, and copied for each. */
function seededFolder(): Promise<string> {
  seeding ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), "page-seeded-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const clock = new MovingClock();
    clock.set(MONDAY);
    const store = await openStore({ file: join(folder, "permanence.db"), folder, clock, log: silentLog });
    await store.office.replace(anAgency, "Claire");
    await seed(store, clock);
    await store.close();
    return folder;
  })();
  return seeding;
}

export async function openHouse({
  page,
  office = anAgency,
  seeded = true,
  troubles = [],
  example,
  care,
}: HouseOptions): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "page-"));
  const clock = new MovingClock();
  clock.set(MONDAY);
  const log = silentLog;
  if (seeded) await cp(await seededFolder(), folder, { recursive: true });
  const store = await openStore({ file: join(folder, "permanence.db"), folder, clock, log });
  if (example) await store.example.offer(example);
  else if (office) await store.office.replace(office, "Claire");
  const announcements = await openAnnouncements({
    folder: join(folder, "speech"),
    shipped,
    clock,
    log,
    engines: [fakeEngine()],
    ...ownAnnouncements(store, log),
  });
  const mail = await openMail(store, technician, log);
  const notify = openNotify({
    outbox: store.outbox,
    clock,
    log,
    mail: mail.current,
    office: () => store.office.read(),
    message: (id) => store.messages.get(id),
    call: (id) => store.calls.get(id),
    needs: store.needs,
    takeUps: store.takeUps,
  });
  const listeners = new Set<(happening: Happening) => void>();
  const backups = await openBackups({
    folder,
    store,
    clock,
    log,
    release: "0.1.0",
    checkConfig: () => undefined,
    again: () => undefined,
    work: 10,
  });
  const serve = (port: number): Promise<Admin> =>
    openAdmin({
      store,
      announcements,
      clock,
      log,
      folder,
      shipped,
      page,
      settings: { host: "127.0.0.1", port, https: null, mdns: null, names: [] },
      lines: () => lines,
      troubles: () => troubles,
      watch: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      mail: pageMail(mail, notify),
      backups,
      ...(care ? { care } : {}),
    });
  let admin = await serve(0);
  const { port } = admin;
  const tell = (happening: Happening) => {
    for (const listener of listeners) listener(happening);
  };
  tell({ of: "line", line: "line-1", at: clock.now(), trouble: null });
  return {
    store,
    clock,
    tell,
    url: `http://127.0.0.1:${port}`,
    async goAway() {
      await admin.close();
      return async () => {
        admin = await serve(port);
      };
    },
    async close() {
      await admin.close();
      await backups.close();
      await notify.close();
      await announcements.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Admin, openAdmin } from "../../src/admin/admin.ts";
import type { LineCare } from "../../src/admin/line-care.ts";
import type { AdminParts, LineInfo, Phone } from "../../src/admin/parts.ts";
import type { Happening } from "../../src/admin/server/happening.ts";
import { openAnnouncements } from "../../src/announcements/library.ts";
import { checkConfigText } from "../../src/app/config.ts";
import { durationOf, type Pcm } from "../../src/audio/pcm.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { openBackups } from "../../src/backup/backups.ts";
import { type Office, office } from "../../src/duty/office.ts";
import { type CallerId, callerId } from "../../src/kernel/caller-id.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { type Instant, instant, plus, seconds } from "../../src/kernel/units.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { fakeEngine } from "../announcements/fake-engine.ts";
import { shipped } from "../announcements/project.ts";
import { HandClock } from "../kit/clocks.ts";
import { HeardLog } from "../kit/heard-log.ts";
import { Client } from "./client.ts";
import { fakeCare } from "./fake-care.ts";

/** A Monday, 10:00 in Paris. */
export const MONDAY: Instant = instant(Date.UTC(2026, 10, 23, 9, 0));
export const PASSWORD = "correct horse battery";

export const anOffice: Office = office.parse({
  name: "Les Tilleuls",
  zone: "Europe/Paris",
  hours: [{ weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
  people: [
    { id: "amelie", name: "Amélie Durand", numbers: ["06 39 98 00 01"], email: "amelie@example.org" },
    { id: "karim", name: "Karim Benali", numbers: ["06 39 98 00 02"] },
  ],
  rota: [
    {
      id: "jour",
      service: "duty",
      person: "amelie",
      from: "09:00",
      to: "17:00",
      repeat: { every: "week", weekdays: [1, 2, 3, 4, 5] },
      starts: "2026-01-05",
    },
    {
      id: "nuit",
      service: "on-call",
      person: "karim",
      from: "17:00",
      to: "09:00",
      repeat: { every: "day" },
      starts: "2026-01-05",
    },
  ],
  callers: [{ number: "+33387000001", name: "Mme Petit", fragile: true }],
});

type Changes = Partial<AdminParts["settings"]> & {
  readonly page?: string;
  readonly phone?: Phone;
  readonly care?: LineCare;
};

/** The page's server with its real store, on loopback, in a folder of its own. */
export class Rig {
  readonly clock: HandClock;
  readonly log: HeardLog;
  readonly mails: string[] = [];
  readonly lines: LineInfo[] = [
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
  troubles: Fault[] = [];
  readonly folder: string;
  readonly store: Store;
  #admin: Admin | null = null;
  /** What was to be done between this house and the next. */
  between: (() => Promise<void>) | null = null;
  readonly again = (work: () => Promise<void>): void => {
    this.between = work;
  };
  #closeRest: () => Promise<void> = async () => undefined;
  readonly #listeners = new Set<(happening: Happening) => void>();
  readonly #clients: Client[] = [];

  private constructor(folder: string, store: Store, clock: HandClock, log: HeardLog) {
    this.folder = folder;
    this.store = store;
    this.clock = clock;
    this.log = log;
  }

  static async open(changes: Changes = {}): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), "admin-"));
    const clock = new HandClock(MONDAY);
    const log = new HeardLog();
    const store = await openStore({ file: join(folder, "permanence.db"), folder, clock, log });
    await store.office.replace(anOffice, "test");
    const rig = new Rig(folder, store, clock, log);
    try {
      await rig.#start(changes);
      return rig;
    } catch (thrown) {
      await rig.close();
      throw thrown;
    }
  }

  async #start({ page, phone, care = fakeCare().care, ...settings }: Changes): Promise<void> {
    const { clock, log, store, folder } = this;
    const announcements = await openAnnouncements({
      folder: join(folder, "speech"),
      shipped,
      clock,
      log,
      engines: [fakeEngine()],
    });
    const backups = await openBackups({
      folder,
      store,
      clock,
      log,
      release: "test",
      checkConfig: checkConfigText,
      again: this.again,
      work: 10,
    });
    this.#closeRest = async () => {
      await announcements.close();
      await backups.close();
    };
    this.#admin = await openAdmin({
      store,
      announcements,
      clock,
      log,
      folder,
      shipped,
      page: page ?? null,
      care,
      ...(phone && { phone }),
      settings: { host: "127.0.0.1", port: 0, https: null, mdns: null, names: [], perMinute: 100_000, ...settings },
      lines: () => this.lines,
      troubles: () => this.troubles,
      watch: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      backups,
      mail: {
        now: () => ({ by: "technician", settings: null, technician: true }),
        save: async (_mail, _by, expecting) => expecting(null),
        sendTest: async (to) => {
          if (to.startsWith("nobody"))
            throw new Fault("notify.refused-address", "The mail server refused an address: 550 Nobody of that name");
          this.mails.push(to);
        },
      },
    });
  }

  get admin(): Admin {
    if (!this.#admin) throw new Error("it is not open");
    return this.#admin;
  }

  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }

  /** Somebody's browser, without a session. */
  client(from?: string): Client {
    const client = new Client(`http://127.0.0.1:${this.admin.port}`, from);
    this.#clients.push(client);
    return client;
  }

  /** The first admin's browser. */
  async boss(): Promise<Client> {
    const client = this.client();
    if ((await this.store.users.count()) === 0) await client.post("/api/setup", { name: "Chef", password: PASSWORD });
    else await client.post("/api/session", { name: "Chef", password: PASSWORD });
    return client;
  }

  async as(role: "reception" | "auditor", boss: Client): Promise<Client> {
    await boss.post("/api/users", { name: role, role, password: PASSWORD });
    const client = this.client();
    await client.post("/api/session", { name: role, password: PASSWORD });
    return client;
  }

  /** A text that came, of a stranger unless told. */
  async text(from: string, body: string, became: "kept" | "need" | "command" = "kept"): Promise<void> {
    const at = this.clock.now();
    const text = { line: "line-1", body, sentAt: at, cameAt: at, zone: "Europe/Paris", became, person: null };
    await this.store.texts.keep({ ...text, from: callerId(from, null), urgent: false });
  }

  /** A call of which everything is kept, a message too where `says` is a sound. */
  async call(
    id: string,
    at: Instant,
    caller: Partial<CallerId> = {},
    says: Pcm | null = null,
    silent: "abandoned" | "empty-message" = "abandoned",
  ): Promise<void> {
    const { calls, messages } = this.store;
    const known = { presentation: "given", number: "0387000001", name: null, ...caller } as const;
    calls.begin({ id, line: "line-1", at, caller: known });
    calls.step(id, { at, what: "rang", detail: { rings: 1 } });
    calls.step(id, { at: plus(at, seconds(5)), what: "answered", detail: { rings: 2 } });
    await calls.flushed();
    if (says) {
      const partPath = messages.partPath(id);
      await writeFile(partPath, writeWav(says));
      await messages.keep({ callId: id, partPath, duration: durationOf(says), empty: false });
    }
    const outcome = says ? "message" : silent;
    calls.end(id, { at: plus(at, seconds(30)), outcome, answeredAt: plus(at, seconds(5)) });
    await calls.flushed();
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.#admin?.close();
    await this.#closeRest();
    await this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

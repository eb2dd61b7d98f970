import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../src/kernel/log.ts";
import { type Instant, instant, millis, plus, seconds } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { anOffice } from "../admin/rig.ts";
import { SetClock } from "../kit/clocks.ts";

export const NOON: Instant = instant(Date.UTC(2026, 10, 23, 12));
export const RELEASE = "0.1.0";
/** Of a password in tests: the effort is that of the real one, only less. */
export const WORK = 10;

/** A data folder with something of everything in it, and nobody at work there. */
export class Box {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Box> {
    return new Box(await mkdtemp(join(tmpdir(), "backup-")));
  }

  /** `name`: whose office; `messages`: sounds of so many bytes. */
  static async filled(name: string, messages: readonly number[] = [3000, 0, 70_000]): Promise<Box> {
    const box = await Box.make();
    await box.write("config.json", `{ "lines": [{ "name": "line-1" }] }\n`);
    await mkdir(box.at("announcements"));
    const file = box.at("announcements/welcome-fr-0123.wav");
    await writeFile(file, Buffer.alloc(5000, name));
    await box.open(async (store) => {
      await store.office.replace({ ...anOffice, name }, "Claire");
      const user = { name: "Claire", role: "admin", language: "fr", password: "a hash" } as const;
      const { id } = await store.users.add(user, "Claire", true);
      await store.sessions.begin("token", id);
      await store.announcements.add(
        { kind: "welcome", language: "fr" },
        { text: "Bonjour", origin: "recorded", file, sha256: "00", by: "Claire" },
      );
      const letter = { channel: "email", to: "a@example.org", subject: "s", kind: "message", payload: {} } as const;
      await store.outbox.delivered(await store.outbox.add({ ...letter, subject: "delivered" }));
      await store.outbox.add({ ...letter, subject: "waits" });
      for (const [n, size] of messages.entries()) {
        const callId = `20261123-09000${n}-abcd`;
        store.calls.begin({ id: callId, line: "line-1", at: plus(NOON, seconds(n - 3600)) });
        await store.calls.flushed();
        const partPath = store.messages.partPath(callId);
        await writeFile(partPath, Buffer.alloc(size, `${name} ${n}`));
        await store.messages.keep({ callId, partPath, duration: millis(1000), empty: false });
        store.calls.end(callId, { at: plus(NOON, seconds(n - 3500)), outcome: "message", answeredAt: null });
        await store.calls.flushed();
      }
    });
    return box;
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(this.at(name), content);
  }

  async open<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const clock = new SetClock();
    clock.time = NOON;
    const { folder } = this;
    const store = await openStore({ folder, file: join(folder, "permanence.db"), clock, log: silentLog });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** Every row of every table, as it is. */
  async rows(): Promise<Record<string, unknown[]>> {
    const database = await Database.open(this.at("permanence.db"));
    try {
      const tables = await database.all<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
      );
      const rows: Record<string, unknown[]> = {};
      for (const { name } of tables) rows[name] = await database.all(`SELECT * FROM "${name}" ORDER BY rowid`);
      return rows;
    } finally {
      await database.close();
    }
  }

  /** What is in a folder of it, byte for byte. */
  async files(folder: string): Promise<Record<string, string>> {
    const names = (await readdir(this.at(folder)).catch(() => [])).sort();
    const each = names.map(async (name) => [name, await readFile(this.at(join(folder, name)), "base64")] as const);
    return Object.fromEntries(await Promise.all(each));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

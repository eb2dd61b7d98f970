import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/kernel/clock.ts";
import type { Log, LogFields } from "../../src/kernel/log.ts";
import { type Instant, instant, type Millis, millis } from "../../src/kernel/units.ts";
import { type OpenStore, openStore, type Store } from "../../src/store/store.ts";

/** A clock that stands still until it is set. */
export class SetClock implements Clock {
  time: Instant = instant(Date.UTC(2026, 10, 23, 14, 31, 59));
  now(): Instant {
    return this.time;
  }
  elapsed(): Millis {
    return millis(this.time);
  }
  sleep(): Promise<void> {
    return Promise.reject(new Error("nothing in the store waits for time"));
  }
}

/** What was logged, as `level event`. */
export class HeardLog implements Log {
  readonly said: { readonly level: string; readonly event: string; readonly fields: LogFields | undefined }[] = [];
  #say = (level: string) => (event: string, fields?: LogFields) => void this.said.push({ level, event, fields });
  debug = this.#say("debug");
  info = this.#say("info");
  warn = this.#say("warn");
  error = this.#say("error");
  count = (event: string): number => this.said.filter((one) => one.event === event).length;
}

/** A promise that is kept from outside. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** A folder of its own for each test, with stores in it that are closed afterwards. */
export class Place {
  readonly folder: string;
  readonly clock = new SetClock();
  readonly log = new HeardLog();
  readonly #stores: Store[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Place> {
    return new Place(await mkdtemp(join(tmpdir(), "store-")));
  }

  get file(): string {
    return join(this.folder, "permanence.db");
  }

  async open(options: Partial<OpenStore> = {}): Promise<Store> {
    const { folder, file, clock, log } = this;
    const store = await openStore({ folder, file, clock, log, ...options });
    this.#stores.push(store);
    return store;
  }

  async close(store: Store): Promise<void> {
    this.#stores.splice(this.#stores.indexOf(store), 1);
    await store.close();
  }

  async remove(): Promise<void> {
    for (const store of this.#stores.splice(0)) await store.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

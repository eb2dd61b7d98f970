import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenStore, openStore, type Store } from "../../src/store/store.ts";
import { SetClock } from "./clocks.ts";
import { HeardLog } from "./heard-log.ts";

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

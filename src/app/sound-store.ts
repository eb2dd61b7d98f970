import { mkdtemp, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { millis } from "../kernel/units.ts";
import { damageMark } from "../store/open-database.ts";
import { type OpenStore, openStore, type Store } from "../store/store.ts";
import { inside } from "./paths.ts";

export interface SoundStoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** False for whoever comes second: who answers calls is the one that rescues a damaged database. */
  readonly rescue: boolean;
  /** Whether the page's questions get connections of their own. */
  readonly page: boolean;
  readonly reach?: OpenStore["reach"];
  readonly damaged?: (() => void) | undefined;
  /** What is done with it first. Whatever it meets is skipped and told; damage has it opened and rescued once more. */
  readonly first: (store: Store) => Promise<readonly Fault[]>;
}

export interface SoundStore {
  readonly store: Store;
  readonly troubles: readonly Fault[];
  /** Which file it is; null for none. */
  readonly file: number | null;
}

const AGAIN_AFTER = millis(300);

/** A disk that can't be used must not silence the telephone: calls are taken, and kept in memory. */
export async function openSoundStore(options: SoundStoreOptions): Promise<SoundStore> {
  const { folder, log, rescue, first } = options;
  const database = inside(folder).database;
  try {
    const store = await openOrTryAgain(options, database, folder);
    const skipped = await first(store);
    const damage = skipped.find(({ code }) => code === "store.corrupt");
    if (!damage || !rescue)
      return { store, troubles: [...troublesOf(store), ...skipped], file: await fileOf(database) };
    log.error("app.damage-at-start", { why: explain(damage) });
    await store.close().catch(() => undefined);
    await writeFile(damageMark(database), "");
    const again = await open(options, database, folder);
    return {
      store: again,
      troubles: [...troublesOf(again), ...(await first(again))],
      file: await fileOf(database),
    };
  } catch (thrown) {
    const fault = asFault(thrown, "store.failed");
    log.error("app.no-database", {
      why: explain(fault),
      sentence: "Calls are answered, but nothing will be left of them when the appliance stops.",
    });
    const store = await open(options, ":memory:", await mkdtemp(join(tmpdir(), "permanence-")));
    return { store, troubles: [fault, ...(await first(store))], file: null };
  }
}

/** What the system has none of for a moment (descriptors, say) it may have in the next: a whole run would be lost for it. */
async function openOrTryAgain(options: SoundStoreOptions, file: string, where: string): Promise<Store> {
  const { clock, log } = options;
  try {
    return await open(options, file, where);
  } catch (thrown) {
    log.warn("app.database-again", { why: explain(thrown) });
    await clock.sleep(AGAIN_AFTER);
    return open(options, file, where);
  }
}

function open(options: SoundStoreOptions, file: string, where: string): Promise<Store> {
  const { folder, clock, log, rescue, page, reach, damaged } = options;
  const snapshot = join(folder, "office.json");
  const wanted = { ...(reach && { reach }), ...(damaged && { damaged }) };
  return openStore({ file, folder: where, snapshot, clock, log, rescue, page, ...wanted });
}

const troublesOf = (store: Store): readonly Fault[] => (store.trouble instanceof Fault ? [store.trouble] : []);

/** By its number on the disk: another one of the same name is another file. Null where there is none. */
export const fileOf = (database: string): Promise<number | null> =>
  stat(database).then(
    ({ ino }) => ino,
    () => null,
  );

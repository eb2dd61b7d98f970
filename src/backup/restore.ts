import { randomBytes } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import { countSince } from "../store/copy-database.ts";
import { signCopy } from "../store/prepare-copy.ts";
import { checkBackup, type Summary } from "./check-backup.ts";
import { LARGEST } from "./format.ts";
import type { BackupsParts } from "./parts.ts";
import { needRoom } from "./room.ts";
import { swap } from "./swap.ts";

/** How far a restore is. */
export type Stage =
  | { readonly at: "receiving"; readonly name: string; readonly size: number; readonly received: number }
  | { readonly at: "checking"; readonly size: number; readonly bytes: number }
  /** The file is there; another password may be tried. */
  | { readonly at: "refused"; readonly fault: Fault }
  | {
      readonly at: "checked";
      readonly summary: Summary;
      /** Whoever shows it replaces; it is of this very file. */
      readonly token: string;
      /** What came after it was made. */
      readonly lost: { readonly calls: number; readonly messages: number };
    }
  /** For the end of calls that are going on. */
  | { readonly at: "replacing" };

/** One backup on its way back. Nothing that runs is touched before `replace`. */
export interface Restore {
  /** Null when there is none. */
  readonly stage: () => Stage | null;
  /** Whether the disk or a thread is at work on one. */
  readonly isBusy: () => boolean;
  /** Makes way for a file of so many bytes. Faults: `backup.too-large`, `backup.no-room`, `backup.busy`. */
  begin(name: string, size: number): Promise<void>;
  /** The next bytes. Faults: `backup.no-restore`, `backup.gap` when they are not the next, those of the disk. */
  take(at: number, bytes: Uint8Array): Promise<number>;
  /** Begins; `stage` tells what came of it. Faults: `backup.no-restore`, `backup.incomplete`. */
  check(password: string | null): void;
  /** Replaces all there is by what was checked. Faults: `backup.not-checked`, `backup.no-restart`. */
  replace(
    order: { readonly token: string; readonly config: boolean; readonly by: string },
    /** Not before this. */
    answered: Promise<void>,
  ): Promise<void>;
  end(): Promise<void>;
  settled(): Promise<void>;
}

const FOLDER = "restore";

export async function createRestore(parts: BackupsParts, closing: AbortSignal): Promise<Restore> {
  const { folder, clock, log, checkConfig } = parts;
  const uploaded = join(folder, FOLDER, "upload");
  const staged = join(FOLDER, "new");
  let stage: Stage | null = null;
  let upload: { readonly name: string; readonly size: number; received: number } | null = null;
  let stop = new AbortController();
  let work: Promise<void> = Promise.resolve();
  let writing: Promise<unknown> = Promise.resolve();

  const clear = async () => {
    stop.abort();
    await work;
    await writing.catch(() => undefined);
    [stage, upload, stop] = [null, null, new AbortController()];
    await rm(join(folder, FOLDER), { recursive: true, force: true });
  };
  await clear().catch((thrown) => log.warn("backup.not-cleared", { why: explain(thrown) }));

  const isBusy = () => stage?.at === "checking" || stage?.at === "replacing";
  const refuseBusy = () => {
    if (isBusy()) throw new Fault("backup.busy", "A backup is being made or restored already");
  };

  async function check(password: string | null, size: number): Promise<void> {
    try {
      const summary = await checkBackup({
        file: uploaded,
        password,
        folder,
        staged: join(folder, staged),
        now: clock.now(),
        checkConfig,
        signal: AbortSignal.any([closing, stop.signal]),
        progress: (bytes) => {
          if (stage?.at === "checking") stage = { at: "checking", size, bytes };
        },
      });
      const lost = await countSince(join(folder, "permanence.db"), summary.madeAt);
      stage = { at: "checked", summary, token: randomBytes(16).toString("hex"), lost };
    } catch (thrown) {
      const fault = asFault(thrown, "backup.failed");
      log.warn("backup.refused", { why: explain(fault) });
      stage = { at: "refused", fault };
    }
  }

  return {
    stage: () => stage,
    isBusy,
    async begin(name, size) {
      refuseBusy();
      if (size > LARGEST) throw new Fault("backup.too-large", "It is larger than any backup");
      await clear();
      await mkdir(join(folder, FOLDER), { recursive: true });
      // Once as it comes, and once unpacked.
      await needRoom(folder, size * 2);
      await (await open(uploaded, "wx", 0o600)).close();
      upload = { name: basename(name), size, received: 0 };
      stage = { at: "receiving", ...upload };
    },
    async take(at, bytes) {
      const now = upload;
      if (!now || stage?.at !== "receiving") throw new Fault("backup.no-restore", "No file is expected");
      const turn = writing
        .catch(() => undefined)
        .then(async () => {
          // Sent twice, because the answer to the first got lost.
          if (at + bytes.length === now.received && bytes.length > 0) return now.received;
          if (at !== now.received || at + bytes.length > now.size)
            throw new Fault("backup.gap", "These are not the next bytes of the file");
          const handle = await open(uploaded, "r+");
          await handle.write(bytes, 0, bytes.length, at).finally(() => handle.close());
          now.received += bytes.length;
          if (upload === now) stage = { at: "receiving", ...now };
          return now.received;
        });
      writing = turn;
      return turn;
    },
    check(password) {
      refuseBusy();
      if (!upload) throw new Fault("backup.no-restore", "No file is expected");
      if (upload.received < upload.size) throw new Fault("backup.incomplete", "The file has not arrived as a whole");
      stage = { at: "checking", size: upload.size, bytes: 0 };
      work = check(password, upload.size);
    },
    async replace({ token, config, by }, answered) {
      const { again } = parts;
      if (stage?.at !== "checked" || stage.token !== token)
        throw new Fault("backup.not-checked", "This backup was not checked, or another one since");
      if (!again) throw new Fault("backup.no-restart", "Here the appliance can't be started again by itself");
      const { madeAt, office, contents } = stage.summary;
      const file = upload?.name ?? "";
      stage = { at: "replacing" };
      const put = async () => {
        // Only now: what was sealed until the house was closed is known to the chain that goes on.
        await signCopy(join(folder, staged, "permanence.db"), {
          at: clock.now(),
          by,
          madeAt,
          folder,
          after: { file, madeAt, office, ...contents },
        });
        const aside = await swap({ folder, staged, now: clock.now(), config });
        log.warn("backup.restored", { file, by, aside });
      };
      void answered.then(() => again(put));
    },
    end: async () => {
      if (stage?.at === "replacing") throw new Fault("backup.busy", "A backup is being made or restored already");
      await clear();
    },
    settled: async () => {
      await work;
      await writing.catch(() => undefined);
    },
  };
}

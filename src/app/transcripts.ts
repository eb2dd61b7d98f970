import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { outdated } from "../kernel/outdated.ts";
import { between, type Instant } from "../kernel/units.ts";
import type { OpenPipe } from "../serial/byte-pipe.ts";
import { type TakeLine, tapSwitch } from "../serial/tap-switch.ts";
import { type Lasting, lasting, over } from "./lasting.ts";

/** What a line writes down of all that goes between it and its modem, while that is wanted. */
export interface Transcript {
  /** Null: it goes on until the appliance is told otherwise, by its configuration. */
  readonly state: Lasting;
  tap(open: OpenPipe): OpenPipe;
  begin(until: Instant | null): void;
  end(): void;
  /** Which keys are pressed is a secret from now on (somebody types a code), or is none any more. */
  hide(on: boolean): void;
}

export interface TranscriptOptions {
  readonly line: string;
  /** Made when it is missing. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** One file holds so many bytes; a call of three minutes takes about 10 kB, for sound is only counted. */
const FULL = 2_000_000;
/** Of each line; older ones are removed. */
const KEPT = 20;
/** Those among them whose time is not to be believed. */
const MOST = 3 * KEPT;

/** Each opening of the port writes a file of its own. One that can't be written never stops the line. */
export function openTranscript(options: TranscriptOptions): Transcript {
  const { clock } = options;
  const tap = tapSwitch(clock);
  let state: () => Lasting = () => over;
  let alarm = new AbortController();
  const close = new Set<() => void>();

  const end = () => {
    alarm.abort();
    tap.end();
    state = () => over;
    for (const each of close) each();
    close.clear();
  };
  return {
    get state() {
      return state();
    },
    tap: (open) => async () => tap.through(await open()),
    begin(until) {
      end();
      state = lasting(clock, { on: true, until });
      tap.begin(() => {
        const file = transcriptFile(options);
        close.add(file.close);
        return file.take;
      });
      if (until === null) return;
      alarm = new AbortController();
      clock.sleep(between(clock.now(), until), alarm.signal).then(end, () => undefined);
    },
    end,
    hide: tap.hide,
  };
}

/** Lines go into a file, and into another when that is full. */
function transcriptFile(options: TranscriptOptions): { readonly take: TakeLine; close(): void } {
  let [file, size] = [openFile(options), 0];
  return {
    take(line) {
      if (size > FULL) {
        void file.then((full) => full?.end());
        [file, size] = [openFile(options), 0];
      }
      size += line.length + 1;
      void file.then((open) => void open?.write(`${line}\n`));
    },
    close: () => void file.then((open) => void open?.end()),
  };
}

/** For its owner alone: numbers of callers are in it. Null when it can't be written. */
async function openFile({ line, folder, clock, log }: TranscriptOptions): Promise<WriteStream | null> {
  const stamp = new Date(clock.now()).toISOString().replace(/[:.]/g, "-");
  const unwritten = (thrown: unknown) => log.warn("line.transcript", { line, why: explain(thrown) });
  try {
    await mkdir(folder, { recursive: true });
    const mine = new RegExp(`^${line}-\\d{4}-\\d\\d-\\d\\dT[\\d-]{12}Z\\.txt$`);
    const all = (await readdir(folder)).filter((name) => mine.test(name)).sort();
    const stampOf = (name: string) => name.slice(line.length + 1);
    const old = outdated(all, { stampOf, now: clock.now(), kept: KEPT - 1 });
    // A clock that is never set must not fill the disk.
    const tooMany = all.slice(0, Math.max(0, all.length - MOST + 1));
    for (const name of new Set([...old, ...tooMany])) await rm(join(folder, name), { force: true });
    const file = createWriteStream(join(folder, `${line}-${stamp}.txt`), { flags: "a", mode: 0o600 });
    file.on("error", unwritten);
    return file;
  } catch (thrown) {
    unwritten(thrown);
    return null;
  }
}

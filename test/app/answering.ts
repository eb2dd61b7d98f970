import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import { demoSound, inside } from "../../src/app/paths.ts";
import { samplesIn } from "../../src/audio/pcm.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { seconds } from "../../src/kernel/units.ts";
import { type CallOutcome, type ControlClient, controlClient } from "../../src/simulator/control/control-client.ts";
import type { CallSummary } from "../../src/store/call-record.ts";
import type { Message } from "../../src/store/message-record.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { babble } from "../bench/babble.ts";
import { until } from "../kit/until.ts";
import { pageHere } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);
/** More than any test places. */
const MOST = 100;

/** A data folder whose calls are short: recorded announcements of a second, a caller of three. */
export class Answering {
  readonly folder: string;
  #store: Promise<Store> | null = null;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** `config`: of `config.json`, beside the page. */
  static async prepare(name: string, config: Readonly<Record<string, unknown>> = {}): Promise<Answering> {
    const folder = await mkdtemp(join(tmpdir(), `${name}-`));
    const answering = new Answering(folder);
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere, ...config }));
    const office = { ...demoOffice, hours: [], rota: [], callers: [], answerAfterRings: 1, closedOnHolidays: false };
    await writeFile(join(folder, "office-to-import.json"), JSON.stringify(office));
    await answering.permanence("import", join(folder, "office-to-import.json"));
    await writeFile(answering.#sound("announcement"), writeWav(babble(seconds(1))));
    const spoken = readWav(await readFile(demoSound("caller-fr")));
    await writeFile(answering.#sound("caller"), writeWav(spoken.subarray(0, samplesIn(seconds(3)))));
    for (const kind of ["closed", "danger", "leave-message", "thanks", "goodbye"])
      await answering.permanence("announcements", "record", kind, answering.#sound("announcement"));
    return answering;
  }

  async remove(): Promise<void> {
    await this.#store?.then((store) => store.close());
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A command of the program. */
  async permanence(...words: string[]): Promise<string> {
    return (await run(process.execPath, [PROGRAM, ...words, "--data", this.folder])).stdout;
  }

  calls(): Promise<readonly CallSummary[]> {
    return this.#read((store) => store.calls.list({ limit: MOST }));
  }

  messages(): Promise<readonly Message[]> {
    return this.#read((store) => store.messages.list({ limit: MOST }));
  }

  /** A caller who leaves a message, unless it is said otherwise, as the caller knows it. */
  place(order: Partial<Parameters<ControlClient["call"]>[0]> = {}): Promise<CallOutcome> {
    return this.#network().call({ from: null, says: this.#sound("caller"), ...order });
  }

  /** The same until it is over for the box as well, and written down. */
  async call(
    order?: Parameters<Answering["place"]>[0],
  ): Promise<CallOutcome & { readonly outcome: CallSummary["outcome"] }> {
    const known = new Set((await this.calls()).map(({ id }) => id));
    const told = await this.place(order);
    let ended: CallSummary | undefined;
    await until(
      async () => {
        ended = (await this.calls()).find(({ id, endedAt }) => !known.has(id) && endedAt !== null);
        return ended !== undefined;
      },
      () => "the end of the call",
    );
    assert.ok(ended);
    return { ...told, outcome: ended.outcome };
  }

  /** How often the modem's sound ran out, since its start. */
  async underruns(): Promise<number> {
    const { lines } = await this.#network().status();
    return lines[0]?.underruns ?? 0;
  }

  #network(): ControlClient {
    return controlClient(inside(this.folder).simulator);
  }

  /** Beside the appliance, as a command of the program reads it; opened once. */
  #read<T>(what: (store: Store) => Promise<T>): Promise<T> {
    const file = inside(this.folder).database;
    this.#store ??= openStore({ file, folder: this.folder, clock: systemClock, log: silentLog, rescue: false });
    return this.#store.then(what);
  }

  #sound(name: string): string {
    return join(this.folder, `${name}.wav`);
  }
}

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DateTime } from "luxon";
import { openAnnouncements } from "../../src/announcements/library.ts";
import { textKey } from "../../src/announcements/spoken.ts";
import type { Told } from "../../src/app/call-page.ts";
import { conduct } from "../../src/app/conductor.ts";
import { openDesk } from "../../src/app/desk.ts";
import { projectRoot } from "../../src/app/paths.ts";
import type { Outcome } from "../../src/app/reception.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { repairRecording } from "../../src/audio/repair-recording.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { type Instant, instant, seconds } from "../../src/kernel/units.ts";
import { defaultSettings, type V253Settings } from "../../src/line/v253/settings.ts";
import { openV253Line } from "../../src/line/v253/v253-line.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import type { CallRequest, MobileBehaviour, SimulatedCall } from "../../src/simulator/calls.ts";
import { dialects, generic } from "../../src/simulator/dialects.ts";
import { createExchange } from "../../src/simulator/exchange.ts";
import type { SocketOptions } from "../../src/simulator/socket.ts";
import { createModem } from "../../src/simulator/v253-modem.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { openStore } from "../../src/store/store.ts";
import { namesHeard, soundOf } from "./ear.ts";
import { LINE, officeWith } from "./office.ts";

export interface SceneOptions {
  /** Wall-clock in Paris. */
  readonly at: string;
  readonly office?: Record<string, unknown>;
  readonly mobiles?: Readonly<Record<string, MobileBehaviour | readonly MobileBehaviour[]>>;
  readonly socket?: SocketOptions;
  readonly dialect?: string;
  readonly settings?: Partial<V253Settings>;
}

/** Names of the announcements that an ear in these scenarios knows. */
const NAMES = [
  ...["welcome", "hold", "busy", "closed", "closed-urgent", "holiday", "holiday-urgent", "absence", "absence-urgent"],
  ...["on-call", "menu", "leave-message", "wrong-key", "thanks", "goodbye", "info", "screen", "screen-unknown"],
];

export const parisTime = (text: string): Instant =>
  instant(DateTime.fromISO(text, { zone: "Europe/Paris" }).toMillis());

/** Someone's voice, recorded. */
export const voice = async (name = "caller-fr"): Promise<Pcm> =>
  readWav(await readFile(join(projectRoot, "audio", "demo", `${name}.wav`)));

export type Scene = Awaited<ReturnType<typeof open>>;

/** Plays a scene: the whole appliance on a simulated line, in virtual time, with its real database and files. */
export async function scene(options: SceneOptions, play: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "permanence-scene-"));
  const opened = await open(options, folder);
  try {
    await play(opened);
    await opened.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(options: SceneOptions, folder: string) {
  const clock = new VirtualClock(parisTime(options.at));
  const during = <T>(work: Promise<T>) => clock.hold(work);
  const messages = join(folder, "messages");
  const recorded = join(folder, "recorded");
  await mkdir(recorded);
  await Promise.all(NAMES.map((name) => writeFile(join(recorded, `${name}.wav`), writeWav(soundOf(name)))));

  const store = await openStore({ file: join(folder, "permanence.db"), folder, clock, log: silentLog, during });
  await store.office.replace(officeWith(options.office ?? {}), "test");
  const announcements = await openAnnouncements({
    folder: join(folder, "speech"),
    shipped: join(projectRoot, "audio"),
    clock,
    log: silentLog,
    engines: [],
    recorded: async (spoken) => join(recorded, `${textKey(spoken)}.wav`),
  });

  const exchange = createExchange({ clock });
  const socket = exchange.socket(LINE, options.socket);
  for (const [number, behaviour] of Object.entries(options.mobiles ?? {})) exchange.mobile(number, behaviour);

  let plugged = true;
  let [ours, theirs] = memoryPipe();
  const modem = createModem({
    clock,
    socket,
    pipe: theirs,
    dialect: dialects[options.dialect ?? "generic"] ?? generic,
    port: {
      unplug() {
        plugged = false;
        ours.lose();
      },
      plug() {
        [ours, theirs] = memoryPipe();
        modem.attach(theirs);
        plugged = true;
      },
    },
  });
  const line = openV253Line({
    name: "line-1",
    open: async () => {
      if (!plugged) throw new Fault("serial.no-such-port", "The modem is not plugged in.");
      return ours;
    },
    clock,
    log: silentLog,
    settings: { ...defaultSettings, forwarding: "hook-flash", ...options.settings },
  });

  const told: Told[] = [];
  const outcomes = () => told.flatMap((each) => (each.of === "end" ? [each.outcome] : []));
  const desk = openDesk({
    ...{ clock, log: silentLog, store, announcements, messages, during },
    abilities: () => ({ forwards: line.transfer !== undefined }),
    mailTo: ["bureau@tilleuls.example"],
    wake: () => undefined,
    watch: (each) => told.push(each),
  });
  const conducted = conduct(line, desk);
  const until = async (condition: () => boolean, why: string) => {
    for (let n = 0; !condition(); n++) {
      assert.ok(n < 6000, `it never came: ${why}`);
      await clock.pass(seconds(0.1));
    }
  };
  await until(() => told.some((each) => each.of === "line" && each.trouble === null), "the line is ready");

  return {
    ...{ clock, exchange, modem, line, store, socket, told, outcomes, folder, until, messages },
    /** Places a call. */
    dial: (request: Omit<CallRequest, "to">): SimulatedCall => exchange.call({ ...request, to: LINE }),
    /** Lets time pass until this many calls are over and written down. */
    async ended(count = 1): Promise<readonly Outcome[]> {
      await until(() => outcomes().length >= count, `the end of call ${count}`);
      await clock.hold(store.calls.flushed());
      return outcomes();
    },
    heard: (call: SimulatedCall) => namesHeard(call.heard(), NAMES),
    mobileHeard: (number: string) =>
      namesHeard(exchange.mobiles.find((mobile) => mobile.number === number)?.heard() ?? new Int16Array(), NAMES),
    /** Everyone who was rung, in order of time. */
    dialled: () =>
      exchange.mobiles
        .flatMap(({ number, rung }) => rung.map((at) => ({ number, at })))
        .sort((a, b) => a.at - b.at)
        .map(({ number }) => number),
    recover: () => store.recover({ repair: repairRecording }),
    async close() {
      await line.close();
      await conducted;
      await clock.hold(store.close());
      announcements.close();
    },
  };
}

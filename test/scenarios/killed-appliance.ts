import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openAnnouncements } from "../../src/announcements/library.ts";
import { projectRoot } from "../../src/app/paths.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { defaultSettings } from "../../src/line/v253/settings.ts";
import { openV253Line } from "../../src/line/v253/v253-line.ts";
import { conduct } from "../../src/reception/conductor.ts";
import { openDesk } from "../../src/reception/desk.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { createExchange } from "../../src/simulator/exchange/exchange.ts";
import { generic } from "../../src/simulator/modems/v253/dialects.ts";
import { createModem } from "../../src/simulator/modems/v253/v253-modem.ts";
import { openStore } from "../../src/store/store.ts";
import { soundOf } from "./ear.ts";
import { LINE, officeWith, stranger } from "./office.ts";
import { voice } from "./scene.ts";

/**
 * A process of its own, to be killed: an appliance in real time that records what a caller goes on saying. Prints
 * `recording <call>` when it has begun.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder?");

const clock = systemClock;
const log = silentLog;
const store = await openStore({ file: join(folder, "permanence.db"), folder, clock, log });
await store.office.replace(officeWith({ hours: [], rota: [], answerAfterRings: 1 }), "test");
const brief = join(folder, "brief.wav");
await writeFile(brief, writeWav(soundOf("brief").subarray(0, 3200)));
const announcements = await openAnnouncements({
  folder: join(folder, "speech"),
  shipped: join(projectRoot, "audio"),
  clock,
  log,
  engines: [],
  recorded: async () => ({ file: brief, text: "" }),
});
const exchange = createExchange({ clock });
const socket = exchange.socket(LINE);
const [ours, theirs] = memoryPipe();
createModem({ clock, socket, pipe: theirs, dialect: generic });
const line = openV253Line({ name: "line-1", open: async () => ours, clock, log, settings: defaultSettings });
const said = await voice();

const desk = openDesk({
  clock,
  log,
  store,
  announcements,
  messages: join(folder, "messages"),
  recordings: join(folder, "announcements"),
  abilities: () => ({ forwards: false }),
  mailTo: () => ["bureau@tilleuls.example"],
  wake: () => undefined,
  watch(told) {
    if (told.of === "line" && told.trouble === null) {
      exchange.call({ from: stranger, to: LINE, script: [{ untilBeep: true }, { say: said }, { say: said }] });
    }
    if (told.of === "call" && told.note.what === "recording") process.stdout.write(`recording ${told.call.id}\n`);
  },
});
await conduct(line, desk);

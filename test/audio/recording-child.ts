import { setTimeout as sleep } from "node:timers/promises";
import { openRecording } from "../../src/audio/recording.ts";
import { asFault } from "../../src/kernel/fault.ts";

/** Records as a process of its own, to be killed (`live`) or to run out of room (`full`). */
const [folder = "", mode] = process.argv.slice(2);
const recording = await openRecording(folder, "child");
const frame = Int16Array.from({ length: 1000 }, (_, n) => n + 1);

for (let appended = 0; ; ) {
  try {
    recording.append(frame);
  } catch (thrown) {
    console.log("append", asFault(thrown, "audio.name").code);
    break;
  }
  appended += frame.length;
  if (mode === "live") console.log(appended);
  // Faster than life, but slow enough for the disk to have its turn.
  await sleep(5);
}
await recording.finish().catch((thrown: unknown) => console.log("finish", asFault(thrown, "audio.name").code));

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { seconds } from "../../src/kernel/units.ts";
import { profiles } from "../../src/line/v253/profiles.ts";
import { replayPipe } from "../../src/serial/replay-pipe.ts";
import { readTranscript } from "../../src/serial/transcript.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { type Rig, rig, START } from "./rig.ts";
import { CALLER } from "./simulated.ts";
import { usualCall } from "./usual-call.ts";

/** Compiled tests run from another folder than the transcripts lie in. */
function transcriptsFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const here = join(folder, "test", "transcripts");
    if (readdirSync(folder).includes("package.json") && readdirSync(join(folder, "test")).includes("transcripts")) {
      return here;
    }
    if (folder === dirname(folder)) throw new Error("No test/transcripts above this file.");
  }
}

const folder = transcriptsFolder();
const read = (name: string) => readTranscript(readFileSync(join(folder, `${name}.txt`), "utf8"));

/** A line whose modem is a transcript. */
function replayed(transcript: ReturnType<typeof readTranscript>): Rig & { readonly finished: Promise<void> } {
  const clock = new VirtualClock(START);
  const pipe = replayPipe(transcript, { clock });
  const on = rig({ clock, open: async () => pipe });
  return { ...on, finished: pipe.finished };
}

describe("transcripts replayed", () => {
  for (const name of ["generic", "conexant", "usrobotics", "zoom", "multitech"]) {
    it(`${name}: the same call again, byte for byte`, async () => {
      const on = replayed(read(name));
      await on.until("ready");
      await usualCall(on);
      await on.run(on.finished);
      await on.clock.pass(seconds(1));
      assert.deepEqual(on.story, ["ready", `caller ${CALLER}`, "ring", "ring", "digit 5", "digit #"]);
      await on.close();
    });

    it(`${name}: uses that profile's own commands`, () => {
      const profile = profiles.find((one) => one.name === name);
      const sent = read(name)
        .filter(({ side }) => side === ">")
        .map((entry) => (entry.kind === "bytes" ? Buffer.from(entry.bytes).toString("latin1") : ""));
      assert.ok(sent.includes(`${profile?.samples[0]?.command}\r`));
      assert.ok(sent.some((text) => text === "AT+VCID=1\r"));
    });
  }

  it("a modem that says something else than it did is noticed", async () => {
    const altered = read("generic").map((entry) =>
      entry.kind === "bytes" && entry.side === ">" && Buffer.from(entry.bytes).toString() === "AT+VLS=1\r"
        ? { ...entry, bytes: Buffer.from("AT+VLS=7\r") }
        : entry,
    );
    const on = replayed(altered);
    await on.until("ready");
    await assert.rejects(usualCall(on), { code: "line.no-answer" });
    await assert.rejects(on.finished, { code: "serial.replay-mismatch" });
    await on.close();
  });
});

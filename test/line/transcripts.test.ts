import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { silentLog } from "../../src/kernel/log.ts";
import { replayLine } from "../../src/line/v253/replay.ts";
import { defaultSettings } from "../../src/line/v253/settings.ts";
import type { Departure } from "../../src/serial/replayed-modem.ts";
import { type ReadEntry, readTranscript } from "../../src/serial/transcript.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { inWords, START } from "./rig.ts";
import { CALLER } from "./simulated.ts";

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
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
/** Of a call whose story is known; the others are from the field. */
const simulated = files.filter((name) =>
  readFileSync(join(folder, name), "utf8").startsWith("# A call on a simulated"),
);
const read = (name: string) => readTranscript(readFileSync(join(folder, name), "utf8"));

async function replayed(transcript: readonly ReadEntry[]) {
  const clock = new VirtualClock(START);
  const { departures, events, finished } = await clock.run(
    replayLine({ transcript, clock, log: silentLog, settings: defaultSettings }),
  );
  return { departures, story: events.map(inWords), finished };
}

const THE_CALL = ["ready", `caller ${CALLER}`, "ring", "ring", "digit 5", "digit #"];
const bytesOf = (entry: ReadEntry) => (entry.kind === "bytes" ? Buffer.from(entry.bytes).toString("latin1") : "");

/** The transcript with other bytes in the place of these. */
const altered = (transcript: readonly ReadEntry[], from: string, to: string) =>
  transcript.map((entry) =>
    entry.kind === "bytes" && bytesOf(entry) === from ? { ...entry, bytes: Buffer.from(to, "latin1") } : entry,
  );

describe("transcripts replayed", () => {
  for (const file of files)
    it(`${file}: the same call again, without a departure`, async () => {
      const { departures, finished, story } = await replayed(read(file));
      assert.deepEqual({ departures, finished }, { departures: [], finished: true });
      if (simulated.includes(file)) assert.deepEqual(story, THE_CALL);
    });

  for (const file of simulated)
    it(`${file}: the same commands in another order`, async () => {
      const transcript = read(file);
      const starts = transcript.flatMap((entry, n) => (entry.side === ">" && /^AT/.test(bytesOf(entry)) ? [n] : []));
      const at = (command: string) => starts.find((n) => bytesOf(transcript[n] as ReadEntry) === `${command}\r`) ?? 0;
      const [identity, country, voice] = [at("ATI0"), at("AT+GCI=3D"), at("AT+FCLASS=8")];
      assert.ok(identity > 0 && country > identity && voice > country);
      const moved = [
        ...transcript.slice(0, identity),
        ...transcript.slice(country, voice),
        ...transcript.slice(identity, country),
        ...transcript.slice(voice),
      ];
      assert.deepEqual(await replayed(moved), { departures: [], story: THE_CALL, finished: true });
    });

  const departs: readonly (readonly [about: string, from: string, to: string, ...Partial<Departure>[]])[] = [
    [
      "another command",
      "AT+VCID=1\r",
      "AT+VCID=7\r",
      { expected: null, sent: "AT+VCID=1" },
      { expected: "AT+VCID=7", sent: null },
    ],
    ["another code in a stream", "\x10!", "\x10\x1b", { expected: "\\x10\\x1b", sent: "\\x10!" }],
  ];
  for (const [about, from, to, ...expected] of departs)
    it(`${about} is told, and the rest goes on`, async () => {
      const transcript = read("generic.txt");
      // The first of them is before the call, where whatever was open is left.
      const at = transcript.findLastIndex((entry) => bytesOf(entry) === from);
      const changed = [...transcript.slice(0, at), ...altered(transcript.slice(at), from, to)];
      const { departures, story } = await replayed(changed);
      assert.deepEqual(
        departures.map(({ expected, sent }) => ({ expected, sent })),
        expected,
      );
      assert.deepEqual(story, THE_CALL);
    });

  it("each make has one", () => assert.ok(simulated.length >= 5));

  it("what a driver of another time sent and this one does not is told, and the call goes on", async () => {
    const transcript = read("generic.txt");
    const at = transcript.findIndex((entry) => bytesOf(entry) === "ATS0=0\r");
    const more = [
      ...transcript.slice(0, at),
      { ...(transcript[at] as ReadEntry), bytes: Buffer.from("AT+VRA=70\r") } as ReadEntry,
      transcript[at + 1] as ReadEntry,
      ...transcript.slice(at),
    ];
    const { departures, story } = await replayed(more);
    assert.ok(departures.some(({ expected, sent }) => expected === "AT+VRA=70" && sent === null));
    assert.deepEqual(story, THE_CALL);
  });
});

import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import { demoSound } from "../../src/app/paths.ts";
import { hasSpeech } from "../../src/audio/speech.ts";
import { readWav } from "../../src/audio/wav.ts";
import type { Message } from "../../src/store/message-record.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);
const always = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }];
const karim = {
  id: "karim",
  service: "duty",
  person: "karim",
  from: "00:00",
  to: "24:00",
  repeat: { every: "day" },
  starts: "2026-01-01",
};

/** The appliance as its user starts it: real processes, real pseudo-terminal, real time. */
describe("permanence start", () => {
  let folder: string;
  let appliance: ChildProcess | null = null;
  let said = "";

  const permanence = async (...words: string[]) =>
    (await run(process.execPath, [PROGRAM, ...words, "--data", folder])).stdout;
  const importOffice = async (changes: Record<string, unknown>) => {
    const file = join(folder, "office-to-import.json");
    await writeFile(file, JSON.stringify({ ...demoOffice, answerAfterRings: 1, closedOnHolidays: false, ...changes }));
    await permanence("import", file);
  };
  const until = async (words: string) => {
    while (!said.includes(words)) {
      assert.equal(appliance?.exitCode, null, `the appliance ended:\n${said}`);
      await wait(50);
    }
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-start-"));
    await importOffice({ hours: [], rota: [] });
    appliance = spawn(process.execPath, [PROGRAM, "start", "--data", folder], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [appliance.stdout, appliance.stderr]) stream?.on("data", (text) => (said += text));
  });

  after(async () => {
    appliance?.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  });

  it("places a call by itself: out of hours, its message can be listened to", async () => {
    await until("message kept");
    const [message] = JSON.parse(await permanence("messages", "list", "--json")) as Message[];
    assert.ok(message);
    const file = join(folder, "listened.wav");
    await permanence("messages", "save", message.id, file);
    const kept = readWav(await readFile(file));
    const spoken = readWav(await readFile(demoSound("caller-fr")));
    assert.ok(hasSpeech(kept));
    assert.ok(Math.abs(kept.length - spoken.length) < 8000, `${kept.length} samples of ${spoken.length}`);
    await until("Another call");
  });

  it("puts the next caller through, once someone is on duty", async () => {
    await importOffice({ hours: always, rota: [karim] });
    const heard = join(folder, "heard.wav");
    const told = await permanence("call", "--from", "withheld", "--save", heard, "--silent", "--hang-up-after", "40");
    assert.match(told, /put through to \+33639980002/);
    assert.ok(hasSpeech(readWav(await readFile(heard))), "the caller heard the welcome");
    await until("call forwarded");
  });

  it("refuses a second appliance on the same data, and stops when it is told to", async () => {
    await assert.rejects(permanence("start"), /already running/);
    appliance?.kill("SIGTERM");
    const [code] = await once(appliance as ChildProcess, "exit");
    assert.equal(code, 0, said);
    await assert.rejects(permanence("call"), /"permanence start" runs one/);
  });
});

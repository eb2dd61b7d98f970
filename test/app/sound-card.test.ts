import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import { demoSound, projectRoot } from "../../src/app/paths.ts";
import { hasSpeech } from "../../src/audio/speech.ts";
import { readWav } from "../../src/audio/wav.ts";
import type { Message } from "../../src/store/message-record.ts";
import { until } from "../kit/until.ts";
import { programsAt } from "../line/gsm/card-line.ts";
import { findSaid } from "../scenarios/ear.ts";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(projectRoot, "dist", "src", "app", "permanence.js");
const run = promisify(execFile);

/** The whole appliance with a simulated module of analog sound: through `arecord` and `aplay`, in real time. */
describe("an appliance whose line's sound comes over a sound card", function () {
  this.timeout(120_000);
  let folder: string;
  let appliance: Running;
  const permanence = async (...words: string[]) =>
    (await run(process.execPath, [PROGRAM, ...words, "--data", folder])).stdout;
  const programs = () => programsAt(join(folder, "simulator", "mobile.card"));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "card-appliance-"));
    const lines = [{ name: "mobile", kind: "mobile", modem: "a7670" }];
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere, lines }));
    const office = join(folder, "office-to-import.json");
    await writeFile(office, JSON.stringify({ ...demoOffice, answerAfterRings: 1, hours: [], rota: [] }));
    await permanence("import", office);
    appliance = await Running.start(folder);
    await appliance.until(/mobile {2}the line is ready/);
  });
  after(async () => {
    await appliance?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  });

  it("announces, and keeps what the caller says as it was said", async () => {
    const heard = join(folder, "heard.wav");
    await permanence("call", "--line", "mobile", "--from", "0199000043", "--save", heard);
    await appliance.until(/message kept/);
    assert.ok(hasSpeech(readWav(await readFile(heard))), "the caller heard the announcement");
    const [message] = JSON.parse(await permanence("messages", "list", "--json")) as Message[];
    assert.ok(message);
    const kept = join(folder, "kept.wav");
    await permanence("messages", "save", message.id, kept);
    const said = readWav(await readFile(demoSound("caller-fr")));
    assert.ok(findSaid(said, readWav(await readFile(kept))), "it sounds as it was said");
    await until(async () => (await programs()).length === 0, "the card is free");
  });

  it("leaves nothing at the card when its telephone process is killed in a call, and answers the next", async () => {
    const before = appliance.said.length;
    const call = permanence("call", "--line", "mobile", "--from", "0199000044", "--silent", "--hang-up-after", "60");
    await until(async () => (await programs()).length === 2, "arecord and aplay run");
    await appliance.kill("telephone");
    await until(async () => (await programs()).length === 0, "both are gone", 3000);
    await appliance.next(/mobile {2}the line is ready/, before);
    await call;
    const told = await permanence(
      "call",
      "--line",
      "mobile",
      "--from",
      "0199000045",
      "--silent",
      "--hang-up-after",
      "4",
    );
    assert.match(told, /answered/);
  });
});

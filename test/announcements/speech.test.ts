import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "../../src/announcements/finish.ts";
import { findProgram } from "../../src/announcements/program.ts";
import { engineOf, findEngines } from "../../src/announcements/speech.ts";
import { SpeechProcess } from "../../src/announcements/speech-process.ts";
import { espeak, espeakOfNpm, pico, piper } from "../../src/announcements/voices.ts";
import { activeLevel, peakOf } from "../../src/audio/levels.ts";
import { concat, durationOf, type Pcm, silence } from "../../src/audio/pcm.ts";
import { beep } from "../../src/audio/tones.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis, seconds } from "../../src/kernel/units.ts";

const never = new AbortController().signal;
const text = "Bonjour, Les Tilleuls. Nos bureaux sont fermés en ce moment.";

const isSpeech = (pcm: Pcm, shortest: number, longest: number): void => {
  assert.ok(durationOf(pcm) > shortest && durationOf(pcm) < longest, `${durationOf(pcm)} ms`);
  assert.ok(Math.abs(activeLevel(pcm) + 22) < 0.5, `${activeLevel(pcm)} dBov`);
  assert.ok(peakOf(pcm) <= -3, `${peakOf(pcm)} dB`);
};

describe("speech", function () {
  this.timeout(20_000);
  const speech = new SpeechProcess();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-speech-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => speech.close());

  /** A program that does what this script does. */
  async function program(name: string, script: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return file;
  }

  it("the espeak-ng of npm speaks both languages, with nothing installed", async () => {
    const engine = engineOf(espeakOfNpm(), speech);
    isSpeech(await engine.speak(text, "fr", never), 3000, 8000);
    isSpeech(await engine.speak("Good day, this is Lilac House.", "en", never), 1200, 5000);
  });

  it("many texts at once are each answered with their own sound", async () => {
    const engine = engineOf(espeakOfNpm(), speech);
    const [long, short] = await Promise.all([engine.speak(text, "fr", never), engine.speak("Merci.", "fr", never)]);
    assert.ok(long && short && long.length > 3 * short.length);
  });

  it("starts again after its process died, and tells those who waited", async () => {
    const saying = { as: "espeak", text, voice: "fr+f2", rate: 145 } as const;
    const waiting = assert.rejects(speech.finish(saying, never), { code: "announcements.engine" });
    speech.close();
    await waiting;
    isSpeech(await speech.finish(saying, never), 3000, 8000);
  });

  it("an abort ends it at once", async () => {
    const stop = new AbortController();
    const engine = engineOf(espeakOfNpm(), speech);
    const speaking = engine.speak(text.repeat(30), "fr", stop.signal);
    stop.abort();
    await assert.rejects(speaking, { code: "announcements.engine" });
  });

  it("the installed espeak-ng speaks", async function () {
    const command = await findProgram("espeak-ng", process.env.PATH ?? "");
    if (command === null) this.skip();
    isSpeech(await engineOf(espeak(command), speech).speak(text, "fr", never), 3000, 8000);
  });

  it("espeak-ng gets its text as data: no option, no markup, no shell", async () => {
    const command = await program(
      "espeak-ng",
      `cat > ${folder}/input; echo "$@" > ${folder}/args; cat ${folder}/sound.wav`,
    );
    await writeFile(join(folder, "sound.wav"), writeWav(beep()));
    await engineOf(espeak(command), speech).speak("--version $(reboot) `id` [[h@]] 'été'", "fr", never);
    assert.equal(await readFile(join(folder, "input"), "utf8"), "version (reboot) id h 'été'");
    assert.equal((await readFile(join(folder, "args"), "utf8")).trim(), "-v fr+f2 -s 145 --stdin --stdout");
  });

  it("pico2wave gets its text behind --, and its file is read and removed", async () => {
    await writeFile(join(folder, "sound.wav"), writeWav(beep()));
    const command = await program(
      "pico2wave",
      `for a in "$@"; do echo "$a" >> ${folder}/args; case "$a" in --wave=*) cp ${folder}/sound.wav "\${a#--wave=}";; esac; done`,
    );
    await engineOf(pico(command), speech).speak("--wave=/etc/motd bonjour", "fr", never);
    const [language, wave, dashes, said] = (await readFile(join(folder, "args"), "utf8")).split("\n");
    assert.deepEqual([language, dashes, said], ["--lang=fr-FR", "--", "wave /etc/motd bonjour"]);
    await assert.rejects(readFile((wave ?? "").replace("--wave=", "")), { code: "ENOENT" });
  });

  it("Piper gets one line, and its voice's own rate is taken", async () => {
    const model = join(folder, "fr_FR-someone-medium.onnx");
    await writeFile(`${model}.json`, JSON.stringify({ audio: { sample_rate: 16000 } }));
    const raw = new Int16Array(16000).map((_, n) => 8000 * Math.sin(n / 5));
    await writeFile(join(folder, "raw"), new Uint8Array(raw.buffer));
    const command = await program("piper", `cat > ${folder}/input; echo "$@" > ${folder}/args; cat ${folder}/raw`);
    const engine = engineOf(piper(command, { fr: model }), speech);
    assert.deepEqual(engine.languages, ["fr"]);
    assert.equal(engine.name, "piper fr_FR-someone-medium");
    const pcm = await engine.speak("Bonjour.\nAu revoir.", "fr", never);
    assert.ok(Math.abs(durationOf(pcm) - 1000) < 60, `${durationOf(pcm)} ms`);
    assert.equal(await readFile(join(folder, "input"), "utf8"), "Bonjour. Au revoir.\n");
    assert.equal((await readFile(join(folder, "args"), "utf8")).trim(), `--model ${model} --output-raw`);
  });

  const bad: [string, string][] = [
    ["fails", "echo no voice >&2; exit 3"],
    ["says nothing", "exit 0"],
    ["gives silence", "cat silence.wav"],
    ["gives no sound file", "echo hello"],
    ["hangs", "exec sleep 60"],
  ];
  for (const [name, script] of bad)
    it(`a program that ${name} is a fault, in time`, async () => {
      await writeFile(join(folder, "silence.wav"), writeWav(silence(seconds(2))));
      const command = await program("espeak-ng", `cd ${folder}; ${script}`);
      const engine = engineOf(espeak(command), speech, millis(1500));
      await assert.rejects(engine.speak(text, "fr", never), { code: "announcements.engine" });
    });

  it("a program that isn't there is a fault too", async () => {
    const engine = engineOf(espeak(join(folder, "nowhere")), speech);
    await assert.rejects(engine.speak(text, "fr", never), { code: "announcements.engine" });
  });

  it("engines are found in the order of their quality, npm's always last", async () => {
    for (const name of ["espeak-ng", "pico2wave", "my-piper"]) await program(name, "exit 0");
    const settings = { program: join(folder, "my-piper"), voices: { fr: "/voices/fr.onnx" } };
    const names = async (path: string, given: typeof settings | null) =>
      (await findEngines({ piper: given, path }, silentLog)).map(({ name }) => name);
    assert.deepEqual(await names(folder, settings), ["piper fr", "pico", "espeak-ng", "espeak-ng-npm"]);
    assert.deepEqual(await names("/nowhere", { ...settings, program: "/nowhere/piper" }), ["espeak-ng-npm"]);
  });
});

describe("finished speech", () => {
  it("has short ends, and no bass", () => {
    const hum = new Int16Array(8000).map((_, n) => 6000 * Math.sin((2 * Math.PI * 50 * n) / 8000));
    const whole = concat([silence(seconds(1)), beep(), silence(seconds(2))]);
    const pcm = finished(whole);
    assert.ok(Math.abs(durationOf(pcm) - 610) < 40, `${durationOf(pcm)} ms`);
    const soft = finished(concat([hum, beep()]));
    assert.ok(activeLevel(soft.subarray(2000, 7000)) < activeLevel(soft.subarray(-4400, -1300)) - 15);
  });

  it("silence is no speech", () => {
    assert.throws(() => finished(silence(seconds(1))), { code: "announcements.engine" });
    assert.throws(() => finished(new Int16Array(0)), { code: "announcements.engine" });
  });
});

import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { finished, lifted } from "../../src/announcements/finish.ts";
import { atOnce } from "../../src/announcements/pico.ts";
import { findProgram } from "../../src/announcements/program.ts";
import type { Saying } from "../../src/announcements/saying.ts";
import { engineOf, findEngines } from "../../src/announcements/speech.ts";
import { SpeechProcess } from "../../src/announcements/speech-process.ts";
import { espeak, pico, piper, sherpa } from "../../src/announcements/voices.ts";
import { activeLevel, peakOf } from "../../src/audio/levels.ts";
import { concat, durationOf, type Pcm, silence } from "../../src/audio/pcm.ts";
import { beep } from "../../src/audio/tones.ts";
import { writeWav } from "../../src/audio/wav.ts";
import type { Language } from "../../src/duty/office.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { shipped } from "./project.ts";

const never = new AbortController().signal;
const text = "Bonjour, Les Tilleuls. Nos bureaux sont fermés en ce moment.";

const voices = join(shipped, "voices");
const saying = (said: string, language: Language = "fr"): Saying => ({ text: said, language, speed: 90 });

const isSpeech = (pcm: Pcm, shortest: number, longest: number): void => {
  assert.ok(durationOf(pcm) > shortest && durationOf(pcm) < longest, `${durationOf(pcm)} ms`);
  assert.ok(Math.abs(activeLevel(pcm) + 22) < 0.5, `${activeLevel(pcm)} dBov`);
  assert.ok(peakOf(pcm) <= -3, `${peakOf(pcm)} dB`);
};

describe("speech", () => {
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

  it("Pico speaks both languages, with nothing installed", async () => {
    const engine = engineOf(pico(voices), speech);
    isSpeech(await engine.speak(saying(text), never), 3000, 8000);
    isSpeech(await engine.speak(saying("Good day, this is Lilac House.", "en"), never), 1200, 5000);
  });

  it("many texts at once are each answered with their own sound", async () => {
    const engine = engineOf(pico(voices), speech);
    const [long, short] = await Promise.all([engine.speak(saying(text), never), engine.speak(saying("Merci."), never)]);
    assert.ok(long && short && long.length > 3 * short.length);
  });

  it("starts again after its process died, and tells those who waited", async () => {
    const waited = { as: "pico", saying: saying(text), folder: voices } as const;
    const waiting = assert.rejects(speech.finish(waited, never), { code: "announcements.engine" });
    speech.close();
    await waiting;
    isSpeech(await speech.finish(waited, never), 3000, 8000);
  });

  it("an abort ends it at once", async () => {
    const stop = new AbortController();
    const engine = engineOf(pico(voices), speech);
    const speaking = engine.speak(saying(text.repeat(30)), stop.signal);
    stop.abort();
    await assert.rejects(speaking, { code: "announcements.engine" });
  });

  it("the installed espeak-ng speaks", async function () {
    const command = await findProgram("espeak-ng", process.env.PATH ?? "");
    if (command === null) this.skip();
    isSpeech(await engineOf(espeak(command), speech).speak(saying(text), never), 3000, 8000);
  });

  it("espeak-ng gets its text as data: no option, no markup, no shell", async () => {
    const command = await program(
      "espeak-ng",
      `cat > ${folder}/input; echo "$@" > ${folder}/args; cat ${folder}/sound.wav`,
    );
    await writeFile(join(folder, "sound.wav"), writeWav(beep()));
    await engineOf(espeak(command), speech).speak(saying("--version $(reboot) `id` [[h@]] 'été'"), never);
    assert.equal(await readFile(join(folder, "input"), "utf8"), "version (reboot) id h 'été'");
    assert.equal((await readFile(join(folder, "args"), "utf8")).trim(), "-v fr+f2 -s 145 --stdin --stdout");
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
    const pcm = await engine.speak(saying("Bonjour.\nAu revoir."), never);
    assert.ok(Math.abs(durationOf(pcm) - 1000) < 60, `${durationOf(pcm)} ms`);
    assert.equal(await readFile(join(folder, "input"), "utf8"), "Bonjour. Au revoir.\n");
    assert.equal(
      (await readFile(join(folder, "args"), "utf8")).trim(),
      `--model ${model} --output-raw --length_scale 1.11`,
    );
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
      await assert.rejects(engine.speak(saying(text), never), { code: "announcements.engine" });
    });

  it("a program that isn't there is a fault too", async () => {
    const engine = engineOf(espeak(join(folder, "nowhere")), speech);
    await assert.rejects(engine.speak(saying(text), never), { code: "announcements.engine" });
  });

  it("sherpa-onnx-node speaks a Piper voice where its owner put it, without Python", async () => {
    const home = join(folder, "sherpa-onnx-node");
    await mkdir(home);
    await writeFile(join(home, "package.json"), JSON.stringify({ name: "sherpa-onnx-node", main: "index.js" }));
    await writeFile(
      join(home, "index.js"),
      `const { writeFileSync } = require("node:fs");
       exports.OfflineTts = class {
         constructor(config) { this.config = config; }
         generate(wanted) {
           writeFileSync(${JSON.stringify(join(folder, "asked"))}, JSON.stringify([this.config.model.vits, wanted]));
           return { samples: new Float32Array(22050).map((_, n) => Math.sin(n / 7) / 4), sampleRate: 22050 };
         }
       };`,
    );
    const model = join(folder, "fr_FR-someone.onnx");
    const own = new SpeechProcess();
    const pcm = await engineOf(sherpa(home, { fr: model }), own).speak(saying("Bonjour."), never);
    own.close();
    assert.ok(Math.abs(durationOf(pcm) - 1000) < 60, `${durationOf(pcm)} ms`);
    const [vits, wanted] = JSON.parse(await readFile(join(folder, "asked"), "utf8"));
    assert.deepEqual(vits, { model, tokens: join(folder, "tokens.txt"), dataDir: join(folder, "espeak-ng-data") });
    assert.deepEqual(wanted, { text: "Bonjour.", sid: 0, speed: 0.9 });
  });

  it("engines are found in the order of their quality: the owner's, Pico, the system's espeak-ng", async () => {
    for (const name of ["espeak-ng", "my-piper"]) await program(name, "exit 0");
    const home = join(folder, "sherpa-onnx-node");
    await mkdir(home);
    await writeFile(join(home, "package.json"), "{}");
    const settings = { program: join(folder, "my-piper"), voices: { fr: "/voices/fr.onnx" } };
    const names = async (path: string, given: typeof settings | null) =>
      (await findEngines({ piper: given, path, voices }, silentLog)).map(({ name }) => name);
    assert.deepEqual(await names(folder, settings), ["piper fr", "svox-pico", "espeak-ng"]);
    assert.deepEqual(await names("/nowhere", { ...settings, program: home }), ["sherpa fr", "svox-pico"]);
    assert.deepEqual(await names("/nowhere", { ...settings, program: "/nowhere/piper" }), ["svox-pico"]);
  });

  it("a slower voice takes longer, and is as loud", async () => {
    const engine = engineOf(pico(voices), speech);
    const [usual, slow] = await Promise.all([90, 70].map((speed) => engine.speak({ ...saying(text), speed }, never)));
    assert.ok(usual && slow && slow.length > 1.2 * usual.length, `${usual?.length} ${slow?.length}`);
    isSpeech(slow, 3000, 9000);
  });

  it("what looks like Pico's markup is read as words, and changes nothing after it", async () => {
    const engine = engineOf(pico(voices), speech);
    const voice = pico(voices);
    const raw = await speech.finish(
      await voice.speak(saying('<speed level="500">Bonjour</speed> <genfile file="/tmp/x">'), never),
      never,
    );
    assert.ok(durationOf(raw) > 1000, `${durationOf(raw)} ms`);
    const before = await engine.speak(saying(text), never);
    await engine.speak(saying(`</speed><volume level="1">& ${text}`), never);
    const after = await engine.speak(saying(text), never);
    assert.ok(Math.abs(durationOf(after) - durationOf(before)) < 50, "neither faster nor slower");
  });

  it("a very long text is spoken to its end, a word without an end too", async () => {
    const engine = engineOf(pico(voices), speech);
    const once = durationOf(await engine.speak(saying(`${text} `), never));
    const many = durationOf(await engine.speak(saying(`${text} `.repeat(40)), never));
    assert.ok(many > 36 * once && many < 46 * once, `${once} ms, ${many} ms`);
    const flat = "nous répondons de neuf heures à midi et aussi ".repeat(40);
    assert.ok(durationOf(await engine.speak(saying(flat), never)) > 60_000);
    assert.ok(durationOf(await engine.speak(saying("a".repeat(2000)), never)) > 5000);
  });

  it("nothing is longer than the engine takes at once, and nothing is lost by cutting", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("un mot", "deux,", "fin.", "…", " ", "x".repeat(320), "?")), (words) => {
        const parts = atOnce(words.join(" "));
        assert.ok(parts.every((part) => part.length <= 300));
        const letters = (said: string) => said.replace(/[^\p{L}]/gu, "");
        assert.equal(letters(parts.join("")), letters(words.join(" ")));
      }),
    );
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

  it("is raised where consonants are told apart, and nowhere else", () => {
    const tone = (hz: number) => new Int16Array(8000).map((_, n) => 1000 * Math.sin((2 * Math.PI * hz * n) / 8000));
    const gain = (hz: number) => peakOf(lifted(tone(hz)).subarray(4000)) - peakOf(tone(hz));
    assert.ok(Math.abs(gain(500)) < 1 && gain(2600) > 9 && gain(3300) > 11, `${gain(500)} ${gain(2600)} ${gain(3300)}`);
  });

  it("silence is no speech", () => {
    assert.throws(() => finished(silence(seconds(1))), { code: "announcements.engine" });
    assert.throws(() => finished(new Int16Array(0)), { code: "announcements.engine" });
  });
});

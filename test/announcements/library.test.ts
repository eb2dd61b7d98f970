import assert from "node:assert/strict";
import { chmod, cp, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Announcements, type AnnouncementsOptions, openAnnouncements } from "../../src/announcements/library.ts";
import type { Spoken } from "../../src/announcements/spoken.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { parsePhoneNumber } from "../../src/duty/phone-number.ts";
import { instant, minutes, seconds } from "../../src/kernel/units.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { anOffice } from "./an-office.ts";
import { type FakeEngine, fakeEngine, keptLog } from "./fake-engine.ts";
import { shipped } from "./project.ts";

const start = instant(Date.parse("2026-11-23T15:00:00+01:00"));
const closed: Spoken = { kind: "closed", language: "fr" };
const number = parsePhoneNumber("06 12 34 56 78", "FR");
const caller = { name: null, number };

describe("announcements", () => {
  let folder: string;
  let clock: VirtualClock;
  let engine: FakeEngine;
  let log: ReturnType<typeof keptLog>;
  let opened: Announcements[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-announcements-"));
    clock = new VirtualClock(start);
    engine = fakeEngine();
    log = keptLog();
    opened = [];
  });
  afterEach(async () => {
    for (const each of opened) await each.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: Partial<AnnouncementsOptions> = {}): Promise<Announcements> {
    const library = await openAnnouncements({ folder, shipped, clock, log, engines: [engine], ...options });
    opened.push(library);
    return library;
  }

  it("speaks what was not prepared, once for all who ask at the same time", async () => {
    const library = await open();
    const [one, two] = await Promise.all([library.sound(closed, anOffice()), library.sound(closed, anOffice())]);
    assert.equal(one?.origin, "spoken");
    assert.match(one?.text ?? "", /^Bonjour, Les Tilleuls\. .*du lundi au vendredi/);
    assert.match(one?.version ?? "", /^[0-9a-f]{16}$/);
    assert.deepEqual(one, two);
    assert.equal(engine.said.length, 1);
  });

  it("prepares all that the office needs, and asks the engine for none of it again", async () => {
    const library = await open();
    await library.prepare(anOffice());
    const prepared = engine.said.length;
    assert.ok(prepared >= 20, String(prepared));
    for (const kind of ["welcome", "hold", "busy", "on-call", "leave-message", "thanks", "goodbye"] as const)
      assert.equal((await library.sound({ kind, language: "fr" }, anOffice())).origin, "spoken");
    for (const kind of ["closed", "holiday", "absence"] as const)
      await library.sound({ kind, language: "fr", urgent: true }, anOffice());
    await library.sound({ kind: "screen-unknown", language: "en" }, anOffice());
    clock.jump(minutes(4 * 60));
    await library.sound({ kind: "goodbye", language: "fr" }, anOffice());
    assert.equal(engine.said.length, prepared);
  });

  it("has the announced end of an absence ready", async () => {
    const until = instant(start + 30 * 60_000);
    const office = anOffice({ absences: [{ id: "a", from: start, until, by: "Amélie" }] });
    const library = await open();
    await library.prepare(office);
    const prepared = engine.said.length;
    const sound = await library.sound({ kind: "absence", language: "fr" }, office, { until });
    assert.match(sound.text, /à quinze heures trente/);
    assert.equal(engine.said.length, prepared);
  });

  it("says the new name and hours after a change, and keeps what did not change", async () => {
    const library = await open();
    await library.prepare(anOffice());
    const before = engine.said.length;
    await library.prepare(anOffice({ hours: [{ weekdays: [1], from: "09:00", to: "12:00" }] }));
    const remade = engine.said.slice(before);
    assert.ok(remade.length >= 4, remade.join("\n"));
    for (const text of remade)
      assert.match(text, /le lundi, de neuf heures à midi|lundi( trente novembre)? à neuf heures/);
  });

  it("finds on the disk what was spoken before a restart", async () => {
    const first = await open();
    await first.prepare(anOffice());
    const said = await first.sound(closed, anOffice());
    const other = fakeEngine();
    const again = await open({ engines: [other] });
    assert.deepEqual(await again.sound(closed, anOffice()), said);
    assert.deepEqual(other.said, []);
  });

  it("makes a damaged file anew, and says so", async () => {
    const first = await open();
    const { version } = await first.sound(closed, anOffice());
    await writeFile(join(folder, `${version}.wav`), "RIFF, but no more");
    const sound = await (await open()).sound(closed, anOffice());
    assert.equal(sound.origin, "spoken");
    assert.equal(engine.said.length, 2);
    assert.ok(log.events.includes("announcements.cache-corrupt"));
    assert.deepEqual(readWav(await readFile(join(folder, `${version}.wav`))), sound.pcm);
  });

  it("another engine is another version of the sound", async () => {
    const one = await (await open()).sound(closed, anOffice());
    const two = await (await open({ engines: [fakeEngine("better")] })).sound(closed, anOffice());
    assert.notEqual(one.version, two.version);
  });

  it("goes on in memory when the folder can't be written", async () => {
    await writeFile(join(folder, "file"), "");
    const library = await open({ folder: join(folder, "file", "under") });
    await library.prepare(anOffice());
    assert.equal((await library.sound(closed, anOffice())).origin, "spoken");
    assert.equal(log.events.filter((event) => event === "announcements.cache-write").length, 1);
  });

  it("a failing engine falls to the next, and is tried last for a minute", async () => {
    const next = fakeEngine("next");
    engine.broken = true;
    const library = await open({ engines: [engine, next] });
    assert.equal((await library.sound(closed, anOffice())).origin, "spoken");
    assert.ok(log.events.includes("announcements.engine-failed"));
    await library.sound({ kind: "busy", language: "fr" }, anOffice());
    assert.equal(engine.said.length, 1);
    engine.broken = false;
    await clock.pass(minutes(2));
    await library.sound({ kind: "hold", language: "fr" }, anOffice());
    assert.deepEqual([engine.said.length, next.said.length], [2, 2]);
  });

  it("an engine is not asked for a language that it does not speak", async () => {
    const library = await open({ engines: [fakeEngine("french", ["fr"]), engine] });
    await library.sound({ kind: "hold", language: "en" }, anOffice());
    assert.deepEqual(engine.said, [
      "One moment, please. Les Tilleuls is calling someone to answer you: this may take up to twenty-five seconds of silence, and a little more once somebody picks up. Please stay on the line.",
    ]);
  });

  it("with no engine at all, the shipped sound plays", async () => {
    const library = await open({ engines: [] });
    await library.prepare(anOffice());
    for (const language of ["fr", "en"] as const)
      for (const kind of ["welcome", "closed", "menu", "info-2", "screen"] as const) {
        const sound = await library.sound({ kind, language }, anOffice());
        assert.equal(sound.origin, "shipped", kind);
        assert.ok(sound.pcm.length > 8000, kind);
      }
  });

  it("with nothing shipped either, there is a beep: never silence", async () => {
    const library = await open({ engines: [], shipped: join(folder, "nowhere") });
    const sound = await library.sound(closed, anOffice());
    assert.equal(sound.origin, "tone");
    assert.ok(sound.pcm.some((sample) => Math.abs(sample) > 1000));
    assert.ok(log.events.includes("announcements.texts"));
  });

  it("texts that could not be read at the start are read when they are wanted", async () => {
    const later = join(folder, "later");
    const library = await open({ engines: [], shipped: later });
    assert.equal(await library.text(closed, anOffice()), "");
    await cp(shipped, later, { recursive: true });
    assert.match(await library.text(closed, anOffice()), /\p{L}{3}/u);
  });

  it("a caller does not wait for a slow engine, and the next one hears what it made", async () => {
    let letGo = (): void => undefined;
    engine.gate = new Promise((resolve) => {
      letGo = resolve;
    });
    const library = await open();
    const began = clock.now();
    const sound = await clock.run(library.sound(closed, anOffice()));
    assert.equal(sound.origin, "shipped");
    assert.ok(clock.now() - began <= seconds(2));
    letGo();
    assert.equal((await library.sound(closed, anOffice())).origin, "spoken");
    assert.equal(engine.said.length, 1);
  });

  it("who calls is said on the second leg; when that takes too long, only that someone calls", async () => {
    const library = await open();
    await library.prepare(anOffice());
    const screen: Spoken = { kind: "screen", language: "fr" };
    const said = await library.sound(screen, anOffice(), { caller });
    assert.match(said.text, /^Appel de zéro six, douze/);
    engine.gate = new Promise(() => undefined);
    const other = { name: "Mme Lefèvre", number };
    const late = await clock.run(library.sound(screen, anOffice(), { caller: other }));
    assert.equal(
      late.text,
      "Appel pour Les Tilleuls. Pour prendre l'appel, appuyez sur 1, puis dites : bonjour, Les Tilleuls. Pour le laisser à la personne suivante, appuyez sur 2.",
    );
    assert.equal(late.origin, "spoken");
  });

  it("a withheld number is not announced as nothing: someone calls", async () => {
    const library = await open();
    const sound = await library.sound({ kind: "screen", language: "fr" }, anOffice(), {
      caller: { name: null, number: null },
    });
    assert.match(sound.text, /^Appel pour Les Tilleuls\./);
  });

  it("a recording takes precedence, and its new version follows", async () => {
    const file = join(folder, "recorded.wav");
    await writeFile(file, writeWav(new Int16Array(4000).fill(500)));
    const asked: Spoken[] = [];
    const recorded = async (spoken: Spoken) => {
      asked.push(spoken);
      return spoken.kind === "closed" && !spoken.urgent ? { file, text: "As it was recorded." } : null;
    };
    const library = await open({ recorded });
    await library.prepare(anOffice());
    const sound = await library.sound(closed, anOffice());
    assert.deepEqual([sound.origin, sound.text, sound.pcm.length], ["recorded", "As it was recorded.", 4000]);
    assert.equal((await library.sound({ ...closed, urgent: true }, anOffice())).origin, "spoken");
    await writeFile(file, writeWav(new Int16Array(5000).fill(500)));
    const next = await library.sound(closed, anOffice());
    assert.equal(next.pcm.length, 5000);
    assert.notEqual(next.version, sound.version);
  });

  for (const [name, content] of [
    ["missing", null],
    ["no WAV", "MP3"],
    ["without sound", writeWav(new Int16Array(0))],
  ] as const)
    it(`a recording that is ${name} is spoken instead`, async () => {
      const file = join(folder, "recorded.wav");
      if (content !== null) await writeFile(file, content);
      const sound = await (await open({ recorded: async () => ({ file, text: "" }) })).sound(closed, anOffice());
      assert.equal(sound.origin, "spoken");
      assert.ok(log.events.includes("announcements.recording"));
    });

  it("a store that can't be asked for recordings or wording does not silence the line", async () => {
    const broken = async () => {
      throw new Error("database is locked");
    };
    const sound = await (await open({ recorded: broken, written: broken })).sound(closed, anOffice());
    assert.equal(sound.origin, "spoken");
  });

  it("says the office's own wording", async () => {
    const written = async ({ kind }: Spoken) => (kind === "closed" ? { text: "Bonjour, {office}. À demain." } : null);
    const sound = await (await open({ written })).sound(closed, anOffice());
    assert.equal(sound.text, "Bonjour, Les Tilleuls. À demain.");
  });

  it("removes the oldest files that nothing needs, and leaves other people's alone", async () => {
    const name = (n: number) => `${n.toString(16).padStart(16, "0")}.wav`;
    for (let n = 0; n < 210; n++) {
      await writeFile(join(folder, name(n)), writeWav(new Int16Array(10)));
      await utimes(join(folder, name(n)), 1000 + n, 1000 + n);
    }
    await writeFile(join(folder, "notes.txt"), "mine");
    await writeFile(join(folder, "00000000000000ff.part"), "half");
    const library = await open();
    await library.prepare(anOffice());
    const left = await readdir(folder);
    assert.ok(left.includes("notes.txt"));
    assert.ok(!left.includes("00000000000000ff.part"));
    assert.deepEqual(
      [name(0), name(9), name(10), name(209)].map((file) => left.includes(file)),
      [false, false, true, true],
    );
    const { version } = await library.sound(closed, anOffice());
    assert.ok(left.includes(`${version}.wav`));
  });

  it("a preparation that is overtaken ends early", async () => {
    let release = (): void => undefined;
    engine.gate = new Promise((resolve) => {
      release = resolve;
    });
    const library = await open();
    const first = library.prepare(anOffice());
    const second = library.prepare(anOffice({ name: "Les Lilas" }));
    release();
    await Promise.all([first, second]);
    const old = engine.said.filter((text) => text.includes("Tilleuls"));
    assert.ok(old.length <= 1, String(old.length));
    assert.match((await library.sound(closed, anOffice({ name: "Les Lilas" }))).text, /Les Lilas/);
  });

  it("works from a folder that can only be read", async function () {
    if (process.getuid?.() === 0) this.skip();
    await (await open()).sound(closed, anOffice());
    await chmod(folder, 0o500);
    const sound = await (await open()).sound(closed, anOffice());
    assert.equal(sound.origin, "spoken");
    assert.equal(engine.said.length, 1);
  });
});

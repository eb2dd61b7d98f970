import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWav } from "../../src/audio/wav.ts";
import { plus, seconds } from "../../src/kernel/units.ts";
import { done, programOn } from "../app/program.ts";
import { CALL } from "./parts-of.ts";
import { MONDAY } from "./rig.ts";
import { withBoss } from "./with-boss.ts";

const VERSION = "0123456789abcdef";
const WORDS = "Bonjour, Les Tilleuls. Nous vous répondons de neuf heures à midi.";

describe("what a caller heard", () => {
  const { rig, boss } = withBoss();

  async function heard(id = CALL, text = WORDS, version = VERSION) {
    await rig.call(id, MONDAY);
    const detail = { kind: "closed", language: "fr", urgent: false, version, stoppedAfter: null } as const;
    rig.store.calls.step(id, { at: plus(MONDAY, seconds(6)), what: "announced", detail }, { text, language: "fr" });
    await rig.store.calls.flushed();
  }
  const saidIn = async (id = CALL) =>
    (await boss.ask("call", { params: { id } })).steps.flatMap(({ said }) => (said ? [said] : []));

  it("is told in its very words, whatever the texts and hours are by now, with its sound while that is kept", async () => {
    await heard();
    assert.deepEqual(await saidIn(), [{ text: WORDS, language: "fr", sound: null }]);
    const before = await boss.raw("callSaid", { params: { id: CALL }, query: { version: VERSION } });
    assert.equal(before.status, 404);

    await mkdir(join(rig.folder, "speech"), { recursive: true });
    const wav = writeWav(new Int16Array(800).fill(900));
    await writeFile(join(rig.folder, "speech", `${VERSION}.wav`), wav);
    await rig.store.office.saveHours([], "test");
    assert.deepEqual(await saidIn(), [{ text: WORDS, language: "fr", sound: VERSION }]);
    const sound = await boss.send("GET", `/api/calls/${CALL}/said?version=${VERSION}`);
    assert.equal(sound.status, 200);
    const other = await boss.send("GET", `/api/calls/${CALL}/said?version=fedcba9876543210`);
    assert.equal(other.status, 404, "only what was played in this call");
  });

  it("is a recording by the beginning of its hash", async () => {
    const file = join(rig.folder, "recorded.wav");
    await writeFile(file, writeWav(new Int16Array(800).fill(900)));
    const recording = {
      text: WORDS,
      origin: "recorded",
      file,
      sha256: `${VERSION}${"0".repeat(48)}`,
      by: "ann",
    } as const;
    await rig.store.announcements.add({ kind: "closed", language: "fr" }, recording);
    await heard();
    assert.equal((await saidIn())[0]?.sound, VERSION);
  });

  it("is kept once for all calls that heard it", async () => {
    await heard();
    await heard("20261123-100000-bcde");
    await heard("20261123-110000-cdef", "Au revoir.", "aaaaaaaaaaaaaaaa");
    assert.deepEqual(
      await Promise.all(
        [CALL, "20261123-100000-bcde", "20261123-110000-cdef"].map(async (id) => (await saidIn(id))[0]?.text),
      ),
      [WORDS, WORDS, "Au revoir."],
    );
    const [first, second] = await Promise.all([CALL, "20261123-100000-bcde"].map((id) => rig.store.calls.get(id)));
    assert.deepEqual(first?.said, second?.said);
  });

  it("is shown by `permanence calls show`", async () => {
    await heard();
    const printed = done(await programOn(rig.folder)("calls", "show", CALL));
    assert.match(
      printed,
      /announcement: closed\n.*“Bonjour, Les Tilleuls\. Nous vous répondons de neuf heures à midi\.”/,
    );
  });
});

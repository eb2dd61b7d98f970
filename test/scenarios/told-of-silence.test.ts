import assert from "node:assert/strict";
import { textFor } from "../../src/announcements/text.ts";
import { readTexts } from "../../src/announcements/texts.ts";
import { FRAME, FRAME_SAMPLES } from "../../src/audio/pcm.ts";
import { instant, seconds } from "../../src/kernel/units.ts";
import type { SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import { shipped } from "../announcements/project.ts";
import { ignores, takes } from "./mobiles.ts";
import { anne, bob, carl, officeWith, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const QUIET = 200;

/** Silences of more than five seconds that the caller hears, in whole seconds, by the sound alone. */
function silences(call: SimulatedCall): number[] {
  const sound = call.heard();
  const found: number[] = [];
  let since = 0;
  for (let frame = 0; frame * FRAME_SAMPLES < sound.length; frame++) {
    const loud = sound.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES).some((s) => Math.abs(s) > QUIET);
    if (!loud) continue;
    if (frame * FRAME - since > 5000) found.push(Math.round((frame * FRAME - since) / 1000));
    since = (frame + 1) * FRAME;
  }
  return found;
}

/** What the caller was told before each person was rung: for how long that one is rung, in seconds. */
const toldOf = (office: Scene): number[] =>
  office.notes().flatMap((note, n, all) => {
    if (note.what !== "ringing") return [];
    const before = all.slice(0, n).findLast(({ what }) => what === "announcing");
    assert.equal(before?.what === "announcing" && before.announcement.kind, "hold");
    return [(before?.what === "announcing" ? (before.announcement.silence ?? 0) : 0) / 1000];
  });

describe("whoever is about to hear nothing is told before for how long (P19)", () => {
  it("of each person who is rung, by how long that one is rung", async () => {
    const said = await voice();
    const people = (officeWith({}).people as { id: string }[]).map((person) =>
      person.id === "bob" ? { ...person, ringSeconds: [15] } : person,
    );
    await scene({ at: IN_HOURS, office: { people }, mobiles: { [anne]: ignores, [bob]: ignores } }, async (office) => {
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold", "busy", "leave-message"]);
      const told = toldOf(office);
      assert.deepEqual(told, [20, 15]);
      const heard = silences(call).slice(0, 2);
      assert.equal(heard.length, 2, String(heard));
      // No silence is more than five seconds longer than was told, and none is untold.
      for (const [n, lasted] of heard.entries())
        assert.ok(lasted <= (told[n] ?? 0) + 5, `${lasted} s, told ${told[n]}`);
    });
  });

  it("before on-call is rung, after the key", () =>
    scene({ at: "2026-11-23T20:00", mobiles: { [carl]: takes } }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ wait: seconds(0.7) }, { key: "1" }] });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.heard(call), ["closed-urgent", "on-call", "hold"]);
      assert.deepEqual(toldOf(office), [20]);
    }));

  for (const [language, pattern] of [
    ["fr", /jusqu.à quinze secondes de silence, et un peu plus quand quelqu.un décroche\. Merci de rester en ligne/],
    ["en", /up to fifteen seconds of silence, and a little more once somebody picks up\. Please stay/],
  ] as const)
    it(`in words: ${language}`, async () => {
      const texts = await readTexts(shipped, language);
      const said = textFor({ kind: "hold", language }, officeWith({}), { silence: seconds(15) }, texts, instant(0));
      assert.match(said, pattern);
    });
});

describe("the star key says it once more", () => {
  it("in the announcement of a closed office, and is no wrong key", () =>
    scene({ at: "2026-11-23T20:00", mobiles: { [carl]: takes } }, async (office) => {
      const again = [{ untilQuiet: seconds(0.6) }, { key: "*" }] as const;
      const script = [...again, ...again, { untilQuiet: seconds(0.6) }, { key: "1" }] as const;
      const call = office.dial({ from: stranger, script });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.heard(call), ["closed-urgent", "closed-urgent", "closed-urgent", "on-call", "hold"]);
      const keys = (await office.lastCall()).steps.flatMap((step) => (step.what === "key" ? [step.detail] : []));
      assert.deepEqual(keys, [
        { digit: "*", known: true },
        { digit: "*", known: true },
        { digit: "1", known: true },
      ]);
    }));

  it("while the invitation to leave a message is said, from the beginning", async () => {
    const said = await voice();
    await scene({ at: "2026-11-23T20:00", office: { rota: [] } }, async (office) => {
      const script = [{ wait: seconds(2.6) }, { key: "*" }, ...leavesMessage(said)] as const;
      const call = office.dial({ from: stranger, script });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.heard(call).filter((name) => name === "closed").length, 2);
      await office.keptWhatWasSaid(said);
    });
  });
});

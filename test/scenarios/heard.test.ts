import assert from "node:assert/strict";
import { activeLevel } from "../../src/audio/levels.ts";
import { concat, type Pcm, silence } from "../../src/audio/pcm.ts";
import { tone } from "../../src/audio/tones.ts";
import { hertz, millis } from "../../src/kernel/units.ts";
import type { EndSign } from "../../src/simulator/exchange/socket.ts";
import { louder, noisy } from "../audio/sounds.ts";
import { stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const EVENING = "2026-11-23T20:00";
/** A modem that reports rings and its own empty buffer, and hears no tone. */
const DEAF = "multitech";

const again = (one: Pcm, times: number): Pcm => concat(Array.from({ length: times }, () => one));

/** From the moment that the caller left until the line was free. */
async function keptAfter(office: Scene, call: ReturnType<Scene["dial"]>): Promise<number> {
  const left = call.events.find(({ kind }) => kind === "hung-up")?.at;
  const end = office.told.find(({ of }) => of === "end")?.at;
  assert.ok(left !== undefined && end !== undefined);
  return end - left;
}

describe("what is heard in a call", () => {
  for (const pausing of [3000, 3500])
    it(`a fax that no modem tells of, every ${pausing} ms: the line is free again in ten seconds (L12)`, () =>
      scene({ at: EVENING, dialect: DEAF }, async (office) => {
        const cng = concat([tone([hertz(1100)], millis(500)), silence(millis(pausing))]);
        office.dial({ from: stranger, script: [{ say: again(cng, 60) }] });
        await office.ended();
        const recording = office.told.find((each) => each.of === "call" && each.note.what === "recording")?.at;
        const end = office.told.find(({ of }) => of === "end")?.at;
        assert.ok(recording !== undefined && end !== undefined);
        assert.ok(end - recording < 12_000, `${end - recording} ms after the recording began`);
      }));

  const ends: readonly (readonly [string, EndSign])[] = [
    ...(["busy", "congestion", "dial"] as const).flatMap((sign) =>
      ["FR", "BE", "CH", "LU", "DE", "GB", "ES", "IT", "PT", "NL", "US", "RE", "NC"].map((c) => [c, sign] as const),
    ),
  ];
  for (const [country, endSign] of ends)
    it(`${country}: the line is free soon after ${endSign}, and the message holds no tone (L16)`, () =>
      scene({ at: EVENING, dialect: DEAF, settings: { country }, socket: { endSign } }, async (office) => {
        const said = await voice();
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.ok((await keptAfter(office, call)) < 5500, `${await keptAfter(office, call)} ms`);
        const [kept] = await office.kept();
        const more = ((kept?.pcm.length ?? Infinity) - said.length) / 8;
        assert.ok(more < 900, `${more} ms more than was said`);
      }));

  it("an unknown tone ends a message within fifteen seconds, and is not in it (L16)", () =>
    scene({ at: EVENING, dialect: DEAF, socket: { endSign: "nothing" } }, async (office) => {
      const said = await voice();
      const beats = again(concat([tone([hertz(400)], millis(375)), silence(millis(375))]), 80);
      office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { say: beats }] });
      assert.deepEqual(await office.ended(), ["message"]);
      const [kept] = await office.kept();
      assert.ok(((kept?.pcm.length ?? Infinity) - said.length) / 8 < 900);
    }));

  it("a voice 2 dB above the noise is not cut in mid-sentence (L11)", () =>
    scene({ at: EVENING, dialect: DEAF }, async (office) => {
      const said = await voice();
      const line = noisy(louder(concat([said, said]), -38 - activeLevel(said)), -40);
      office.dial({ from: stranger, script: leavesMessage(line) });
      await office.ended();
      const [kept] = await office.kept();
      assert.ok(((kept?.pcm.length ?? Infinity) - line.length) / 8 > -400);
    }));
});

import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { concat, type Pcm } from "../../src/audio/pcm.ts";
import { seconds } from "../../src/kernel/units.ts";
import type { CallerStep } from "../../src/simulator/exchange/calls.ts";
import { stranger } from "./office.ts";
import { onEachLine, type Scene, voice } from "./scene.ts";

const EVENING = "2026-11-23T20:00";
const longVoice = async (times: number): Promise<Pcm> => concat(Array<Pcm>(times).fill(await voice()));

async function nothingKept(office: Scene): Promise<void> {
  assert.deepEqual(await office.ended(), ["empty-message"]);
  assert.deepEqual(await office.kept(), []);
  assert.deepEqual(await office.posted(), []);
  await assert.rejects(access(office.store.messages.partPath((await office.lastCall()).id)));
}

for (const [line, scene] of onEachLine)
  describe(`messages, on ${line}`, () => {
    const after = "the caller is thanked";
    it(`# ends one, and ${after}`, async () => {
      const said = await voice();
      await scene({ at: EVENING }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { key: "#" }] });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
        await office.keptWhatWasSaid(said);
        assert.equal(await call.ended, "called");
      });
    });

    it("a key pressed by the way does not end one", async () => {
      const said = await voice();
      await scene({ at: EVENING }, async (office) => {
        const script: CallerStep[] = [
          { untilBeep: true },
          { key: "5" },
          { wait: seconds(1) },
          { say: said },
          { hangUp: true },
        ];
        office.dial({ from: stranger, script });
        assert.deepEqual(await office.ended(), ["message"]);
        const [message] = await office.kept();
        assert.ok(message && message.duration > (said.length / 8000) * 1000);
      });
    });

    it(`a long silence ends one, and ${after}; a short one does not`, async () => {
      const said = concat([await voice(), new Int16Array(3 * 8000), await voice()]);
      await scene({ at: EVENING }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }] });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
        await office.keptWhatWasSaid(said);
      });
    });

    it("one at its longest is kept, and the caller is thanked and let go", async () => {
      const said = await longVoice(10);
      await scene({ at: EVENING, office: { messageSeconds: 20 } }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }] });
        assert.deepEqual(await office.ended(), ["message"]);
        const [message] = await office.kept();
        assert.ok(message && message.duration > 18_000 && message.duration <= 20_500, `${message?.duration} ms`);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
        assert.equal(await call.ended, "called");
      });
    });

    it("a robot that hangs up at the beep leaves nothing", () =>
      scene({ at: EVENING }, async (office) => {
        office.dial({ from: stranger, script: [{ untilBeep: true }, { hangUp: true }] });
        await nothingKept(office);
      }));

    it("whoever stays and says nothing leaves nothing, and is not thanked for a message", () =>
      scene({ at: EVENING }, async (office) => {
        const call = office.dial({ from: stranger });
        await nothingKept(office);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "goodbye"]);
        assert.equal(await call.ended, "called");
      }));

    it("every message of an evening is kept, each its own", async () => {
      const first = await voice();
      const second = (await voice("caller-en")).subarray(0, 4 * 8000);
      await scene({ at: EVENING }, async (office) => {
        for (const said of [first, second]) {
          office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { hangUp: true }] });
          await office.ended(said === first ? 1 : 2);
        }
        const kept = await office.kept();
        assert.equal(new Set(kept.map(({ file }) => file)).size, 2);
        assert.deepEqual(
          kept.map(({ pcm }) => [first, second].map((said) => office.contains(pcm, said))),
          [
            [true, false],
            [false, true],
          ],
        );
      });
    });
  });

import assert from "node:assert/strict";
import { concat, type Pcm } from "../../src/audio/pcm.ts";
import { instant, millis, minutes, plus, seconds } from "../../src/kernel/units.ts";
import { whispered } from "../audio/sounds.ts";
import { ignores, takes } from "./mobiles.ts";
import { anne, bob, carl, fragile, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const DAY = minutes(24 * 60);

describe("the outcome of a call is what was seen of it", () => {
  it("a fragile client who says nothing after the beep is a missed call, and told (L8)", () =>
    scene({ at: EVENING, office: { rota: [] } }, async (office) => {
      office.dial({ from: fragile });
      assert.deepEqual(await office.ended(), ["empty-message"]);
      assert.deepEqual(await office.kept(), []);
      assert.deepEqual(await office.posted(), ["missed-call bureau@tilleuls.example"]);
    }));

  it("a line that is lost before anything is said is a missed call, and told (L8)", () =>
    scene({ at: EVENING }, async (office) => {
      office.dial({ from: stranger });
      await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
      await office.clock.pass(seconds(1));
      office.modem.faults.add("port-vanishing");
      assert.deepEqual(await office.ended(), ["failed"]);
      office.modem.faults.remove("port-vanishing");
      assert.equal((await office.posted()).filter((each) => each.startsWith("missed-call")).length, 3);
    }));

  /** In an evening, the plays are the announcement, the invitation, and the beep. */
  const inInvitation = (office: Scene) =>
    office.until(
      () => office.notes().some((each) => each.what === "announcing" && each.announcement.kind === "leave-message"),
      "the invitation",
    );
  for (const [what, fault, times, message] of [
    ["the invitation is refused once", "refuses-sound", 1, true],
    ["the invitation and the beep are refused, and tried once more", "refuses-sound", 3, true],
    ["the invitation is not answered", "ignores-sound", 1, true],
    ["neither invitation nor beep are answered", "ignores-sound", 2, true],
    ["nothing is recorded", "refuses-listening", 9, false],
  ] as const)
    it(`${what}: the call is a message that is kept, or a missed one that is told (L8)`, async () => {
      // Whenever the recording begins, they speak.
      const said = concat(Array<Pcm>(6).fill(await voice()));
      await scene({ at: EVENING, restless: true }, async (office) => {
        office.dial({ from: stranger, script: [{ wait: seconds(12) }, { say: said }, { hangUp: true }] });
        await inInvitation(office);
        office.modem.faults.add(fault, times);
        const [outcome] = await office.ended();
        office.modem.faults.remove(fault);
        const kept = await office.kept();
        const posted = await office.posted();
        const told = (kind: string) => posted.filter((each) => each.startsWith(`${kind} `)).length;
        assert.equal(outcome === "message", kept.length === 1, `${outcome} with ${kept.length} messages kept`);
        assert.deepEqual([told("message"), told("missed-call")], outcome === "message" ? [3, 0] : [0, 3]);
        assert.equal(outcome === "message", message);
        assert.equal((await office.lastCall()).message !== null, outcome === "message");
      });
    });

  it("a caller who says nothing, for neither invitation nor beep came, is a missed one that is told (L8)", () =>
    scene({ at: EVENING, restless: true }, async (office) => {
      office.dial({ from: stranger });
      await inInvitation(office);
      office.modem.faults.add("refuses-sound", 4);
      assert.deepEqual(await office.ended(), ["failed"]);
      assert.deepEqual(await office.kept(), []);
      assert.equal((await office.posted()).filter((each) => each.startsWith("missed-call ")).length, 3);
    }));

  it("a whisper is kept, and marked as hardly audible; the whole sound is kept beside it (L11)", async () => {
    const whisper = whispered(await voice());
    await scene({ at: EVENING }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: whisper }, { key: "#" }] });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.heard(call).at(-1), "thanks");
      const [message] = await office.kept();
      assert.ok(message?.hardlyAudible);
      assert.ok((message.untrimmed?.duration ?? message.duration) >= message.duration);
      assert.equal((await office.posted()).filter((each) => each.startsWith("message ")).length, 3);
    });
  });

  for (const [which, jump] of [
    ["forward", DAY],
    ["back", millis(-DAY)],
  ] as const) {
    it(`a clock that is set ${which} by a day in a call changes none of its durations (R8)`, async () => {
      const said = await voice();
      await scene({ at: IN_HOURS, mobiles: { [anne]: ignores, [bob]: ignores } }, async (office) => {
        const begun = office.clock.now();
        office.dial({ from: stranger, script: leavesMessage(said) });
        await office.until(() => office.exchange.mobiles[0]?.ringing === true, "Anne's mobile rings");
        office.clock.jump(jump);
        await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
        assert.deepEqual(await office.ended(), ["message"]);
        const { at, answeredAt, endedAt, steps, attempts } = await office.lastCall();
        assert.ok(at - begun < 5000 && answeredAt !== null && endedAt !== null);
        assert.ok(answeredAt - at >= 0 && answeredAt - at < 15_000, `answered after ${answeredAt - at} ms`);
        assert.ok(endedAt - at > 30_000 && endedAt - at < 120_000, `it lasted ${endedAt - at} ms`);
        const times = steps.map((step) => step.at);
        assert.deepEqual(
          times,
          times.toSorted((a, b) => a - b),
          "each step comes after the one before",
        );
        for (const { ringTime } of attempts)
          assert.ok(ringTime > 15_000 && ringTime < 30_000, `rung for ${ringTime} ms`);
        const message = await office.keptWhatWasSaid(said);
        assert.ok(message.at >= at && message.at <= endedAt, "the message is of its call");
        const [delay, ...more] = await office.clock.hold(
          office.store.tallies.answerDelays({ since: instant(at - 1), until: plus(at, DAY) }),
        );
        assert.ok(delay && more.length === 0 && delay.seconds >= 0 && delay.seconds < 15);
      });
    });

    it(`a clock that is set ${which} by a day in an announcement does not make it longer than it was (R8)`, () =>
      scene({ at: EVENING, mobiles: { [carl]: takes } }, async (office) => {
        office.dial({ from: stranger, script: [{ wait: seconds(0.8) }, { key: "1" }] });
        await office.until(() => office.modem.mode === "transmit", "the announcement");
        office.clock.jump(jump);
        assert.deepEqual(await office.ended(), ["forwarded"]);
        const [first] = (await office.lastCall()).steps.flatMap((step) =>
          step.what === "announced" ? [step.detail] : [],
        );
        const stoppedAfter = first?.stoppedAfter ?? -1;
        assert.ok(stoppedAfter > 0 && stoppedAfter < 5000, `${stoppedAfter} ms`);
      }));
  }
});

import assert from "node:assert/strict";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { millis, minutes, seconds } from "../../src/kernel/units.ts";
import { takes } from "./mobiles.ts";
import { anne, carl, stranger } from "./office.ts";
import { leavesMessage, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const mobiles = { [anne]: takes, [carl]: takes };

describe("trouble in the house", () => {
  for (const back of [false, true]) {
    it(`the folder of the messages is gone before the beep${back ? ", and back before the end: kept" : ": logged"}`, async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { key: "#" }] });
        await office.until(() => office.socket.hook === "off", "answered");
        await office.clock.hold(rm(office.messages, { recursive: true }));
        await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
        await office.clock.pass(seconds(3));
        if (back) await office.clock.hold(mkdir(office.messages));
        await office.ended();
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
        const errors = office.logged.filter(({ level }) => level === "error").map(({ event }) => event);
        assert.ok(errors.includes("app.message-disk"), `${errors}`);
        if (back) {
          await office.keptWhatWasSaid(said);
          assert.equal((await office.posted()).length, 3);
        }
        await office.clock.hold(mkdir(office.messages, { recursive: true }));
      });
    });
  }

  it("the folder of the messages is removed in the middle of a recording: the message is kept all the same", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { key: "#" }] });
      await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
      await office.clock.pass(seconds(3));
      await office.clock.hold(rm(office.messages, { recursive: true }));
      await office.clock.hold(mkdir(office.messages));
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
      await office.keptWhatWasSaid(said);
    });
  });

  it("the database takes no message: callers are served, and the message is found when it is mended", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      await office.sabotage("ALTER TABLE message RENAME TO message_away");
      const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { key: "#" }] });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
      office.neverLeftInSilence(call);
      const why = office.logged.filter(({ level }) => level === "error").map(({ event }) => event);
      assert.ok(why.includes("app.message-held"), `${why}`);
      const urgent = office.dial({ from: stranger, script: [{ untilQuiet: millis(600) }, { key: "1" }] });
      await office.ended(2);
      assert.equal(urgent.connectedTo, carl);
      const parts = await office.clock.hold(readdir(office.messages));
      assert.equal(parts.filter((name) => name.endsWith(".part")).length, 1, "what was said is on the disk");
      await office.sabotage("ALTER TABLE message_away RENAME TO message");
      assert.deepEqual(await office.kept(), []);
      await office.clock.hold(office.recover());
      await office.keptWhatWasSaid(said);
    });
  });

  it("the database has no room left: callers are served, and a message is kept as long as that fits", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      await office.sabotage("PRAGMA max_page_count = 1"); // less than there is means what there is
      for (const calls of [1, 2, 3]) {
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        await office.ended(calls);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message"]);
      }
      const files = await office.clock.hold(readdir(office.messages));
      assert.equal(
        files.filter((name) => /\.(part|wav)$/.test(name) && !name.includes("-untrimmed")).length,
        3,
        "all that was said is on the disk",
      );
    });
  });

  it("the recorded announcements are gone: something is said all the same, and the call goes on", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      await office.clock.hold(rm(office.recorded, { recursive: true }));
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      office.neverLeftInSilence(call);
      await office.keptWhatWasSaid(said);
    });
  });

  it("one recorded announcement is no sound file", () =>
    scene({ at: IN_HOURS, mobiles }, async (office) => {
      await office.clock.hold(
        rm(join(office.recorded, "welcome.wav")).then(() => mkdir(join(office.recorded, "welcome.wav"))),
      );
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      office.neverLeftInSilence(call);
      assert.equal(call.connectedTo, anne);
      assert.ok(office.logged.some(({ level }) => level === "warn" || level === "error"));
    }));

  for (const jump of [minutes(90), minutes(-90)]) {
    it(`the clock jumps by ${jump / 60_000} minutes in a message`, async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { key: "#" }] });
        await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
        await office.clock.pass(seconds(2));
        office.clock.jump(jump);
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
        await office.keptWhatWasSaid(said);
        assert.deepEqual(office.modem.trouble, { underruns: 0, overflowed: 0 });
      });
    });

    it(`the clock jumps by ${jump / 60_000} minutes in the greeting, and while a mobile rings`, () =>
      scene({ at: IN_HOURS, mobiles }, async (office) => {
        const call = office.dial({ from: stranger });
        await office.until(() => office.modem.mode === "transmit", "the greeting");
        await office.clock.pass(seconds(0.5));
        office.clock.jump(jump);
        await office.until(() => office.exchange.mobiles[0]?.ringing === true, "the mobile rings");
        office.clock.jump(jump);
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["welcome", "hold"]);
        assert.equal(call.connectedTo, anne);
        assert.deepEqual(office.modem.trouble, { underruns: 0, overflowed: 0 });
      }));
  }
});

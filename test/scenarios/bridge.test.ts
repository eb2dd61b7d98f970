import assert from "node:assert/strict";
import type { JitterFigures } from "../../src/audio/jitter-buffer.ts";
import { concat, type Pcm, silence } from "../../src/audio/pcm.ts";
import { seconds } from "../../src/kernel/units.ts";
import type { MobileBehaviour, SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import { babble } from "../bench/babble.ts";
import { findSaid } from "./ear.ts";
import { busy, ignores, refuses, takes } from "./mobiles.ts";
import { anne, bob, carl, dora, fragile, stranger } from "./office.ts";
import { leavesMessage, type Scene, type SceneOptions, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
/** A SIM that has no second call of its own, or may not use it. */
const sim = { mobile: { dialect: "sim7600", settings: { forwarding: "none" } } } as const;
const other = { mobile: { dialect: "ec25", settings: { forwarding: "none" } } } as const;
const two = { at: IN_HOURS, ...sim, more: [other] } as const satisfies SceneOptions;

const ALLO = babble(seconds(3));
/** Takes the call, and says something ten seconds after they picked up. */
const talks: MobileBehaviour = { ...takes, says: concat([silence(seconds(10)), ALLO]) };

const joined = (office: Scene) => office.logged.filter(({ event }) => event === "bridge.joined").length;
const putThrough = (office: Scene, times = 1) => office.until(() => joined(office) >= times, "the conversation");
const over = (office: Scene) =>
  office.logged.filter(({ event }) => event === "bridge.over").map(({ fields }) => fields);
const heardBy = (office: Scene, number: string): Pcm =>
  office.exchange.mobiles.find((mobile) => mobile.number === number)?.heard() ?? new Int16Array();
const atAll = (office: Scene) => office.until(office.atRest, "both lines are free");

/** When something is said, and when it is heard, in ms of the same clock. */
function delayOf(said: Pcm, from: number, heard: Pcm, since: number): number {
  const found = findSaid(said, heard);
  assert.ok(found, "it is heard, whole");
  return since + found.before * 1000 - from;
}

describe("a caller who is put through over another line", () => {
  it("speaks and is heard both ways at once, with less than 80 ms between, and nothing is recorded", () =>
    scene({ ...two, mobiles: { [anne]: talks } }, async (office) => {
      const call = office.dial({ from: stranger });
      await putThrough(office);
      await office.clock.pass(seconds(1));
      const said = babble(seconds(4));
      const saidAt = office.clock.elapsed();
      call.say(said);
      await office.clock.pass(seconds(12));
      assert.equal(call.state, "talking");
      const [leg] = office.exchange.mobiles[0]?.calls ?? [];
      const answered = call.events.find(({ kind }) => kind === "answered")?.at ?? 0;
      const toLeg = delayOf(said, saidAt, heardBy(office, anne), leg?.answeredAt ?? 0);
      const toCaller = delayOf(ALLO, (leg?.answeredAt ?? 0) + 10_000, call.heard(), answered);
      assert.ok(toLeg >= 0 && toLeg <= 80, `${toLeg} ms to the person`);
      assert.ok(toCaller >= 0 && toCaller <= 80, `${toCaller} ms to the caller`);
      call.hangUp();
      assert.deepEqual(await office.ended(), ["forwarded"]);
      await atAll(office);
      assert.ok(leg?.endedAt, "and the person is free too");
      assert.deepEqual(office.attempts(), ["anne accepted"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold"]);
      assert.deepEqual(office.mobileHeard(anne), ["screen"]);
      assert.deepEqual(await office.kept(), []);
      const record = await office.lastCall();
      assert.equal(record.putThroughTo?.person, "anne");
      const through = record.steps.find(({ what }) => what === "put-through");
      assert.equal(through?.what === "put-through" && through.detail.over, "line-2");
      const [{ toLeg: there, toCaller: back }] = over(office) as unknown as [
        Record<"toLeg" | "toCaller", JitterFigures>,
      ];
      assert.deepEqual([there.lost, back.lost], [0, 0]);
      office.neverLeftInSilence(call);
    }));

  it("loses nothing of what is said in eight minutes over modules whose clocks differ by 400 ppm", () => {
    const speaks = concat(Array.from({ length: 160 }, () => concat([babble(seconds(2)), silence(seconds(1))])));
    return scene(
      { ...two, mobiles: { [anne]: { ...takes, says: concat([silence(seconds(6)), speaks]) } } },
      async (office) => {
        office.plants[0]?.module.faults.add("fast-clock");
        office.plants[1]?.module.faults.add("slow-clock");
        const call = office.dial({ from: stranger });
        await putThrough(office);
        call.say(speaks);
        await office.clock.pass(seconds(480));
        const [leg] = office.exchange.mobiles[0]?.calls ?? [];
        const said = babble(seconds(4));
        const saidAt = office.clock.elapsed();
        call.say(said);
        await office.clock.pass(seconds(6));
        const delay = delayOf(said, saidAt, heardBy(office, anne), leg?.answeredAt ?? 0);
        assert.ok(delay <= 80, `${delay} ms`);
        call.hangUp();
        await office.ended();
        const [{ toLeg, toCaller }] = over(office) as unknown as [Record<"toLeg" | "toCaller", JitterFigures>];
        assert.deepEqual([toLeg.lost, toCaller.lost], [0, 0]);
        assert.ok(toLeg.shortened > 0 && toCaller.stretched > 1, "one clock is fast, and the other slow");
      },
    );
  });

  it("is free as soon as the person hangs up", () =>
    scene({ ...two, mobiles: { [anne]: { ...takes, hangsUpAfter: seconds(30) } } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal(call.state, "ended");
      await atAll(office);
    }));

  it("is rung for no more once they left, and nobody else is rung for them", () =>
    scene({ ...two, mobiles: { [anne]: ignores, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      const [mobile] = office.exchange.mobiles;
      await office.until(() => mobile?.ringing === true, "it rings");
      call.hangUp();
      assert.deepEqual(await office.ended(), ["abandoned"]);
      assert.deepEqual(office.dialled(), [anne]);
      await atAll(office);
    }));

  it("hears that it rings meanwhile, and their own keys take no call", () =>
    scene({ ...two, mobiles: { [anne]: { after: seconds(6), does: "voicemail" }, [bob]: busy } }, async (office) => {
      const call = office.dial({ from: stranger });
      await office.until(() => office.mobileHeard(anne).length > 0, "the mailbox is told who calls");
      call.press("1");
      await office.clock.pass(seconds(3));
      assert.equal(joined(office), 0);
      call.hangUp();
      assert.deepEqual((await office.ended()).length, 1);
      office.neverLeftInSilence(call);
    }));

  it("goes to the second after the first refused", () =>
    scene({ ...two, mobiles: { [anne]: refuses, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      await putThrough(office);
      assert.deepEqual(office.attempts(), ["anne refused", "bob accepted"]);
      call.hangUp();
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold"]);
      office.neverLeftInSilence(call);
    }));

  it("leaves a message where no other line is idle, and is somebody's task", async () => {
    const said = await voice();
    await scene({ ...two, mobiles: { [anne]: takes } }, async (office) => {
      const first = office.dial({ from: stranger });
      await putThrough(office);
      const third = office.dial({ from: "0199000077", script: leavesMessage(said) }, 2);
      await office.until(() => third.state === "ended", "line 2 is taken");
      assert.ok(third.events.some((event) => event.kind === "hung-up" && event.end === "busy"));
      first.hangUp();
      assert.deepEqual((await office.ended(2)).slice().sort(), ["abandoned", "forwarded"]);
      const needs = await office.clock.hold(office.store.needs.list());
      assert.equal(needs.length, 1, "whoever was turned away is called back");
    });
  });
});

describe("the line's own second call and the one over another", () => {
  const hasBoth = { mobile: { dialect: "sim7600" }, more: [other] } as const;

  it("the own one comes first, for it leaves the box", () =>
    scene({ at: IN_HOURS, ...hasBoth, mobiles: { [anne]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal(call.connectedTo, anne);
      assert.equal(joined(office), 0);
    }));

  it("where the network holds nobody, the same person is rung over the other line, and at once from then on", () => {
    const mobile = { dialect: "sim7600", services: { hold: false, transfer: false, conference: false } };
    return scene({ at: IN_HOURS, ...hasBoth, mobile, mobiles: { [anne]: takes } }, async (office) => {
      for (const time of [1, 2]) {
        const call = office.dial({ from: stranger });
        await putThrough(office, time);
        call.hangUp();
        assert.equal((await office.ended(time)).at(-1), "forwarded");
        await atAll(office);
      }
      const holds = office.plant.module.commands.filter((command) => command === "AT+CHLD=2");
      assert.equal(holds.length, 1, "what the network refused is not asked for again");
      assert.deepEqual(office.attempts(), ["anne accepted", "anne accepted"]);
    });
  });

  it("where it joins nobody, the next person is rung over the other line", () => {
    const mobile = { dialect: "sim7600", services: { transfer: false, conference: false } };
    return scene({ at: IN_HOURS, ...hasBoth, mobile, mobiles: { [anne]: takes, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      await putThrough(office);
      assert.deepEqual(office.attempts(), ["anne failed", "bob accepted"]);
      call.hangUp();
      assert.deepEqual(await office.ended(), ["forwarded"]);
    });
  });

  it("a caller of an analog line, which speaks and hears one after the other, has the own one alone", () =>
    scene({ at: IN_HOURS, more: [sim], mobiles: { [anne]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal(call.connectedTo, anne);
      assert.equal(joined(office), 0);
      assert.ok(office.lines.every(({ name, duplex }) => (duplex !== undefined) === (name === "line-2")));
    }));
});

describe("a line that breaks down in a conversation over two", () => {
  it("of the person: the caller is told, and may leave a message", async () => {
    const said = await voice();
    await scene({ ...two, mobiles: { [anne]: takes } }, async (office) => {
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      await putThrough(office);
      await office.clock.pass(seconds(5));
      office.plants[1]?.module.faults.add("port-vanishing");
      await office.clock.pass(seconds(2));
      office.plants[1]?.module.faults.remove("port-vanishing");
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "busy", "leave-message"]);
      await office.keptWhatWasSaid(said);
      const { steps, putThroughTo } = await office.lastCall();
      assert.ok(steps.some(({ what }) => what === "fault"));
      assert.equal(putThroughTo?.person, "anne", "they did speak with each other");
      assert.equal((await office.clock.hold(office.store.needs.list())).length, 1);
      office.neverLeftInSilence(call);
    });
  });

  it("of the caller: the person hears that nobody is there any more, and both lines are free", () =>
    scene({ ...two, mobiles: { [anne]: takes } }, async (office) => {
      office.dial({ from: stranger });
      await putThrough(office);
      await office.clock.pass(seconds(5));
      const before = heardBy(office, anne).length;
      office.plant.module.faults.add("port-vanishing");
      assert.deepEqual(await office.ended(), ["forwarded"]);
      office.plant.module.faults.remove("port-vanishing");
      const [leg] = office.exchange.mobiles[0]?.calls ?? [];
      await office.until(() => leg?.endedAt != null, "the person is free");
      const last = heardBy(office, anne).subarray(before);
      assert.ok(last.filter((sample) => Math.abs(sample) > 1000).length > 4000, "a tone is heard");
      await office.until(() => office.told.at(-1)?.of === "line", "the line is back");
    }));
});

describe("who borrows which line", () => {
  const three = { at: IN_HOURS, ...sim, more: [other, sim] } as const satisfies SceneOptions;
  const turnedAway = (call: SimulatedCall) =>
    call.events.some((event) => event.kind === "hung-up" && event.end === "busy");

  it("two callers for one person: one speaks with them, and the other leaves a message", async () => {
    const said = await voice();
    await scene({ ...two, more: [other, sim, other], mobiles: { [anne]: takes, [bob]: busy } }, async (office) => {
      const first = office.dial({ from: stranger });
      await putThrough(office);
      const second = office.dial({ from: "0199000077", script: leavesMessage(said) }, 3);
      assert.deepEqual(await office.ended(), ["message"]);
      assert.ok(!turnedAway(second));
      assert.equal(first.state, "talking");
      first.hangUp();
      assert.deepEqual(await office.ended(2), ["message", "forwarded"]);
    });
  });

  it("a line that is kept idle is not lent for a caller, and is there for the next", async () => {
    const said = await voice();
    await scene({ ...three, keptIdle: 1, mobiles: { [anne]: takes } }, async (office) => {
      const first = office.dial({ from: stranger });
      await putThrough(office);
      const second = office.dial({ from: "0199000077", script: leavesMessage(said) }, 2);
      assert.deepEqual(await office.ended(), ["message"]);
      assert.ok(!turnedAway(second));
      first.hangUp();
      await office.ended(2);
    });
  });

  it("whoever is rung about another's call over the only other line is let go of for a caller, and rung again", () => {
    const mobiles = { [carl]: [ignores, ignores, takes], [dora]: ignores };
    return scene({ ...two, at: "2026-11-23T20:00", asks: true, mobiles }, async (office) => {
      office.dial({ from: fragile });
      assert.deepEqual(await office.ended(), ["empty-message"]);
      const rings = () => office.plants.findIndex(({ sim }) => sim.calls.length > 0);
      await office.until(() => rings() >= 0, "somebody is rung about them");
      const second = office.dial({ from: fragile }, rings() === 0 ? 2 : 1);
      await putThrough(office);
      assert.deepEqual(office.dialled().slice(0, 4), [carl, dora, carl, carl]);
      second.hangUp();
      assert.equal((await office.ended(2)).at(-1), "forwarded");
    });
  });

  it("of two lines none is kept, for nobody could be put through then", () =>
    scene({ ...two, keptIdle: 2, mobiles: { [anne]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      await putThrough(office);
      call.hangUp();
      assert.deepEqual(await office.ended(), ["forwarded"]);
    }));
});

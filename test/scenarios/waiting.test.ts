import assert from "node:assert/strict";
import { seconds } from "../../src/kernel/units.ts";
import type { CallerStep, SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import { babble } from "../bench/babble.ts";
import { busy, ignores, takes } from "./mobiles.ts";
import { anne, bob, fragile, stranger } from "./office.ts";
import { owesWhatIsOwed } from "./owed.ts";
import { leavesMessage, parisTime, type Scene, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const second = "0199000051";
const third = "0199000052";

const duty = (id: string) => ({
  id,
  service: "duty",
  person: id,
  order: 1,
  from: "09:00",
  to: "18:00",
  repeat: { every: "day" },
  starts: "2026-01-01",
});
/** Anne alone is on duty, and nobody on call. */
const anneAlone = { rota: [duty("anne")] };
const patient: CallerStep[] = [];

/** What the callers' calls were, each by when it began. */
const waits = (office: Scene) =>
  office.told.flatMap((each) => (each.of === "call" && each.note.what === "waited" ? [each.note.how] : []));
const isWaiting = (office: Scene, callers = 1) =>
  office.until(
    () => office.notes().filter(({ what }) => what === "waiting").length >= callers,
    `${callers} callers wait`,
  );
const throughTo = (office: Scene, call: SimulatedCall) =>
  office.until(() => call.connectedTo !== null, "the caller is put through");
const waitedOf = (office: Scene, at: "first" | "last" = "last") =>
  office.clock.hold(
    office.store
      .transaction((tx) =>
        tx.all<{ wait_end: string | null; waited_ms: number | null }>(
          "SELECT wait_end, waited_ms FROM call WHERE wait_end IS NOT NULL ORDER BY at",
        ),
      )
      .then((rows) => rows.at(at === "first" ? 0 : -1)),
  );

describe("callers who find everybody in a conversation", () => {
  it("three for two lines and a queue: the third waits, and is put through to whoever is free first", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: takes, [bob]: takes }, more: [{}, {}] }, async (office) => {
      const one = office.dial({ from: stranger });
      await throughTo(office, one);
      const two = office.dial({ from: second }, 2);
      await throughTo(office, two);
      assert.deepEqual([one.connectedTo, two.connectedTo], [anne, bob]);
      const three = office.dial({ from: third, script: patient }, 3);
      await isWaiting(office);
      await office.clock.pass(seconds(20));
      two.hangUp();
      await throughTo(office, three);
      assert.equal(three.connectedTo, bob);
      assert.deepEqual(waits(office), ["put-through"]);
      const heard = office.heard(three);
      assert.deepEqual(heard.slice(0, 6), ["welcome", "hold", "hold", "waiting", "place", "music"]);
      office.neverLeftInSilence(three);
      assert.deepEqual(await office.ended(3), ["forwarded", "forwarded", "forwarded"]);
    }));

  it("two for one person: the first who waits is the first who is put through", () =>
    scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: takes }, more: [{}, {}] }, async (office) => {
      const speaks = office.dial({ from: stranger });
      await throughTo(office, speaks);
      const first = office.dial({ from: second }, 2);
      await isWaiting(office);
      const other = office.dial({ from: third }, 3);
      await isWaiting(office, 2);
      speaks.hangUp();
      await throughTo(office, first);
      assert.equal(other.connectedTo, null);
      await office.clock.pass(seconds(5));
      first.hangUp();
      await throughTo(office, other);
      const places = office.notes().flatMap((note) => (note.what === "place" ? [note.place] : []));
      assert.deepEqual(places, [1, 2, 1]);
      office.neverLeftInSilence(first);
      office.neverLeftInSilence(other);
      assert.deepEqual(await office.ended(3), ["forwarded", "forwarded", "forwarded"]);
    }));

  it("one who comes while another is about to be put through is not rung for at once", () =>
    scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: takes }, more: [{}] }, async (office) => {
      const first = office.dial({ from: stranger });
      await office.until(() => office.notes().some(({ what }) => what === "ringing"), "Anne is rung");
      const other = office.dial({ from: second }, 2);
      await throughTo(office, first);
      await isWaiting(office);
      assert.deepEqual(office.dialled(), [anne]);
      await office.clock.pass(seconds(5));
      first.hangUp();
      await throughTo(office, other);
      assert.deepEqual(office.heard(other).slice(0, 4), ["welcome", "waiting", "place", "music"]);
    }));

  it("on one line, whoever rings while the person speaks waits too", () =>
    scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: takes } }, async (office) => {
      const first = office.dial({ from: stranger });
      await throughTo(office, first);
      const next = office.dial({ from: second });
      await isWaiting(office);
      first.hangUp();
      await throughTo(office, next);
      office.neverLeftInSilence(next);
    }));

  it("nobody is held for a caller whom the line could not put through to them", () =>
    scene(
      {
        at: IN_HOURS,
        mobile: { dialect: "sim7600", services: { hold: false } },
        mobiles: { [anne]: busy, [bob]: takes },
        more: [{}],
      },
      async (office) => {
        const first = office.dial({ from: stranger, script: leavesMessage(babble(seconds(90))) });
        await office.until(() => office.attempts().includes("bob failed"), "nobody can be rung for the first");
        const other = office.dial({ from: second }, 2);
        await throughTo(office, other);
        assert.equal(other.connectedTo, bob);
        assert.equal(first.state, "talking", "and still speaks");
        assert.ok(!office.notes().some(({ what }) => what === "waiting"));
        first.hangUp();
        await office.ended(2);
      },
    ));

  it("two on the only two lines wait on though no line is idle to ring anybody, until one of them leaves", () => {
    const sim = (dialect: string) => ({ mobile: { dialect, settings: { forwarding: "none" } } }) as const;
    const mobiles = { [anne]: [busy, busy, takes] };
    const lines = { ...sim("sim7600"), more: [sim("ec25")] };
    return scene({ at: IN_HOURS, office: anneAlone, mobiles, ...lines }, async (office) => {
      const first = office.dial({ from: stranger, script: patient });
      await isWaiting(office);
      await office.clock.pass(seconds(35));
      const other = office.dial({ from: second, script: patient }, 2);
      await isWaiting(office, 2);
      await office.until(() => office.attempts().includes("anne failed"), "no line is idle");
      await office.clock.pass(seconds(5));
      assert.deepEqual(waits(office), [], "both wait on");
      first.hangUp();
      await office.until(() => office.notes().some(({ what }) => what === "put-through"), "the other is put through");
      assert.deepEqual(waits(office), ["left", "put-through"]);
      office.neverLeftInSilence(other);
      other.hangUp();
      assert.deepEqual(await office.ended(2), ["abandoned", "forwarded"]);
    });
  });

  it("a fragile client goes first", () =>
    scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: takes }, more: [{}, {}] }, async (office) => {
      const speaks = office.dial({ from: stranger });
      await throughTo(office, speaks);
      const usual = office.dial({ from: second }, 2);
      await isWaiting(office);
      const client = office.dial({ from: fragile }, 3);
      await isWaiting(office, 2);
      speaks.hangUp();
      await throughTo(office, client);
      assert.equal(usual.connectedTo, null);
    }));

  it("one who hangs up while waiting is somebody's task", () =>
    scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: busy } }, async (office) => {
      office.dial({ from: stranger, script: [{ wait: seconds(50) }, { hangUp: true }] });
      assert.deepEqual(await office.ended(), ["abandoned"]);
      assert.deepEqual(waits(office), ["left"]);
      const [need] = await office.clock.hold(office.store.needs.list({ state: "open" }));
      assert.equal(need?.reason ?? null, null);
      assert.equal(need?.number?.endsWith("99000050"), true);
      await owesWhatIsOwed(office);
      const waited = await waitedOf(office);
      assert.equal(waited?.wait_end, "left");
      assert.ok((waited?.waited_ms ?? 0) > 10_000, `${waited?.waited_ms} ms`);
    }));

  it("one who presses the key leaves a message at once", async () => {
    const said = await voice();
    await scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: busy } }, async (office) => {
      const call = office.dial({
        from: stranger,
        script: [{ wait: seconds(30) }, { key: "#" }, ...leavesMessage(said)],
      });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.equal(office.heard(call).at(-1), "leave-message");
      assert.deepEqual(waits(office), ["key"]);
      await office.keptWhatWasSaid(said);
    });
  });

  it("the office chooses the key, and how long", async () => {
    const said = await voice();
    const waiting = { on: true, seconds: 40, key: "3" };
    await scene({ at: IN_HOURS, office: { ...anneAlone, waiting }, mobiles: { [anne]: busy } }, async (office) => {
      const call = office.dial({
        from: stranger,
        script: [{ wait: seconds(30) }, { key: "#" }, ...leavesMessage(said)],
      });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(waits(office), ["limit"], "# means nothing here");
      const waited = await waitedOf(office);
      assert.ok(Math.abs((waited?.waited_ms ?? 0) - 40_000) < 1000, `${waited?.waited_ms} ms`);
      assert.deepEqual(office.heard(call).slice(-2), ["wait-over", "leave-message"]);
    });
  });

  it("after the set time the machine takes a message, and the person was tried at intervals meanwhile", async () => {
    const said = await voice();
    await scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: busy } }, async (office) => {
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(waits(office), ["limit"]);
      const tries = office.exchange.mobiles.find(({ number }) => number === anne)?.rung.map((at) => at / 1000) ?? [];
      assert.ok(tries.length >= 3 && tries.length <= 5, `${tries.length} tries in two minutes`);
      for (const [n, at] of tries.slice(1).entries())
        assert.ok(at - (tries[n] ?? 0) >= 29, `${at - (tries[n] ?? 0)} s`);
      office.neverLeftInSilence(call);
      await owesWhatIsOwed(office);
    });
  });

  it("whoever is free by then and does not answer is not waited for any more", () =>
    scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: [busy, ignores] } }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { hangUp: true }] });
      assert.deepEqual(await office.ended(), ["empty-message"]);
      assert.deepEqual(office.attempts(), ["anne busy", "anne no-answer"]);
      assert.deepEqual(waits(office), ["nobody"]);
      assert.deepEqual(office.heard(call).slice(-2), ["wait-over", "leave-message"]);
    }));

  it("whoever comes on duty meanwhile is rung", () =>
    scene({ at: IN_HOURS, office: anneAlone, mobiles: { [anne]: busy, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      await isWaiting(office);
      await office.clock.pass(seconds(5));
      const override = {
        id: "bob-now",
        service: "duty" as const,
        from: parisTime("2026-11-23T09:00"),
        until: parisTime("2026-11-23T18:00"),
        people: ["bob"],
      };
      await office.clock.hold(office.store.office.save("overrides", override, "test"));
      await throughTo(office, call);
      assert.equal(call.connectedTo, bob);
      office.neverLeftInSilence(call);
    }));

  it("when the office closes, nobody waits any more", () =>
    scene({ at: "2026-11-23T11:59:20", office: anneAlone, mobiles: { [anne]: busy } }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { hangUp: true }] });
      assert.deepEqual(await office.ended(), ["empty-message"]);
      assert.deepEqual(waits(office), ["nobody"]);
      assert.ok(office.clock.now() < parisTime("2026-11-23T12:00:45"));
      assert.deepEqual(office.heard(call).slice(-2), ["wait-over", "leave-message"]);
      office.neverLeftInSilence(call);
    }));

  it("on a mobile line as on an analog one", () =>
    scene(
      {
        at: IN_HOURS,
        office: anneAlone,
        mobile: { dialect: "sim7600" },
        mobiles: { [anne]: takes },
        more: [{ mobile: { dialect: "sim7600" } }],
      },
      async (office) => {
        const speaks = office.dial({ from: stranger });
        await throughTo(office, speaks);
        const next = office.dial({ from: second }, 2);
        await isWaiting(office);
        await office.clock.pass(seconds(10));
        speaks.hangUp();
        await throughTo(office, next);
        assert.deepEqual(await office.ended(2), ["forwarded", "forwarded"]);
      },
    ));
});

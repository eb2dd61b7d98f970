import assert from "node:assert/strict";
import { between, instant, minutes, seconds } from "../../src/kernel/units.ts";
import { ignores, refuses, takes } from "./mobiles.ts";
import { anne, bob, carl, dora, fragile, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const EVENING = "2026-11-23T20:00";
/** Two minutes for each level, one round. */
const quick = { escalation: { fragile: { every: 2, rounds: 1 } } };
const nobody = { [anne]: ignores, [bob]: ignores, [carl]: ignores, [dora]: ignores };
/** Dora is asked when Carl did not take it. */
const levels = (rota: readonly { readonly id: string }[]) =>
  rota.map((each) => (each.id === "dora" ? { ...each, level: 2 } : each));

async function history({ store, clock }: Scene): Promise<string[]> {
  const [need] = [
    ...(await clock.hold(store.needs.list({ state: "open" }))),
    ...(await clock.hold(store.needs.list({ state: "closed" }))),
  ];
  assert.ok(need);
  return (await clock.hold(store.needs.history(need.id))).map((past) => {
    switch (past.what) {
      case "asked":
        return `${past.detail.round}.${past.detail.level} ${past.detail.channel} ${past.detail.person}`;
      case "answered":
        return `${past.detail.person} ${past.detail.answer}`;
      case "taken":
        return `taken ${past.detail.by.name} ${past.detail.how}`;
      case "told":
        return `told ${past.detail.person}`;
      default:
        return past.what;
    }
  });
}
const has = async (office: Scene, event: string) => (await history(office)).includes(event);
async function passUntil(office: Scene, event: string, within = minutes(60)): Promise<void> {
  for (let waited = 0; !(await has(office, event)); waited += 5) {
    assert.ok(waited * 1000 < within, `it never came: ${event}; ${(await history(office)).join(", ")}`);
    await office.clock.pass(seconds(5));
  }
}

describe("whoever was not served is asked for until a person accepts (N6)", () => {
  it("a fragile client whom on-call did not answer: told at once, told to the next level, accepted by key on the box's own call", () =>
    scene(
      { at: EVENING, mobiles: { [carl]: ignores, [dora]: [ignores, takes] }, asks: true, office: quick },
      async (office) => {
        const before = await office.clock.hold(office.store.office.read());
        await office.clock.hold(
          office.store.office.replace({ ...before, rota: levels(before.rota) as typeof before.rota }, "test"),
        );
        const call = office.dial({ from: fragile });
        assert.deepEqual(await office.ended(), ["empty-message"]);
        const at = office.clock.now();
        await passUntil(office, "0.1 email carl", minutes(1));
        assert.ok(office.clock.now() - at <= minutes(1), "told within a minute");
        await passUntil(office, "taken Dora key");
        assert.ok(office.mobileHeard(dora).includes("need"), "the box says what it is about");
        const [need] = await office.clock.hold(office.store.needs.list());
        assert.equal(need?.owner?.id, "dora");
        assert.equal(need?.nextAskAt, null);
        await passUntil(office, "told carl");
        assert.ok((await office.posted()).includes("need-taken carl@tilleuls.example"));
        await office.clock.hold(office.store.needs.close(need?.id ?? "", { reason: "called-back" }, "Dora"));
        const told = (await history(office)).filter((each) => each === "told carl");
        assert.equal(told.length, 1, "once");
        assert.equal(call.state, "ended");
      },
    ));

  it("the message is heard in the call of the box, and key 2 asks the next at once", async () => {
    const said = await voice();
    await scene(
      {
        at: EVENING,
        mobiles: { ...nobody, [carl]: [ignores, refuses], [dora]: [ignores, takes] },
        asks: true,
        office: quick,
      },
      async (office) => {
        office.dial({ from: fragile, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        await passUntil(office, "carl passed");
        await passUntil(office, "taken Dora key", minutes(4));
        const [need] = await office.clock.hold(office.store.needs.list());
        assert.equal(need?.messages.length, 1);
      },
    );
  });

  it("with nobody on call at all, whoever follows up is asked, and at last those who are told last", () =>
    scene({ at: EVENING, mobiles: nobody, asks: true, office: { ...quick, rota: [] } }, async (office) => {
      office.dial({ from: fragile });
      await office.ended();
      await passUntil(office, "last-resort", minutes(15));
      const [need] = await office.clock.hold(office.store.needs.list());
      assert.ok(need?.lastResortAt && need.nextAskAt === null);
      assert.ok((await office.posted()).some((each) => each.startsWith("need-untaken ")));
    }));

  it("a caller who gets through is not asked for any more, and those who were asked hear of it", () =>
    scene(
      { at: EVENING, mobiles: { ...nobody, [carl]: [ignores, ignores, takes] }, asks: true, office: quick },
      async (office) => {
        office.dial({ from: fragile });
        await office.ended();
        await passUntil(office, "0.1 email carl", minutes(1));
        await office.clock.pass(seconds(90));
        office.dial({ from: fragile });
        await office.ended(2);
        assert.equal(
          office.outcomes().at(-1),
          "forwarded",
          `${office.attempts().join(", ")}; ${office.dialled().join(" ")}`,
        );
        await office.clock.hold(office.store.calls.flushed());
        assert.deepEqual(await office.clock.hold(office.store.needs.list()), []);
        assert.ok((await office.posted()).includes("need-taken carl@tilleuls.example"));
        const rung = office.dialled().length;
        await office.clock.pass(minutes(30));
        assert.equal(office.dialled().length, rung, "nobody is rung any more");
      },
    ));

  it("a power cut asks nobody twice in a round, and forgets nobody", () =>
    scene({ at: EVENING, mobiles: nobody, asks: true, office: quick }, async (office) => {
      office.dial({ from: fragile });
      await office.ended();
      for (let n = 0; n < 12; n++) {
        await office.clock.pass(seconds(20 + (n % 7)));
        await office.asksAgain();
      }
      await passUntil(office, "last-resort", minutes(15));
      const asked = (await history(office))
        .filter((each) => /^\d+\.\d /.test(each))
        .map((each) => each.replace(/\.\d/, ""));
      assert.equal(new Set(asked).size, asked.length, asked.join(", "));
    }));

  it("a caller who rings as the box is about to ring somebody comes first, and that call is made all the same", async () => {
    let answered = 0;
    for (const before of [6, 4, 2, 1, 0])
      await scene(
        { at: EVENING, mobiles: { ...nobody, [dora]: [ignores, takes] }, asks: true, office: quick },
        async (office) => {
          const was = await office.clock.hold(office.store.office.read());
          await office.clock.hold(
            office.store.office.replace({ ...was, rota: levels(was.rota) as typeof was.rota }, "test"),
          );
          office.dial({ from: fragile });
          await office.ended();
          await passUntil(office, "0.1 email carl", minutes(1));
          const [need] = await office.clock.hold(office.store.needs.list());
          assert.ok(need?.nextAskAt);
          await office.clock.pass(between(office.clock.now(), instant(need.nextAskAt - before * 1000)));
          const call = office.dial({ from: stranger, script: [{ wait: seconds(1) }, { hangUp: true }] });
          await passUntil(office, "taken Dora key", minutes(10));
          const heard = call.events.map(({ kind }) => kind as string);
          if (heard.includes("answered")) answered++;
          else
            assert.equal(office.outcomes().length, 1, `a call that reached the box was not answered: ${heard.join()}`);
        },
      );
    assert.ok(answered >= 3, `${answered} of 5`);
  });

  it("letters that do not go out for a day keep nobody from being asked", () =>
    scene({ at: EVENING, mobiles: nobody, asks: true, office: quick }, async (office) => {
      office.dial({ from: fragile });
      await office.ended();
      await office.clock.pass(minutes(24 * 60));
      assert.ok((await office.clock.hold(office.store.outbox.list({ waiting: true }))).length > 0, "none went out");
      const told = await history(office);
      assert.ok(told.includes("carl no-answer") && told.includes("last-resort"), told.join(", "));
      const [need] = await office.clock.hold(office.store.needs.list());
      assert.ok(need?.lastResortAt && need.nextAskAt === null && need.owner === null, "told, and still open");
    }));
});

import assert from "node:assert/strict";
import { between, instant, minutes, seconds } from "../../src/kernel/units.ts";
import { ignores, refuses, takes } from "./mobiles.ts";
import { office as agency, anne, bob, carl, dora, fragile, stranger } from "./office.ts";
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
          await office.until(() => call.state === "ended", "the caller is gone");
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

  it("a caller who knocks while the box talks is let in, and that call is made again in the same round", () =>
    scene(
      {
        at: EVENING,
        mobiles: { ...nobody, [carl]: [ignores, { after: seconds(4), does: "answer" }, takes] },
        socket: { callWaiting: true },
        asks: true,
        office: { ...quick, people: alone(), rota: onlyCarl() },
      },
      async (office) => {
        office.dial({ from: fragile });
        await office.ended();
        const mobile = office.exchange.mobiles.find(({ number }) => number === carl);
        await office.until(() => mobile?.rung.length === 2 && !mobile.ringing, "Carl has picked up");
        await office.clock.pass(seconds(3));
        const call = office.dial({
          from: stranger,
          givesUpAfter: seconds(60),
          script: [{ wait: seconds(1) }, { hangUp: true }],
        });
        await office.ended(2);
        assert.ok(
          call.events.some(({ kind }) => kind === "answered"),
          "whoever knocked was answered",
        );
        await passUntil(office, "taken Carl key", minutes(3));
        const told = (await history(office)).filter((each) => each.includes(" call carl") || each.startsWith("carl "));
        assert.deepEqual(told, ["0.1 call carl", "carl accepted"]);
      },
    ));

  const half = { escalation: { fragile: { every: 30, rounds: 1, calls: false } } };
  /** What the office process writes down of letters that it can't send. */
  const refuse = async ({ store, clock }: Scene, to: string) => {
    for (const entry of await clock.hold(store.outbox.list({ waiting: true })))
      if (entry.to === to) await clock.hold(store.outbox.failed(entry.id, "notify.refused-address: no", clock.now()));
  };
  const onCallLevels = async ({ store, clock }: Scene) => {
    const was = await clock.hold(store.office.read());
    await clock.hold(store.office.replace({ ...was, rota: levels(was.rota) as typeof was.rota }, "test"));
  };

  it("a letter that is refused brings the next level forward at once, and the history says so", () =>
    scene({ at: EVENING, mobiles: nobody, asks: true, office: half }, async (office) => {
      await onCallLevels(office);
      office.dial({ from: fragile });
      await office.ended();
      await passUntil(office, "0.1 email carl", minutes(1));
      await office.clock.pass(minutes(1));
      assert.ok(!(await has(office, "0.2 email dora")), "a letter that may yet be read has its time");
      await refuse(office, "carl@tilleuls.example");
      await passUntil(office, "0.2 email dora", minutes(1));
      assert.ok(await has(office, "carl failed"));
    }));

  it("a letter that nobody has even tried to send keeps nobody waiting either", () =>
    scene({ at: EVENING, mobiles: nobody, asks: true, office: half }, async (office) => {
      await onCallLevels(office);
      office.dial({ from: fragile });
      await office.ended();
      await passUntil(office, "0.2 email dora", minutes(3));
    }));

  it("key 2 of everybody in the last level does not ring them again at once: a new round has its time", () =>
    scene(
      {
        at: EVENING,
        mobiles: { ...nobody, [carl]: [ignores, refuses, refuses] },
        asks: true,
        office: { escalation: { fragile: { every: 10, rounds: 2 } }, people: alone(), rota: onlyCarl() },
      },
      async (office) => {
        office.dial({ from: fragile });
        await office.ended();
        await passUntil(office, "carl passed", minutes(3));
        const rung = office.dialled().length;
        await office.clock.pass(minutes(5));
        assert.equal(office.dialled().length, rung, "he has said no");
        await passUntil(office, "1.1 call carl", minutes(10));
      },
    ));

  it("the last resort is told to the office's address and to whoever plans duty too; all of them hear who has it", () =>
    scene({ at: EVENING, mobiles: nobody, asks: true, office: { ...quick, people: planners() } }, async (office) => {
      office.dial({ from: fragile });
      await office.ended();
      await passUntil(office, "last-resort", minutes(15));
      const untaken = (await office.posted()).filter((each) => each.startsWith("need-untaken "));
      assert.deepEqual(untaken.toSorted(), [
        "need-untaken anne@tilleuls.example",
        "need-untaken bob@tilleuls.example",
        "need-untaken bureau@tilleuls.example",
      ]);
      const { store, clock } = office;
      await clock.pass(minutes(2));
      assert.equal((await clock.hold(store.asks.untold(clock.now()))).length, 1, "nobody could be told");
      const [letter] = (await clock.hold(store.outbox.list())).filter(({ kind }) => kind === "need-untaken");
      await clock.hold(store.outbox.delivered(letter?.id ?? 0));
      assert.deepEqual(await clock.hold(store.asks.untold(clock.now())), []);
      const [need] = await clock.hold(store.needs.list());
      await clock.hold(store.needs.take(need?.id ?? "", { id: "bob", name: "Bob" }, "page"));
      await clock.hold(store.needs.close(need?.id ?? "", { reason: "called-back" }, "Bob"));
      const told = (await office.posted()).filter((each) => each.startsWith("need-taken ")).toSorted();
      assert.deepEqual(told, [
        "need-taken anne@tilleuls.example",
        "need-taken bureau@tilleuls.example",
        "need-taken carl@tilleuls.example",
        "need-taken dora@tilleuls.example",
      ]);
    }));
});

type People = (typeof agency.people)[number][];
const alone = (): People => agency.people.map((each) => ({ ...each, roles: ["on-call"] }));
const onlyCarl = () => agency.rota.filter(({ id }) => id.startsWith("carl"));
/** Anne plans duty, Bob follows up; Carl and Dora are on call alone. */
const planners = (): People =>
  agency.people.map((each) => ({
    ...each,
    roles: each.id === "anne" ? ["plans-duty"] : each.id === "bob" ? ["follows-up"] : ["on-call"],
  }));

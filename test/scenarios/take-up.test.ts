import assert from "node:assert/strict";
import { minutes, seconds } from "../../src/kernel/units.ts";
import { ignores, refuses, takes } from "./mobiles.ts";
import { carl, dora, fragile, stranger } from "./office.ts";
import { parisTime, type Scene, type SceneOptions, scene } from "./scene.ts";

const line = (person: string, from: string, to: string, level = 1) => ({
  id: `${person}-${from.slice(0, 2)}`,
  service: "on-call",
  person,
  level,
  from,
  to,
  repeat: { every: "day" },
  starts: "2026-01-01",
});
const people = ["anne", "bob", "carl", "dora"].map((id, n) => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  numbers: [`+3363998000${n + 1}`],
  email: `${id}@tilleuls.example`,
  roles: id === "anne" ? ["plans-duty", "follows-up"] : ["on-call"],
}));
/** Carl is on call from 18 to 8 o'clock, Dora when he does not take a caller; Anne plans the duty. */
const office = { people, rota: [line("carl", "18:00", "08:00"), line("dora", "18:00", "08:00", 2)] };

const evening = (mobiles: NonNullable<SceneOptions["mobiles"]>, more: Record<string, unknown> = {}): SceneOptions => ({
  at: "2026-11-23T17:00",
  takesUp: true,
  mobiles,
  office: { ...office, ...more },
});

const at = (time: string) => parisTime(`2026-11-23T${time}`);
const passTo = async ({ clock }: Scene, time: number) => {
  while (clock.now() < time) await clock.pass(seconds(Math.min(30, (time - clock.now()) / 1000)));
};
const of = async (scene: Scene, person: string) => {
  const found = await scene.clock.hold(scene.store.takeUps.between(at("00:00"), parisTime("2026-11-25T00:00"), "all"));
  return found.find((each) => each.person === person);
};
const nothingTwice = async (scene: Scene) => {
  const letters = await scene.clock.hold(scene.store.outbox.list());
  const said = letters.map(({ kind, to, payload }) => `${kind} ${to} ${payload.takeUp}`);
  assert.equal(new Set(said).size, said.length, said.join(", "));
};

describe("whoever's shift begins is asked whether they are there", () => {
  it("by letter half an hour before, and by a call of the box's own as it begins; key 1 says yes", () =>
    scene(evening({ [carl]: takes, [dora]: takes }), async (scene) => {
      await passTo(scene, at("17:29"));
      assert.deepEqual(await scene.posted(), []);
      await passTo(scene, at("17:31"));
      assert.deepEqual(await scene.posted(), ["take-up carl@tilleuls.example", "take-up dora@tilleuls.example"]);
      assert.deepEqual(scene.dialled(), []);
      await passTo(scene, at("18:05"));
      assert.deepEqual(scene.dialled().toSorted(), [carl, dora]);
      assert.deepEqual(scene.mobileHeard(carl), ["take-up"]);
      const taken = await of(scene, "carl");
      assert.deepEqual([taken?.confirmed?.how, taken?.confirmed?.by.name], ["key", "Carl"]);
      await passTo(scene, at("18:40"));
      assert.equal((await scene.posted()).length, 2, "nobody else hears of it");
      const [entry] = await scene.clock.hold(scene.store.journal.list({ about: ["take-up"], limit: 1 }));
      assert.equal(entry?.what, "take-up.confirm");
    }));

  it("who said so by the link before is not rung", () =>
    scene(evening({ [carl]: takes, [dora]: takes }), async (scene) => {
      await passTo(scene, at("17:31"));
      const asked = await of(scene, "carl");
      const by = { id: "carl", name: "Carl" };
      const confirm = () =>
        scene.clock.hold(scene.store.takeUps.confirm(asked?.id ?? 0, by, "link", scene.clock.now()));
      const first = await confirm();
      await passTo(scene, at("17:40"));
      assert.deepEqual(await confirm(), first, "twice is once");
      await passTo(scene, at("18:30"));
      assert.deepEqual(scene.dialled(), [dora]);
      const entries = await scene.clock.hold(scene.store.journal.list({ what: "take-up.confirm" }));
      assert.equal(entries.length, 2);
    }));

  it("when they do not, the next level and whoever plans the duty are told; the next level may stand in", () =>
    scene(evening({ [carl]: ignores, [dora]: takes }), async (scene) => {
      await passTo(scene, at("18:09"));
      assert.ok(!(await scene.posted()).some((each) => each.startsWith("take-up-untaken")));
      await passTo(scene, at("18:15"));
      const letters = await scene.posted();
      assert.ok(letters.includes("take-up-untaken dora@tilleuls.example"), letters.join(", "));
      assert.ok(letters.includes("take-up-untaken anne@tilleuls.example"), letters.join(", "));
      assert.ok(scene.mobileHeard(dora).includes("stand-in"));
      const taken = await of(scene, "carl");
      assert.deepEqual([taken?.confirmed?.how, taken?.confirmed?.by.name], ["key", "Dora"]);
      assert.ok((await scene.posted()).includes("take-up-taken anne@tilleuls.example"), "who was told hears of it");
      await nothingTwice(scene);
    }));

  it("who can't, and says so by key 2, is not waited for", () =>
    scene(evening({ [carl]: refuses, [dora]: [takes, ignores] }), async (scene) => {
      await passTo(scene, at("18:04"));
      assert.ok((await scene.posted()).includes("take-up-untaken anne@tilleuls.example"));
    }));

  it("nobody at all: it is kept as never confirmed when the shift is over", () =>
    scene(evening({ [carl]: ignores, [dora]: ignores }), async (scene) => {
      await passTo(scene, at("18:30"));
      const late = await of(scene, "carl");
      assert.deepEqual([late?.step, late?.confirmed, late?.missedAt], ["told", null, null]);
      const rung = scene.dialled().length;
      await scene.clock.pass(minutes(14 * 60));
      assert.equal(scene.dialled().length, rung, "by night nobody is rung again");
      assert.ok((await of(scene, "carl"))?.missedAt);
      const missed = await scene.clock.hold(scene.store.journal.list({ what: "take-up.miss" }));
      assert.equal(missed.length, 2);
      await nothingTwice(scene);
    }));

  it("a caller whom they take by key in the shift says it as well", () =>
    scene(evening({ [carl]: takes, [dora]: ignores }, { takeUp: { calls: false } }), async (scene) => {
      await passTo(scene, at("18:02"));
      scene.dial({ from: fragile });
      assert.deepEqual(await scene.ended(), ["forwarded"]);
      await passTo(scene, at("18:06"));
      const taken = await of(scene, "carl");
      assert.deepEqual([taken?.confirmed?.how, taken?.step], ["call", "asked"]);
    }));

  it("without the key a caller who was taken says nothing: it may have been a voicemail", () =>
    scene(
      evening({ [carl]: takes, [dora]: ignores }, { takeUp: { calls: false }, screening: false }),
      async (scene) => {
        await passTo(scene, at("18:02"));
        scene.dial({ from: fragile });
        await scene.ended();
        await passTo(scene, at("18:06"));
        assert.equal((await of(scene, "carl"))?.confirmed, null);
      },
    ));

  it("so does a caller whom they take to call back, by key in the box's own call", () =>
    scene(
      { ...evening({ [carl]: [refuses, takes], [dora]: ignores }, { takeUp: { calls: false } }), asks: true },
      async (scene) => {
        await passTo(scene, at("18:01"));
        scene.dial({ from: fragile });
        await scene.ended();
        await passTo(scene, at("18:08"));
        const [need] = await scene.clock.hold(scene.store.needs.list());
        assert.equal(need?.owner?.id, "carl");
        const taken = await of(scene, "carl");
        assert.deepEqual([taken?.confirmed?.how, taken?.confirmed?.by.id], ["need", "carl"]);
      },
    ));

  it("a power cut asks nobody twice, and forgets nobody", () =>
    scene(evening({ [carl]: ignores, [dora]: ignores }), async (scene) => {
      for (let n = 0; scene.clock.now() < at("18:40"); n++) {
        await scene.clock.pass(seconds(50 + (n % 31)));
        await scene.asksAgain();
      }
      await nothingTwice(scene);
      const letters = await scene.posted();
      for (const each of ["take-up carl", "take-up-untaken anne", "take-up-untaken dora"])
        assert.ok(letters.includes(`${each}@tilleuls.example`), each);
      const asks = await scene.clock.hold(scene.store.takeUps.asksOf((await of(scene, "carl"))?.id ?? 0));
      assert.deepEqual(
        asks.map(({ what, channel, person }) => `${what} ${channel} ${person}`),
        ["ask email carl", "ask call carl", "tell email dora", "tell call dora", "tell email anne"],
      );
    }));

  it("a swap in the last hour asks whoever has the shift now, and no longer whoever had it", () =>
    scene(evening({ [carl]: takes, [dora]: takes }), async (scene) => {
      await passTo(scene, at("17:45"));
      const swap = { id: "swap", service: "on-call" as const, from: at("18:00"), until: at("23:00"), people: ["bob"] };
      await scene.clock.hold(scene.store.office.save("overrides", swap, "Anne"));
      await passTo(scene, at("18:30"));
      assert.ok((await scene.posted()).includes("take-up bob@tilleuls.example"));
      assert.ok(!scene.dialled().includes(carl), "Carl is not rung");
      const [carls, bobs] = [await of(scene, "carl"), await of(scene, "bob")];
      assert.equal(carls?.confirmed, null);
      assert.equal(carls?.from, at("23:00"), "what is left of his night is still to be taken up");
      assert.equal(bobs?.from, at("18:00"));
    }));

  it("of somebody on leave there is no shift", () =>
    scene(
      evening(
        { [carl]: takes, [dora]: takes },
        { leave: [{ id: "l", person: "carl", firstDay: "2026-11-23", lastDay: "2026-11-23" }] },
      ),
      async (scene) => {
        await passTo(scene, at("18:30"));
        assert.deepEqual(scene.dialled(), [dora]);
        assert.equal(await of(scene, "carl"), undefined);
      },
    ));

  it("a shift that begins in the night is asked for in the evening before", () =>
    scene(evening({ [carl]: takes, [dora]: ignores }, { rota: [line("carl", "02:00", "08:00")] }), async (scene) => {
      await passTo(scene, at("19:16"));
      assert.deepEqual(await scene.posted(), ["take-up carl@tilleuls.example"]);
      await passTo(scene, at("20:00"));
      assert.deepEqual(scene.dialled(), [carl]);
      assert.equal((await of(scene, "carl"))?.confirmed?.how, "key");
    }));

  it("a caller comes before such a call, which is made all the same", () =>
    scene(evening({ [carl]: takes, [dora]: takes }), async (scene) => {
      await passTo(scene, at("17:59"));
      scene.dial({ from: stranger, script: [{ wait: seconds(100) }, { hangUp: true }] });
      await passTo(scene, at("18:12"));
      await scene.ended();
      assert.equal((await of(scene, "carl"))?.confirmed?.how, "key");
    }));

  it("an office that does not want it hears nothing", () =>
    scene(evening({ [carl]: takes, [dora]: takes }, { takeUp: { who: "off" } }), async (scene) => {
      await passTo(scene, at("18:30"));
      assert.deepEqual([await scene.posted(), scene.dialled()], [[], []]);
    }));
});

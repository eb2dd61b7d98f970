import assert from "node:assert/strict";
import { minutes, seconds } from "../../src/kernel/units.ts";
import { ignores } from "./mobiles.ts";
import { office as agency, anne, bob, carl, dora, fragile, LINE, stranger } from "./office.ts";
import { type Scene, scene } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const mobile = { dialect: "ec25" };
const nobody = { [anne]: ignores, [bob]: ignores, [carl]: ignores, [dora]: ignores };

const textsTo = ({ exchange }: Scene, number: string) =>
  exchange.texts.filter(({ to }) => to === number).map(({ body }) => body);
const write = ({ exchange }: Scene, from: string, body: string) => exchange.text({ from, to: LINE, body });
async function answer(office: Scene, from: string, body: string): Promise<string> {
  const before = textsTo(office, from).length;
  write(office, from, body);
  await office.until(() => textsTo(office, from).length > before, `an answer to ${body}`);
  return textsTo(office, from).at(-1) ?? "";
}
const needs = ({ store, clock }: Scene) => clock.hold(store.needs.list({ state: "open" }));
const kept = ({ store, clock }: Scene) => clock.hold(store.texts.list());
/** A fragile client whom nobody took. */
async function left(office: Scene): Promise<void> {
  const call = office.dial({
    from: fragile,
    givesUpAfter: seconds(60),
    script: [{ wait: seconds(2) }, { hangUp: true }],
  });
  await office.until(() => call.state === "ended", "the caller left");
  await office.ended();
}

describe("people of the office are told by text", () => {
  it("who is asked to call back gets it beside the letter, in words that say what to answer", () =>
    scene({ at: EVENING, mobile, mobiles: nobody, asks: true, texts: true }, async (office) => {
      await left(office);
      await office.until(() => textsTo(office, carl).length > 0, "the text");
      assert.match(
        textsTo(office, carl)[0] ?? "",
        /^Appelant à rappeler : .*01 99 00 00 42 \(.*depuis 20:0\d\)\. Répondez OK si vous le faites\.$/,
      );
      assert.ok((await office.posted()).includes(`need ${carl}`));
      assert.equal(office.exchange.texts.find(({ to }) => to === carl)?.parts, 1);
    }));

  it("whether it arrived stands beside it, as the network tells", () =>
    scene({ at: EVENING, mobile, mobiles: nobody, asks: true, texts: true }, async (office) => {
      await left(office);
      await office.until(() => textsTo(office, carl).length > 0, "the text");
      const entry = async () =>
        (await office.clock.hold(office.store.outbox.list({ channel: "sms" }))).find(({ to }) => to === carl);
      for (let n = 0; (await entry())?.arrival !== "arrived"; n++) {
        assert.ok(n < 60, "it is told");
        await office.clock.pass(seconds(1));
      }
      assert.notEqual((await entry())?.deliveredAt, null);
    }));

  it("the first who answers OK has it; the second is told who was faster", () =>
    scene({ at: EVENING, mobile, mobiles: nobody, asks: true, texts: true }, async (office) => {
      await left(office);
      await office.until(() => textsTo(office, carl).length > 0 && textsTo(office, dora).length > 0, "both texts");
      assert.match(await answer(office, dora, " ok. "), /^C'est noté, vous rappelez .*01 99 00 00 42\.$/);
      assert.equal(await answer(office, carl, "OK"), "Dora s'en occupe déjà.");
      const [need] = await needs(office);
      assert.equal(need?.owner?.id, "dora");
      const past = await office.clock.hold(office.store.needs.history(need?.id ?? ""));
      assert.ok(past.some((each) => each.what === "taken" && each.detail.how === "text"));
    }));

  it("a daily bound holds texts back, and mail goes on", () =>
    scene(
      { at: EVENING, mobile, mobiles: nobody, asks: true, texts: true, textBounds: { perPerson: 0 } },
      async (office) => {
        await left(office);
        await office.clock.pass(minutes(3));
        assert.equal(office.exchange.texts.length, 0);
        const waiting = await office.clock.hold(office.store.outbox.list({ waiting: true, channel: "sms" }));
        assert.ok(waiting.length > 0);
        assert.ok((await office.posted()).some((each) => each.endsWith(" carl@tilleuls.example")));
      },
    ));

  it("an operator that is out of order for a while loses none", () =>
    scene({ at: EVENING, mobile, mobiles: nobody, asks: true, texts: true }, async (office) => {
      office.plant.sim.services = { ...office.plant.sim.services, texts: 42 };
      await left(office);
      await office.clock.pass(minutes(2));
      assert.equal(office.exchange.texts.length, 0);
      office.plant.sim.services = { ...office.plant.sim.services, texts: true };
      await office.until(() => textsTo(office, carl).length === 1, "the text");
    }));

  it("who wants none gets none; who wants all is told of a missed call", () =>
    scene(
      {
        at: IN_HOURS,
        mobile,
        mobiles: nobody,
        texts: true,
        office: {
          people: agency.people.map((person) => ({
            ...person,
            told: { texts: person.id === "anne" ? "all" : "none" },
          })),
        },
      },
      async (office) => {
        const call = office.dial({ from: stranger, script: [{ wait: seconds(4) }, { hangUp: true }] });
        await office.until(() => call.state === "ended", "the caller left");
        await office.until(() => textsTo(office, anne).length > 0, "the text");
        assert.match(textsTo(office, anne)[0] ?? "", /^Appel manqué : 01 99 00 00 50, 10:0\d\. Merci de rappeler\.$/);
        assert.deepEqual(textsTo(office, bob), []);
      },
    ));
});

describe("commands by text", () => {
  const at = (when: string, play: (office: Scene) => Promise<void>) => scene({ at: when, mobile, texts: true }, play);

  it("who is on duty, and help", () =>
    at(IN_HOURS, async (office) => {
      assert.equal(await answer(office, anne, "qui ?"), "De service : Anne, Bob. D'astreinte : Carl, Dora.");
      assert.match(await answer(office, anne, "Aide"), /^QUI : /);
      assert.match(await answer(office, anne, "on fait quoi ?"), /^Pas compris\. QUI : /);
    }));

  it("absent until an hour, and present again, in the journal", () =>
    at(IN_HOURS, async (office) => {
      assert.match(await answer(office, anne, "absent 14h"), /jusqu'à 14:00/);
      const read = () => office.clock.hold(office.store.office.read());
      const [absence] = (await read()).absences;
      assert.equal(absence?.by, "Anne");
      assert.equal(new Date(absence?.until ?? 0).toISOString(), "2026-11-23T13:00:00.000Z");
      await answer(office, anne, "PRÉSENT");
      assert.ok((await read()).absences.every(({ until }) => until <= office.clock.now()));
      const journal = await office.clock.hold(office.store.journal.list());
      assert.equal(journal.filter(({ what }) => what === "text.command").length, 2);
    }));

  it("what nobody is asked for can't be taken", () =>
    at(IN_HOURS, async (office) => {
      assert.equal(await answer(office, bob, "OK"), "Aucun appelant ne vous attend.");
      assert.equal(await answer(office, bob, "GARDE"), "Aucun service à prendre en ce moment.");
    }));

  it("duty is taken up by GARDE", () =>
    scene(
      {
        at: "2026-11-23T17:26",
        mobile,
        texts: true,
        takesUp: true,
        office: {
          rota: agency.rota.filter(({ id }) => id === "carl").map((each) => ({ ...each, repeat: { every: "day" } })),
          takeUp: { who: "on-call", before: 30, calls: false, callAfter: 0, tellAfter: 10 },
        },
      },
      async (office) => {
        await office.until(() => textsTo(office, carl).length > 0, "Carl is asked");
        assert.match(textsTo(office, carl)[0] ?? "", /^Votre astreinte : .* Répondez GARDE pour confirmer/);
        assert.match(await answer(office, carl, "garde"), /^Merci, c'est noté/);
        const shifts = await office.clock.hold(
          office.store.takeUps.between(office.clock.now(), (office.clock.now() + minutes(600)) as never),
        );
        assert.equal(shifts.find(({ person }) => person === "carl")?.confirmed?.how, "text");
      },
    ));

  it("an order that comes hours late is not obeyed", () =>
    at(IN_HOURS, async (office) => {
      office.plant.sim.reachable = false;
      write(office, anne, "ABSENT 18:00");
      await office.clock.pass(minutes(90));
      office.plant.sim.reachable = true;
      await office.until(() => textsTo(office, anne).length > 0, "an answer");
      assert.match(textsTo(office, anne)[0] ?? "", /trop tard/);
      assert.deepEqual((await office.clock.hold(office.store.office.read())).absences, []);
    }));
});

describe("texts of others", () => {
  it("a stranger's is kept, and never obeyed nor answered", () =>
    scene({ at: IN_HOURS, mobile, texts: true }, async (office) => {
      for (const body of ["ABSENT 14:00", "OK", "QUI", "Bonjour 🚨 <b>"]) write(office, stranger, body);
      await office.clock.pass(minutes(2));
      assert.deepEqual((await kept(office)).map(({ body, became }) => [body, became]).reverse(), [
        ["ABSENT 14:00", "kept"],
        ["OK", "kept"],
        ["QUI", "kept"],
        ["Bonjour 🚨 <b>", "kept"],
      ]);
      assert.equal(office.exchange.texts.length, 0);
      assert.deepEqual((await office.clock.hold(office.store.office.read())).absences, []);
      assert.deepEqual(await needs(office), []);
    }));

  it("a client's is owed an answer, with the text in it; a second one joins it (G6)", () =>
    scene({ at: IN_HOURS, mobile, mobiles: nobody, texts: true, asks: true }, async (office) => {
      write(office, fragile, "Je suis sourde. L’infirmière n’est pas venue, c’est urgent 😟");
      await office.until(() => textsTo(office, anne).length > 0, "somebody is asked");
      write(office, fragile, "Toujours personne");
      await office.clock.pass(minutes(1));
      const [need, ...more] = await needs(office);
      assert.ok(need && more.length === 0);
      assert.equal(need.why, "text");
      assert.notEqual(need.weight, "usual");
      const texts = await office.clock.hold(office.store.texts.ofNeed(need.id));
      assert.deepEqual(
        texts.map(({ body }) => body),
        ["Je suis sourde. L’infirmière n’est pas venue, c’est urgent 😟", "Toujours personne"],
      );
      // When nothing more is owed, and a year is over, nothing is left of it.
      await office.clock.hold(office.store.needs.close(need.id, { reason: "reached-otherwise" }, "Anne"));
      const later = (office.clock.now() + minutes(60)) as never;
      await office.clock.hold(
        office.store.forget.expired({ messagesBefore: null, callsBefore: later }, "test", office.clock.now()),
      );
      assert.deepEqual(await kept(office), []);
      assert.equal((await office.clock.hold(office.store.needs.get(need.id)))?.number, null);
    }));
});

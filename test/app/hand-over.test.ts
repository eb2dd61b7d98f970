import assert from "node:assert/strict";
import { handOverOf, handOverUntil } from "../../src/app/hand-over.ts";
import type { Office } from "../../src/duty/office.ts";
import { instant, plus, seconds } from "../../src/kernel/units.ts";
import { handOverLetter } from "../../src/notify/hand-over-letter.ts";
import { usualLogRules } from "../../src/store/log-rules.ts";
import type { Store } from "../../src/store/store.ts";
import { at, officeWith, rule } from "../duty/offices.ts";
import { Place } from "../kit/place.ts";
import { takenCall } from "../kit/taken-call.ts";

const HOUR = 3_600_000;
/** Monday evening; Bruno is on call until nine. */
const EVENING = at("2026-11-23T20:00+01:00");
const MORNING = at("2026-11-24T09:00+01:00");
const CALL = "20261123-210000-abcd";
const bruno = { person: "bruno", name: "Bruno", number: "+33639980002" };
const rota = [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "18:00", "09:00")];
const hours = [{ weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" }];

describe("the hand-over at the end of a shift", () => {
  let place: Place;
  let store: Store;
  let woken = 0;
  const look = (now = place.clock.time) =>
    handOverUntil(now, { store, clock: place.clock, log: place.log, hour: () => now, wake: () => void woken++ });
  const posted = async () =>
    (await store.outbox.list())
      .filter(({ kind }) => kind === "hand-over")
      .map(({ to }) => to)
      .sort();
  const goTo = async (time: number) => {
    place.clock.time = instant(time);
    await look();
  };
  async function withOffice(changes: Partial<Record<keyof Office, unknown>> = {}) {
    const { people, ...rest } = officeWith({ rota, hours, ...changes } as never);
    const withMail = people.map((each) => ({ ...each, email: `${each.id}@tilleuls.example` }));
    await store.office.replace({ ...rest, people: withMail }, "test");
  }

  beforeEach(async () => {
    place = await Place.make();
    woken = 0;
    place.clock.time = EVENING;
    store = await place.open();
    await withOffice();
    await look();
  });
  afterEach(() => place.remove());

  it("nothing happened and nothing is open: no letter, unless it is set", async () => {
    await goTo(MORNING + 60_000);
    assert.deepEqual([await posted(), woken], [[], 0]);
    await store.settings.set("logbook", { ...usualLogRules, handOverNothing: true }, "test");
    await goTo(MORNING + 25 * HOUR);
    assert.deepEqual(await posted(), ["alice@tilleuls.example"]);
  });

  it("goes to whoever is next, once, when the shift is over and not before", async () => {
    await takenCall(store, CALL, plus(EVENING, seconds(3600)), bruno);
    await goTo(MORNING - 1);
    assert.deepEqual(await posted(), []);
    await goTo(MORNING);
    await goTo(MORNING + 60_000);
    await goTo(MORNING + HOUR);
    assert.deepEqual([await posted(), woken], [["alice@tilleuls.example"], 1]);
  });

  it("what is still owed makes a letter of a quiet night too; planners get it where it is set", async () => {
    store.calls.begin({ id: CALL, line: "line-1", at: at("2026-11-23T12:00+01:00") });
    store.calls.end(CALL, { at: EVENING, outcome: "abandoned" });
    await store.calls.flushed();
    await store.settings.set("logbook", { ...usualLogRules, handOverToPlanners: true }, "test");
    const office = await store.office.read();
    const people = office.people.map((each) =>
      each.id === "bruno" ? { ...each, roles: ["plans-duty" as const] } : each,
    );
    await store.office.replace({ ...office, people }, "test");
    await goTo(MORNING);
    assert.deepEqual(await posted(), ["alice@tilleuls.example", "bruno@tilleuls.example"]);
  });

  it("who takes over from themselves alone is written nothing; by the rule switched off nobody is", async () => {
    await withOffice({ rota: [rule("bruno", "duty", "09:00", "18:00"), rule("bruno", "on-call", "18:00", "09:00")] });
    await takenCall(store, CALL, plus(EVENING, seconds(3600)), bruno);
    await goTo(MORNING);
    assert.deepEqual(await posted(), []);
    await withOffice();
    await store.settings.set("logbook", { ...usualLogRules, handOver: false }, "test");
    await takenCall(store, "20261124-210000-abcd", instant(EVENING + 24 * HOUR), bruno);
    await goTo(MORNING + 24 * HOUR);
    assert.deepEqual(await posted(), []);
  });

  it("a box that was off for days hands over the last day alone; a clock set back hands over nothing twice", async () => {
    await takenCall(store, CALL, plus(EVENING, seconds(3600)), bruno);
    await goTo(MORNING + 72 * HOUR);
    assert.deepEqual(await posted(), [], "three nights ago is nobody's to take over; since then nothing happened");
    await goTo(EVENING);
    await goTo(MORNING);
    assert.deepEqual(await posted(), ["alice@tilleuls.example"], "once, by the right clock");
    await goTo(MORNING + 1);
    assert.equal((await posted()).length, 1);
  });

  it("says what happened, what nobody told of, and what is still open, as it is when the letter is written", async () => {
    await takenCall(store, CALL, plus(EVENING, seconds(3600)), bruno, { caller: { number: null, name: "Mme Petit" } });
    await takenCall(store, "20261123-220000-abcd", plus(EVENING, seconds(7200)), bruno);
    const shift = {
      person: "bruno",
      service: "on-call" as const,
      level: 1,
      from: at("2026-11-23T18:00+01:00"),
      until: MORNING,
    };
    const ask = { do: "ask" as const, step: "asked" as const, shift, name: "Bruno", known: null, asks: [] };
    assert.ok(await store.takeUps.step(ask, "Europe/Paris", EVENING));
    const [asked] = await store.takeUps.between(EVENING, MORNING);
    await store.takeUps.confirm(asked?.id ?? 0, { id: "bruno", name: "Bruno" }, "link", plus(EVENING, seconds(60)));
    await goTo(MORNING);
    place.clock.time = instant(MORNING + 60_000);
    await store.logbook.say(CALL, {
      came: "follow-up",
      note: "Passer demain\r\nBcc: x",
      by: "Bruno",
      person: "bruno",
      how: "link",
    });
    const [entry] = await store.outbox.list();
    const handOver = await handOverOf(store, entry?.payload ?? {}, place.clock.time);
    assert.ok(handOver);
    for (const language of ["fr", "en"] as const) {
      const { subject, text } = handOverLetter(handOver, await store.office.read(), language);
      assert.match(
        subject,
        language === "fr" ? /relève de l’astreinte, 23 novembre à 18:00/ : /hand-over, 23 November/,
      );
      assert.match(
        text,
        language === "fr"
          ? /Astreinte de Bruno\s: prise le 23 novembre à 20:01, par le lien du courriel/
          : /On-call shift of Bruno: taken up on 23 November at 20:01, by the link of the e-mail/,
      );
      assert.ok(text.includes("Mme Petit") && text.includes("Passer demain Bcc: x"), text);
      assert.ok(text.includes(language === "fr" ? "Sans suite dite" : "Nobody has said"), text);
      assert.ok(text.includes(language === "fr" ? "Reste à faire" : "Still to be done"), text);
    }
    assert.equal(await handOverOf(store, {}, place.clock.time), null);
  });
});

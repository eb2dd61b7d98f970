import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { office } from "../../src/duty/office.ts";
import { shipped } from "../announcements/project.ts";
import { withBoss } from "./with-boss.ts";

const closed = { params: { kind: "closed", language: "fr" }, query: { urgent: "false" } } as const;
const hours = (to: string) =>
  office.parse({ name: "x", zone: "UTC", hours: [{ weekdays: [1, 2, 3, 4, 5], from: "09:00", to }] }).hours;

describe("a recording keeps the words that it was made with (P14)", () => {
  const { rig, boss } = withBoss();

  const record = (text: string, kind = "closed", language = "fr") =>
    boss.send("POST", `/api/announcements/${kind}/${language}/sound?urgent=false&text=${encodeURIComponent(text)}`, {
      headers: { "content-type": "audio/wav", "x-csrf": boss.csrf ?? "" },
      body: readFileSync(join(shipped, "demo", "caller-fr.wav")),
    });
  const outdated = async (which: typeof closed | object = closed) =>
    (await boss.ask("announcement", which as typeof closed)).findings.filter(({ code }) => code === "outdated");
  const troubles = async (language: "fr" | "en" = "fr") =>
    (await boss.ask("today", { query: { language } })).troubles.filter(({ code }) => code === "announcements.outdated");

  const TEXT = "Bonjour, {office}. Nous vous répondons {hours}. Merci.";

  it("is not shown as saying new hours, but flagged on its page and on Today (P14)", async () => {
    assert.equal((await record(TEXT)).status, 200);
    const before = await boss.ask("announcement", closed);
    assert.match(before.said, /de neuf heures à dix-sept heures/);
    assert.deepEqual([await outdated(), await troubles()], [[], []]);

    await rig.store.office.saveHours(hours("18:30"), "test");
    const after = await boss.ask("announcement", closed);
    assert.equal(after.said, before.said);
    assert.match(
      (await outdated())[0]?.sentence ?? "",
      /Les heures ont changé.*dix-sept heures.*dix-huit heures trente/,
    );
    assert.match((await troubles())[0]?.sentence ?? "", /n’est plus vrai/);
    assert.equal((await troubles("en")).length, 1);

    assert.equal((await record(TEXT)).status, 200);
    assert.deepEqual([await outdated(), await troubles()], [[], []], "recorded again, it is right");
  });

  it("is flagged for another name, and for a number that is nobody's any more (P14)", async () => {
    await record("Bonjour, {office}. Appelez le 06 39 98 00 02. Merci.", "goodbye");
    const goodbye = { ...closed, params: { kind: "goodbye", language: "fr" } };
    assert.deepEqual(await outdated(goodbye), []);
    const now = await rig.store.office.read();
    const people = now.people.map((person) => (person.id === "karim" ? { ...person, numbers: [] } : person));
    await rig.store.office.replace({ ...now, name: "Les Érables", people }, "test");
    const [name, number] = await outdated(goodbye);
    assert.match(name?.sentence ?? "", /Les Tilleuls.*Les Érables/);
    assert.match(number?.sentence ?? "", /0639980002/);
  });

  it("is flagged when its literal words contradict the schedule: no placeholder is needed (P14)", async () => {
    await record("Bonjour, Les Tilleuls. Ouvert du lundi au vendredi de 9h à 17h. Merci.");
    assert.deepEqual(await outdated(), []);
    await rig.store.office.saveHours(hours("16:00"), "test");
    assert.match((await outdated())[0]?.sentence ?? "", /9 h à 16 h|dix-sept/);
  });

  it("that says until when the office is closed is flagged when the closure is another (P14)", async () => {
    const closure = {
      id: "works",
      name: "Travaux",
      firstDay: "2026-11-24",
      lastDay: "2026-12-13",
      from: "00:00",
      to: "24:00",
    };
    await rig.store.office.save("closures", closure, "test");
    await record("Bonjour, {office}. Nous sommes fermés jusqu’au 13 décembre. Merci.");
    assert.deepEqual(await outdated(), []);
    await rig.store.office.save("closures", { ...closure, lastDay: "2026-12-20" }, "test");
    assert.match((await outdated())[0]?.sentence ?? "", /dure plus longtemps/);
  });

  it("that is put back on air has its own words again, and one in another language its own (P14)", async () => {
    await record(TEXT);
    await record("Hello, {office}. We answer {hours}. Thank you.", "closed", "en");
    await rig.store.office.saveHours(hours("18:30"), "test");
    await boss.raw("saveText", { ...closed, body: { text: "Bonjour, {office}. {hours}." } });
    assert.deepEqual(await outdated(), []);
    await boss.raw("backToVersion", { ...closed, body: { version: 1 } });
    const back = await boss.ask("announcement", closed);
    assert.match(back.said, /à dix-sept heures/);
    assert.equal((await outdated()).length, 1);
    const english = { ...closed, params: { kind: "closed", language: "en" } };
    assert.match((await outdated(english))[0]?.sentence ?? "", /five p\.m/);
    assert.deepEqual((await troubles()).map(({ weight }) => weight).toSorted(), ["advice", "trouble"]);
  });

  it("from before its words were kept never claims the hours of now (P14)", async () => {
    const old = { text: TEXT, origin: "recorded", file: "/nowhere.wav", sha256: "aa", by: "older" } as const;
    await rig.store.announcements.add({ kind: "closed", language: "fr" }, old);
    const { said } = await boss.ask("announcement", closed);
    assert.equal(said, "Bonjour, …. Nous vous répondons …. Merci.");
    assert.match((await outdated())[0]?.sentence ?? "", /avant que ses mots soient gardés/);
    assert.deepEqual(await troubles(), []);
  });
});

import assert from "node:assert/strict";
import { anAgency } from "./an-agency.ts";
import { assertAccessible } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const file = (text: string) => ({ name: "agenda.ics", mimeType: "text/calendar", buffer: Buffer.from(text) });
const paris = (from: string, to: string) => [`DTSTART;TZID=Europe/Paris:${from}`, `DTEND;TZID=Europe/Paris:${to}`];
const calendar = (...events: readonly string[][]) =>
  [
    "BEGIN:VCALENDAR",
    ...events.flatMap((e, n) => ["BEGIN:VEVENT", `UID:u${n}`, ...e, "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const agenda = calendar(
  [...paris("20261130T090000", "20261130T120000"), "RRULE:FREQ=WEEKLY;BYDAY=MO,WE", "SUMMARY:Permanence Karim"],
  ["DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20261224", "SUMMARY:Congés Sophie"],
  [...paris("20261204T180000", "20261207T083000"), "SUMMARY:<img src=x onerror=alert(1)>"],
);

describe("A calendar file", () => {
  const { house, claire } = withClaire({ office: { ...anAgency, rota: [] } });
  const dialog = () => claire.page.getByRole("dialog", { name: "Importer un calendrier" });

  before(async () => {
    await claire.page.goto(`${house.url}/duty/week-2026-11-30`);
    await claire.page.getByRole("button", { name: "Importer (iCalendar)" }).click();
  });

  it("that is none is refused in words, and nothing is written", async () => {
    const revision = await house.store.office.revision();
    await dialog().getByLabel("Fichier .ics").setInputFiles(file("nom;téléphone"));
    await dialog()
      .getByText(/n.est pas un calendrier lisible/)
      .waitFor();
    assert.equal(await house.store.office.revision(), revision);
  });

  it("shows what it would change, and asks whom an event means", async () => {
    await dialog().getByLabel("Fichier .ics").setInputFiles(file(agenda));
    await dialog().getByText("Ce qui sera ajouté : 1 ligne de planning, 1 congé").waitFor();
    await dialog().getByText("09:00 – 12:00, lun. mer., à partir du lundi 30 novembre").waitFor();
    await dialog().getByText("1 événement laissé de côté").waitFor();
    await dialog().getByText("Ne nomme personne de l’agence.").waitFor();
    await assertAccessible(claire.page, "a calendar to import");
    await dialog().getByLabel("Quand rien ne le dit, c’est de la").selectOption({ label: "Astreinte" });
    await dialog()
      .getByLabel(/^Que faire de <img/)
      .selectOption({ label: "Yann Le Goff" });
    await dialog().getByText("Ce qui sera ajouté : 4 lignes de planning, 1 congé").waitFor();
    assert.equal((await house.store.office.read()).rota.length, 0);
  });

  it("is not taken over an office that changed meanwhile, but read anew", async () => {
    const { store } = house;
    await store.office.save(
      "leave",
      { id: "l", person: "amelie", firstDay: "2026-12-01", lastDay: "2026-12-01" },
      "Marc",
    );
    await dialog().getByRole("button", { name: "Importer", exact: true }).click();
    await dialog()
      .getByText(/Quelqu.un d.autre a modifié ceci/)
      .waitFor();
    assert.equal((await store.office.read()).rota.length, 0);
  });

  it("is taken over as a whole, and taken back as a whole", async () => {
    const { page } = claire;
    await dialog().getByRole("button", { name: "Importer", exact: true }).click();
    await dialog().waitFor({ state: "detached" });
    const office = await house.store.office.read();
    assert.deepEqual(office.rota.map(({ person, service }) => `${person} ${service}`).sort(), [
      "karim duty",
      ...["yann on-call", "yann on-call", "yann on-call"],
    ]);
    assert.equal(office.leave.length, 3);
    const [entry] = await house.store.journal.list({ limit: 1 });
    assert.deepEqual([entry?.what, entry?.by], ["calendar.import", "Claire"]);
    await page.locator(".block.duty").first().waitFor();
    await page.getByRole("button", { name: "Annuler la modification" }).click();
    await page.getByRole("button", { name: "Annuler la modification" }).waitFor({ state: "detached" });
    const back = await house.store.office.read();
    assert.deepEqual([back.rota.length, back.leave.length], [0, 2]);
    assert.deepEqual(
      claire.complaints.filter((text) => !/409|422/.test(text)),
      [],
    );
  });
});

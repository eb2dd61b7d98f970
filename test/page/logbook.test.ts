import assert from "node:assert/strict";
import { instant } from "../../src/kernel/units.ts";
import { takenCall } from "../kit/taken-call.ts";
import { anAgency } from "./an-agency.ts";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const HOUR = 3_600_000;

describe("The logbook", function () {
  this.timeout(120_000);
  const { house, claire } = withClaire();
  const shot = async (name: string) => {
    if (process.env.SHOTS) await claire.page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  };

  it("shows the nights, takes what came of a call and a free entry in place, and prints a hand-over sheet", async () => {
    const { store, url } = house;
    const { page } = claire;
    await store.office.replace(anAgency, "test");
    const [fragile, petit] = anAgency.callers;
    const sophie = anAgency.people[2];
    assert.ok(fragile && petit && sophie);
    // Thursday evening, of the week before.
    const night = instant(Date.parse("2026-11-19T22:10:00+01:00"));
    const by = { person: sophie.id, name: sophie.name, number: sophie.numbers[0] ?? "" };
    const of = (number: string) => ({ caller: { number }, key: "1" as const });
    await takenCall(store, "20261119-211000-aaaa", night, by, of(fragile.number));
    await takenCall(store, "20261119-221000-bbbb", instant(night + HOUR), by, of(petit.number));
    await store.logbook.say("20261119-211000-aaaa", {
      came: "visit",
      note: "Chute dans la cuisine, relevée par la voisine. Pas de blessure.",
      by: sophie.name,
      person: sophie.id,
      how: "link",
    });
    const [from, until] = ["2026-11-19T18:00:00+01:00", "2026-11-20T08:30:00+01:00"].map((each) =>
      instant(Date.parse(each)),
    );
    assert.ok(from && until);
    const shift = { person: sophie.id, service: "on-call" as const, level: 1, from, until };
    const ask = { do: "ask" as const, step: "asked" as const, shift, name: sophie.name, known: null, asks: [] };
    assert.ok(await store.takeUps.step(ask, "Europe/Paris", from));
    const [asked] = await store.takeUps.between(from, until);
    await store.takeUps.confirm(asked?.id ?? 0, { id: sophie.id, name: sophie.name }, "link", instant(from - 120_000));
    await page.goto(`${url}/logbook?from=2026-11-17&to=2026-11-23`);
    const card = page.locator("section.panel", { hasText: "Nuit du jeudi 19 novembre" });
    await card
      .getByText(/Sophie Martin a pris/)
      .first()
      .waitFor();
    await card.getByText(/^Astreinte de Sophie Martin, prise à 17:58 par le lien du courriel$/).waitFor();
    assert.match(
      (await card.locator("li").first().textContent()) ?? "",
      /Petit.*Sans suite dite/s,
      "without words first",
    );
    await assertAccessible(page, "the logbook");
    await assertFits(page, "the logbook");
    await shot("logbook-1280");

    await card.getByRole("button", { name: /Dire ce qu.il en est/ }).click();
    await card.getByLabel(/À suivre par l.agence/).check();
    await card.getByLabel(/^Note/).fill("Rappeler pour le planning de samedi.");
    await assertAccessible(page, "a call that is told of");
    await shot("logbook-say");
    await card.getByRole("button", { name: "Enregistrer" }).click();
    await card.getByText("Rappeler pour le planning de samedi.").waitFor();
    await card.getByText("Reste à rappeler").waitFor();
    assert.equal((await store.needs.get("20261119-221000-bbbb"))?.why, "follow-up");

    await card.getByRole("button", { name: /Ajouter une entrée/ }).click();
    await card.getByLabel("Ce qui s’est passé").fill("Panne d’ascenseur au 12, rue des Lilas");
    assert.equal(await card.getByLabel("Quand").inputValue(), "2026-11-20T08:29");
    await card.getByLabel("Quand").fill("2026-11-20T02:15");
    await card.getByRole("button", { name: "Enregistrer" }).click();
    await card.getByText(/Panne d.ascenseur/).waitFor();
    await card.getByRole("button", { name: /Corriger : 02:15/ }).click();
    await card.getByLabel("Ce qui s’est passé").fill("Panne d’ascenseur au 14, rue des Lilas");
    await card.getByRole("button", { name: "Enregistrer" }).click();
    await card.getByText(/au 14, rue/).waitFor();
    await card.getByText("Ce qui était dit avant").click();
    await card.getByText(/au 12, rue/).waitFor();
    await shot("logbook-said");

    await page.setViewportSize({ width: 390, height: 844 });
    await assertFits(page, "the logbook on a telephone");
    await assertAccessible(page, "the logbook on a telephone");
    await shot("logbook-390");
    await page.setViewportSize({ width: 1280, height: 900 });

    // What would be on paper is kept where it can be read.
    await page.evaluate(`window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      document.body.dataset.paper = document.querySelector(".paper")?.textContent ?? "";
      dispatchEvent(new Event("afterprint"));
    };`);
    await card.getByRole("button", { name: /Imprimer la feuille de relève/ }).click();
    const paper = (await page.locator("body").getAttribute("data-paper")) ?? "";
    assert.match(paper, /prise à 17:58 par le lien du courriel.*Chute dans la cuisine/s);
    assert.doesNotMatch(paper, /18 novembre/, "that night alone");
  });

  it("the settings say who is asked, and who gets the sheet", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/settings/logbook`);
    const duty = page.getByLabel(/Demander aussi aux heures de permanence/);
    assert.equal(await duty.isChecked(), false);
    await duty.check();
    await assertAccessible(page, "the rules of the logbook");
    await shot("logbook-rules");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("C’est enregistré.").waitFor();
    assert.equal(((await house.store.settings.get("logbook")) as { afterDuty?: boolean }).afterDuty, true);
  });
});

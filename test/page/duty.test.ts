import assert from "node:assert/strict";
import { instant } from "../../src/kernel/units.ts";
import { assertAccessible, tabTo } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("The schedule", () => {
  const { house, claire } = withClaire();

  before(async () => {
    await claire.page.goto(`${house.url}/duty`);
    await claire.page.locator(".block").first().waitFor();
  });

  it("says which day falls short and where the gaps are (G1, G6)", async () => {
    const { page } = claire;
    await page.getByText("4 jours couverts au moins 7 h, il en faut 5 : la semaine n’est pas conforme.").waitFor();
    await page.getByText("Personne n’est de permanence vendredi 27 novembre de 13 h à 16 h 30.").waitFor();
  });

  it("swaps a shift by keyboard alone", async () => {
    const { page } = claire;
    await tabTo(page, /^Liste$/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^08:30 – 13:00 Amélie Durand/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Ligne de planning" }).waitFor();
    await assertAccessible(page, "a line of the schedule");
    await tabTo(page, /^Remplacer pour cette fois/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Remplacement" }).waitFor();
    await assertAccessible(page, "a replacement");
    await tabTo(page, /Amélie Durand/);
    await page.keyboard.press("Space");
    await tabTo(page, /Sophie Martin/);
    await page.keyboard.press("Space");
    await tabTo(page, /^Enregistrer$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const [swap] = (await house.store.office.read()).overrides;
    assert.deepEqual([swap?.service, swap?.people], ["duty", ["yann", "sophie"]]);
    assert.equal(swap?.from, instant(Date.UTC(2026, 10, 23, 7, 30)));
    await page.getByRole("button", { name: /08:30 – 13:00 Sophie Martin.*Remplacement/ }).waitFor();
  });

  it("shows, before it is saved, how a new line covers the week", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Ajouter au planning" }).click();
    const dialog = page.getByRole("dialog", { name: "Ajouter au planning" });
    await dialog.getByLabel("Personne").selectOption({ label: "Sophie Martin" });
    await dialog.getByLabel("De", { exact: true }).fill("13:00");
    await dialog.locator("input[type=time]").nth(1).fill("16:30");
    await dialog.getByLabel("lundi").uncheck();
    await dialog.getByLabel("vendredi").check();
    await dialog.getByText("5 jours couverts au moins 7 h : le seuil de 5 jours est atteint.").waitFor();
    assert.equal((await house.store.office.read()).rota.length, 6);
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("5 jours couverts au moins 7 h : le seuil de 5 jours est atteint.").waitFor();
    assert.equal((await house.store.office.read()).rota.length, 7);
  });

  it("tells the second of two admins that the first was faster", async () => {
    const { page } = claire;
    await page
      .getByRole("button", { name: /18:00 – 08:30 Sophie Martin/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog", { name: "Ligne de planning" });
    await dialog.waitFor();
    const known = (await house.store.office.read()).rota.find(({ id }) => id === "nights-sophie");
    assert.ok(known);
    await house.store.office.save("rota", { ...known, order: 7 }, "Marc");
    await dialog.getByLabel("Ordre d’appel").fill("3");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.getByText(/Quelqu.un d.autre a modifié ceci/).waitFor();
    assert.equal((await house.store.office.read()).rota.find(({ id }) => id === "nights-sophie")?.order, 7);
    await page.keyboard.press("Escape");
  });

  it("answers what happens to a call at an instant, by a fragile client at night too", async () => {
    const { page } = claire;
    const asked = page.getByRole("region", { name: "Que devient un appel ?" });
    await asked.getByLabel("Le", { exact: true }).fill("2026-11-23T22:00");
    await asked.getByLabel("Appelant").fill("01 99 00 00 42");
    await asked.getByRole("button", { name: "Voir" }).click();
    await asked.getByText(/est transféré à l.astreinte\s: Sophie Martin/).waitFor();
    await asked
      .getByText(/Jeanne Lefèvre fait partie du public fragile/)
      .first()
      .waitFor();
  });

  it("keeps a person, with a number that is checked as it is typed", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/people`);
    await page.getByRole("button", { name: "Ajouter une personne" }).click();
    const dialog = page.getByRole("dialog", { name: "Ajouter une personne" });
    await assertAccessible(page, "a person");
    await dialog.getByLabel("Nom").fill("Inès Robert");
    const number = dialog.getByLabel("Numéro de téléphone 1");
    await number.fill("06 39");
    await dialog.locator("[aria-invalid=true]").waitFor();
    await number.fill("06 39 98 00 09");
    await dialog.locator("[aria-invalid=true]").waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("heading", { name: "Inès Robert" }).waitFor();
    const people = (await house.store.office.read()).people;
    assert.deepEqual(people.find(({ name }) => name === "Inès Robert")?.numbers, ["+33639980009"]);
    // The browser notes every answer that is a refusal: the edit that came second.
    assert.deepEqual(
      claire.complaints.filter((text) => !text.includes("409")),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { becomes } from "../kit/until.ts";
import { assertAccessible, assertFits, signIn, tabTo } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("The month", () => {
  const { house, claire, visitor } = withClaire();

  it("shows who is there each day, the holiday by its name, closures, leave and what is missing", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty/month-2026-12`);
    const day = (name: string) => page.locator("li.day").filter({ has: page.getByRole("link", { name }) });
    await day("mardi 1er décembre").getByText("Amélie, Yann, Karim").waitFor();
    await day("vendredi 25 décembre").getByText("Noël", { exact: true }).waitFor();
    await day("vendredi 25 décembre").getByText("Fermeture de Noël").waitFor();
    await day("vendredi 4 décembre").getByText("Sans astreinte 16:30–18:00").waitFor();
    await day("jeudi 24 décembre").getByText("Il manque 3 h 30").waitFor();
    await assertAccessible(page, "the month");
    await page.getByRole("link", { name: "Mois précédent" }).click();
    await page.getByRole("heading", { name: "novembre 2026" }).waitFor();
    await day("vendredi 27 novembre").getByText("Congés : Yann").waitFor();
    assert.match(page.url(), /month-2026-11$/);
  });

  it("is reached and left by keyboard: a day opens its week", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty`);
    await page.locator(".block").first().waitFor();
    await tabTo(page, /^Mois$/);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "lundi 9 novembre", exact: true }).waitFor();
    await tabTo(page, /^lundi 9 novembre/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "9–15 novembre 2026" }).waitFor();
    await page.locator(".block").first().waitFor();
    assert.match(page.url(), /week-2026-11-09$/);
    await page.goBack();
    await page.getByRole("heading", { name: "novembre 2026" }).waitFor();
  });

  it("is a list of days on a telephone, and fits", async () => {
    const small = await visitor({ language: "en", width: 390, theme: "dark" });
    await signIn(small);
    await small.page.locator(".hero").waitFor();
    await small.page.goto(`${house.url}/duty/month-2026-11`);
    await small.page.getByText("Friday 27 November", { exact: true }).waitFor();
    await assertFits(small.page, "the month");
    await assertAccessible(small.page, "the month on a telephone");
    assert.deepEqual(small.complaints, []);
    await small.context.close();
  });

  it("goes from a gap's sentence to the hour, and fills it", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty/week-2026-11-23`);
    const sentence = "Personne n’est de permanence vendredi 27 novembre de 13 h à 16 h 30.";
    await page.locator(".block").first().waitFor();
    await page.getByRole("link", { name: sentence }).click();
    await page.locator(".block.gap.pointed").waitFor();
    await page.getByRole("button", { name: `Combler : ${sentence}` }).click();
    const dialog = page.getByRole("dialog", { name: "Ajouter au planning" });
    await becomes(() => dialog.getByLabel("De", { exact: true }).inputValue(), "13:00");
    await becomes(() => dialog.getByLabel("À", { exact: true }).inputValue(), "16:30");
    await dialog.getByLabel("Personne").selectOption({ label: "Sophie Martin" });
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("5 jours couverts au moins 7 h : le seuil de 5 jours est atteint.").waitFor();
    const filled = (await house.store.office.read()).rota.find(({ repeat }) => repeat.every === "once");
    assert.deepEqual(
      [filled?.person, filled?.starts, filled?.from, filled?.to],
      ["sophie", "2026-11-27", "13:00", "16:30"],
    );
  });

  it("asks what happens to a call at an instant that is pointed at", async () => {
    const { page } = claire;
    const hours = page.locator(".block.hours").nth(1);
    await hours.click({ position: { x: 2, y: 10 } });
    const asked = page.getByRole("region", { name: "Que devient un appel ?" });
    await asked
      .getByText(/Amélie Durand/)
      .first()
      .waitFor();
    assert.match(await asked.getByLabel("Le", { exact: true }).inputValue(), /^2026-11-24T0[89]:/);
    assert.deepEqual(claire.complaints, []);
  });
});

import assert from "node:assert/strict";
import { becomes } from "../kit/until.ts";
import { assertAccessible, assertFits, signIn } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("Public holidays that are worked", () => {
  const { house, claire, visitor } = withClaire({ seeded: false });

  const worked = async () => (await house.store.office.read()).workedHolidays.join(", ");
  const holiday = (name: string) => claire.page.getByRole("switch", { name });
  const save = () => claire.page.getByRole("button", { name: "Enregistrer" }).click();

  it("are chosen by a switch, by keyboard too; the schedule, a call and the journal follow", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/settings/agency`);
    await holiday("Ouverte : Lundi de Pentecôte").focus();
    await page.keyboard.press("Space");
    await page.locator("li").filter({ hasText: "Lundi de Pentecôte" }).getByText("Ouverte", { exact: true }).waitFor();
    await page.getByText("lundi 17 mai 2027").waitFor();
    await assertAccessible(page, "the holidays");
    await save();
    await becomes(worked, "easter 50");
    await page.reload();
    await becomes(() => holiday("Ouverte : Lundi de Pentecôte").isChecked(), true);
    await becomes(() => holiday("Ouverte : Lundi de Pâques").isChecked(), false);

    await page.goto(`${house.url}/duty/month-2027-05`);
    const day = (name: string) => page.locator("li.day").filter({ has: page.getByRole("link", { name }) });
    await day("lundi 17 mai").getByText("Lundi de Pentecôte : ouvert", { exact: true }).waitFor();
    await day("lundi 17 mai").getByText("Amélie, Yann, Karim").waitFor();
    await day("jeudi 6 mai").getByText("Ascension", { exact: true }).waitFor();
    const asked = page.getByRole("region", { name: "Que devient un appel ?" });
    await asked.getByLabel("Le", { exact: true }).fill("2027-05-17T10:00");
    await asked.getByRole("button", { name: "Voir" }).click();
    await asked
      .getByText(/Amélie Durand/)
      .first()
      .waitFor();
    await page.goto(`${house.url}/duty/week-2027-05-17`);
    await page.locator(".block.worked").getByText("Lundi de Pentecôte : ouvert").waitFor();

    await page.goto(`${house.url}/settings/journal`);
    const entry = page.locator("li").filter({ hasText: "Jours fériés travaillés" });
    await entry.locator("ins", { hasText: "Lundi de Pentecôte" }).waitFor();
  });

  it("go with the agency where it moves, and only those that are holidays there", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/settings/agency`);
    await page.getByLabel("Région").selectOption("57");
    await holiday("Ouverte : Vendredi saint").check();
    await save();
    await becomes(worked, "easter -2, easter 50");
    await page.getByLabel("Région").selectOption("");
    await holiday("Ouverte : Vendredi saint").waitFor({ state: "detached" });
    await save();
    await becomes(worked, "easter 50");
  });

  it("are no question where no holiday closes, and are kept all the same; they fit a telephone", async () => {
    const { page } = claire;
    await page.getByLabel("Fermée les jours fériés").uncheck();
    await page.getByText("Les trois prochains jours fériés").waitFor();
    await becomes(() => page.getByRole("switch").count(), 0);
    await save();
    await becomes(async () => (await house.store.office.read()).closedOnHolidays, false);
    assert.equal(await worked(), "easter 50");
    await page.getByLabel("Fermée les jours fériés").check();
    await becomes(() => holiday("Ouverte : Lundi de Pentecôte").isChecked(), true);
    await save();
    await becomes(async () => (await house.store.office.read()).closedOnHolidays, true);
    assert.deepEqual(claire.complaints, []);

    const small = await visitor({ language: "en", width: 390, theme: "dark" });
    await signIn(small);
    await small.page.locator(".hero").waitFor();
    await small.page.goto(`${house.url}/settings/agency`);
    await small.page.getByRole("switch", { name: "Open: Whit Monday" }).waitFor();
    await assertFits(small.page, "the holidays on a telephone");
    await assertAccessible(small.page, "the holidays, dark");
    assert.deepEqual(small.complaints, []);
    await small.context.close();
  });
});

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("the rules by which people are asked to call back", () => {
  const { house, claire } = withClaire({ seeded: false });
  let page: Page;

  before(() => {
    ({ page } = claire);
  });

  it("are read as sentences, and changed (N6)", async () => {
    await page.goto(`${house.url}/settings/follow-up`);
    const fragile = page.getByRole("region", { name: "Un client fragile" });
    await fragile.getByText("Prévient par courriel et par téléphone, laisse 5 minutes à chaque niveau").waitFor();
    await fragile.getByLabel("Minutes par niveau").fill("3");
    await fragile.getByLabel("Appeler aussi par téléphone").uncheck();
    await fragile.getByText("Prévient par courriel, laisse 3 minutes à chaque niveau").waitFor();
    await page.getByLabel("De", { exact: true }).fill("19:30");
    await page.getByText("Rien de courant entre 19:30 et 08:00.").waitFor();
    const last = page.getByRole("region", { name: "Si personne ne s’en occupe" });
    await last.getByRole("checkbox", { name: "Karim Benali" }).check();
    await assertAccessible(page, "the rules of follow-up");
    await assertFits(page, "the rules of follow-up");
    await picture("follow-up");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("C’est enregistré.").waitFor();
    const { escalation } = await house.store.office.read();
    assert.deepEqual([escalation.fragile.every, escalation.fragile.calls], [3, false]);
    assert.deepEqual([escalation.quietFrom, escalation.supervisors], ["19:30", ["karim"]]);
    assert.equal(escalation.urgent.every, 10, "nothing else is changed");
  });

  it("fit on a telephone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await assertFits(page, "the rules of follow-up at 390 px");
    await picture("follow-up-390");
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  async function picture(name: string): Promise<void> {
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
  }
});

import assert from "node:assert/strict";
import { demoOffice } from "../../src/app/demo-office.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { assertAccessible, assertFits, PASSWORD, settled, signIn, turnTo, type Visit } from "./visit.ts";
import { withHouse } from "./with-house.ts";

describe("The first start", () => {
  const { house, visitor } = withHouse({ seeded: false, example: parseOffice(demoOffice) });
  let claire: Visit;
  let karim: Visit;

  before(async () => {
    claire = await visitor();
    const fields = claire.page.locator("form input");
    for (const [n, text] of ["Claire", PASSWORD, PASSWORD].entries()) await fields.nth(n).fill(text);
    await claire.page.getByRole("button", { name: "Créer le compte" }).click();
  });

  const mark = ({ page }: Visit) => page.getByRole("complementary", { name: "Vous essayez une agence d’exemple" });
  const picture = async ({ page }: Visit, name: string) => {
    const folder = process.env.PICTURES;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
  };

  it("is a choice: an example, my agency, or a backup (P7)", async () => {
    const { page } = claire;
    await page.getByRole("heading", { name: "Par quoi commencer ?" }).waitFor();
    for (const way of [/Essayer une agence d.exemple/, /Mon agence/])
      await page.getByRole("button", { name: way }).waitFor();
    await page.getByRole("link", { name: /Une sauvegarde/ }).waitFor();
    await assertAccessible(page, "the choice");
    await picture(claire, "choice-fr-light-1280");
    karim = await visitor({ theme: "dark", width: 390 });
    await signIn(karim);
    await karim.page.getByRole("heading", { name: "Par quoi commencer ?" }).waitFor();
    await assertFits(karim.page, "the choice");
    await assertAccessible(karim.page, "the choice, dark");
    await picture(karim, "choice-fr-dark-390");
    await page.getByRole("button", { name: /Essayer une agence d.exemple/ }).click();
    await page.locator(".hero").waitFor();
    assert.equal(await house.store.example.state(), "example");
  });

  it("marks the example on every page, and on what is printed of it", async () => {
    const { page } = claire;
    for (const path of ["today", "needs", "duty", "people", "calls", "announcements", "lines", "settings"]) {
      await turnTo(page, path);
      await mark(claire).waitFor();
    }
    await turnTo(page, "duty");
    await settled(page);
    await page.emulateMedia({ media: "print" });
    await mark(claire).getByText("Vous essayez une agence d’exemple").waitFor();
    assert.equal(await mark(claire).getByRole("button").count(), 0);
    await page.emulateMedia({ media: "screen" });
    await page.goto(`${house.url}/today`);
    await mark(claire).waitFor();
    await picture(claire, "example-today");
  });

  it("is left only by whoever says so, with all that came of it; the guide begins", async () => {
    const { page } = claire;
    const { calls, office, needs, example } = house.store;
    calls.begin({ id: "try-1", line: "line-1", at: house.clock.now(), caller: callerId("0199000042", null) });
    calls.end("try-1", { at: house.clock.now(), outcome: "abandoned" });
    await calls.flushed();
    await mark(claire).getByRole("button", { name: "Commencer avec la mienne" }).click();
    const dialog = page.getByRole("dialog", { name: "Quitter l’exemple" });
    await dialog.getByText("seront effacés pour de bon").waitFor();
    await assertAccessible(page, "leaving the example");
    await dialog.getByRole("button", { name: "Annuler" }).click();
    assert.equal((await needs.list()).length, 1);
    await mark(claire).getByRole("button").click();
    await dialog.getByRole("button", { name: "Quitter l’exemple" }).click();
    await page.getByRole("heading", { name: "Comment s’appelle votre agence ?" }).waitFor();
    assert.equal(await mark(claire).count(), 0);
    assert.deepEqual(
      [await office.isSet(), await needs.list(), await calls.get("try-1"), await example.state()],
      [false, [], null, "own"],
    );
    await page.getByRole("link", { name: "Une sauvegarde" }).waitFor();
  });

  it("says to a second browser, which still shows the choice, that it is left; nothing is wiped twice", async () => {
    const { page } = claire;
    await page.getByLabel("Nom de l’agence").fill("Les Peupliers");
    await page.getByRole("button", { name: /^Continuer/ }).click();
    await page.getByRole("heading", { name: "Votre ligne téléphonique" }).waitFor();
    await karim.page.getByRole("button", { name: /Essayer une agence d.exemple/ }).click();
    await karim.page.getByText("L’exemple a déjà été quitté.").waitFor();
    await karim.page.getByRole("button", { name: /Mon agence/ }).click();
    await karim.page.getByRole("dialog").getByRole("button", { name: "Quitter l’exemple" }).click();
    await karim.page.getByRole("heading", { level: 2 }).first().waitFor();
    assert.equal((await house.store.office.read()).name, "Les Peupliers");
    assert.deepEqual(claire.complaints, []);
  });
});

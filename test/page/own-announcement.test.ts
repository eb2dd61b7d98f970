import assert from "node:assert/strict";
import { assertAccessible, assertFits, signIn } from "./visit.ts";
import { withClaire } from "./with-house.ts";

/** Where pictures of it go; none, unless told. */
const pictures = process.env.OWN_PICTURES;

describe("The page of a closure's own announcement", () => {
  const { house, claire, visitor } = withClaire();
  const picture = async (page: typeof claire.page, name: string) => {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  };

  it("is reached from the closure, whose words are read over in both languages, and keeps days and text", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty`);
    await page.getByRole("button", { name: "Ajouter une fermeture" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Nom").fill("Formation");
    await dialog.getByLabel("Premier jour").fill("2027-02-01");
    await dialog.getByLabel("Dernier jour").fill("2027-02-02");
    await dialog.getByLabel(/en français/).fill("Fermé jusqu’au 5 février.");
    await dialog.getByLabel(/en anglais/).fill("{agence}");
    await dialog.getByText(/n’est pas une valeur que le boîtier connaît/).waitFor();
    await dialog
      .getByText(/fermée|ouverte d’après le planning/)
      .first()
      .waitFor();
    await picture(page, "closure-1280");
    await dialog.getByLabel(/en français/).fill("Toute l’équipe est en formation.");
    await dialog.getByLabel(/en anglais/).fill("The team is in training.");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Formation/ }).click();
    await dialog.getByRole("link", { name: /rien que pour cette fermeture/ }).click();
    await page.getByRole("heading", { level: 1, name: /^Fermeture.: Formation/ }).waitFor();
    await page.getByLabel("Dès la veille, hors des heures").check();
    await assertAccessible(page, "a closure's own announcement");
    await picture(page, "own-1280");
    await page.getByRole("button", { name: "Mettre en service" }).click();
    await page.getByText("C’est en service.").waitFor();
    const [kept] = (await house.store.announcements.all()).filter(({ kind }) => kind.startsWith("closure."));
    assert.deepEqual([kept?.origin, kept?.firstDay, kept?.lastDay], ["edited", "2027-01-31", null]);
  });

  it("fits on a telephone, in the dark", async () => {
    const small = await visitor({ language: "en", width: 390, theme: "dark" });
    await signIn(small);
    await small.page.locator(".hero").waitFor();
    const closure = (await house.store.office.read()).closures.find(({ name }) => name === "Formation");
    await small.page.goto(`${house.url}/announcements/closure.${closure?.id}-urgent-fr`);
    await small.page.getByRole("heading", { level: 1, name: /^Closure: Formation/ }).waitFor();
    await assertFits(small.page, "a closure's own announcement");
    await assertAccessible(small.page, "a closure's own announcement on a telephone");
    await picture(small.page, "own-390");
    await small.page.goto(`${house.url}/announcements`);
    await small.page.getByRole("heading", { level: 2 }).first().waitFor();
    await assertFits(small.page, "announcements with those of closures");
    await picture(small.page, "list-390");
    assert.deepEqual(small.complaints, []);
    await small.context.close();
  });
});

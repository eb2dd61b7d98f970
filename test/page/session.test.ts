import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { instant } from "../../src/kernel/units.ts";
import { becomes } from "../kit/until.ts";
import { PASSWORD, signIn } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const fatou = "call-0122";
const typed = "Rappeler demain, <b>après</b> 14 h";

describe("A session that ends while someone edits", () => {
  const { house, claire } = withClaire();

  const end = () => house.store.sessions.clean(instant(9e15), instant(9e15));
  const door = (page: Page) => page.getByRole("dialog", { name: "Se connecter" });
  async function enter(page: Page, password = PASSWORD): Promise<void> {
    await door(page).locator("input").nth(1).fill(password);
    await door(page).locator("button[type=submit]").click();
  }
  /** Whatever else the page asks may have opened the door by now: a finger that was on its way finds the button all the same. */
  const press = (button: Locator) => button.dispatchEvent("click");
  const save = (page: Page) => page.getByRole("button", { name: "Enregistrer" });
  const noteOf = async () => (await house.store.messages.get(fatou))?.note;

  it("keeps the note of a message as typed, asks who it is in place, and saves it then", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/messages/${fatou}`);
    await page.getByLabel("Note").fill(typed);
    await end();
    await press(save(page));
    await door(page).waitFor();
    await enter(page, "not the password");
    await door(page).getByRole("alert").filter({ hasText: /./ }).waitFor();
    await becomes(() => page.getByLabel("Note").inputValue(), typed);
    await enter(page);
    await door(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Enregistrer" }).waitFor({ state: "detached" });
    assert.equal(await noteOf(), typed);
    await becomes(() => page.getByLabel("Note").inputValue(), typed);
  });

  it("leaves what is typed where it is when they do not sign in now, and asks again at the next try", async () => {
    const { page } = claire;
    await page.getByLabel("Note").fill("Plus tard");
    await end();
    await press(save(page));
    await door(page).waitFor();
    await page.keyboard.press("Escape");
    await page.getByText(/Votre session est terminée/).waitFor();
    await becomes(() => page.getByLabel("Note").inputValue(), "Plus tard");
    assert.equal(await noteOf(), typed);
    const refused = page.waitForResponse((response) => response.status() === 401);
    house.tell({ of: "line", line: "line-1", at: house.clock.now(), trouble: null });
    await refused;
    assert.equal(await door(page).count(), 0, "what the page asks by itself opens no door that was just closed");
    await press(save(page));
    await door(page).waitFor();
    await enter(page);
    await page.getByRole("button", { name: "Enregistrer" }).waitFor({ state: "detached" });
    assert.equal(await noteOf(), "Plus tard");
  });

  it("comes over the dialog of a person, whose change is then saved", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/people`);
    await page
      .getByRole("button", { name: /Karim Benali/ })
      .first()
      .click();
    await page.getByLabel("Nom", { exact: true }).fill("Karim Benali-Roux");
    await end();
    await press(page.locator("dialog form button[type=submit]", { hasText: "Enregistrer" }));
    await door(page).waitFor();
    await enter(page);
    await door(page).waitFor({ state: "detached" });
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.ok((await house.store.office.read()).people.some(({ name }) => name === "Karim Benali-Roux"));
  });

  it("does not lose an announcement's text, though its checker is asked meanwhile", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/announcements/closed-fr`);
    await page.getByLabel("Texte").waitFor();
    const text = "Bonjour, vous êtes bien chez {office}. Merci de patienter. Au revoir et bonne journée.";
    await end();
    await page.getByLabel("Texte").fill(text);
    await door(page).waitFor();
    await enter(page);
    await door(page).waitFor({ state: "detached" });
    await becomes(
      () =>
        page
          .getByLabel("Texte")
          .textContent()
          .then((said) => said?.includes("Merci de patienter")),
      true,
    );
    await page.getByRole("button", { name: "Mettre en service" }).click();
    await page.getByText("C’est en service.").waitFor();
    assert.equal(
      (await house.store.announcements.current({ kind: "closed", language: "fr", urgent: false }))?.text,
      text,
    );
  });

  it("lets in whoever stands at the door when they sign in again in another window", async () => {
    const { page, context } = claire;
    await page.goto(`${house.url}/messages/${fatou}`);
    await page.getByLabel("Note").fill("Par l’autre porte");
    await end();
    await press(save(page));
    await door(page).waitFor();
    const other = await context.newPage();
    await other.goto(house.url);
    await signIn({ ...claire, page: other });
    await other.locator(".hero").waitFor();
    await other.close();
    await page.evaluate("dispatchEvent(new Event('focus'))");
    await door(page).waitFor({ state: "detached" });
    await save(page).waitFor({ state: "detached" });
    assert.equal(await noteOf(), "Par l’autre porte");
  });

  it("asks nobody who has signed in again in another window", async () => {
    const { page, context } = claire;
    await page.goto(`${house.url}/messages/${fatou}`);
    await page.getByLabel("Note").fill("Vu ailleurs");
    await end();
    const other = await context.newPage();
    await other.goto(house.url);
    await signIn({ ...claire, page: other });
    await other.locator(".hero").waitFor();
    await press(save(page));
    await page.getByRole("button", { name: "Enregistrer" }).waitFor({ state: "detached" });
    assert.equal(await noteOf(), "Vu ailleurs");
    await door(page).waitFor({ state: "detached" });
    const unforeseen = claire.complaints.filter((each) => !/status of 403/.test(each));
    assert.deepEqual(unforeseen, []);
  });
});

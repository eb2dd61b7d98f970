import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import { demoOffice } from "../../src/app/demo-office.ts";
import { RATE } from "../../src/audio/pcm.ts";
import { becomes } from "../kit/until.ts";
import { type Appliance, startAppliance } from "./appliance.ts";
import { launch } from "./browser.ts";
import { builtPage } from "./built-page.ts";
import { assertAccessible, assertFits, setUp, type Visit, visit } from "./visit.ts";

const always = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }];
const onDuty = ["amelie", "karim"].map((person, n) => ({
  id: person,
  person,
  service: "duty",
  order: n + 1,
  from: "00:00",
  to: "24:00",
  repeat: { every: "day" },
  starts: "2026-01-01",
}));
/** A call goes on in real time. */
const CALL_MS = 30_000;

/** The appliance as its user starts it, with its simulator in a process of its own, and a real browser. */
describe("the telephone in the page", () => {
  let appliance: Appliance;
  let browser: Browser;
  let claire: Visit;

  before(async () => {
    await builtPage();
    const office = { ...demoOffice, answerAfterRings: 1, closedOnHolidays: false, hours: always, rota: onDuty };
    appliance = await startAppliance(office);
    browser = await launch();
    claire = await visit(browser, appliance);
    await setUp(claire);
    await claire.page.getByText("La ligne répond").waitFor({ timeout: CALL_MS });
  });
  after(async () => {
    await browser?.close();
    await appliance?.close();
  });

  const samples = async (level: Locator) => Number(await level.getAttribute("data-samples"));

  it("rings, is heard, and is put through by the one who answers", async () => {
    const { page } = claire;
    await page.getByRole("link", { name: "Téléphone" }).first().click();
    await page.getByRole("radio", { name: /Un client fragile/ }).check();
    await page.getByRole("button", { name: "Appeler" }).click();
    await page.getByText("Ça sonne…").waitFor();
    const heard = page.getByRole("img", { name: "Ce que l’appelant entend" });
    await page.locator('.screen [role="status"]').getByText("En ligne").waitFor({ timeout: CALL_MS });
    assert.ok((await samples(heard)) > 0, "the ringing was heard");
    await assertAccessible(page, "a call on the line");

    const amelie = page.getByRole("listitem", { name: "Amélie Durand" });
    await amelie.getByText("Sonne", { exact: true }).waitFor({ timeout: CALL_MS });
    await assertAccessible(page, "a mobile that rings");
    // Nobody picks up within the first moment of a ring, before the line has heard it ring at all.
    const rung = await samples(heard);
    await becomes(async () => (await samples(heard)) > rung + RATE, true);
    await amelie.getByRole("button", { name: "Répondre" }).click();
    await amelie.getByText("Entend qui appelle").waitFor({ timeout: CALL_MS });
    await amelie.getByRole("button", { name: /Prendre l.appel/ }).click();
    await amelie.getByText("Parle avec l’appelant").waitFor({ timeout: CALL_MS });
    await page.locator('.screen [role="status"]').getByText("Mis en relation").waitFor();
    const story = page.getByRole("region", { name: "Appel en cours" });
    await story.getByText("Madame Lefèvre").first().waitFor();
    await story
      .getByText(/mis en relation/i)
      .first()
      .waitFor();

    const before = await samples(heard);
    assert.ok(before > 3 * 8000, `${before} samples reached the page`);
    while ((await samples(heard)) < before + 4000) await page.evaluate("new Promise(requestAnimationFrame)");
    await assertFits(page, "a call put through");
    await page.getByRole("button", { name: "Raccrocher" }).first().click();
    await page.getByText("Appel terminé").waitFor();
    assert.deepEqual(claire.complaints, []);
  });

  it("fits a narrow window, in the other language too, and has keys pressed by keyboard", async () => {
    const { page } = claire;
    await page.getByLabel("Langue").first().selectOption("en");
    await page.setViewportSize({ width: 390, height: 800 });
    await assertAccessible(page, "the telephone on hook");
    await assertFits(page, "the telephone on hook");
    await page.getByRole("button", { name: "Call", exact: true }).click();
    await page.locator('.screen [role="status"]').getByText("On the line").waitFor({ timeout: CALL_MS });
    const taken = page.waitForResponse((response) => response.request().postData()?.includes('"key":"7"') ?? false);
    await page.keyboard.press("7");
    assert.equal((await taken).status(), 200);
    await page.reload();
    await page.getByText("On hook").waitFor();
    assert.deepEqual(claire.complaints, []);
  });
});

describe("the telephone in the page, of a mobile line", () => {
  let appliance: Appliance;
  let browser: Browser;
  let claire: Visit;

  before(async () => {
    await builtPage();
    const lines = [{ name: "line-1", kind: "mobile", port: "simulated", number: "+33639980099" }];
    appliance = await startAppliance(
      { ...demoOffice, closedOnHolidays: false, hours: always, rota: onDuty },
      { lines },
    );
    browser = await launch();
    claire = await visit(browser, appliance);
    await setUp(claire);
    await claire.page.getByText("La ligne répond").waitFor({ timeout: CALL_MS });
  });
  after(async () => {
    await browser?.close();
    await appliance?.close();
  });

  it("takes a text of the team, and shows what they are answered; a stranger's is to be read", async () => {
    const { page } = claire;
    await page.goto(`${appliance.url}/phone`);
    const texts = page.getByRole("region", { name: "SMS" });
    await texts.getByLabel("Qui écrit ?").selectOption({ label: "Amélie Durand" });
    await texts.getByLabel("Son SMS à l’agence").fill("QUI");
    await texts.getByRole("button", { name: "Envoyer" }).click();
    await texts.getByText("À Amélie Durand").first().waitFor({ timeout: CALL_MS });
    await texts.locator("blockquote").first().getByText("Karim").waitFor();
    await texts.getByLabel("Qui écrit ?").selectOption({ label: "Un inconnu" });
    await texts.getByLabel("Son SMS à l’agence").fill("Qui êtes-vous ? <i>é</i> 😟");
    await texts.getByRole("button", { name: "Envoyer" }).click();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await assertAccessible(page, "texts on the telephone");
      await assertFits(page, "texts on the telephone");
    }
    await page.goto(`${appliance.url}/texts`);
    await page
      .locator("li.unread")
      .getByText("Qui êtes-vous ? <i>é</i> 😟")
      .waitFor({ timeout: 2 * CALL_MS });
    assert.deepEqual(claire.complaints, []);
  });
});

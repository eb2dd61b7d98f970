import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { demoOffice } from "../../src/app/demo-office.ts";
import { demoSound, inside } from "../../src/app/paths.ts";
import { controlClient } from "../../src/simulator/control/control-client.ts";
import { type Appliance, startAppliance } from "./appliance.ts";
import { launch } from "./browser.ts";
import { builtPage } from "./built-page.ts";
import { assertAccessible, assertFits, setUp, type Visit, visit } from "./visit.ts";

/** What goes on over a line goes on in real time. */
const LINE_MS = 30_000;

/** The appliance with a simulated line that can be broken, and a real browser. */
describe("the lines in the page", () => {
  let appliance: Appliance;
  let simulator: ReturnType<typeof controlClient>;
  let browser: Browser;
  let claire: Visit;

  before(async () => {
    await builtPage();
    appliance = await startAppliance({ ...demoOffice, answerAfterRings: 1 });
    simulator = controlClient(inside(appliance.folder).simulator);
    browser = await launch();
    claire = await visit(browser, appliance);
    await setUp(claire);
    await claire.page.getByText("La ligne répond").waitFor({ timeout: LINE_MS });
    await claire.page.goto(`${appliance.url}/lines`);
  });
  after(async () => {
    await browser?.close();
    await appliance?.close();
  });

  const dialog = () => claire.page.getByRole("dialog");
  const closeDialog = async () => {
    await claire.page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
  };

  it("are tested step by step: all is well", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Tester la ligne" }).click();
    await dialog().getByRole("button", { name: "Commencer" }).click();
    await dialog().getByText("Le modem répond.").waitFor({ timeout: LINE_MS });
    await dialog().getByText("Tout va bien").waitFor({ timeout: LINE_MS });
    await dialog().getByText("Les touches composées sont comprises.").waitFor();
    await assertAccessible(page, "a line that was tested");
    await closeDialog();
    await page.getByText(/par Claire$/).waitFor();
    await page.getByText("Tout va bien : la ligne peut prendre les appels").waitFor();
  });

  it("tell of a cord that is out, with what to do", async () => {
    const { page } = claire;
    await simulator.addFault("cord-out");
    await page.getByRole("button", { name: "Tester la ligne" }).click();
    await dialog().getByRole("button", { name: "Commencer" }).click();
    await dialog()
      .locator(".notice.bad")
      .getByText("le cordon téléphonique n’est pas branché")
      .waitFor({ timeout: LINE_MS });
    await dialog().locator(".notice.bad").getByText("Vérifiez que le cordon va du modem").waitFor();
    await simulator.removeFault("cord-out");
    await closeDialog();
    await page.locator(".badge").getByText("Prête").waitFor();
  });

  it("are not tested while somebody calls, and count the call", async () => {
    const { page } = claire;
    const called = simulator.call({ from: "0199000077", hangUpAfter: 4000, givesUpAfter: 25_000 });
    await page.getByText("Un appel est en cours.").waitFor({ timeout: LINE_MS });
    await page.getByRole("button", { name: "Tester la ligne" }).click();
    await dialog().getByRole("button", { name: "Commencer" }).click();
    await dialog().getByText("La ligne est occupée, par un appel ou un autre essai.").waitFor();
    await closeDialog();
    assert.ok((await called).answered);
    const today = page.getByText("Appels aujourd’hui").locator("..");
    await today.getByText("1", { exact: true }).waitFor({ timeout: LINE_MS });
    await page.getByText("Un appel est en cours.").waitFor({ state: "detached" });
  });

  it("ring someone to try the forwarding, and say what came of it", async () => {
    const { page } = claire;
    const [person] = demoOffice.people;
    const number = person?.numbers[0]?.replace("+33", "0").replaceAll(" ", "") ?? "";
    const says = demoSound("mobile-fr");
    await simulator.mobile({
      number,
      behaviour: { after: 2000, does: "answer", says, presses: [{ key: "1", after: 6000 }] },
    });
    await page.getByRole("button", { name: "Essayer le renvoi" }).click();
    await dialog().getByRole("button", { name: "Commencer" }).click();
    await dialog()
      .getByText(/Ça sonne chez/)
      .waitFor({ timeout: LINE_MS });
    await dialog()
      .getByText(/accepté avec la touche 1. La ligne donne une seconde tonalité/)
      .waitFor({ timeout: LINE_MS });
    await assertAccessible(page, "a forwarding that was tried");
    await closeDialog();
    await page.getByText(new RegExp(`vers ${person?.name}, .*par Claire`)).waitFor();
  });

  it("write down what goes over them, without a voice, and give it away as a file", async () => {
    const { page } = claire;
    await page.getByText("Transcription pour le technicien").click();
    await page.getByRole("button", { name: "Commencer à écrire" }).click();
    await page.getByText(/^Écriture en cours jusqu.à/).waitFor();
    await page.getByRole("button", { name: "Tester la ligne" }).click();
    await dialog().getByRole("button", { name: "Commencer" }).click();
    await dialog().getByText("Tout va bien").waitFor({ timeout: LINE_MS });
    await closeDialog();
    await page.getByRole("button", { name: "Arrêter l’écriture" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /^Télécharger la transcription/ }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    assert.match(text, /> AT\+FCLASS=8\\r/);
    assert.match(text, /< <\d+ bytes of audio>/);
    assert.ok(text.length < 20_000, `${text.length} characters`);
    await assertAccessible(page, "transcripts");
    await page.getByRole("button", { name: /^Supprimer la transcription/ }).click();
    await page.getByText("Aucune transcription.").waitFor();
    // The browser tells of the test that was refused during a call.
    assert.deepEqual(
      claire.complaints.filter((each) => !each.includes("423")),
      [],
    );
  });

  it("fit a telephone, in English and in the dark", async () => {
    const someone = await visit(browser, appliance, { language: "en", theme: "dark", width: 390 });
    await someone.context.addCookies(await claire.context.cookies());
    await someone.page.goto(`${appliance.url}/lines`);
    await someone.page.getByRole("button", { name: "Test the line" }).waitFor();
    await someone.page.getByText("Transcript for the technician").click();
    await assertFits(someone.page, "lines");
    await assertAccessible(someone.page, "lines in the dark");
    await someone.page.getByRole("button", { name: "Test the line" }).click();
    await assertFits(someone.page, "a test");
    await someone.context.close();
  });
});

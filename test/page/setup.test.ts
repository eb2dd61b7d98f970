import assert from "node:assert/strict";
import { becomes } from "../kit/until.ts";
import { assertAccessible, assertFits, PASSWORD } from "./visit.ts";
import { withNewBox } from "./with-new-box.ts";

/** A call goes on in real time. */
const CALL_MS = 40_000;

/** The whole appliance with a simulated line, and an office of which nobody has said anything yet. */
describe("the set-up guide", () => {
  const { house, claire, page } = withNewBox();

  const title = (name: string) => page.getByRole("heading", { name, exact: true });
  const focused = () =>
    page.evaluate(
      "(document.activeElement?.labels?.[0]?.innerText || document.getElementById(document.activeElement?.getAttribute('aria-labelledby') ?? '')?.innerText || document.activeElement?.innerText || '').trim()",
    ) as Promise<string>;

  /** Tab, until what has the focus says this. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let n = 0; n < 60; n++) {
      if (name.test(await focused())) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no Tab leads to ${name}; it ended at "${await focused()}"`);
  }

  async function type(field: RegExp, text: string): Promise<void> {
    await tabTo(field);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(text);
  }

  async function press(button: RegExp): Promise<void> {
    await tabTo(button);
    await page.keyboard.press("Enter");
  }

  it("is where the first sign-in of a new office goes, and tells what is missing", async () => {
    await type(/^Nom d.utilisateur/, "Claire");
    await type(/^Mot de passe$/, PASSWORD);
    await type(/^Mot de passe, encore/, PASSWORD);
    await page.keyboard.press("Enter");
    await title("Comment s’appelle votre agence ?").waitFor();
    await assertAccessible(page, "the guide's first step");
    await type(/^Nom de l.agence/, " ");
    await page.keyboard.press("Enter");
    await page.getByText("Indiquez le nom de l’agence.").waitFor();
    assert.equal(await house.store.office.isSet(), false);
  });

  it("keeps each step, and what was typed when the page is left", async () => {
    await type(/^Nom de l.agence/, "Les Tilleuls");
    await page.keyboard.press("Enter");
    await title("Votre ligne téléphonique").waitFor();
    assert.equal((await house.store.office.read()).name, "Les Tilleuls");
    await page.getByText("La ligne est trouvée : elle répond.").waitFor({ timeout: CALL_MS });
    await press(/^Continuer/);
    await title("Qui répond au téléphone ?").waitFor();
    await press(/^Continuer/);
    await page.getByText("Ajoutez au moins une personne.").waitFor();
    await type(/^Nom$/, "Amélie Durand");
    await page.reload();
    await title("Qui répond au téléphone ?").waitFor();
    await becomes(() => page.getByLabel("Nom", { exact: true }).inputValue(), "Amélie Durand");
    await type(/mobile$/, "06 39");
    await press(/^Ajouter$/);
    await page.locator('[role="alert"]').filter({ visible: true }).first().waitFor();
    assert.equal((await house.store.office.read()).people.length, 0);
    await type(/mobile$/, "06 39 98 00 01");
    await press(/^Continuer/);
    await title("Quand répondez-vous ?").waitFor();
    assert.deepEqual((await house.store.office.read()).people[0]?.numbers, ["+33639980001"]);
  });

  it("makes a rota of a preset, with nobody on call only where that was said", async () => {
    await press(/^Tous les jours/);
    await press(/^Continuer/);
    await page.getByText(/Choisissez une personne d.astreinte/).waitFor();
    await tabTo(/^Et en dehors/);
    await page.keyboard.type("Personne pour");
    await press(/^Continuer/);
    await title("Ce que vos appelants entendent").waitFor();
    const { hours, rota } = await house.store.office.read();
    assert.deepEqual(hours, [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "20:00" }]);
    assert.deepEqual(
      rota.map(({ service, from, to }) => [service, from, to]),
      [["duty", "08:00", "20:00"]],
    );
    // Back, and again: the same rota, not two.
    await press(/^Retour/);
    await title("Quand répondez-vous ?").waitFor();
    await press(/^Continuer/);
    await title("Ce que vos appelants entendent").waitFor();
    assert.equal((await house.store.office.read()).rota.length, 1);
  });

  it("shows the announcement that the plan plays once somebody is on call, and designates who is asked (P3)", async () => {
    await press(/^Retour/);
    await title("Quand répondez-vous ?").waitFor();
    await tabTo(/^Et en dehors/);
    await page.keyboard.type("Amélie");
    await press(/^Continuer/);
    await title("Ce que vos appelants entendent").waitFor();
    const [amelie] = (await house.store.office.read()).people;
    assert.deepEqual(amelie?.roles, ["answers", "on-call"]);
    const shown = page.getByRole("region", { name: "En dehors de vos heures, avec l’astreinte" });
    await shown.getByText(/tapez (sur la touche )?1|touche 1/i).waitFor();
    assert.equal(await page.getByRole("region", { name: /^En dehors/ }).count(), 1);
  });

  it("lets the announcements be heard and changed, and mail wait", async () => {
    await page
      .getByText(/Les Tilleuls/)
      .first()
      .waitFor();
    await press(/^Écouter/);
    await page
      .getByText("Écouté", { exact: true })
      .or(page.getByRole("button", { name: "Arrêter" }))
      .first()
      .waitFor();
    await press(/^Modifier le texte/);
    await type(/^Texte/, "Bonjour, ici {{office}, un instant.".replace("{{", "{"));
    await press(/^Mettre en service/);
    await page
      .getByText(/ici Les Tilleuls, un instant/)
      .first()
      .waitFor();
    await press(/^Continuer/);
    await title("Être prévenu des messages").waitFor();
    // The server is found by the address, with what its owner must know of passwords.
    await press(/^Indiquer un serveur/);
    await type(/^Adresse de l.expéditeur/, "lestilleuls@gmail.com");
    await page.getByText("Serveur de Gmail trouvé.").waitFor();
    await page.getByText("myaccount.google.com/apppasswords").waitFor();
    await becomes(() => page.getByLabel("Serveur d’envoi").inputValue(), "smtp.gmail.com");
    await becomes(() => page.getByLabel("Utilisateur").inputValue(), "lestilleuls@gmail.com");
    await assertAccessible(page, "the mail of a known provider");
    await type(/^Adresse de l.expéditeur/, "contact@les-tilleuls.example");
    await becomes(() => page.getByLabel("Serveur d’envoi").inputValue(), "");
    await press(/^OVHcloud/);
    await becomes(() => page.getByLabel("Serveur d’envoi").inputValue(), "ssl0.ovh.net");
    await press(/^Plus tard/);
    await title("Un appel d’essai").waitFor();
  });

  it("ends with a test call that the box really answers, and does not come back", async () => {
    await assertAccessible(page, "before the test call");
    await press(/^Appeler maintenant/);
    await page.getByText(/Le boîtier a décroché/).waitFor({ timeout: CALL_MS });
    await assertFits(page, "the test call");
    await press(/^Raccrocher/);
    await page.getByText("L’essai est réussi : votre agence répond.").waitFor({ timeout: CALL_MS });
    await press(/^Continuer/);
    await page.getByText("Un appel est passé.").waitFor();
    await assertAccessible(page, "the guide's summary");
    await press(/^Terminer/);
    await page.locator(".hero").waitFor();
    await page.reload();
    await page.locator(".hero").waitFor();
    // The number that was wrong on purpose is told by its status, and by nothing else.
    assert.deepEqual(
      claire.complaints.filter((each) => !each.includes("status of 400")),
      [],
    );
  });
});

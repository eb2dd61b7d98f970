import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { becomes } from "../kit/until.ts";
import { type MailServer, mailServer } from "../notify/mail-server.ts";
import { assertAccessible, assertFits, PASSWORD, signIn } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const SECRET = "s3cret of the mailbox";

describe("the settings", () => {
  const { house, claire, visitor } = withClaire({ seeded: false });
  let page: Page;
  let server: MailServer;

  before(async () => {
    server = await mailServer({
      authOptional: false,
      onAuth: ({ password }, _, done) => done(password === SECRET ? null : new Error("no"), { user: "box" }),
    });
    ({ page } = claire);
  });
  after(async () => {
    await server?.close();
  });

  const open = async (section: string) => {
    await page.goto(`${house.url}/settings/${section}`);
    await page.locator(".section .panel").first().waitFor();
  };
  const save = () => page.getByRole("button", { name: "Enregistrer" }).click();

  it("keep the agency's, show the holidays of a region, and tell the second of two admins", async () => {
    await open("agency");
    await page.getByText("Noël", { exact: true }).waitFor();
    await page.getByLabel("Région").selectOption("57");
    await page
      .getByText(/Saint.*Étienne|lendemain de Noël/i)
      .first()
      .waitFor();
    await page.getByLabel("Décrocher après").fill("3");
    await page.getByLabel("Délai avant le décroché").fill("12");
    const now = await house.store.office.read();
    const { hours, people, rota, closures, leave, absences, overrides, callers, blocked, menu, ...settings } = now;
    await house.store.office.saveSettings({ ...settings, ringSeconds: 40 }, "Zoé");
    await save();
    await page.getByText(/Quelqu.un d.autre a modifié ceci/).waitFor();
    await becomes(() => page.getByLabel("Décrocher après").inputValue(), "3", "nothing typed is lost");
    await page.reload();
    await page.getByLabel("Région").selectOption("57");
    await page.getByLabel("Décrocher après").fill("3");
    await page.getByLabel("Délai avant le décroché").fill("12");
    await save();
    await page.getByText("C’est enregistré.").waitFor();
    const kept = await house.store.office.read();
    assert.deepEqual([kept.region, kept.answerAfterRings, kept.ringSeconds], ["57", 3, 40]);
    await page.reload();
    await becomes(() => page.getByLabel("Délai avant le décroché").inputValue(), "12");
  });

  it("keep a key of the menu with what callers will hear", async () => {
    await open("menu");
    await page.getByRole("button", { name: "Ajouter une touche" }).click();
    await page.getByLabel("Pour quoi ?").fill("Vos factures");
    await page.getByText("« Vos factures : appuyez sur la touche 2. »").waitFor();
    await page.getByLabel("Information dite d’abord").fill("Ouvert de 9h30 à 12h.");
    await page.getByRole("checkbox", { name: "Karim Benali" }).check();
    await assertAccessible(page, "a key of the menu");
    await save();
    await page.getByText("Appelle Karim Benali").waitFor();
    await page
      .getByRole("region", { name: "Ce que l’appelant entend" })
      .getByText(/Vos factures/)
      .waitFor();
    const [key] = (await house.store.office.read()).menu;
    assert.deepEqual([key?.key, key?.label, key?.people], ["2", "Vos factures", ["karim"]]);
  });

  it("try a mail server before it is saved, and never show its password again", async () => {
    await open("mail");
    await page.getByLabel("Adresses prévenues de tout").fill("bureau@tilleuls.example; chef@tilleuls.example");
    await page.getByRole("spinbutton", { name: "Port" }).fill(String(server.port));
    await page.getByLabel("Utilisateur").fill("box");
    await page.getByLabel(/^Mot de passe/).fill("wrong");
    await page.getByRole("button", { name: "Envoyer un essai" }).click();
    await page.getByText(/refuse l.utilisateur ou le mot de passe/).waitFor();
    await page.getByLabel(/^Mot de passe/).fill(SECRET);
    await page.getByRole("button", { name: "Envoyer un essai" }).click();
    await page.getByText(/L.essai est parti à bureau@tilleuls.example/).waitFor();
    assert.equal(server.letters.length, 1);
    assert.equal(await house.store.settings.get("mail"), undefined, "a test keeps nothing");
    await save();
    await page.getByText("Les réglages ci-dessous sont utilisés.").waitFor();
    await page.reload();
    await page.getByText("Enregistré. Laissez vide pour le garder.").waitFor();
    await becomes(() => page.getByLabel(/^Mot de passe/).inputValue(), "");
    assert.ok(!(await page.content()).includes(SECRET));
    await page.getByLabel("Serveur d’envoi").fill("localhost");
    await save();
    await page.getByText(/saisissez de nouveau le mot de passe/).waitFor();
  });

  it("open accounts, keep the last admin, change one's own password", async () => {
    await open("users");
    await page.getByRole("button", { name: "Ajouter un compte" }).click();
    await page.getByLabel("Nom d’utilisateur").fill("Zoé");
    await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
    await save();
    await page.getByText("Zoé", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Modifier le compte de Claire" }).click();
    await page.getByLabel("Rôle").selectOption("reception");
    await save();
    await page.getByText("Il doit rester un administrateur.").waitFor();
    await page.keyboard.press("Escape");

    const zoe = await visitor();
    await signIn(zoe, "Zoé");
    await zoe.page.locator(".hero").waitFor();
    await zoe.page.goto(`${house.url}/settings`);
    await zoe.page.getByRole("heading", { name: "Zoé" }).waitFor();
    await becomes(() => zoe.page.getByRole("link", { name: /Comptes/ }).count(), 0, "a role sees only what it may");
    await zoe.page.getByLabel("Mot de passe actuel").fill("not it at all");
    await zoe.page.getByLabel("Nouveau mot de passe").fill("another long phrase");
    await zoe.page.getByLabel("Mot de passe, encore une fois").fill("another long phrase");
    await zoe.page.getByRole("button", { name: "Changer le mot de passe" }).click();
    await zoe.page.getByText(/mot de passe n.est pas le bon/).waitFor();
    await zoe.page.getByLabel("Mot de passe actuel").fill(PASSWORD);
    await zoe.page.getByRole("button", { name: "Changer le mot de passe" }).click();
    await zoe.page.getByText("Votre mot de passe est changé.").waitFor();

    await page.getByRole("button", { name: "Modifier le compte de Zoé" }).click();
    await page.getByRole("button", { name: "Mettre fin à ses sessions" }).click();
    await page.getByText("Ses sessions sont terminées.").waitFor();
    await zoe.page.reload();
    await zoe.page.getByRole("heading", { name: "Se connecter" }).waitFor();
    await zoe.context.close();
  });

  it("tell in the journal who changed what, before and after", async () => {
    await open("journal");
    const entry = page.locator("li", { hasText: "Réglages de l’agence" }).first();
    await entry.getByText("Sonneries avant le décroché").waitFor();
    assert.match((await entry.locator("dd").first().textContent()) ?? "", /avant\s: .*→.*maintenant\s: /s);
    assert.ok(!(await page.content()).includes(SECRET));
    await page.getByLabel("À propos de").selectOption("users");
    await page.getByText("a ajouté un compte").first().waitFor();
    await page.getByText("Réglages de l’agence").first().waitFor({ state: "detached" });
    await page.getByLabel("Qui").selectOption("Zoé");
    await page.getByText("a modifié un compte").first().waitFor();
    await page.getByText("a ajouté un compte").first().waitFor({ state: "detached" });
  });

  it("tell everything that is kept of a caller, and forget them when asked twice", async () => {
    const { calls } = house.store;
    const caller = { presentation: "given", number: "0199000042", name: null } as const;
    calls.begin({ id: "asks", line: "line-1", at: house.clock.now(), caller });
    calls.end("asks", { at: house.clock.now(), outcome: "abandoned" });
    await calls.flushed();
    await open("retention");
    const about = page.locator("section", { hasText: "Un appelant le demande" });
    await about.getByLabel("Numéro de l’appelant").fill("01 99 00 00 42");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      about.getByRole("button", { name: "Tout ce qu’on en garde" }).click(),
    ]);
    assert.equal(file.suggestedFilename(), "33199000042.json");
    await about.getByRole("button", { name: "Oublier cet appelant" }).click();
    assert.equal((await calls.get("asks"))?.caller.number, "0199000042", "not before they are sure");
    await page.getByRole("button", { name: "Oublier pour de bon" }).click();
    await page.getByText("Oublié : 1 appel, 0 message.").waitFor();
    assert.equal((await calls.get("asks"))?.caller.number, null);
  });

  it("open callers to auditors for the days of an audit", async () => {
    await open("users");
    const audit = page.locator("section", { hasText: "Les jours que vous indiquez" });
    await audit.getByRole("button", { name: "Ouvrir aux auditeurs" }).click();
    await audit.getByText(/^Ouvert\s: /).waitFor();
    await audit.getByRole("button", { name: "Ne plus ouvrir" }).click();
    await audit.getByRole("button", { name: "Ouvrir aux auditeurs" }).waitFor();
  });

  it("can be read by everyone, narrow and wide", async () => {
    for (const section of ["agency", "menu", "mail", "users", "retention", "journal", "account"]) {
      await page.setViewportSize({ width: 390, height: 800 });
      await open(section);
      await assertAccessible(page, section);
      await assertFits(page, section);
      await page.setViewportSize({ width: 1280, height: 800 });
      await assertFits(page, section);
    }
    // Refusals on purpose are told by their status, and by nothing else.
    assert.deepEqual(
      claire.complaints.filter((each) => !/status of (409|422|502)/.test(each)),
      [],
    );
  });
});

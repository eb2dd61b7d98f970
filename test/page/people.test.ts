import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { office } from "../../src/duty/office.ts";
import { becomes } from "../kit/until.ts";
import { anAgency } from "./an-agency.ts";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("People", () => {
  const { house, claire, visitor } = withClaire();

  beforeEach(async () => {
    await house.store.office.replace(anAgency, "test");
    await claire.page.goto(`${house.url}/people`);
    await claire.page.getByRole("heading", { name: "Amélie Durand" }).waitFor();
  });

  const people = async () => (await house.store.office.read()).people;
  const card = (name: string) =>
    claire.page.getByRole("listitem").filter({ has: claire.page.getByRole("heading", { name }) });
  const gone = (dialog: Locator) => dialog.waitFor({ state: "detached" });
  const choose = (name: string, text: string) =>
    claire.page.getByLabel("Fichier CSV").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

  it("say who is on duty, where they stand in the schedule, and when they are away", async () => {
    await card("Amélie Durand").getByText("De permanence", { exact: true }).waitFor();
    await card("Amélie Durand").getByText("Permanence : lun.–ven. 08:30–13:00").waitFor();
    await card("Sophie Martin").getByText("Astreinte : lun.–ven. 18:00–08:30").waitFor();
    await card("Karim Benali").getByText("sam., dim., une semaine sur 2 08:30–20:00").waitFor();
    await card("Yann Le Goff").getByText("En congé du jeudi 26 novembre au dimanche 29 novembre").waitFor();
    await card("Sophie Martin").getByText("Sans courriel : aucun avis n’est envoyé.").waitFor();
  });

  it("are given the roles that nobody has (G20)", async () => {
    const { page } = claire;
    const unfilled = page.getByRole("region", { name: "Rôles à confier" });
    await unfilled.getByLabel("Confier : Assure l’astreinte").selectOption({ label: "Sophie Martin" });
    await card("Sophie Martin").getByText("Assure l’astreinte").waitFor();
    await unfilled.getByLabel("Confier : Assure l’astreinte").waitFor({ state: "detached" });
    assert.deepEqual((await people()).find(({ id }) => id === "sophie")?.roles, ["on-call"]);
  });

  it("are asked about for a number that is dear, and saved when the answer is yes (R15)", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Modifier Sophie Martin" }).click();
    const dialog = page.getByRole("dialog", { name: "Modifier Sophie Martin" });
    await dialog.getByLabel("Numéro de téléphone 1", { exact: true }).fill("0899 12 34 56");
    const asked: string[] = [];
    const answer = (yes: boolean) =>
      page.once("dialog", (question) => {
        asked.push(question.message());
        void (yes ? question.accept() : question.dismiss());
      });
    answer(false);
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.getByText(/est un numéro surtaxé/).waitFor();
    assert.deepEqual((await people()).find(({ id }) => id === "sophie")?.numbers[0], "+33639980003");
    answer(true);
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await gone(dialog);
    assert.equal((await people()).find(({ id }) => id === "sophie")?.numbers[0], "+33899123456");
    assert.match(asked.join(), /^0 899 12 34 56 est un numéro surtaxé.*Confirmez/);
  });

  it("have a code for the telephone, which is never shown again (G16)", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Modifier Sophie Martin" }).click();
    const dialog = page.getByRole("dialog", { name: "Modifier Sophie Martin" });
    const field = dialog.getByLabel("Code, de 4 à 8 chiffres");
    await field.fill("12");
    await dialog.getByRole("button", { name: "Choisir ce code" }).click();
    await dialog.getByText("Il faut de 4 à 8 chiffres.").waitFor();
    await field.fill("1234");
    await field.press("Enter");
    await dialog.getByText("Ce code est trop facile à deviner").waitFor();
    await field.fill("4711");
    await field.press("Enter");
    await dialog.getByText("Un code est choisi. Il n’est jamais montré.").waitFor();
    assert.equal(await dialog.getByLabel("Nouveau code, de 4 à 8 chiffres").inputValue(), "");
    await assertAccessible(page, "a code");
    await assertFits(page, "a code");
    const [kept] = await house.store.phonePins.list();
    assert.equal(kept?.person, "sophie");
    await dialog.getByRole("button", { name: "Retirer le code" }).click();
    await dialog.getByText("Sans code, le menu par téléphone reste fermé.").waitFor();
    assert.deepEqual(await house.store.phonePins.list(), []);
    await dialog.getByLabel("Nom", { exact: true }).fill("Sophie Martin-Roux");
    await field.fill("1234");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.getByText("Ce code est trop facile à deviner").waitFor();
    await field.fill("4711");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await gone(dialog);
    assert.equal((await people()).find(({ id }) => id === "sophie")?.name, "Sophie Martin-Roux");
    assert.equal((await house.store.phonePins.list())[0]?.person, "sophie", "what is typed is meant");
    await house.store.phonePins.set({ id: "sophie", name: "Sophie Martin" }, null, "test");
  });

  it("have roles, what they are told of, and the order of their numbers, by keyboard too", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Modifier Sophie Martin" }).click();
    const dialog = page.getByRole("dialog", { name: "Modifier Sophie Martin" });
    await assertAccessible(page, "a person");
    await dialog.getByText("Il faut un courriel pour recevoir ces avis.").waitFor();
    await dialog.getByLabel("Courriel").fill("sophie@tilleuls.example");
    await dialog.getByLabel("Suit les messages").check();
    await dialog.getByLabel("Planifie la permanence").check();
    await dialog.getByLabel("Messages laissés").selectOption({ label: "Tous" });
    await dialog.getByRole("button", { name: "Monter Numéro de téléphone 2" }).press("Enter");
    await becomes(() => dialog.getByLabel("Numéro de téléphone 1", { exact: true }).inputValue(), "+33199000013");
    await page.keyboard.press("Enter");
    assert.equal(
      await dialog.getByLabel("Numéro de téléphone 1", { exact: true }).inputValue(),
      "+33639980003",
      "and down again",
    );
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await gone(dialog);
    await card("Sophie Martin").getByText("Messages : tous, appels manqués : les siens").waitFor();
    assert.deepEqual(
      (await people()).find(({ id }) => id === "sophie"),
      {
        id: "sophie",
        name: "Sophie Martin",
        numbers: ["+33199000013", "+33639980003"],
        language: "fr",
        email: "sophie@tilleuls.example",
        roles: ["plans-duty", "follows-up"],
        told: { messages: "all", missedCalls: "own" },
      },
    );
  });

  it("say for how long each of their numbers is rung, which goes with the number (L15)", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Modifier Sophie Martin" }).click();
    const dialog = page.getByRole("dialog", { name: "Modifier Sophie Martin" });
    await dialog.getByLabel("Sonnerie du numéro 2, en secondes").fill("12");
    await dialog.getByRole("button", { name: "Monter Numéro de téléphone 2" }).click();
    await becomes(() => dialog.getByLabel("Sonnerie du numéro 1, en secondes").inputValue(), "12");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await gone(dialog);
    await card("Sophie Martin").getByText("(12 s) puis ").waitFor();
    const sophie = (await people()).find(({ id }) => id === "sophie");
    assert.deepEqual(
      [sophie?.numbers, sophie?.ringSeconds],
      [
        ["+33199000013", "+33639980003"],
        [12, null],
      ],
    );
  });

  it("lose nothing that was typed when saving fails", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Modifier Karim Benali" }).click();
    const dialog = page.getByRole("dialog", { name: "Modifier Karim Benali" });
    const karim = (await people()).find(({ id }) => id === "karim");
    assert.ok(karim);
    await house.store.office.save("people", { ...karim, name: "Karim B." }, "Marc");
    await dialog.getByLabel("Nom").fill("Karim Benali-Roux");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.getByText(/Quelqu.un d.autre a modifié ceci/).waitFor();
    await becomes(() => dialog.getByLabel("Nom").inputValue(), "Karim Benali-Roux");
    await page.keyboard.press("Escape");
  });

  it("go on leave, and come back", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Congés de Karim Benali" }).click();
    const dialog = page.getByRole("dialog", { name: "Congés de Karim Benali" });
    await assertAccessible(page, "leave");
    await dialog.getByLabel("Premier jour").fill("2026-11-23");
    await dialog.getByLabel("Dernier jour").fill("2026-11-24");
    await dialog.getByRole("button", { name: "Ajouter un congé" }).click();
    await card("Karim Benali").getByText("En congé", { exact: true }).waitFor();
    await dialog.getByRole("button", { name: /^Supprimer\s: / }).click();
    await dialog.getByText("Aucun congé prévu.").waitFor();
    assert.equal((await house.store.office.read()).leave.length, 1);
  });

  it("are removed when nothing names them; else the way there is shown", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Modifier Yann Le Goff" }).click();
    await page.getByRole("button", { name: "Retirer cette personne…" }).click();
    await page.getByText("2 lignes du planning").first().waitFor();
    await page.getByRole("button", { name: "Y aller : Un congé" }).click();
    await page.getByRole("dialog", { name: "Congés de Yann Le Goff" }).waitFor();
    await page.keyboard.press("Escape");
    await house.store.office.replace({ ...anAgency, leave: [], rota: [] }, "test");
    await page.reload();
    await page.getByRole("button", { name: "Modifier Yann Le Goff" }).click();
    await page.getByRole("button", { name: "Retirer cette personne…" }).click();
    await page.getByRole("button", { name: "Oui, retirer" }).click();
    await card("Yann Le Goff").waitFor({ state: "detached" });
    assert.deepEqual(
      (await people()).map(({ id }) => id),
      ["amelie", "karim", "sophie"],
    );
  });

  it("who call are found, and taken in from a table after a look at each row", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Importer des appelants connus" }).click();
    const dialog = page.getByRole("dialog", { name: "Importer des appelants connus" });
    await assertAccessible(page, "before the table");
    await choose("clients.xlsx", "PK\u0003\u0004");
    await dialog.getByText(/C.est un classeur/).waitFor();
    const rows = [
      "Nom;Téléphone;Fragile;Ville",
      "Mme Jeanne Lefèvre;0199000042;oui;Metz",
      "M. Petit;199000043;oui;Metz",
      "<b>Mme Neuve</b>;0199000071;oui;Metz",
      "M. Laissé;0199000072;;Metz",
      "M. Faux;6,39E+08;;Metz",
      "Mme A;0199000073;;",
      "Mme B;0199000074;;",
    ];
    await choose("clients.csv", rows.join("\n"));
    await dialog.getByText("Colonnes laissées de côté : Ville.").waitFor();
    await dialog.getByText(/Le tableur a changé ce numéro en «\s6,39E\+08\s»/).waitFor();
    await dialog.getByText("Public fragile : non → oui").waitFor();
    await assertAccessible(page, "the table");
    await dialog.getByRole("button", { name: "À corriger 1" }).click();
    await becomes(() => dialog.getByRole("listitem").count(), 1);
    await dialog.getByRole("button", { name: "Toutes 7" }).click();
    await dialog.getByLabel("Prendre la ligne 5 : M. Laissé").uncheck();
    await house.store.office.save(
      "callers",
      { number: "+33199000080" as never, name: "Entre-temps", fragile: false },
      "Marc",
    );
    await dialog.getByRole("button", { name: "Enregistrer 4 lignes" }).click();
    await dialog.getByText(/Quelqu.un d.autre a modifié ceci/).waitFor();
    assert.equal(
      await dialog.getByLabel("Prendre la ligne 5 : M. Laissé").isChecked(),
      false,
      "what was left out stays so",
    );
    await dialog.getByRole("button", { name: "Enregistrer 4 lignes" }).click();
    await gone(dialog);
    const { callers } = await house.store.office.read();
    assert.deepEqual(callers.map(({ number, name, fragile }) => `${number} ${name} ${fragile}`).slice(1), [
      "+33199000043 M. Petit true",
      "+33199000044 Mme Fatou Diallo true",
      "+33199000080 Entre-temps false",
      "+33199000071 <b>Mme Neuve</b> true",
      "+33199000073 Mme A false",
      "+33199000074 Mme B false",
    ]);
    const known = page.getByRole("region", { name: /Appelants connus/ });
    await known.getByLabel("Chercher un appelant").fill("neuve");
    await known.getByText("<b>Mme Neuve</b>").waitFor();
    await becomes(() => known.getByRole("listitem").count(), 1);
    await known.getByLabel("Chercher un appelant").fill("01 99 00 00 44");
    await known.getByText("Mme Fatou Diallo").waitFor();
    await becomes(() => known.getByRole("listitem").count(), 1);
  });

  it("known to be fragile are not blocked by mistake, and their last call is told", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Modifier Mme Jeanne Lefèvre" }).click();
    await page.getByText(/^Dernier appel\s: /).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Bloquer un numéro" }).click();
    const dialog = page.getByRole("dialog", { name: "Bloquer un numéro" });
    await dialog.getByLabel("Numéro de téléphone").fill("01 99 00 00 42");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog
      .getByText(/Mme Jeanne Lefèvre, public fragile\s: ses appels ne seraient plus jamais décrochés/)
      .waitFor();
    assert.equal((await house.store.office.read()).blocked.length, 1);
    await dialog.getByRole("button", { name: "Bloquer quand même" }).click();
    await gone(dialog);
    assert.deepEqual((await house.store.office.read()).blocked, ["+33948000001", "+33199000042"]);
  });

  it("are made known from a call and from a message", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/calls/call-0124`);
    await page.getByRole("button", { name: "Ajouter aux appelants connus" }).click();
    const dialog = page.getByRole("dialog", { name: "Ajouter un appelant" });
    await dialog.getByLabel("Nom").fill("M. Nouveau");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("heading", { name: "M. Nouveau", level: 2 }).waitFor();
    await page.goto(`${house.url}/messages/call-0122`);
    await page.getByRole("button", { name: "Bloquer ce numéro" }).click();
    await page.getByRole("dialog", { name: "Bloquer un numéro" }).getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("button", { name: "Bloquer quand même" }).click();
    await page.locator(".badge", { hasText: "Numéro bloqué" }).waitFor();
  });

  it("who call are known by several numbers, a note, relatives, and how they hear", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Ajouter un appelant" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Nom", { exact: true }).fill("Mme Roux");
    await dialog.getByLabel("Numéro de téléphone 1").fill("03 87 00 00 77");
    await dialog.getByRole("button", { name: "Ajouter un numéro" }).click();
    await dialog.getByLabel("Numéro de téléphone 2").fill("06 39 98 00 77");
    await dialog.getByLabel(/Entend mal/).check();
    await dialog.getByLabel("Note pour la personne qui répond").fill("La clé est chez la voisine.");
    await dialog.getByRole("button", { name: "Ajouter un proche" }).click();
    await dialog.getByLabel("Nom du proche 1").fill("Paul Roux");
    await dialog.getByLabel(/^Lien .* 1$/).fill("fils");
    await dialog.getByLabel("Téléphone du proche 1").fill("06 39 98 00 78");
    await assertAccessible(page, "caller dialog");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await gone(dialog);
    const known = (await house.store.office.read()).callers.find(({ name }) => name === "Mme Roux");
    assert.deepEqual(known, {
      number: "+33387000077",
      otherNumbers: ["+33639980077"],
      name: "Mme Roux",
      fragile: false,
      note: "La clé est chez la voisine.",
      relatives: [{ name: "Paul Roux", relation: "fils", number: "+33639980078" }],
      hardOfHearing: true,
    });
    await page.getByRole("button", { name: "Modifier Mme Roux" }).click();
    await dialog.getByRole("button", { name: "Retirer ce proche (1)" }).click();
    await dialog.getByRole("button", { name: "Retirer ce numéro (2)" }).click();
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await gone(dialog);
    const left = (await house.store.office.read()).callers.find(({ name }) => name === "Mme Roux");
    assert.deepEqual([left?.otherNumbers, left?.relatives, left?.note], [undefined, undefined, known?.note]);
  });

  it("begin with one clear next step, and fit a telephone", async () => {
    await house.store.office.replace(office.parse({ name: "Neuve", zone: "Europe/Paris" }), "test");
    const narrow = await visitor({ width: 390, theme: "dark", language: "en" });
    await narrow.context.addCookies(await claire.context.cookies());
    await narrow.page.goto(`${house.url}/people`);
    await narrow.page.getByText(/Nobody yet\. Add those who answer/).waitFor();
    await narrow.page.getByText(/No known callers\. Add your clients/).waitFor();
    await house.store.office.replace(anAgency, "test");
    await narrow.page.getByRole("heading", { name: "Amélie Durand" }).waitFor();
    await assertAccessible(narrow.page, "people, narrow");
    await assertFits(narrow.page, "people, narrow");
    await narrow.context.close();
  });
});

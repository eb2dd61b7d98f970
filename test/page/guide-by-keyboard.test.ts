import assert from "node:assert/strict";
import { becomes } from "../kit/until.ts";
import { PASSWORD, tabTo } from "./visit.ts";
import { withNewBox } from "./with-new-box.ts";

/** A call goes on in real time. */
const CALL_MS = 40_000;

describe("the guide by keyboard alone", () => {
  const { house, page } = withNewBox();

  it("goes from the first start to a call that is answered", async () => {
    const { keyboard } = page;
    const into = async (field: RegExp, text: string) => {
      await tabTo(page, field);
      await keyboard.type(text);
    };
    const press = async (what: RegExp) => {
      await tabTo(page, what);
      await keyboard.press("Enter");
    };
    /** Each step begins at its heading: whoever hears the page is told where they are. */
    const step = async (name: string) => {
      await page.getByRole("heading", { name, exact: true }).waitFor();
      await becomes(
        () => page.evaluate(String.raw`document.activeElement.innerText.replace(/\s/g, " ")`),
        name.replace(/\s/g, " "),
      );
    };
    await page.getByRole("heading", { name: "Bienvenue" }).waitFor();
    await into(/^Nom d.utilisateur/, "Claire");
    await into(/^Mot de passe(?!, encore)/, PASSWORD);
    await into(/^Mot de passe, encore/, PASSWORD);
    await keyboard.press("Enter");

    await step("Comment s’appelle votre agence ?");
    await into(/^Nom de l.agence/, "Les Tilleuls");
    await keyboard.press("Enter");

    await step("Votre ligne téléphonique");
    await page.getByText("La ligne est trouvée : elle répond.").waitFor({ timeout: CALL_MS });
    await press(/^Continuer/);

    await step("Qui répond au téléphone ?");
    await into(/^Nom$/, "Amélie Durand");
    await into(/^Numéro de mobile/, "06 39 98 00 01");
    await keyboard.press("Enter");
    await page.getByRole("listitem").filter({ hasText: "Amélie Durand" }).waitFor();
    // The next person's name is where one goes on.
    await keyboard.type("Karim Benali");
    await into(/^Numéro de mobile/, "06 39 98 00 02");
    await press(/^Continuer/);

    await step("Quand répondez-vous ?");
    await press(/^Lun–ven, 9–17 h/);
    await into(/^Et en dehors/, "Karim");
    await press(/^Continuer/);
    await step("Ce que vos appelants entendent");
    await press(/^Continuer/);
    await step("Être prévenu des messages");
    await press(/^Plus tard/);

    await step("Un appel d’essai");
    await press(/^Appeler maintenant/);
    await page.getByText(/Le boîtier a décroché/).waitFor({ timeout: CALL_MS });
    await press(/^Continuer/);
    await step("Tout est prêt");
    await press(/^Terminer/);
    await page.locator(".hero").waitFor();

    const { people, rota } = await house.store.office.read();
    assert.deepEqual(
      people.map(({ name, roles }) => [name, roles]),
      [
        ["Amélie Durand", ["answers"]],
        ["Karim Benali", ["answers", "on-call"]],
      ],
    );
    assert.deepEqual([...new Set(rota.map(({ service }) => service))].sort(), ["duty", "on-call"]);
  });
});

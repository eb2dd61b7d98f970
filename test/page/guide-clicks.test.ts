import assert from "node:assert/strict";
import { PASSWORD } from "./visit.ts";
import { withNewBox } from "./with-new-box.ts";

/** A call goes on in real time. */
const CALL_MS = 40_000;
const FIVE_MINUTES = 300_000;

describe("the guide with two people", () => {
  const { house, page } = withNewBox();

  it("takes twelve clicks, and under five minutes, to an agency that answers (P3)", async () => {
    const began = Date.now();
    let clicks = 0;
    const click = async (name: RegExp) => {
      await page.getByRole("button", { name }).click();
      clicks++;
    };
    const step = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
    const fields = page.locator("form input");
    for (const [n, text] of ["Claire", PASSWORD, PASSWORD].entries()) await fields.nth(n).fill(text);
    await page.getByRole("button", { name: "Créer le compte" }).click();
    await step("Comment s’appelle votre agence ?");
    assert.equal(await page.getByText("Fuseau horaire").count(), 0);
    await page.getByLabel("Nom de l’agence").fill("Les Tilleuls");
    await click(/^Continuer/);
    await step("Votre ligne téléphonique");
    await page.getByText("La ligne est trouvée : elle répond.").waitFor({ timeout: CALL_MS });
    await click(/^Continuer/);
    for (const [name, number] of [
      ["Amélie Durand", "06 39 98 00 01"],
      ["Karim Benali", "06 39 98 00 02"],
    ] as const) {
      await page.getByLabel("Nom", { exact: true }).fill(name);
      await page.getByLabel("Numéro de mobile").fill(number);
      await click(name.startsWith("Amélie") ? /^Ajouter$/ : /^Continuer/);
      await page.getByText(name).first().waitFor();
    }
    await step("Quand répondez-vous ?");
    await click(/^Lun–ven, 9–17 h/);
    await page.getByLabel(/^Et en dehors/).selectOption({ label: "Karim Benali" });
    clicks++;
    await click(/^Continuer/);
    await step("Ce que vos appelants entendent");
    await click(/^Continuer/);
    await click(/^Plus tard/);
    await step("Un appel d’essai");
    await click(/^Appeler maintenant/);
    await page.getByText(/Le boîtier a décroché/).waitFor({ timeout: CALL_MS });
    await click(/^Continuer/);
    await click(/^Terminer/);
    await page.locator(".hero").waitFor();
    assert.ok(clicks <= 12, `${clicks} clicks`);
    assert.ok(Date.now() - began < FIVE_MINUTES);
    const { people, rota } = await house.store.office.read();
    assert.deepEqual(
      people.map(({ name, roles }) => [name, roles]),
      [
        ["Amélie Durand", ["answers"]],
        ["Karim Benali", ["answers", "on-call"]],
      ],
    );
    assert.deepEqual([...new Set(rota.map(({ service }) => service))], ["duty", "on-call"]);
  });
});

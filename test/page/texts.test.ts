import assert from "node:assert/strict";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("Text messages on the page", () => {
  const { house, claire } = withClaire();

  it("of a stranger are told on Today, read as they were written, and put to those to call back", async () => {
    const { page } = claire;
    await page.goto(house.url);
    await page.getByRole("link", { name: "1 SMS d’un numéro inconnu à lire" }).click();
    await page.getByText("Pouvez-vous me rappeler ? Merci 🙏").waitFor();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await assertAccessible(page, "text messages");
      await assertFits(page, "text messages");
    }
    const card = page.locator("li.unread");
    await card.getByRole("button", { name: "À rappeler" }).click();
    await page.getByText("C’est dans « À rappeler ».").waitFor();
    await card.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Voir le rappel" }).click();
    await page.locator("blockquote").getByText("Pouvez-vous me rappeler ? Merci 🙏").waitFor();
    assert.equal((await house.store.texts.counts()).unread, 0);
  });

  it("go for good, once it is said twice", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/texts`);
    await page.getByText("Votre forfait est renouvelé.").waitFor();
    const [text] = (await house.store.texts.list()).filter(({ body }) => body.startsWith("Votre forfait"));
    const card = page.locator(`[data-text="${text?.id}"]`);
    await card.getByText("Lu par Claire").waitFor();
    await card.getByRole("button", { name: "Supprimer ce SMS" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Supprimer", exact: true }).click();
    await card.waitFor({ state: "detached" });
    assert.ok((await house.store.texts.list()).every(({ id }) => id !== text?.id));
  });
});

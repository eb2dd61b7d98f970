import assert from "node:assert/strict";
import { becomes } from "../kit/until.ts";
import { withClaire } from "./with-house.ts";

describe("A page that is open while the box restarts", () => {
  const { house, claire } = withClaire();

  it("says so, keeps what is typed, and goes on by itself when it is back, still signed in", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/messages/call-0122`);
    const note = page.getByRole("textbox", { name: "Note" });
    await note.fill("Rappeler avant midi");
    const back = await house.goAway();
    const offline = page.getByText("Liaison avec le boîtier interrompue");
    await offline.waitFor();
    await becomes(() => note.inputValue(), "Rappeler avant midi");
    await back();
    await offline.waitFor({ state: "detached" });
    await becomes(() => note.inputValue(), "Rappeler avant midi");
    await note.blur();
    await page.getByRole("link", { name: "Aujourd’hui" }).first().click();
    await page.locator(".hero").waitFor();
    const office = await house.store.office.read();
    await house.store.office.replace({ ...office, name: "Les Peupliers" }, "Marc");
    // The new server tells this page too.
    await page.getByText("Les Peupliers").first().waitFor();
  });

  it("says of a list that can't be read that it can't, not that it is empty, and shows it when the box is back", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/messages`);
    await page.locator(".rows li").first().waitFor();
    await page.goto(`${house.url}/today`);
    await page.locator(".hero").waitFor();
    for (const [name, none] of [
      ["À rappeler", "Personne n’attend d’être rappelé"],
      ["Appels", "Aucun appel ne correspond"],
    ] as const) {
      await page.route(/\/api\/(needs|calls)\?/, (route) => route.abort());
      await page.getByRole("link", { name }).first().click();
      await page.getByRole("alert").getByText("Le boîtier ne répond pas").first().waitFor();
      assert.equal(await page.getByText(none).count(), 0);
      await page.unrouteAll();
      await page.getByRole("button", { name: "Réessayer" }).click();
      await page.locator(".rows li").first().waitFor();
    }
  });
});

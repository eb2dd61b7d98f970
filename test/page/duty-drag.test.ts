import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { becomes } from "../kit/until.ts";
import { assertAccessible } from "./visit.ts";
import { withClaire } from "./with-house.ts";

/** A point of an element, by its share of the width; the calendar draws anew after every change. */
async function pointOf(element: Locator, share: number): Promise<{ x: number; y: number }> {
  for (;;) {
    await element.hover({ trial: true });
    const box = await element.boundingBox();
    if (box) return { x: box.x + box.width * share, y: box.y + box.height / 2 };
  }
}

async function drag(page: Page, from: { x: number; y: number }, dx: number, dy: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const part of [0.3, 0.6, 1]) await page.mouse.move(from.x + dx * part, from.y + dy * part);
}

describe("A shift under the mouse", () => {
  const { house, claire } = withClaire();
  const rota = async () => (await house.store.office.read()).rota;
  /** Amélie's mornings, Monday first. */
  const morning = (n: number) =>
    claire.page.locator("button.shift[title^='Amélie Durand'][title*=' 08:30–13:00']").nth(n);
  const dayWidth = async () => {
    const [monday, tuesday] = [await pointOf(morning(0), 0), await pointOf(morning(1), 0)];
    return tuesday.x - monday.x;
  };
  const dialog = () => claire.page.getByRole("dialog", { name: "Déplacer" });

  before(async () => {
    await claire.page.goto(`${house.url}/duty/week-2026-11-30`);
    await claire.page.locator(".block").first().waitFor();
  });

  it("moves once: its line goes on without that day, and all of it is taken back at once", async () => {
    const { page } = claire;
    const before = await rota();
    await drag(page, await pointOf(morning(1), 0.5), (await dayWidth()) * 4, 0);
    await page.mouse.up();
    await dialog().waitFor();
    await assertAccessible(page, "a shift that moves");
    await becomes(() => dialog().getByLabel("Du", { exact: true }).inputValue(), "2026-12-05T08:30");
    await dialog().getByRole("button", { name: "Cette fois seulement" }).click();
    await dialog().waitFor({ state: "detached" });
    const after = await rota();
    assert.equal(after.length, before.length + 2);
    const once = after.find(({ repeat }) => repeat.every === "once");
    assert.deepEqual([once?.person, once?.starts, once?.from, once?.to], ["amelie", "2026-12-05", "08:30", "13:00"]);
    assert.equal(after.find(({ id }) => id === "duty-amelie")?.ends, "2026-11-30");
    await page.getByRole("button", { name: "Annuler la modification" }).click();
    await page.getByRole("button", { name: "Annuler la modification" }).waitFor({ state: "detached" });
    assert.deepEqual(await rota(), before);
  });

  it("moves each week from then on, to someone else", async () => {
    const { page } = claire;
    const before = await rota();
    const sophie = await pointOf(page.locator("button.shift.on-call").first(), 0.5);
    const from = await pointOf(morning(2), 0.5);
    await drag(page, from, 0, sophie.y - from.y);
    await page.mouse.up();
    await dialog().waitFor();
    await becomes(() => dialog().getByLabel("Personne").inputValue(), "sophie");
    await dialog().getByRole("button", { name: "Chaque mercredi à partir de cette date" }).click();
    await dialog().waitFor({ state: "detached" });
    const after = await rota();
    const hers = after.find(({ person, service }) => person === "sophie" && service === "duty");
    assert.deepEqual([hers?.starts, hers?.repeat], ["2026-12-02", { every: "week", weekdays: [3], interval: 1 }]);
    // Whoever looks at the office next sees it: Ctrl + Z takes it back all the same.
    await page.locator("h1").click();
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: "Annuler la modification" }).waitFor({ state: "detached" });
    assert.deepEqual(await rota(), before);
  });

  it("is made longer at its end, from its own dialog", async () => {
    const { page } = claire;
    await morning(3).click();
    await page.getByRole("button", { name: "Déplacer cette fois…" }).click();
    await dialog().waitFor();
    await dialog().getByLabel("Au", { exact: true }).fill("2026-12-03T14:00");
    await dialog()
      .getByRole("button", { name: /^Toute la série/ })
      .click();
    await dialog().waitFor({ state: "detached" });
    const longer = (await rota()).filter(({ person, service }) => person === "amelie" && service === "duty");
    assert.deepEqual(
      longer.map(({ starts, ends, to }) => [starts, ends, to]),
      [
        ["2026-01-05", "2026-12-02", "13:00"],
        ["2026-12-03", undefined, "14:00"],
      ],
    );
    await page.getByRole("button", { name: "Annuler la modification" }).click();
    await page.getByRole("button", { name: "Annuler la modification" }).waitFor({ state: "detached" });
  });

  it("stays where it was when Escape is pressed, in the drag or after it", async () => {
    const { page } = claire;
    const before = await house.store.office.revision();
    await drag(page, await pointOf(morning(1), 0.5), await dayWidth(), 0);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await drag(page, await pointOf(morning(1), 0.5), await dayWidth(), 0);
    await page.mouse.up();
    await dialog().waitFor();
    await becomes(() => page.getByRole("dialog").count(), 1);
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    assert.equal(await house.store.office.revision(), before);
    await morning(4).waitFor();
  });

  it("says so when someone else changed its line meanwhile, and keeps what was asked", async () => {
    const { page } = claire;
    await drag(page, await pointOf(morning(1), 0.5), (await dayWidth()) * 4, 0);
    await page.mouse.up();
    await dialog().waitFor();
    const known = (await rota()).find(({ id }) => id === "duty-amelie");
    assert.ok(known);
    await house.store.office.save("rota", { ...known, order: 4 }, "Marc");
    await dialog().getByRole("button", { name: "Cette fois seulement" }).click();
    await dialog()
      .getByText(/Quelqu.un d.autre a modifié ceci/)
      .waitFor();
    await becomes(() => dialog().getByLabel("Du", { exact: true }).inputValue(), "2026-12-05T08:30");
    await page.keyboard.press("Escape");
    assert.deepEqual(
      claire.complaints.filter((text) => !text.includes("409")),
      [],
    );
  });
});

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { office } from "../../src/duty/office.ts";
import { becomes } from "../kit/until.ts";
import { anAgency } from "./an-agency.ts";
import { assertAccessible, assertFits, signIn, tabTo } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const LONG = "Marie-Antoinette de La Rochefoucauld-Montmorency";

/** A name that is long, and two on call at the weekend: Sophie is rung first, though she begins later. */
const agency = office.parse({
  ...anAgency,
  people: [...anAgency.people, { id: "marie", name: LONG, numbers: ["06 39 98 00 08"] }],
  rota: [
    ...anAgency.rota.map((rule) =>
      rule.id === "weekends-karim" ? { ...rule, repeat: { every: "week" as const, weekdays: [6], interval: 2 } } : rule,
    ),
    {
      ...{ id: "marie-nine", service: "duty", person: "marie", order: 3, from: "09:00", to: "17:00" },
      ...{ repeat: { every: "week", weekdays: [1, 2, 3, 4, 5] }, starts: "2026-01-05" },
    },
    {
      ...{ id: "sunday-marie", service: "on-call", person: "marie", order: 2, from: "08:00", to: "20:00" },
      ...{ repeat: { every: "week", weekdays: [7] }, starts: "2026-01-05" },
    },
    {
      ...{ id: "sunday-sophie", service: "on-call", person: "sophie", order: 1, from: "10:00", to: "20:00" },
      ...{ repeat: { every: "week", weekdays: [7] }, starts: "2026-01-05" },
    },
  ],
  closures: [
    ...anAgency.closures,
    { id: "demo", name: "Inventaire", firstDay: "2026-11-25", lastDay: "2026-11-25", from: "12:00", to: "15:00" },
  ],
});

const focused = (page: Page) =>
  page.evaluate(
    "document.activeElement.closest('label')?.querySelector('.label')?.innerText ?? document.activeElement.ariaLabel ?? document.activeElement.innerText",
  );
const isInView = async (element: Locator, width: number) => {
  const box = await element.boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
};

describe("The week", () => {
  const { house, claire, visitor } = withClaire({ office: agency });
  const week = "duty/week-2026-11-23";

  before(async () => {
    await claire.page.goto(`${house.url}/${week}`);
    await claire.page.locator(".block").first().waitFor();
  });

  for (const [width, theme] of [
    [1280, "light"],
    [390, "dark"],
  ] as const)
    it(`has the hours in each block and the week-end in view, whatever the names, ${width} wide (P10)`, async () => {
      const someone = await visitor({ width, theme });
      await signIn(someone);
      await someone.page.locator(".hero").waitFor();
      await someone.page.goto(`${house.url}/${week}`);
      const row = someone.page.getByRole("row").filter({ hasText: LONG });
      await row.first().waitFor();
      await assertFits(someone.page, `the week, ${width} wide`);
      const cells = row.getByRole("cell");
      assert.equal(await cells.count(), 7);
      for (const n of [0, 5, 6]) await isInView(cells.nth(n), width);
      const shift = cells.nth(0).locator(".shift");
      assert.match((await shift.textContent()) ?? "", /09:00–17:00/);
      await isInView(shift, width);
      assert.deepEqual(
        await shift.evaluate(
          (each: { scrollWidth: number; clientWidth: number }) => each.scrollWidth <= each.clientWidth,
        ),
        true,
      );
      await assertAccessible(someone.page, `the week, ${width} wide`);
      assert.deepEqual(someone.complaints, []);
      await someone.context.close();
    });

  it("is heard as person, day, hours, service and rank, and no two blocks alike (P9)", async () => {
    const { page } = claire;
    const names = (await page.locator("button.shift").allTextContents()).map((name) =>
      name.replace(/\s+/g, " ").trim(),
    );
    assert.ok(
      names.includes("Amélie Durand, lundi 23 novembre, 08:30–13:00 , Permanence, appel en 1er"),
      names.slice(0, 9).join("\n"),
    );
    assert.ok(
      names.includes(`${LONG}, dimanche 29 novembre, 08:00–20:00 , Astreinte, appel en 1er, puis 2e`),
      names.join("\n"),
    );
    assert.equal(new Set(names).size, names.length);
    // A table for whoever walks it by rows and columns.
    const cell = page
      .getByRole("table", { name: "Semaine du 23–29 novembre 2026" })
      .getByRole("row", { name: /Sophie/ });
    await cell
      .getByRole("button", { name: /^Sophie Martin, lundi 23 novembre, 18:00 ?– ?08:30 ?, Astreinte$/, exact: true })
      .waitFor();
  });

  it("strikes through who is on leave, and says so (P10)", async () => {
    const { page } = claire;
    const away = page.getByRole("button", { name: /^Yann Le Goff, vendredi 27 novembre.*, en congé$/ });
    await away.waitFor();
    const line = await page.evaluate(
      "getComputedStyle(document.querySelector('.shift.away .hours')).textDecorationLine",
    );
    assert.equal(line, "line-through");
    assert.equal(await page.getByRole("button", { name: /^Yann Le Goff, mercredi.*en congé/ }).count(), 0);
  });

  it("opens a block by Enter, on its first field, and Escape goes back to the block (P8)", async () => {
    const { page } = claire;
    const name = /^Sophie Martin, mardi 24 novembre/;
    await tabTo(page, name);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Ligne de planning" });
    await dialog.waitFor();
    await becomes(() => focused(page), "Personne");
    await page.keyboard.press("ArrowDown");
    assert.equal(await dialog.isVisible(), true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await becomes(async () => name.test(String(await focused(page))), true);
    await page.keyboard.press("Space");
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    // The browser gives the focus back before the page has heard that the dialog is closed.
    await dialog.waitFor({ state: "detached" });
    await becomes(async () => name.test(String(await focused(page))), true);
  });

  it("changes the hours of one time by keyboard alone (P8)", async () => {
    const { page } = claire;
    await page.locator("h1").click();
    await tabTo(page, /^Sophie Martin, mardi 24 novembre/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Ligne de planning" }).waitFor();
    await becomes(() => focused(page), "Personne");
    await tabTo(page, /^Déplacer cette fois/);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Déplacer" });
    await dialog.waitFor();
    await becomes(() => focused(page), "Personne");
    // Day, month, year, hour: 19:00 instead of 18:00.
    await tabTo(page, /^Du$/);
    for (const key of ["Tab", "Tab", "Tab", "ArrowUp"]) await page.keyboard.press(key);
    assert.equal(await dialog.getByLabel("Du", { exact: true }).inputValue(), "2026-11-24T19:00");
    await tabTo(page, /^Cette fois seulement/);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page
      .getByRole("button", { name: /^Sophie Martin, mardi 24 novembre, 19:00 ?– ?08:30 ?, Astreinte$/ })
      .waitFor();
    await page.getByRole("button", { name: "Annuler la modification" }).click();
    await page
      .getByRole("button", { name: /^Sophie Martin, mardi 24 novembre, 18:00 ?– ?08:30 ?, Astreinte$/ })
      .waitFor();
  });

  it("shows today by the box's clock and the office's zone, not the browser's (P10)", async () => {
    await claire.page.locator("th[aria-current=date]").getByText("23").waitFor();
  });

  it("shows the hours of a closure, and lets them be edited (P12)", async () => {
    const { page } = claire;
    await page.locator(".block.closed").getByText("Inventaire, de 12:00 à 15:00").waitFor();
    const region = page.getByRole("region", { name: "Congés et fermetures" });
    await region.getByText("jeudi 24 décembre à 12:00 → dimanche 27 décembre").waitFor();
    await region.getByText("mercredi 25 novembre, de 12:00 à 15:00").waitFor();
    await region.getByRole("button", { name: "Modifier : Inventaire" }).click();
    const dialog = page.getByRole("dialog", { name: "Fermetures" });
    await becomes(() => focused(page), "Nom");
    await assertAccessible(page, "a closure");
    assert.equal(await dialog.getByLabel(/^Ferme à/).inputValue(), "12:00");
    // It may not end before it begins: one sentence, at the field, which has the focus.
    await dialog.getByLabel(/^Rouvre à/).fill("11:00");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.getByText("L’heure de réouverture vient avant celle de la fermeture.").waitFor();
    assert.equal(await dialog.locator("[role=alert]:visible").count(), 1);
    assert.equal(await dialog.getByLabel(/^Rouvre à/).getAttribute("aria-invalid"), "true");
    await dialog.getByLabel(/^Rouvre à/).fill("16:30");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    await region.getByText("mercredi 25 novembre, de 12:00 à 16:30").waitFor();
    const [, kept] = (await house.store.office.read()).closures;
    assert.deepEqual([kept?.from, kept?.to], ["12:00", "16:30"]);
    await page.goto(`${house.url}/duty/month-2026-12`);
    const day = (name: string) => page.locator("li.day").filter({ has: page.getByRole("link", { name }) });
    await day("jeudi 24 décembre").getByText("Fermeture de Noël, à partir de 12:00").waitFor();
    await day("vendredi 25 décembre").getByText("Fermeture de Noël", { exact: true }).waitFor();
    await page.goto(`${house.url}/duty/list-2026-12-21`);
    await page.getByText("Fermeture de Noël, à partir de 12:00").waitFor();
    assert.deepEqual(claire.complaints, []);
  });

  it("is printed in the box's order, with its rank, and the hours of closures (P5, P12)", async () => {
    const { page } = claire;
    const print = async (path: string) => {
      await page.goto(`${house.url}/duty/${path}`);
      await page.locator(".block, li.day").first().waitFor();
      await page.emulateMedia({ media: "print" });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    };
    await print("week-2026-11-23");
    const row = (day: RegExp) => page.locator(".paper").getByRole("row", { name: day });
    await row(/^dimanche 29/)
      .getByText(`10:00–20:00 1. Sophie Martin 2. ${LONG}`)
      .waitFor();
    await row(/^dimanche 29/)
      .getByText(`08:00–10:00 ${LONG}`)
      .waitFor();
    await row(/^mardi 24/)
      .getByText(`09:00–13:00 1. Amélie Durand 2. Yann Le Goff 3. ${LONG}`)
      .waitFor();
    await row(/^mercredi 25/)
      .getByText("Fermé : Inventaire, de 12:00 à 16:30")
      .waitFor();
    await print("month-2026-11");
    await row(/^dimanche 29/)
      .getByText(`10:00–20:00 1. Sophie Martin 2. ${LONG}`)
      .waitFor();
    await page.emulateMedia({ media: null });
    assert.deepEqual(claire.complaints, []);
  });
});

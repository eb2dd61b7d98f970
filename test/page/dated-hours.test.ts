import assert from "node:assert/strict";
import { hoursLines } from "../../src/page/pages/duty/hours-lines.ts";
import { prepareChange } from "../../src/page/pages/duty/prepare-hours.ts";
import { catalogues } from "./catalogues.ts";
import { assertAccessible, assertFits, signIn } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("A change of the hours", () => {
  const week = { weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };

  it("ends what is in force the day before, and leaves alone what is over or begins later", () => {
    const over = { ...week, ends: "2026-06-30" };
    const later = { ...week, starts: "2027-07-01" };
    assert.deepEqual(prepareChange([week, over, later], "2027-01-01"), [
      { ...week, ends: "2026-12-31" },
      over,
      later,
      { ...week, starts: "2027-01-01" },
    ]);
  });

  it("keeps hours of every second week in their weeks", () => {
    const second = { ...week, starts: "2026-11-25", interval: 2 };
    // Weeks of 23 November, 7 and 21 December, 4 January.
    assert.equal(prepareChange([second], "2027-01-01")[1]?.starts, "2027-01-04");
    assert.equal(prepareChange([second], "2026-12-23")[1]?.starts, "2026-12-23");
  });
});

describe("The hours on paper", () => {
  const week = { weekdays: [1, 2], from: "09:00", to: "17:00", ends: "2026-12-31" };
  const then = { weekdays: [1, 2], from: "10:00", to: "16:00", starts: "2027-01-01" };
  const lines = (first: string) => hoursLines([week, then], first, { wallDay: (day) => day }, "fr", catalogues.fr);

  it("are both of them when a change is near, and one before and after", () => {
    assert.deepEqual(lines("2026-12-07"), [
      "lun. mar. 09:00–17:00, jusqu’au 2026-12-31",
      "lun. mar. 10:00–16:00, à partir du 2027-01-01",
    ]);
    assert.deepEqual(lines("2026-09-07"), ["lun. mar. 09:00–17:00"]);
    assert.deepEqual(lines("2027-01-04"), ["lun. mar. 10:00–16:00"]);
  });
});

describe("The hours with dates, on the page", () => {
  const { house, claire, visitor } = withClaire();

  it("are prepared for January in the dialog, and change by themselves", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty`);
    const before = (await house.store.office.read()).hours.length;
    await page.getByRole("button", { name: "Horaires" }).click();
    const dialog = page.getByRole("dialog", { name: "Heures de permanence" });
    await dialog.getByText("Préparer un changement d’heures").click();
    await dialog.getByLabel("Les heures changent le").fill("2027-01-01");
    await dialog.getByRole("button", { name: "Préparer", exact: true }).click();
    await dialog
      .getByText(/^jusqu.au jeudi 31 décembre/)
      .first()
      .waitFor();
    const last = dialog.locator(".slot").last();
    await last.getByLabel("À", { exact: true }).fill("16:00");
    await last.locator("summary").click();
    await last.getByLabel("Semaines").selectOption({ label: "une semaine sur deux" });
    await assertAccessible(page, "the hours with dates");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    const { hours } = await house.store.office.read();
    assert.equal(hours.length, before * 2);
    assert.deepEqual(
      hours.slice(0, before).map(({ ends }) => ends),
      hours.slice(0, before).map(() => "2026-12-31"),
    );
    const { to, starts, interval } = hours.at(-1) ?? {};
    assert.deepEqual([to, starts, interval], ["16:00", "2027-01-01", 2]);
  });

  it("stand beside what callers hear of one closure, which is kept when its days change", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty`);
    await page.getByRole("button", { name: "Ajouter une fermeture" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Nom").fill("Formation");
    await dialog.getByLabel("Premier jour").fill("2027-02-01");
    await dialog.getByLabel("Dernier jour").fill("2027-02-02");
    await dialog.getByLabel(/^Ce que vos appelants entendent, en français/).fill("Toute l’équipe est en formation.");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Formation/ }).click();
    await dialog.getByLabel("Dernier jour").fill("2027-02-03");
    await assertAccessible(page, "a closure with its words");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    const closure = (await house.store.office.read()).closures.find(({ name }) => name === "Formation");
    assert.deepEqual([closure?.lastDay, closure?.says], ["2027-02-03", { fr: "Toute l’équipe est en formation." }]);
  });

  it("fit on a telephone", async () => {
    const small = await visitor({ language: "en", width: 390, theme: "dark" });
    await signIn(small);
    await small.page.locator(".hero").waitFor();
    await small.page.goto(`${house.url}/duty`);
    await small.page.getByRole("button", { name: "Hours", exact: true }).click();
    await small.page.getByRole("dialog", { name: "Duty hours" }).locator("summary").first().click();
    await assertFits(small.page, "the hours with dates");
    await assertAccessible(small.page, "the hours with dates on a telephone");
    assert.deepEqual(small.complaints, []);
    await small.context.close();
  });
});

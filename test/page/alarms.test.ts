import assert from "node:assert/strict";
import { office } from "../../src/duty/office.ts";
import { anAgency } from "./an-agency.ts";
import { assertAccessible } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const weekdays = [1, 2, 3, 4, 5];
const duty = (id: string, person: string, from: string, to: string) => ({
  id,
  service: "duty",
  person,
  from,
  to,
  repeat: { every: "week", weekdays },
  starts: "2026-01-05",
});

/** The page's agency, with nobody from noon to one. */
const withoutLunch = office.parse({
  ...anAgency,
  hours: [{ weekdays, from: "08:00", to: "17:00" }],
  rota: [
    duty("mornings", "amelie", "08:00", "12:00"),
    duty("afternoons", "karim", "13:00", "17:00"),
    {
      ...duty("nights", "sophie", "06:00", "06:00"),
      service: "on-call",
      repeat: { every: "day" },
      // In the night before nobody was on call.
      starts: "2026-11-23",
    },
  ],
  leave: [],
  closures: [],
});

describe("The same gap on each day (P11)", () => {
  const { house, claire } = withClaire({ office: withoutLunch, seeded: false });
  const notices = () => claire.page.locator(".notice", { hasText: "Personne n’est de permanence" });

  it("is one sentence on Today, with one button that fills all its days", async () => {
    const { page } = claire;
    await notices().first().waitFor();
    assert.equal(await notices().count(), 1);
    assert.match(
      ((await notices().textContent()) ?? "").replaceAll("\u00a0", " "),
      /Personne n’est de permanence de 12 h à 13 h, du lundi au vendredi, 10 fois d’ici au vendredi 4 décembre\./,
    );
    await assertAccessible(page, "Today with an alarm");
  });

  it("is one line in the schedule as well, for the days ahead", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty`);
    const gaps = page.locator(".gaps li");
    await gaps.first().waitFor();
    assert.equal(await gaps.count(), 1);
    assert.match((await gaps.textContent()) ?? "", /de 12:00 à 13:00\u00a0: lundi, mardi, mercredi, jeudi, vendredi/);
  });

  it("is not to be filled once it is past", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/duty/list-2026-11-23`);
    const gap = (hours: RegExp) => page.getByRole("button", { name: hours }).first();
    const [noon, night] = [/lundi 23 novembre de (12\sh|midi) à 13\sh/, /lundi 23 novembre de (0\sh|minuit) à 6\sh/];
    await gap(noon).waitFor();
    assert.deepEqual([await gap(noon).isDisabled(), await gap(night).isDisabled()], [false, true]);
  });

  it("is gone from both when the button's line is saved", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/today`);
    await notices()
      .getByRole("link", { name: /^Combler/ })
      .click();
    const dialog = page.getByRole("dialog", { name: "Ajouter au planning" });
    await dialog.getByLabel("Personne").selectOption({ label: "Yann Le Goff" });
    await assertAccessible(page, "what fills a gap");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    const saved = (await house.store.office.read()).rota.find(({ person }) => person === "yann");
    assert.deepEqual(
      [saved?.from, saved?.to, saved?.repeat, saved?.ends],
      ["12:00", "13:00", { every: "week", weekdays, interval: 1 }, undefined],
    );
    await page.getByText("Aucun trou").waitFor();
    await page.goto(`${house.url}/today`);
    await page.locator(".hero").waitFor();
    await notices().waitFor({ state: "detached" });
    assert.equal(await notices().count(), 0);
  });

  it("is filled by one replacement, where all are on leave from Monday", async () => {
    const { page } = claire;
    const { store } = house;
    for (const person of ["amelie", "karim", "yann"])
      await store.office.save(
        "leave",
        { id: `off-${person}`, person, firstDay: "2026-11-30", lastDay: "2026-12-04" },
        "Claire",
      );
    await page.goto(`${house.url}/today`);
    await notices()
      .getByText(/sont en congé/)
      .waitFor();
    await notices()
      .getByRole("link", { name: /^Combler/ })
      .click();
    const dialog = page.getByRole("dialog", { name: "Remplacement" });
    await dialog.waitFor();
    await dialog.getByLabel("Sophie Martin").check();
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await dialog.waitFor({ state: "detached" });
    const [saved] = (await store.office.read()).overrides;
    assert.deepEqual(
      [saved?.from, saved?.until, saved?.people],
      [Date.parse("2026-11-30T08:00+01:00"), Date.parse("2026-12-04T17:00+01:00"), ["sophie"]],
    );
  });
});

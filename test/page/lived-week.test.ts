import { Fault } from "../../src/kernel/fault.ts";
import { instant } from "../../src/kernel/units.ts";
import { assertAccessible, assertFits, PASSWORD, settled, setUp, signIn, turnTo, type Visit } from "./visit.ts";
import { withHouse } from "./with-house.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Midnight of Monday 23 November 2026 in Paris, on which the house is opened. */
const MIDNIGHT = Date.UTC(2026, 10, 22, 23);

describe("A past week with a line that was down for three hours", () => {
  const { house, visitor } = withHouse();
  let claire: Visit;

  before(async () => {
    await setUp(await visitor());
    const { store, clock } = house;
    const { seals, lines, calls } = store;
    await seals.note(clock.now());
    await seals.boxUp(null, instant(MIDNIGHT - DAY), instant(MIDNIGHT + 9 * DAY));
    lines.ready("line-1", instant(MIDNIGHT - DAY));
    lines.trouble("line-1", instant(MIDNIGHT + DAY + 14 * HOUR), new Fault("line.trouble", "gone"));
    lines.ready("line-1", instant(MIDNIGHT + DAY + 17 * HOUR));
    await calls.flushed();
    clock.set(instant(MIDNIGHT + 7 * DAY + 10 * HOUR));
    await seals.sealDays(clock.now(), clock.now(), 20);
    claire = await visitor();
    await signIn(claire);
    await claire.page.locator(".hero").waitFor();
  });

  const pictured = async ({ page }: Visit, name: string) => {
    const folder = process.env.PICTURES;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  it("says so in words beside what was planned, on the schedule and in the statistics", async () => {
    const { page } = claire;
    await turnTo(page, "duty/week-2026-11-24");
    await page
      .getByText(/Ligne line-1 en panne pendant 3\sh/)
      .first()
      .waitFor();
    await page
      .getByText(/3\sh de permanence perdues/)
      .first()
      .waitFor();
    await page.getByText("mardi 24 novembre", { exact: false }).last().waitFor();
    await assertAccessible(page, "the past week");
    await assertFits(page, "the past week");
    await pictured(claire, "lived-week-fr-light-1280");
    await turnTo(page, "calls/statistics");
    await page.getByRole("heading", { name: "Ce qui a été vécu" }).waitFor();
    await page.getByText(/Ligne line-1 en panne pendant 3\sh/).waitFor();
    await assertAccessible(page, "the statistics");
    await pictured(claire, "statistics-fr-light-1280");
  });

  it("opens from each number the calls that it counts", async () => {
    const { page } = claire;
    await page.getByRole("link", { name: /rappelés? sur \d+ à rappeler/ }).click();
    await page.waitForURL(/only=owed/);
    await page.getByRole("combobox", { name: "Appels", exact: true }).waitFor();
    await page.locator(".rows li").first().waitFor();
    await assertAccessible(page, "the calls that are owed");
    await assertFits(page, "the calls that are owed");
  });

  it("reads as well on a telephone, in English and in the dark", async () => {
    const small = await visitor({ width: 390, theme: "dark", language: "en" });
    await signIn(small, "Claire", PASSWORD);
    await small.page.locator(".hero").waitFor();
    await turnTo(small.page, "duty/week-2026-11-24");
    await settled(small.page);
    await small.page
      .getByText(/Line line-1 was out of order for 3\sh/)
      .first()
      .waitFor();
    await assertFits(small.page, "the past week");
    await pictured(small, "lived-week-en-dark-390");
    await turnTo(small.page, "calls/statistics");
    await small.page.getByRole("heading", { name: "What became of it" }).waitFor();
    await assertFits(small.page, "the statistics");
    await assertAccessible(small.page, "the statistics, dark");
    await pictured(small, "statistics-en-dark-390");
  });
});

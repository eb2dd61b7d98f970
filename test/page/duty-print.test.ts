import assert from "node:assert/strict";
import { becomes } from "../kit/until.ts";
import { setUp } from "./visit.ts";
import { withHouse } from "./with-house.ts";

describe("The schedule on paper", () => {
  const { house, visitor } = withHouse();

  it("is a table with names, hours and numbers on A4 across, black on white, without the page around it", async () => {
    const { page, complaints } = await visitor({ theme: "dark" });
    await setUp({ page, complaints, context: page.context() });
    await page.goto(`${house.url}/duty/week-2026-11-23`);
    await page.locator(".block").first().waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.match(pdf, /\/MediaBox \[0 0 841\.\d+ 594\.\d+\]/);
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1);
    // What the browser does before it prints, looked at as paper.
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const friday = page.getByRole("row", { name: /^vendredi 27 novembre/ });
    await friday.getByText("08:30–13:00 Amélie Durand").waitFor();
    await friday.getByText("Sans permanence 13:00–16:30").waitFor();
    await becomes(() => friday.getByText("Yann Le Goff").count(), 1, "who is on leave is named as that alone");
    await page.getByText("06 39 98 00 03 puis 01 99 00 00 13").waitFor();
    assert.equal(await page.getByRole("navigation").count(), 0);
    assert.equal(await page.getByRole("button").count(), 0);
    const colours = await page.evaluate(
      "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.paper td')).color]",
    );
    assert.deepEqual(colours, ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    await page.emulateMedia({ media: null });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await page.locator(".paper").waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { becomes } from "../kit/until.ts";
import { launch } from "./browser.ts";
import { builtPage } from "./built-page.ts";
import { type House, openHouse } from "./house.ts";
import { setUp, signIn, type Visit, visit } from "./visit.ts";

describe("A list that is narrowed", () => {
  let house: House;
  let browser: Browser;
  let claire: Visit;
  let page: Page;

  before(async () => {
    const built = await builtPage();
    [house, browser] = await Promise.all([openHouse({ page: built }), launch()]);
    claire = await visit(browser, house);
    ({ page } = claire);
    await setUp(claire);
    await page.goto(`${house.url}/messages`);
    await rows().first().waitFor();
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });

  const rows = () => page.locator(".rows li");
  const pressed = (which: Page, name: RegExp) => which.getByRole("button", { name, pressed: true }).waitFor();

  it("has an address: it is gone back to, loaded anew and handed on", async () => {
    await page.getByRole("button", { name: /^Tous/ }).click();
    await page.waitForURL(`${house.url}/messages?only=all`);
    await page.getByRole("searchbox").pressSequentially("fatou", { delay: 5 });
    await page.waitForURL(`${house.url}/messages?only=all&search=fatou`);
    await rows().filter({ hasNotText: "Fatou" }).first().waitFor({ state: "detached" });
    await rows().nth(1).getByRole("link").click();
    await page.waitForURL(/\/messages\/call-\d+\?only=all&search=fatou$/);
    await page.reload();
    await page.getByRole("heading", { name: /Fatou/ }).waitFor();
    await becomes(() => page.getByRole("searchbox").inputValue(), "fatou");
    await pressed(page, /^Tous/);
    const other = await visit(browser, house);
    await signIn(other);
    await other.page.locator(".hero").waitFor();
    await other.page.goto(page.url());
    await pressed(other.page, /^Tous/);
    await becomes(() => other.page.getByRole("searchbox").inputValue(), "fatou");
    await other.context.close();
    await page.goBack();
    await page.waitForURL(`${house.url}/messages?only=all&search=fatou`);
    // The whole word is one step.
    await page.goBack();
    await becomes(() => page.getByRole("searchbox").inputValue(), "");
    await pressed(page, /^Tous/);
    await page.goBack();
    await pressed(page, /^À traiter/);
    await page.goForward();
    await pressed(page, /^Tous/);
  });

  it("shows what it showed until what was asked for is there", async () => {
    await page.goto(`${house.url}/messages`);
    await rows().first().waitFor();
    const shown = await rows().count();
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(/\/api\/messages\?.*only=unheard/, async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole("button", { name: /^Non écoutés/ }).click();
    await page.locator(".rows[aria-busy=true]").waitFor();
    assert.equal(await rows().count(), shown);
    letThrough();
    await page.locator(".rows[aria-busy=false]").waitFor();
    await becomes(() => rows().count(), 2);
    await page.unrouteAll();
  });

  it("takes from an address only what it knows", async () => {
    await page.goto(`${house.url}/messages?only=zzz&since=2026-02-31&until=%00&owner=${"x".repeat(300)}`);
    await page.getByText("Aucun message ne correspond.").waitFor();
    await pressed(page, /^À traiter/);
    await page.goto(`${house.url}/calls?outcome=<script>&since=yesterday&search=%E0%A4%A`);
    await page.getByText("Aucun appel ne correspond.").waitFor();
    await becomes(() => page.getByLabel("Issue").inputValue(), "");
    assert.deepEqual(claire.complaints, []);
  });
});

import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { callerId } from "../../src/kernel/caller-id.ts";
import { millis } from "../../src/kernel/units.ts";
import { launch } from "./browser.ts";
import { builtPage } from "./built-page.ts";
import { type House, openHouse } from "./house.ts";
import { setUp, type Visit, visit } from "./visit.ts";

describe("Messages", function () {
  this.timeout(40_000);
  let house: House;
  let browser: Browser;
  let claire: Visit;
  const fatou = "call-0122";

  before(async () => {
    const page = await builtPage();
    [house, browser] = await Promise.all([openHouse({ page }), launch()]);
    claire = await visit(browser, house);
    await setUp(claire);
    await claire.page
      .getByRole("link", { name: /Messages/ })
      .first()
      .click();
    await claire.page.locator(".rows li").first().waitFor();
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });

  it("is heard once it was played, and moves to where the slider is put", async () => {
    const { page } = claire;
    await page
      .getByRole("link", { name: /Fatou Diallo/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Écouter" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByText("Marquer non écouté").waitFor();
    assert.equal((await house.store.messages.get(fatou))?.heardBy, "Claire");
    await page.getByRole("slider", { name: "Position dans le message" }).fill("12");
    const position = await page.evaluate("document.querySelector('audio').currentTime");
    assert.ok(Number(position) >= 12, `at ${position}`);
  });

  it("is taken, called back, closed, and found again", async () => {
    const { page } = claire;
    assert.match(
      (await page.getByRole("link", { name: /Rappeler le 01 99 00 00 44/ }).getAttribute("href")) ?? "",
      /^tel:(0|\+33)199000044$/,
    );
    await page.getByRole("button", { name: "Je m'en occupe" }).click();
    await page.getByRole("button", { name: "Ne plus m'en occuper" }).waitFor();
    await page.getByRole("button", { name: "Marquer rappelé" }).click();
    await page.getByRole("button", { name: "Pas encore rappelé" }).waitFor();
    await page.getByRole("button", { name: "Classer" }).click();
    await page.getByRole("button", { name: "Rouvrir" }).waitFor();
    const message = await house.store.messages.get(fatou);
    assert.deepEqual([message?.takenBy, message?.calledBackBy, message?.closedBy], ["Claire", "Claire", "Claire"]);
    await page.getByRole("button", { name: /^Tous/ }).click();
    await page.getByRole("searchbox").fill("passage de jeudi");
    await page.locator(".rows .note").first().waitFor();
    await page.getByRole("searchbox").fill("zzz");
    await page.getByText("Aucun message ne correspond.").waitFor();
    await page.getByRole("searchbox").fill("");
  });

  it("of several are closed at once", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: /^À traiter/ }).click();
    await page.locator(".rows li").first().waitFor();
    const open = await house.store.messages.count("open");
    await page.locator(".rows input[type=checkbox]").nth(0).check();
    await page.locator(".rows input[type=checkbox]").nth(1).check();
    await page.getByText("2 sélectionnés").waitFor();
    await page.getByRole("toolbar").getByRole("button", { name: "Classer" }).click();
    await page.getByRole("toolbar").waitFor({ state: "detached" });
    assert.equal(await house.store.messages.count("open"), open - 2);
  });

  it("appears by itself when it is left", async () => {
    const { page } = claire;
    const call = { id: "new-1", line: "line-1", at: house.clock.now(), caller: callerId("0199000043", null) };
    const old = await house.store.messages.get(fatou);
    house.store.calls.begin(call);
    house.tell({ of: "call", call, at: call.at, note: { what: "rang", rings: 1 } });
    const partPath = house.store.messages.partPath(call.id);
    await copyFile(old?.file ?? "", partPath);
    await house.store.messages.keep({ callId: call.id, partPath, duration: millis(9000), empty: false });
    house.store.calls.end(call.id, { at: house.clock.now(), outcome: "message" });
    await house.store.calls.flushed();
    house.tell({ of: "end", call, at: house.clock.now(), outcome: "message" });
    await page
      .locator(".rows li.unheard")
      .getByRole("link", { name: /M. Bernard Petit/ })
      .waitFor();
    assert.deepEqual(claire.complaints, []);
  });
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { callerId } from "../../src/kernel/caller-id.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { becomes } from "../kit/until.ts";
import { withClaire } from "./with-house.ts";

describe("Calls", () => {
  const { house, claire } = withClaire();
  let page: Page;

  before(async () => {
    ({ page } = claire);
    await page.goto(`${house.url}/calls`);
    await page.locator(".rows li").first().waitFor();
  });

  const rows = () => page.locator(".rows li");
  /** Waits until the list holds so many rows, and each of them has this text. */
  const shows = async (text: string, count: number) => {
    await rows().filter({ hasNotText: text }).first().waitFor({ state: "detached" });
    await rows().nth(count).waitFor({ state: "detached" });
    await rows()
      .nth(count - 1)
      .waitFor();
  };
  const firstTile = (count: number) =>
    page.locator(".tiles .panel:first-child strong", { hasText: new RegExp(`^${count}$`) }).waitFor();

  it("are found by a number as it is written or by a part of a name, and told when none is there", async () => {
    const search = page.getByLabel("Rechercher");
    await search.fill("06 39 98 00 55");
    await shows("06 39 98 00 55", 21);
    await search.fill("lefevre");
    await shows("Jeanne Lefèvre", 21);
    await search.fill("<script>");
    await page.getByText("Aucun appel ne correspond.").waitFor();
    await search.fill("");
    await rows().first().waitFor();
  });

  it("are narrowed to an outcome and to days of the office's calendar", async () => {
    await page.getByLabel("Issue").selectOption({ label: "A raccroché" });
    await shows("A raccroché", 21);
    await page.getByLabel("Depuis le").fill("2026-11-20");
    await page.getByLabel("Jusqu’au").fill("2026-11-21");
    await shows("A raccroché", 2);
  });

  it("stay narrowed through a call and back, and loaded anew", async () => {
    const narrowed = "outcome=abandoned&since=2026-11-20&until=2026-11-21";
    await rows().first().getByRole("link").click();
    await page.waitForURL(new RegExp(`/calls/call-\\d+\\?${narrowed}$`));
    await page.reload();
    await shows("A raccroché", 2);
    await page.goBack();
    await page.waitForURL(`${house.url}/calls?${narrowed}`);
    await becomes(() => page.getByLabel("Issue").inputValue(), "abandoned");
    await page.goBack();
    await becomes(() => page.getByLabel("Jusqu’au").inputValue(), "");
    await rows().nth(2).waitFor();
    await page.goForward();
    await shows("A raccroché", 2);
  });

  it("are exported as they are narrowed, for a spreadsheet", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Exporter (CSV)" }).click(),
    ]);
    const table = await readFile((await download.path()) ?? "", "utf8");
    const lines = table.trim().split("\r\n");
    assert.equal(lines.length, 3, table);
    assert.match(lines[0] ?? "", /Appelant|Numéro/i);
    await page.getByLabel("Issue").selectOption({ label: "Toutes les issues" });
    await page.getByLabel("Depuis le").fill("");
    await page.getByLabel("Jusqu’au").fill("");
    await page.getByRole("button", { name: "En voir plus" }).click();
    await rows().nth(99).waitFor();
  });

  it("tell each step of one of them, and lead to its message", async () => {
    await page.goto(`${house.url}/calls/call-0122`);
    await page.getByText("Amélie Durand ne répond pas.").waitFor();
    await page.getByText("Message de 21 s.").waitFor();
    await page.getByRole("link", { name: "Écouter le message" }).click();
    await page.waitForURL(`${house.url}/messages/call-0122`);
  });

  it("appear as they end, without the page being loaded again", async () => {
    await page.goto(`${house.url}/calls`);
    await rows().first().waitFor();
    await aCall("call-live", house.clock.now());
    await page
      .getByRole("link", { name: /Bernard Petit.*A raccroché/s })
      .first()
      .waitFor();
    await page.locator('a[href="/calls/call-live"]').waitFor();
  });

  it("are counted, and what is lost is said with the hour (G13, G17)", async () => {
    await page.getByRole("link", { name: "Statistiques" }).click();
    await page.getByText(/17\s%\sdes appels sont perdus, surtout entre \d+ h et/).waitFor();
    const tile = (name: string) => page.locator(".tiles .panel", { hasText: name }).locator("strong");
    await becomes(() => tile("Appels").textContent(), "127");
    await page.getByText("Objectif tenu").first().waitFor();
    const week = page.getByRole("table", { name: "Quand on vous appelle" });
    const cells = (await week.locator("tbody td").allTextContents()).map(Number);
    assert.equal(
      cells.reduce((sum, calls) => sum + calls, 0),
      127,
    );
    await page.getByRole("button", { name: "7 jours" }).click();
    await firstTile(43);
    await aCall("call-counted", house.clock.now());
    await firstTile(44);
    assert.deepEqual(claire.complaints, []);
  });

  /** Somebody hangs up in the greeting; the house tells of it as it does of a real one. */
  async function aCall(id: string, at: Instant): Promise<void> {
    const caller = callerId("0199000043", null);
    const { calls } = house.store;
    calls.begin({ id, line: "line-1", at, caller });
    const over = instant(at + 9000);
    calls.end(id, { at: over, outcome: "abandoned", answeredAt: instant(at + 5000), putThroughTo: null });
    await calls.flushed();
    house.tell({ of: "end", call: { id, line: "line-1", at, caller }, at: over, outcome: "abandoned" });
  }
});

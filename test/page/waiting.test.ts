import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Happening } from "../../src/admin/server/happening.ts";
import type { WaitEnd } from "../../src/call/call.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { instant, millis } from "../../src/kernel/units.ts";
import type { CallOutcome } from "../../src/store/call-record.ts";
import { becomes } from "../kit/until.ts";
import { lookAt, looks } from "./looked-at.ts";
import { settled } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("callers who wait, on the page", () => {
  const { house, claire } = withClaire();
  let page: Page;

  before(async () => {
    ({ page } = claire);
    await waited("wait-1", 30, "forwarded", "put-through", 25);
    await waited("wait-2", 26, "forwarded", "put-through", 62);
    await waited("wait-3", 22, "abandoned", "left", 48);
    await waited("wait-4", 18, "message", "key", 20);
  });

  async function waited(id: string, minutes: number, outcome: CallOutcome, how: WaitEnd, seconds: number) {
    const at = instant(house.clock.now() - minutes * 60_000);
    const { calls } = house.store;
    calls.begin({ id, line: "line-1", at, caller: callerId("0199000043", null) });
    const end = { at: instant(at + 200_000), outcome, answeredAt: instant(at + 5000) };
    calls.end(id, { ...end, waited: { how, lasted: millis(seconds * 1000) } });
    await calls.flushed();
  }

  const open = async (path: string) => {
    await page.goto(`${house.url}/${path}`);
    await settled(page);
  };

  it("the office chooses whether they wait, how long, and by which key they leave a message", async () => {
    await open("settings/agency");
    const panel = page.getByRole("region", { name: "Quand tout le monde est en ligne" });
    await panel.getByLabel("Attente la plus longue").fill("90");
    await panel.getByLabel("Touche pour laisser un message").selectOption("5");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("C’est enregistré.").waitFor();
    assert.deepEqual((await house.store.office.read()).waiting, { on: true, seconds: 90, key: "5" });
    assert.deepEqual(await lookAt(page, "waiting-settings", looks.fr), []);
    await panel.getByLabel("Faire patienter l’appelant").uncheck();
    await panel.getByLabel("Attente la plus longue").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await becomes(async () => (await house.store.office.read()).waiting.on, false);
    await panel.getByLabel("Faire patienter l’appelant").check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await becomes(async () => (await house.store.office.read()).waiting.on, true);
  });

  it("Today shows who waits just now, since when, and which of them they are", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open("today");
    const at = house.clock.now();
    const happens = (id: string, number: string, note: Extract<Happening, { of: "call" }>["note"]) =>
      house.tell({ of: "call", call: { id, line: "line-1", at, caller: callerId(number, null) }, at, note });
    for (const [id, number, place] of [
      ["live-1", "0199000042", 1],
      ["live-2", "0199000043", 2],
    ] as const) {
      house.store.calls.begin({ id, line: "line-1", at, caller: callerId(number, null) });
      happens(id, number, { what: "rang", rings: 1 });
      happens(id, number, { what: "waiting" });
      happens(id, number, { what: "place", place });
    }
    const shown = page.getByRole("region", { name: "Appel en cours" });
    await shown.getByText("2 appelants attendent").waitFor();
    await shown.getByText(/Attend depuis .*, 1er à passer/).waitFor();
    await shown.getByText(/Attend depuis .*, 2e à passer/).waitFor();
    assert.match((await shown.locator("article").first().textContent()) ?? "", /1er à passer/);
    assert.deepEqual(await lookAt(page, "waiting-today", looks.fr), []);
    happens("live-1", "0199000042", { what: "waited", how: "left" });
    await shown.getByText("1 appelant attend", { exact: false }).waitFor();
    await shown.getByText(/1er à passer/).waitFor({ state: "detached" });
    house.tell({
      ...{ of: "end", at, outcome: "abandoned" },
      call: { id: "live-2", line: "line-1", at, caller: callerId("0199000043", null) },
    } as Happening);
    await shown.getByText("1 appelant attend", { exact: false }).waitFor({ state: "detached" });
  });

  it("the statistics count them, and each number opens its calls", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open("calls/statistics");
    await page.getByRole("heading", { name: "Attente quand tout le monde est occupé" }).waitFor();
    await page.getByText("la plus longue 62 s").waitFor();
    assert.deepEqual(await lookAt(page, "waiting-statistics", looks.fr), []);
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const [link, count] of [
      ["4 ont attendu", 4],
      ["2 mis en relation", 2],
      ["1 a raccroché", 1],
      ["1 a eu le répondeur", 1],
    ] as const) {
      await open("calls/statistics");
      await page.getByRole("link", { name: link }).click();
      await page.waitForURL(/only=queued/);
      await becomes(() => page.locator(".rows li").count(), count);
    }
  });

  it("music is a file and no text: the office's own, or the box's again", async () => {
    await open("announcements/music-fr");
    await page.getByRole("heading", { name: "Musique d’attente" }).waitFor();
    await page.getByText("dont vous avez les droits").waitFor();
    assert.equal(await page.getByRole("button", { name: "Texte" }).count(), 0);
    assert.deepEqual(await lookAt(page, "waiting-music", looks.fr), []);
    await page.setViewportSize({ width: 1280, height: 800 });
    await open("announcements");
    await page.getByRole("link", { name: "Rang dans l’attente" }).first().waitFor();
    await page.getByText("Vous êtes la deuxième personne en attente", { exact: false }).first().waitFor();
  });

  it("all of it in English, in the other widths and colours", async () => {
    await open("today");
    await page.getByLabel("Langue").first().selectOption("en");
    await page.getByText("A call that comes now").waitFor();
    for (const [name, path] of [
      ["settings", "settings/agency"],
      ["statistics", "calls/statistics"],
      ["music", "announcements/music-en"],
    ] as const) {
      await open(path);
      assert.deepEqual(await lookAt(page, `waiting-${name}-en`, looks.en), []);
    }
    assert.deepEqual(claire.complaints, []);
  });
});

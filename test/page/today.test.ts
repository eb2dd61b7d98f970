import assert from "node:assert/strict";
import type { Happening } from "../../src/admin/server/happening.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { assertAccessible } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("Today", () => {
  const { house, claire } = withClaire();

  it("says in one sentence what happens to a call, and why", async () => {
    const { page } = claire;
    await page
      .getByText("est transféré à Amélie Durand, puis Yann Le Goff. Sans réponse, le répondeur prend un message.")
      .waitFor();
    await page.getByText("Pourquoi ?").click();
    await page.getByText("La permanence est ouverte de 08:30 à 18:00.").first().waitFor();
  });

  it("starts an absence only with an end, and stops it", async () => {
    const { page } = claire;
    const absence = page.getByRole("switch", { name: "Absence momentanée" });
    await absence.click();
    assert.equal((await house.store.office.read()).absences.length, 0);
    await assertAccessible(page, "how long the absence lasts");
    await page.getByRole("radio", { name: /30 minutes/ }).check();
    await page.getByRole("button", { name: "S’absenter jusqu’à 10:5" }).click();
    await page.getByText(/Les appels vont au répondeur jusqu.à 10:5/).waitFor();
    const [kept] = (await house.store.office.read()).absences;
    assert.ok(kept && Math.abs(kept.until - house.clock.now() - 30 * 60_000) < 90_000, "half an hour from now");
    await page.getByText(/tombe sur l.annonce d.absence/).waitFor();
    assert.equal(await absence.getAttribute("aria-checked"), "true");
    await absence.click();
    await page.getByText(/est transféré à Amélie Durand/).waitFor();
  });

  it("shows a call with its steps as they happen", async () => {
    const { page } = claire;
    const at = house.clock.now();
    const call = { id: "live-1", line: "line-1", at, caller: callerId("0199000042", null) };
    const amelie = { person: "amelie", name: "Amélie Durand", number: "+33639980001", language: "fr" } as never;
    const happens = (note: Extract<Happening, { of: "call" }>["note"]) =>
      house.tell({ of: "call", call, at: house.clock.now(), note });
    house.store.calls.begin(call);
    happens({ what: "rang", rings: 1 });
    const shown = page.getByRole("region", { name: "Appel en cours" });
    await shown.getByText("Mme Jeanne Lefèvre").waitFor();
    happens({ what: "answered", rings: 2 });
    happens({ what: "put-through", contact: amelie });
    await shown.getByText(/Amélie Durand/).waitFor();
    house.store.calls.end(call.id, { at: house.clock.now(), outcome: "forwarded" });
    await house.store.calls.flushed();
    house.tell({ of: "end", call, at: house.clock.now(), outcome: "forwarded" });
    await shown.getByText("Terminé").waitFor();
  });

  it("speaks the other language at once, and remembers the theme", async () => {
    const { page } = claire;
    await page.getByLabel("Langue").first().selectOption("en");
    await page.getByText("A call that comes now").waitFor();
    await page.getByLabel("Appearance").first().selectOption("dark");
    await page.reload();
    await page.getByText("A call that comes now").waitFor();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.getByLabel("Language").first().selectOption("fr");
    assert.deepEqual(claire.complaints, []);
  });

  it("shows what a caller is called as text, whatever it is", async () => {
    const { page } = claire;
    const id = "script-1";
    const name = "<img src=x onerror=alert(1)>";
    house.store.calls.begin({
      id,
      line: "line-1",
      at: house.clock.now(),
      caller: { ...callerId("0199000099", null), name },
    });
    house.store.calls.end(id, { at: house.clock.now(), outcome: "abandoned" });
    await house.store.calls.flushed();
    await page.goto(`${house.url}/calls/${id}`);
    await page.getByRole("heading", { name }).waitFor();
  });
});

import assert from "node:assert/strict";
import { takenCall } from "../kit/taken-call.ts";
import { anAgency } from "./an-agency.ts";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const CALL = "20261123-100000-told";

describe("The link after a call", function () {
  this.timeout(90_000);
  const { house, visitor } = withClaire();

  it("lets whoever took it say in two taps what came of it, and say it anew, without a password", async () => {
    const { store, url } = house;
    const [fragile] = anAgency.callers;
    const sophie = anAgency.people[2];
    assert.ok(fragile && sophie);
    const note = "Double des clés chez la voisine du 2e. Marche avec un déambulateur.";
    const relatives = [{ name: "Paul Lefèvre", relation: "fils", number: "+33639980009" }];
    const callers = anAgency.callers.map((each) => (each === fragile ? { ...each, note, relatives } : each));
    await store.office.replace({ ...anAgency, callers } as typeof anAgency, "test");
    const at = house.clock.now();
    const by = { person: sophie.id, name: sophie.name, number: sophie.numbers[0] ?? "" };
    await takenCall(store, CALL, at, by, { caller: { number: fragile.number }, key: "1" });
    const { token } = await store.callLinks.tokenFor(CALL, sophie.id, at);

    for (const width of [390, 1280]) {
      const { page } = await visitor({ width });
      await page.goto(`${url}/after-call/${token}`);
      await page.getByRole("heading", { name: /Qu.est devenu cet appel|C.est noté/ }).waitFor();
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/after-call-${width}.png`, fullPage: true });
    }
    const { page } = await visitor({ width: 390 });
    await page.goto(`${url}/after-call/${token}`);
    await page.getByText(fragile.name).waitFor();
    await assertAccessible(page, "a link that asks");
    await assertFits(page, "a link that asks");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText(/Choisissez d.abord/).waitFor();
    await page.getByLabel(/À suivre par l.agence/).check();
    await page.getByLabel(/^Note/).fill("Prévoir une visite demain.");
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/after-call-chosen.png`, fullPage: true });
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("heading", { name: /C.est noté/ }).waitFor();
    await assertAccessible(page, "a link that was answered");
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/after-call-said.png`, fullPage: true });
    assert.equal((await store.needs.get(CALL))?.why, "follow-up");
    await page.getByRole("button", { name: "Corriger" }).click();
    await page.getByLabel(/Visite faite/).check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.locator(".told strong", { hasText: "Visite" }).waitFor();
    assert.deepEqual(
      (await store.logbook.ofCall(CALL)).map(({ came }) => came),
      [null, "follow-up", "visit"],
    );

    await page.goto(`${url}/after-call/nonsense`);
    await page.getByRole("heading", { name: /ne mène à rien/ }).waitFor();
  });
});

import assert from "node:assert/strict";
import { anAgency } from "./an-agency.ts";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const CALL = "20261123-100000-link";

describe("The link of a letter", () => {
  const { house, visitor } = withClaire();

  it("lets whoever was asked take it, dial, and say what came of it, without a password", async () => {
    const { store, url } = house;
    await store.office.replace(anAgency, "test");
    const fragile = anAgency.callers.find((caller) => caller.fragile);
    const [person] = anAgency.people;
    assert.ok(fragile && person);
    const at = house.clock.now();
    store.calls.begin({
      id: CALL,
      line: "line-1",
      at,
      caller: { presentation: "given", number: fragile.number, name: null },
    });
    store.calls.end(CALL, { at, outcome: "abandoned" });
    await store.calls.flushed();
    const { token } = await store.needLinks.tokenFor(CALL, person.id, at);

    const { page } = await visitor({ width: 390 });
    await page.goto(`${url}/call-back/${token}`);
    await page.getByRole("heading", { name: /Voulez-vous rappeler/ }).waitFor();
    await page.getByText(fragile.name).waitFor();
    await assertAccessible(page, "an open link");
    await assertFits(page, "an open link");
    await page.getByRole("button", { name: /m.en occupe/ }).click();
    await page.getByRole("heading", { name: "Vous vous en occupez" }).waitFor();
    assert.equal((await store.needs.get(CALL))?.owner?.id, person.id);
    await page.getByRole("button", { name: /Dire ce qu/ }).click();
    await page.getByLabel("Note").fill("Elle va bien.");
    await assertAccessible(page, "a taken link");
    await page.getByRole("button", { name: "Rappelé", exact: true }).click();
    await page.getByRole("heading", { name: /Réglé par/ }).waitFor();
    assert.equal((await store.needs.get(CALL))?.reason, "called-back");

    await page.goto(`${url}/call-back/nonsense`);
    await page.getByRole("heading", { name: /ne mène à rien/ }).waitFor();
  });
});

import assert from "node:assert/strict";
import type { LineCare } from "../../src/admin/line-care.ts";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const care: LineCare = {
  forwarding: () => "hook-flash",
  sim: () => ({ configured: false }),
  check: async () => "done",
  probe: async () => ({ end: "done", outcome: "accepted", secondCall: null }),
  transcript: () => ({ on: false, until: null, configured: false }),
  beginTranscript: async () => undefined,
  endTranscript: async () => undefined,
};

describe("the PIN of a SIM in the page", () => {
  const { house, claire } = withClaire({ care });

  it("is given by an admin, never shown again, and forgotten", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/lines`);
    const field = page.getByLabel("Code PIN de la carte SIM");
    await field.fill("48151");
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await assertFits(page, `a line with a SIM at ${width}`);
      if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/pin-${width}.png`, fullPage: true });
    }
    await assertAccessible(page, "a line with a SIM");
    await page.locator("form", { has: field }).getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Un code est enregistré").waitFor();
    assert.equal(await field.inputValue(), "");
    await page.reload();
    await page.getByText("Un code est enregistré").waitFor();
    assert.equal(await field.inputValue(), "");
    assert.equal((await page.content()).includes("48151"), false);
    await page.getByRole("button", { name: "Oublier le code" }).click();
    await page.getByText("À donner si la carte en demande un.").waitFor();
  });
});

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

describe("what a SIM does, in the page", () => {
  const { house, claire } = withClaire({ care });
  const sim = { sim: "8933010000000000017", operator: "Orange F" };
  const look = async (what: string) => {
    const { page } = claire;
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await assertFits(page, `${what} at ${width}`);
      if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/${what}-${width}.png`, fullPage: true });
    }
    await assertAccessible(page, what);
  };

  before(async () => {
    const at = house.clock.now();
    await house.store.sims.met("line-1", sim);
    house.store.sims.saw(sim, { ability: "transfer", works: false, at, in: "call" });
    house.store.sims.saw(sim, { ability: "conference", works: true, at, in: "call" });
    await house.store.calls.flushed();
  });

  it("stands with its date; a safe number is chosen, and every call sent there and back", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/lines`);
    await page.getByText("Conférence à trois : fonctionne").waitFor();
    await page.getByText("Transfert : refusé").waitFor();
    await page.getByLabel("Numéro de secours").fill("06 39 98 00 77");
    await page.getByLabel("Si le boîtier n’a pas de réseau").check();
    await page.getByLabel("Si personne ne répond").check();
    await page.locator("form", { hasText: "Numéro de secours" }).getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("button", { name: "Y envoyer tous les appels maintenant" }).click();
    await page.getByText("Tous les appels iront au 06 39 98 00 77").waitFor();
    await look("sim");
    await page.getByRole("button", { name: "Le boîtier répond de nouveau" }).click();
    await page.getByRole("button", { name: "Y envoyer tous les appels maintenant" }).waitFor();
  });

  it("is tried out with two telephones, step by step, and a person says whether they heard each other", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/lines`);
    await page.getByRole("button", { name: "Essayer avec deux téléphones" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Commencer" }).click();
    await dialog.getByText("En cours…").waitFor();
    const seen = (ability: "divert-busy" | "divert-no-reply" | "divert-unreachable" | "divert-always" | "deflection") =>
      house.store.sims.saw(sim, { ability, works: ability !== "divert-busy", at: house.clock.now(), in: "trial" });
    for (const ability of ["divert-busy", "divert-no-reply", "divert-unreachable", "divert-always"] as const)
      seen(ability);
    await dialog.getByText("Terminé.").waitFor();
    await dialog.getByRole("button", { name: "Étape suivante" }).click();
    await dialog.getByText("En attente de l’appel…").waitFor();
    await look("sim-trial");
    const contact = await dialog.getByLabel("Premier téléphone").textContent();
    const from = /0\d(?: \d\d){4}/.exec(contact ?? "")?.[0].replaceAll(" ", "") ?? "";
    const id = "call-trial";
    house.store.calls.begin({ id, line: "line-1", at: house.clock.now() });
    house.store.calls.update(id, { caller: { presentation: "given", number: from, name: null } });
    house.store.calls.step(id, { at: house.clock.now(), what: "way", detail: { way: "deflection", outcome: "done" } });
    seen("deflection");
    house.store.calls.end(id, { at: house.clock.now(), outcome: "sent-on" });
    await house.store.calls.flushed();
    await dialog.getByText("Les deux téléphones s’entendaient-ils bien ?").waitFor();
    await look("sim-trial-heard");
    await dialog.getByRole("button", { name: "Non" }).click();
    await dialog.getByText("Renvoi pendant la sonnerie : refusé").waitFor();
  });
});

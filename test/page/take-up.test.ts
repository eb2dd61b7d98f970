import assert from "node:assert/strict";
import { instant, minutes, plus } from "../../src/kernel/units.ts";
import { takeUpsNext } from "../../src/needs/take-up.ts";
import { anAgency } from "./an-agency.ts";
import { assertAccessible, assertFits } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("Taking up duty on the page", () => {
  const { house, claire, visitor } = withClaire({ seeded: false, office: anAgency });

  /** Somebody is on call from a quarter of an hour after now; the telephone has asked them. */
  async function asked() {
    const { store, clock } = house;
    const now = clock.now();
    const overrides = [
      {
        id: "tonight",
        service: "on-call" as const,
        from: plus(now, minutes(15)),
        until: plus(now, minutes(600)),
        people: ["karim", "amelie"],
      },
    ];
    await store.office.replace(
      { ...anAgency, rota: anAgency.rota.filter(({ service }) => service === "duty"), overrides },
      "test",
    );
    const office = await store.office.read();
    const known = await store.takeUps.between(instant(0), plus(now, minutes(2880)), "all");
    for (const next of takeUpsNext(office, known, now)) await store.takeUps.step(next, office.zone, now);
    const all = await store.takeUps.between(now, plus(now, minutes(600)));
    const [amelie, karim] = ["amelie", "karim"].map((id) => all.find(({ person }) => person === id));
    assert.ok(amelie && karim);
    return { amelie, karim };
  }

  it("is said by the link of a letter, in one press, without a password", async () => {
    const { karim } = await asked();
    const token = await house.store.takeUpLinks.tokenFor({
      about: String(karim.id),
      person: "karim",
      until: karim.until,
    });
    const { page } = await visitor({ width: 390 });
    await page.goto(`${house.url}/take-up/${token}`);
    await page.getByRole("heading", { name: "Prenez-vous votre poste ?" }).waitFor();
    await assertAccessible(page, "an open link of a shift");
    await assertFits(page, "an open link of a shift");
    await picture(page, "take-up-link-390");
    await page.getByRole("button", { name: "Je prends mon poste" }).click();
    await page.getByRole("heading", { name: /Vous avez pris votre poste/ }).waitFor();
    assert.equal((await house.store.takeUps.get(karim.id))?.confirmed?.how, "link");
    await page.goto(`${house.url}/take-up/nonsense`);
    await page.getByRole("heading", { name: /ne mène à rien/ }).waitFor();
  });

  it("stands on Today and on the week, and is confirmed by hand", async () => {
    const { page } = claire;
    const { amelie } = await asked();
    await page.goto(house.url);
    const section = page.getByRole("region", { name: "Prise de poste" });
    await section.getByText("Astreinte de Karim Benali").waitFor();
    await section.getByText(/par le lien du courriel/).waitFor();
    await section.getByText(/commence à .* pas encore confirmée/).waitFor();
    await house.store.takeUps.step(
      { do: "tell", shift: amelie, known: amelie, asks: [] },
      "Europe/Paris",
      house.clock.now(),
    );
    await section.getByText(/non confirmée/).waitFor();
    await assertAccessible(page, "a duty that was not taken up");
    await assertFits(page, "a duty that was not taken up");
    await picture(page, "take-up-today");
    await page.goto(`${house.url}/duty`);
    await page
      .getByText(/prise de poste confirmée/)
      .first()
      .waitFor({ state: "attached" });
    await picture(page, "take-up-week");
    await assertAccessible(page, "a week with duties taken up");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(house.url);
    await section.getByText(/non confirmée/).waitFor();
    await assertFits(page, "Today at 390 px");
    await picture(page, "take-up-today-390");
    await section.getByRole("button", { name: "Confirmer : Astreinte d’Amélie Durand" }).click();
    await section.getByText(/par Claire, sur la page/).waitFor();
    assert.equal((await house.store.takeUps.get(amelie.id))?.confirmed?.how, "page");
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("is a rule that is read as sentences, and changed", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/settings/follow-up`);
    const rule = page.getByRole("region", { name: "Prise de poste" });
    await rule.getByText("30 minutes avant le début, un courriel avec").waitFor();
    await rule.getByLabel("Appel, minutes après le début").fill("-5");
    await rule.getByText(/5 minutes avant le début, le boîtier appelle/).waitFor();
    await assertAccessible(page, "the rule of taking up duty");
    await assertFits(page, "the rule of taking up duty");
    await picture(page, "take-up-rule");
    await page.setViewportSize({ width: 390, height: 844 });
    await assertFits(page, "the rule at 390 px");
    await picture(page, "take-up-rule-390");
    await page.setViewportSize({ width: 1280, height: 900 });
    await rule.getByLabel("Qui confirme sa prise de poste").selectOption("all");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("C’est enregistré.").waitFor();
    const { takeUp } = await house.store.office.read();
    assert.deepEqual([takeUp.who, takeUp.callAfter, takeUp.before], ["all", -5, 30]);
  });

  async function picture(page: typeof claire.page, name: string): Promise<void> {
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
  }
});

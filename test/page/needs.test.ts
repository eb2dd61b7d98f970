import assert from "node:assert/strict";
import type { CallerId } from "../../src/kernel/caller-id.ts";
import { callerId, unknownCaller } from "../../src/kernel/caller-id.ts";
import { becomes } from "../kit/until.ts";
import { assertAccessible, assertFits, signIn, tabTo, turnTo } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("À rappeler", () => {
  const { house, claire, visitor } = withClaire({ seeded: false });

  /** A call that rings and is not taken. */
  async function missed(id: string, caller: CallerId): Promise<void> {
    const call = { id, line: "line-1", at: house.clock.now(), caller };
    house.store.calls.begin(call);
    house.tell({ of: "call", call, at: call.at, note: { what: "rang", rings: 1 } });
    house.store.calls.end(id, { at: house.clock.now(), outcome: "abandoned" });
    await house.store.calls.flushed();
    house.tell({ of: "end", call, at: house.clock.now(), outcome: "abandoned" });
  }
  const withheld: CallerId = { ...unknownCaller, presentation: "withheld" };
  const rows = () => claire.page.locator("li.need");

  it("has a fragile client whom nobody answered first on Today within a second of her hanging up (P2)", async () => {
    const { page } = claire;
    await page.getByText("Personne n’attend. Chaque appelant a été servi ou rappelé.").waitFor();
    await missed("first-1", callerId("0199000077", null));
    await rows().getByText("01 99 00 00 77").waitFor();
    await missed("fragile-1", callerId("0199000042", null));
    const hungUp = Date.now();
    await page.locator("li.need").first().getByText("Mme Jeanne Lefèvre").waitFor({ timeout: 1000 });
    assert.ok(Date.now() - hungUp < 1000);
    const first = rows().first();
    await first.getByText("Public fragile").waitFor();
    await first.getByText("A raccroché avant que quelqu’un ne lui réponde.").waitFor();
    await first.getByText(/À rappeler avant 10:5/).waitFor();
    await first.getByText("Personne ne s’en occupe encore").waitFor();
    await page.locator("aside .count", { hasText: "2" }).waitFor();
    await assertAccessible(page, "Today with needs");
  });

  it("is dealt with by keyboard: reason and note are one save, and the next opens with the focus (P4)", async () => {
    const { page } = claire;
    await tabTo(page, /^Mme Jeanne Lefèvre/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Mme Jeanne Lefèvre" }).waitFor();
    await tabTo(page, /Je m.en occupe/);
    await page.keyboard.press("Enter");
    await page.getByText("Claire s’en occupe depuis").waitFor();
    await tabTo(page, /^Rappelé$/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Sa fille passe ce soir");
    await tabTo(page, /Enregistrer, clore, suivant/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "01 99 00 00 77" }).waitFor();
    await becomes(() => page.evaluate<string>("document.activeElement.innerText"), "01 99 00 00 77");
    const closed = await house.store.needs.get("fragile-1");
    assert.deepEqual([closed?.reason, closed?.closedBy], ["reached-otherwise", "Claire"]);
    const [last] = (await house.store.needs.history("fragile-1")).slice(-1);
    assert.deepEqual(last?.what === "closed" && last.detail.note, "Sa fille passe ce soir");
  });

  it("shows what was closed, by whom and what was noted, to whoever looks for it", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: "Clos", exact: true }).click();
    await rows()
      .getByRole("link", { name: /Jeanne Lefèvre/ })
      .click();
    await page.getByText("Sa fille passe ce soir").waitFor();
    await page.getByText(/^Clos par Claire, 10:/).waitFor();
    await page.getByText("Clos par Claire : Joint autrement").waitFor();
    await assertAccessible(page, "a closed need");
    await page.getByRole("searchbox").fill("sa fille");
    await rows().getByText("Jeanne Lefèvre").waitFor();
    await page.getByRole("searchbox").fill("zzz");
    await page.getByText("Aucun rappel ne correspond.").waitFor();
    await page.goto(`${house.url}/needs`);
  });

  it("says to the second of two who was faster, keeps what they typed, and shows what is now so", async () => {
    const { page } = claire;
    await rows()
      .getByRole("link", { name: /01 99 00 00 77/ })
      .click();
    await page.getByLabel("Note").fill("Je voulais dire");
    // Another admin closes it; this page has not heard of it.
    await house.store.needs.close("first-1", { reason: "called-back", note: null }, "Karim");
    await page.getByRole("button", { name: /^Enregistrer/ }).click();
    await page
      .getByRole("alert")
      .getByText("Karim l’a clos, entre-temps. Votre saisie n’est pas enregistrée.")
      .waitFor();
    await page.getByText(/^Clos par Karim, 10:/).waitFor();
    await becomes(() => page.getByLabel("Note").inputValue(), "Je voulais dire");
    await rows().first().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Garder la note" }).click();
    await page.getByText("Je voulais dire").first().waitFor();
    await becomes(() => page.getByLabel("Note").inputValue(), "");
    const history = await house.store.needs.history("first-1");
    assert.deepEqual(history.map(({ what }) => what).slice(-2), ["closed", "note"]);
    // Only a refusal was in the browser's console.
    assert.deepEqual(
      claire.complaints.filter((each) => !each.includes("status of 4")),
      [],
    );
  });

  it("has each withheld number as one of its own, and says so", async () => {
    const { page } = claire;
    await missed("hidden-1", withheld);
    await missed("hidden-2", withheld);
    await rows().nth(1).waitFor();
    assert.equal(await rows().count(), 2);
    await rows().first().getByRole("link").click();
    await page.getByText("Son numéro est masqué : personne ne peut rappeler").waitFor();
    assert.equal(await page.getByRole("link", { name: /^Rappeler/ }).count(), 0);
  });

  it("stays quick with five hundred after a holiday, and gives them by the page", async () => {
    const { page } = claire;
    for (let n = 0; n < 500; n++) {
      const id = `holiday-${String(n).padStart(3, "0")}`;
      house.store.calls.begin({
        id,
        line: "line-1",
        at: house.clock.now(),
        caller: callerId(`01870${String(10_000 + n)}`, null),
      });
      house.store.calls.end(id, { at: house.clock.now(), outcome: "abandoned" });
    }
    await house.store.calls.flushed();
    await page.goto(`${house.url}/needs`);
    await rows().first().waitFor();
    await page.getByRole("button", { name: /^Ouverts 502/ }).waitFor();
    assert.equal(await rows().count(), 50);
    await page.getByRole("button", { name: "En voir plus" }).click();
    await becomes(() => rows().count(), 100);
    await missed("fragile-2", callerId("0199000042", null));
    await rows().first().getByText("Jeanne Lefèvre").waitFor();
    assert.equal(await rows().count(), 101);
    await turnTo(page, "today");
    await page.getByText("498 autres rappels").waitFor();
    assert.equal(await rows().count(), 5);
  });

  for (const [language, theme, width] of [
    ["en", "dark", 390],
    ["en", "light", 1280],
    ["fr", "dark", 1280],
    ["fr", "light", 390],
  ] as const)
    it(`can be read by everyone, ${theme}, in ${language}, ${width} wide`, async () => {
      const someone = await visitor({ language, theme, width });
      await signIn(someone);
      await someone.page.locator(".hero").waitFor();
      for (const path of ["today", "needs", "needs/fragile-2", "needs/first-1", "needs/hidden-1"]) {
        await turnTo(someone.page, path);
        await someone.page.locator("li.need, article").filter({ visible: true }).first().waitFor();
        await assertAccessible(someone.page, path);
        await assertFits(someone.page, `${path} at ${width}`);
        const folder = process.env.PICTURES;
        if (folder)
          await someone.page.screenshot({
            path: `${folder}/${path.replace("/", "-")}-${language}-${theme}-${width}.png`,
          });
      }
      assert.deepEqual(someone.complaints, []);
      await someone.context.close();
    });

  it("shows what a client wrote by text (G6)", async () => {
    const { page } = claire;
    const said = "Je suis sourde.\nL’infirmière n’est pas venue 😟 <b>venez</b>";
    const now = house.clock.now();
    const text = {
      line: "line-1",
      body: said,
      sentAt: now,
      cameAt: now,
      zone: "Europe/Paris",
      became: "need",
    } as const;
    await house.store.texts.keep({ ...text, from: callerId("0199000042", null), person: null, urgent: true });
    const [need] = (await house.store.needs.list({ state: "open" })).filter(({ why }) => why === "text");
    assert.ok(need);
    await page.goto(`${house.url}/needs/${need.id}`);
    await page.locator("blockquote").getByText("L’infirmière n’est pas venue 😟 <b>venez</b>").waitFor();
    await page.getByText("A écrit un SMS.").first().waitFor();
    await assertFits(page, "a need with a text");
  });
});

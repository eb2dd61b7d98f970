import assert from "node:assert/strict";
import type { Role } from "../../src/admin/schemas/common.ts";
import { everyPage } from "./every-page.ts";
import { assertAccessible, PASSWORD, signIn, turnTo, type Visit } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("Each role", () => {
  const { claire: boss, visitor } = withClaire();

  before(async () => {
    for (const role of ["reception", "auditor"] as const)
      await boss.page.evaluate(
        `fetch("/api/session").then((r) => r.json()).then(({ csrf }) => fetch("/api/users", { method: "POST",
          headers: { "content-type": "application/json", "x-csrf": csrf },
          body: ${JSON.stringify(JSON.stringify({ name: role, role, password: PASSWORD }))} }))`,
      );
  });

  async function as(role: Role): Promise<Visit & { readonly refused: string[] }> {
    const seen = await visitor();
    const refused: string[] = [];
    seen.page.on("response", (response) => {
      if (response.status() === 403) refused.push(`${response.request().method()} ${response.url()}`);
    });
    await signIn(seen, role === "admin" ? "Claire" : role);
    await seen.page.locator(".hero").waitFor();
    return { ...seen, refused };
  }

  for (const role of ["admin", "reception"] as const)
    it(`opens each page that it is shown, and is refused nothing: ${role}`, async () => {
      const { page, refused, complaints, context } = await as(role);
      for (const path of everyPage) {
        await turnTo(page, path);
        assert.deepEqual(refused, [], path);
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });

  it("auditor opens and reads all, is refused nothing, and is offered nothing that changes anything", async () => {
    const { page, refused, complaints, context } = await as("auditor");
    const changes =
      /^(Ajouter|Supprimer|Modifier|Enregistrer|Classer|Rouvrir|Conserver|Je m.en occupe|Marquer|Confier|Bloquer|Remplacer|Mettre en service|Importer)/;
    for (const path of everyPage) {
      await turnTo(page, path);
      assert.deepEqual(refused, [], path);
      // What is one's own may be changed.
      if (path === "settings/account") continue;
      const offered = await page
        .locator("main")
        .getByRole("button", { name: changes, disabled: false })
        .allInnerTexts();
      assert.deepEqual(offered, [], path);
    }
    await turnTo(page, "messages/call-0122");
    await page.getByRole("heading", { name: /^Appelant [0-9A-Z]{6}$/ }).waitFor();
    assert.equal(await page.locator("main textarea, main form").count(), 0);
    await page.getByText("Un auditeur n’entend pas les messages").waitFor();
    assert.equal(await page.getByRole("button", { name: "Écouter" }).count(), 0);
    await assertAccessible(page, "a message as an auditor sees it");
    // What the box does not tell them is not said to be missing, and what it would refuse is not asked.
    assert.equal(await page.getByText("n’a pas donné son numéro").count(), 0);
    assert.equal(await page.getByRole("checkbox").count(), 0);
    for (const path of ["messages", "calls"]) {
      await turnTo(page, path);
      await page.locator(".rows li").first().waitFor();
      assert.equal(await page.getByRole("searchbox").count(), 0, path);
    }
    await turnTo(page, "people");
    await page.getByRole("heading", { name: "Amélie Durand" }).waitFor();
    for (const text of ["Sans courriel", "Aucun appelant connu", "Aucun numéro bloqué"])
      assert.equal(await page.getByText(text).count(), 0, text);
    await turnTo(page, "today");
    assert.ok(await page.getByRole("switch").isDisabled());
    assert.deepEqual([refused, complaints], [[], []]);
    await context.close();
  });

  it("reception works with messages, absence and announcements, and with nothing else", async () => {
    const { page, refused, complaints, context } = await as("reception");
    await turnTo(page, "messages/call-0122");
    await page.getByRole("button", { name: "Je m’en occupe" }).click();
    await page.getByText("1 message confié à reception.").waitFor();
    assert.equal(await page.locator("footer").getByRole("button", { name: "Supprimer" }).count(), 0);
    await turnTo(page, "announcements/closed-fr");
    await page.getByRole("button", { name: "Mettre en service" }).waitFor();
    await turnTo(page, "today");
    assert.ok(await page.getByRole("switch").isEnabled());
    for (const path of ["people", "duty"]) {
      await turnTo(page, path);
      const offered = await page
        .locator("main")
        .getByRole("button", { name: /^(Ajouter|Supprimer|Modifier)/ })
        .count();
      assert.equal(offered, 0, path);
    }
    assert.deepEqual([refused, complaints], [[], []]);
    await context.close();
  });
});

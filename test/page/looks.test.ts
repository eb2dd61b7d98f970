import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { builtPage } from "./built-page.ts";
import { everyPage } from "./every-page.ts";
import { cutOff, type Look, lookAt, looks } from "./looked-at.ts";
import { assertAccessible, assertFits, settled, setUp, signIn, turnTo } from "./visit.ts";
import { withHouse } from "./with-house.ts";

describe("every page", () => {
  const { house, visitor } = withHouse();
  let page: string;

  before(async () => {
    page = await builtPage();
  });

  const byAddress = async (page: Page, path: string) => {
    await page.goto(`${house.url}/${path}`);
    await settled(page);
  };

  it("is weighed: the first load is at most 200 kB compressed", async () => {
    const assets = await readdir(join(page, "assets"));
    const html = await readFile(join(page, "index.html"), "utf8");
    const first = assets.filter((name) => html.includes(name) || /^(today|caller-name|steps)-.*\.(js|css)$/.test(name));
    const sizes = await Promise.all(first.map(async (name) => (await stat(join(page, "assets", `${name}.br`))).size));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(first.length >= 3 && total > 10_000 && total < 200_000, `${total} bytes in ${first.join(", ")}`);
  });

  it("asks the first visitor for a password, and says what is wrong with it", async () => {
    const first = await visitor();
    await first.page.getByRole("heading", { name: "Bienvenue" }).waitFor();
    await assertAccessible(first.page, "first password");
    const fields = first.page.locator("form input");
    await fields.nth(0).fill("Claire");
    await fields.nth(1).fill("court");
    await fields.nth(2).fill("autre");
    await first.page.getByRole("button", { name: "Créer le compte" }).click();
    await first.page.getByText("Il faut 10 caractères au moins.").waitFor();
    await first.page.getByText("Les deux mots de passe ne sont pas les mêmes.").waitFor();
    await setUp(first);
    assert.deepEqual(first.complaints, []);
    await first.context.close();
  });

  for (const [language, open] of [
    ["fr", byAddress],
    ["en", turnTo],
  ] as const)
    it(`can be read by everyone, in ${language}`, async () => {
      const ways: readonly Look[] = looks[language];
      const [{ width, theme }] = looks[language];
      const someone = await visitor({ language, theme, width });
      const wrong = await lookAt(someone.page, `sign-in-${language}`, ways);
      await signIn(someone);
      await someone.page.locator(".hero").waitFor();
      for (const path of everyPage) {
        await someone.page.setViewportSize({ width, height: 800 });
        await open(someone.page, path);
        wrong.push(...(await lookAt(someone.page, `${path.replaceAll("/", "-")}-${language}`, ways)));
        await someone.page.setViewportSize({ width: 320, height: 800 });
        await assertFits(someone.page, `${path} at 320`);
      }
      assert.deepEqual(wrong, []);
      assert.deepEqual(someone.complaints, []);
      await someone.context.close();
    });

  it("is seen to cut a text off, where it does", async () => {
    const someone = await visitor();
    await someone.page.locator("h1").waitFor();
    assert.deepEqual(await cutOff(someone.page), []);
    await someone.page.evaluate(
      "document.querySelector('h1').style.cssText = 'width: 2rem; overflow: hidden; white-space: nowrap'",
    );
    assert.match((await cutOff(someone.page)).join(), /^wider than its h1/);
    await someone.context.close();
  });
});

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { everyPage } from "./every-page.ts";
import { cutOff, type Look, lookAt, looks } from "./looked-at.ts";
import { assertAccessible, assertFits, settled, setUp, signIn, turnTo } from "./visit.ts";
import { withHouse } from "./with-house.ts";

describe("every page", () => {
  const { house, visitor } = withHouse();

  const byAddress = async (page: Page, path: string) => {
    await page.goto(`${house.url}/${path}`);
    await settled(page);
  };

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

  for (const language of ["fr", "en"] as const)
    it(`is light: a first load in ${language} is at most 120 kB over the wire, with its first answers`, async () => {
      const someone = await visitor({ language });
      await signIn(someone);
      await someone.page.locator(".hero").waitFor();
      const wire = await someone.context.newCDPSession(someone.page);
      const came: string[] = [];
      let bytes = 0;
      wire.on("Network.responseReceived", ({ response }) => came.push(new URL(response.url).pathname));
      wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      await wire.send("Network.enable");
      await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
      await someone.page.goto(house.url);
      await someone.page.locator(".hero").waitFor();
      await someone.page.waitForLoadState("load");
      const words = came.filter((path) => /\/(fr|en)-[^/]*\.js$/.test(path));
      assert.equal(words.length, 1, `the words of one language, not of ${words.join(" and ")}`);
      assert.ok(bytes > 20_000 && bytes < 120_000, `${bytes} bytes in ${came.join(", ")}`);
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

import { join } from "node:path";
import { launch } from "./browser.ts";
import { builtPage } from "./built-page.ts";
import { openHouse } from "./house.ts";
import { setUp, signIn, type Visitor, visit } from "./visit.ts";

/** Takes the README's pictures: `node dist/test/page/pictures.js docs/images`. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Where to? Give a folder.");

const pictures: readonly (Visitor & { readonly name: string; readonly path: string; readonly height?: number })[] = [
  { name: "today", path: "today", height: 930 },
  { name: "schedule", path: "duty", height: 1000 },
  { name: "needs", path: "needs/call-0122", language: "en", height: 760 },
  { name: "phone", path: "today", language: "en", theme: "dark", width: 390, height: 800 },
];

const [house, browser] = await Promise.all([openHouse({ page: await builtPage() }), launch()]);
try {
  await setUp(await visit(browser, house));
  for (const { name, path, height = 800, ...visitor } of pictures) {
    const seen = await visit(browser, house, visitor);
    await signIn(seen);
    await seen.page.locator(".hero").waitFor();
    await seen.page.goto(`${house.url}/${path}`);
    await seen.page.locator("main .panel").first().waitFor();
    await seen.page.locator(".waiting").first().waitFor({ state: "detached" });
    await seen.page.waitForLoadState("networkidle").catch(() => undefined);
    await seen.page.setViewportSize({ width: visitor.width ?? 1280, height });
    await seen.page.screenshot({ path: join(folder, `${name}.png`), timeout: 10_000 });
    await seen.context.close();
  }
} finally {
  await browser.close();
  await house.close();
}

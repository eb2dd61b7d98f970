import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { House } from "./house.ts";

export const PASSWORD = "correct horse battery";

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Whatever the browser complained of: a refused script or style, a fault in the page. */
  readonly complaints: readonly string[];
}

export interface Visitor {
  readonly language?: "fr" | "en";
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

/** Somebody opens the page, without a session. */
export async function visit(
  browser: Browser,
  house: Pick<House, "url">,
  { language = "fr", theme = "light", width = 1280 }: Visitor = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language === "fr" ? "fr-FR" : "en-GB",
    colorScheme: theme,
    reducedMotion: "reduce",
  });
  // A browser that has its own choice: an account's language is for one that has none.
  await context.addInitScript(
    `try { localStorage.getItem("permanence.language") ?? localStorage.setItem("permanence.language", "${language}") } catch {}`,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(house.url) && !/^(blob|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(house.url);
  return { page, context, complaints };
}

/** The first visitor chooses their password. */
export async function setUp({ page }: Visit): Promise<void> {
  const fields = page.locator("form input");
  await fields.nth(0).fill("Claire");
  await fields.nth(1).fill(PASSWORD);
  await fields.nth(2).fill(PASSWORD);
  await page.locator("form button[type=submit]").click();
  await page.locator(".hero, .choice, .guide").first().waitFor();
}

export async function signIn({ page }: Visit, name = "Claire", password = PASSWORD): Promise<void> {
  await page.locator("form input").nth(0).fill(name);
  await page.locator("form input").nth(1).fill(password);
  await page.locator("form button[type=submit]").click();
}

/** Goes to another page as its links do, without loading the application anew, and waits until it is there. */
export async function turnTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, "", "/${path}"); dispatchEvent(new PopStateEvent("popstate"))`);
  await settled(page);
}

/** The page and what it asks for are there. */
export async function settled(page: Page): Promise<void> {
  await page.locator("main h1, main .panel").filter({ visible: true }).first().waitFor();
  await page.locator(".waiting").first().waitFor({ state: "detached" });
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** axe finds nothing on what is shown. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  assert.deepEqual(await violations(page), [], where);
}

/** What axe finds on what is shown, or on what is within: WCAG 2.2, levels A and AA, and good practice. */
export async function violations(page: Page, within?: string): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run(${within === undefined ? "document" : JSON.stringify(within)}, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }).then((found) => found.violations)`,
  )) as readonly Violation[];
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ""}`).join("\n")}`,
  );
}

/** Nothing is wider than the window. */
export async function assertFits(page: Page, where: string): Promise<void> {
  const [wide, window] = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as [
    number,
    number,
  ];
  assert.ok(wide <= window, `${where} is ${wide} wide in a window of ${window}`);
}

/** Tab, until what is focused has this name; then it is pressed. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let n = 0; n < 120; n++) {
    await page.keyboard.press("Tab");
    const focused = String(
      await page.evaluate(
        "(document.activeElement?.labels?.[0]?.innerText || document.activeElement?.innerText || document.activeElement?.ariaLabel || '').replace(/\\s+/g, ' ')",
      ),
    );
    if (name.test(focused)) return;
  }
  throw new Error(`nothing called ${name} is reached by Tab`);
}

import type { Page } from "playwright-core";
import { violations } from "./visit.ts";

/**
 * Text that nobody can read to its end: it reaches out of the window, out of what clips it, or out of its own button. What
 * ends in three dots does so on purpose, and what scrolls can be scrolled.
 */
const CUT = `(() => {
  const root = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const cut = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) cut.push("all of it is " + scrollWidth + " wide");
  const unseen = (element) => {
    if (element.closest(".skip, [aria-hidden=true], svg, option")) return true;
    for (let above = element; above; above = above.parentElement)
      if (getComputedStyle(above).clipPath === "inset(50%)") return true;
    return false;
  };
  const isAlone = (cell) => {
    const next = cell.nextElementSibling;
    return !next?.textContent?.trim() || [...next.querySelectorAll(":scope > *")].every(unseen);
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim();
    const parent = node.parentElement;
    if (!text || !parent || unseen(parent) || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 1);
    if (boxes.length === 0) continue;
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    const tell = (why) => cut.push(why + ": " + text.slice(0, 60));
    let scrolls = false;
    for (let above = parent; above && above !== document.body; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (style.position === "fixed" && above !== parent && above.tagName !== "DIALOG") break;
      if (/auto|scroll/.test(style.overflowX) && above.tagName !== "DIALOG") { scrolls = true; break; }
      const own = above.getBoundingClientRect();
      const dots = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (dots) break;
      const clips = style.overflowX !== "visible" || above.matches("button, .button, .badge, label") || (above.matches("th, td") && !isAlone(above));
      if (clips && style.display !== "inline" && (right > own.right + 1.5 || left < own.left - 1.5))
        { tell("wider than its " + above.tagName.toLowerCase() + "." + above.className); break; }
      if (/hidden|clip/.test(style.overflowY) && bottom > own.bottom + 2 && own.height > 0)
        { tell("lower than its " + above.tagName.toLowerCase() + "." + above.className); break; }
    }
    if (!scrolls && (right > innerWidth + 1 || left < -1)) tell("out of the window");
  }
  for (const select of root.querySelectorAll("select")) {
    if (!select.checkVisibility()) continue;
    const style = getComputedStyle(select);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 18;
    const said = select.selectedOptions[0]?.text ?? "";
    if (pen.measureText(said).width > room + 1) cut.push("no room in its list: " + said);
  }
  return [...new Set(cut)];
})()`;

/** What of it is cut off, or wider than the window. */
export const cutOff = async (page: Page): Promise<readonly string[]> => (await page.evaluate(CUT)) as string[];

export interface Look {
  readonly width: number;
  readonly theme: "light" | "dark";
}

/** Each width, theme and language is seen with each of the others. */
export const looks = {
  fr: [
    { width: 1280, theme: "light" },
    { width: 390, theme: "dark" },
  ],
  en: [
    { width: 390, theme: "light" },
    { width: 1280, theme: "dark" },
  ],
} as const satisfies Record<string, readonly Look[]>;

/**
 * What is shown now, looked at in each way: what is wrong with it. `within`: by axe only there. With `PICTURES`, a picture
 * of each is kept.
 */
export async function lookAt(page: Page, name: string, ways: readonly Look[], within?: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const { width, theme } of ways) {
    const where = `${name}, ${width} wide, ${theme}`;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme });
    const found = [...(await cutOff(page)), ...(await violations(page, within))];
    wrong.push(...found.map((each) => `${where}: ${each}`));
    await picture(page, `${name}-${width}-${theme}`, within === undefined);
  }
  return wrong;
}

async function picture(page: Page, name: string, fullPage: boolean): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(/[^\w-]+/g, "_")}.png`, fullPage });
}

import type { Browser, BrowserContext } from "playwright-core";
import type { Client } from "../admin/client.ts";

/** A page that is opened for the first time. */
export interface FirstLoad {
  /** From the address to what is asked first: is the line answering? Milliseconds. */
  readonly usable: number;
  /** All that came over the wire until then, compressed as it came, with the first answers. kB. */
  readonly transferred: number;
}

/** A browser that knows nothing of the page yet, and is signed in. */
async function stranger(browser: Browser, client: Client): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ name: "permanence", value: client.cookie ?? "", url: client.origin }]);
  return context;
}

export async function loadFirst(browser: Browser, client: Client): Promise<FirstLoad> {
  const context = await stranger(browser, client);
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let bytes = 0;
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await wire.send("Network.enable");
  const from = performance.now();
  await page.goto(client.origin);
  await page.locator(".hero").waitFor();
  const usable = performance.now() - from;
  await page.waitForTimeout(500);
  await context.close();
  return { usable, transferred: bytes / 1000 };
}

/** Real pages that stay open, on the first thing seen. */
export async function keepOpen(browser: Browser, client: Client, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const page = await (await stranger(browser, client)).newPage();
    await page.goto(client.origin);
    await page.locator(".hero").waitFor();
  }
}

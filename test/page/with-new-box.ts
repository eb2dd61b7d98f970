import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { parseConfig } from "../../src/app/config.ts";
import { type House, openHouse } from "../../src/app/house.ts";
import type { Kept } from "../../src/app/keep-running.ts";
import { endSimulator, startSimulator } from "../../src/app/simulated-line.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { whileRunning } from "../while-running.ts";
import { launch } from "./browser.ts";
import { builtPage } from "./built-page.ts";
import { type Visit, visit } from "./visit.ts";

/** A box out of its parcel, on a simulated line, and somebody who opens its page. */
export function withNewBox() {
  let folder: string;
  let house: House;
  let network: Kept | null = null;
  let browser: Browser;
  let claire: Visit;

  before(async () => {
    await builtPage();
    folder = await mkdtemp(join(tmpdir(), "permanence-new-"));
    network = await startSimulator(folder, ["line-1"], systemClock);
    house = await openHouse({
      folder,
      clock: systemClock,
      log: silentLog,
      firstOffice: null,
      watch: () => undefined,
      watchOffice: () => undefined,
      again: () => undefined,
      config: parseConfig({ web: { host: "127.0.0.1", port: 0, mdns: null } }),
    });
    browser = await launch();
    claire = await visit(browser, { url: house.page?.url ?? "" });
  });
  after(async () => {
    await browser?.close();
    await house?.close();
    if (network) await endSimulator(network);
    await rm(folder, { recursive: true, force: true });
  });

  return {
    house: whileRunning(() => house),
    page: whileRunning(() => claire.page),
    claire: whileRunning(() => claire),
  };
}

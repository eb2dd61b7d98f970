import type { Browser } from "playwright-core";
import { whileRunning } from "../while-running.ts";
import { launch } from "./browser.ts";
import { builtPage } from "./built-page.ts";
import { type House, type HouseOptions, openHouse } from "./house.ts";
import { setUp, type Visit, type Visitor, visit } from "./visit.ts";

export interface Suite extends Partial<Omit<HouseOptions, "page">> {
  /** More arguments for Chromium. */
  readonly chromium?: readonly string[];
}

/** A house and a browser for the tests of one suite; nobody has opened the page yet. */
export function withHouse({ chromium = [], ...options }: Suite = {}) {
  let house: House;
  let browser: Browser;

  before(async () => {
    const page = await builtPage();
    [house, browser] = await Promise.all([openHouse({ page, ...options }), launch(...chromium)]);
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });

  return {
    house: whileRunning(() => house),
    /** Somebody opens the page, of another house if it is given, without a session. */
    visitor: (as?: Visitor, at: Pick<House, "url"> = house): Promise<Visit> => visit(browser, at, as),
  };
}

/** A house in which Claire, its admin, has chosen her password. */
export function withClaire(suite?: Suite) {
  const { house, visitor } = withHouse(suite);
  let claire: Visit;

  before(async () => {
    claire = await visitor();
    await setUp(claire);
  });

  return { house, visitor, claire: whileRunning(() => claire) };
}

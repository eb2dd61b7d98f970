import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { LineCare } from "../../src/admin/line-care.ts";
import type { Language } from "../../src/page/words/catalogue.ts";
import { becomes } from "../kit/until.ts";
import { anAgency } from "./an-agency.ts";
import { builtPage, project } from "./built-page.ts";
import { catalogues } from "./catalogues.ts";
import { type DialogOfPage, everyDialog, ofEndedSession, ofExample } from "./dialogs.ts";
import { type House, openHouse } from "./house.ts";
import { type Look, lookAt, looks } from "./looked-at.ts";
import { setUp, signIn, turnTo, type Visit } from "./visit.ts";
import { withHouse } from "./with-house.ts";

const sources = join(project, "src", "page");

/** How many dialogs each component holds. */
async function dialogsInSources(): Promise<ReadonlyMap<string, number>> {
  const names = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith(".svelte"));
  const counted = await Promise.all(
    names.map(async (name): Promise<[string, number]> => {
      const source = await readFile(join(sources, name), "utf8");
      return [name, source.match(/<Dialog\b/g)?.length ?? 0];
    }),
  );
  return new Map(counted.filter(([, count]) => count > 0));
}

/** What should have the focus in the dialog that is open: its first field, of radio buttons the chosen one. */
const FIRST_FIELD = `(() => {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const fields = [...dialog.querySelectorAll("input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)")]
    .filter((field) => field.checkVisibility());
  const [first] = fields;
  const wanted = first?.type === "radio" ? fields.find(({ name, checked }) => name === first.name && checked) ?? first : first;
  const told = dialog.querySelector("[data-first]");
  if (told) return document.activeElement === told;
  return wanted ? document.activeElement === wanted : dialog.contains(document.activeElement);
})()`;

/** A line that can be tested; nobody does. */
const idle: LineCare = {
  forwarding: () => "hook-flash",
  sim: () => ({ configured: false }),
  check: async () => "done",
  probe: async () => ({ end: "done", outcome: "accepted", secondCall: true }),
  transcript: () => ({ on: false, until: null, configured: false }),
  beginTranscript: async () => undefined,
  endTranscript: async () => undefined,
};

const hasFocus = (element: Locator) =>
  element.evaluate(
    (each: unknown) => (globalThis as { document?: { activeElement: unknown } }).document?.activeElement === each,
  );

describe("Each dialog of the page", () => {
  const { visitor } = withHouse({ care: idle });
  let example: House;

  before(async () => {
    example = await openHouse({ page: await builtPage(), seeded: false, office: null, example: anAgency });
    const first = await visitor();
    await setUp(first);
    await first.context.close();
  });
  after(async () => {
    await example?.close();
  });

  it("is on the list of those that are looked at", async () => {
    const titles = new Map<string, Set<string>>();
    for (const { file, title } of [...everyDialog, ofExample, ofEndedSession])
      titles.set(file, (titles.get(file) ?? new Set()).add(title(catalogues.fr)));
    const held = await dialogsInSources();
    assert.ok(held.size > 15);
    assert.deepEqual(
      [...titles.keys()].sort(),
      [...held.keys()].sort(),
      "test/page/dialogs.ts lists each with a <Dialog>",
    );
    for (const [file, count] of held) assert.ok((titles.get(file)?.size ?? 0) >= count, `${file} holds ${count}`);
  });

  /** By keyboard: opened, on its first field, looked at, closed by Escape, and the focus is where it was. */
  async function visitDialog(
    page: Page,
    language: Language,
    dialog: DialogOfPage,
    ways: readonly Look[],
  ): Promise<string[]> {
    const words = catalogues[language];
    const title = dialog.title(words);
    const name = `${dialog.path.replaceAll("/", "-")}-${dialog.file.replace(/.*\/|\.svelte/g, "")}-${title}-${language}`;
    const [{ width = 1280, theme = "light" } = {}] = ways;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme });
    await dialog.before?.(page, words);
    const [opener, ...inside] = dialog.by(page, words);
    assert.ok(opener);
    for (const press of [opener, ...inside]) {
      await press.focus();
      await page.keyboard.press("Enter");
    }
    const shown = page.getByRole("dialog", { name: title, exact: true });
    await shown.waitFor();
    await becomes(() => page.evaluate(FIRST_FIELD), true, `${name} begins on its first field`);
    const wrong = await lookAt(page, name, ways, "dialog[open]");
    if (dialog.further) {
      await dialog.further(page, words);
      wrong.push(...(await lookAt(page, `${name}-further`, ways, "dialog[open]")));
    }
    await page.keyboard.press("Escape");
    await shown.waitFor({ state: "detached" });
    await page.setViewportSize({ width, height: 800 });
    await becomes(() => hasFocus(opener), true, `${name} gives the focus back`);
    return wrong;
  }

  for (const language of ["fr", "en"] as const) {
    const ways: readonly Look[] = looks[language];

    it(`can be read by everyone, opens on its first field, and Escape goes back, in ${language}`, async () => {
      const someone = await visitor({ language });
      await signIn(someone);
      await someone.page.locator(".hero").waitFor();
      const wrong: string[] = [];
      let at = "";
      for (const dialog of everyDialog) {
        if (dialog.path !== at) await turnTo(someone.page, dialog.path);
        at = dialog.path;
        const here = dialog.narrow ? ways.filter(({ width }) => width < 960) : ways;
        wrong.push(...(await visitDialog(someone.page, language, dialog, here)));
      }
      wrong.push(...(await endsSession(someone, language, ways)));
      assert.deepEqual(wrong, []);
      await someone.context.close();
    });
  }

  for (const language of ["fr", "en"] as const)
    it(`of an example says what leaving it takes away, in ${language}`, async () => {
      const someone = await visitor({ language }, example);
      const { page } = someone;
      if (language === "fr") {
        await setUp(someone);
        assert.deepEqual(await lookAt(page, "choice-fr", looks.fr), []);
        await page.getByRole("button", { name: /exemple/ }).click();
        const [person] = anAgency.people;
        assert.ok(person);
        await example.store.office.save("people", { ...person, name: "Amélie Dupont" }, "Claire");
      } else await signIn(someone);
      await page.locator(".hero").waitFor();
      assert.deepEqual(await visitDialog(page, language, ofExample, looks[language]), []);
      assert.deepEqual(await lookAt(page, `example-${language}`, looks[language]), []);
      await someone.context.close();
    });

  /** Whoever is signed out while they work is asked over it, and goes on. */
  async function endsSession({ page, context, complaints }: Visit, language: Language, ways: readonly Look[]) {
    await turnTo(page, "settings/account");
    await context.clearCookies();
    const fields = page.locator("main input[type=password]");
    for (let n = 0; n < 3; n++) await fields.nth(n).fill("a new password");
    await page.locator("main form button[type=submit]").last().click();
    const shown = page.getByRole("dialog", { name: ofEndedSession.title(catalogues[language]), exact: true });
    await shown.waitFor();
    const wrong = await lookAt(page, `session-ended-${language}`, ways, "dialog[open]");
    await page.keyboard.press("Escape");
    await shown.waitFor({ state: "detached" });
    assert.deepEqual(
      complaints.filter((text) => !text.includes("401")),
      [],
    );
    return wrong;
  }
});

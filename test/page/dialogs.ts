import type { Locator, Page } from "playwright-core";
import type { Words } from "../../src/page/words/shape.ts";

/**
 * A dialog of the page, and how a person comes to it. A new component with a `<Dialog>` belongs here, or
 * `dialogs.test.ts` says which is missing: it opens each of them in both languages, by keyboard, and looks at it.
 */
export interface DialogOfPage {
  /** The component that holds it, below `src/page`. */
  readonly file: string;
  readonly path: string;
  readonly title: (words: Words) => string;
  /** What is pressed: the first is on the page, and has the focus again at the end; the others are in dialogs. */
  readonly by: (page: Page, words: Words) => readonly Locator[];
  /** What must be done on the page before. */
  readonly before?: (page: Page, words: Words) => Promise<unknown>;
  /** What it shows further on: looked at as well. */
  readonly further?: (page: Page, words: Words) => Promise<unknown>;
  /** Only where the page is narrow. */
  readonly narrow?: true;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
const inDialog = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });
const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const choose = (page: Page, name: string, text: string) =>
  page.locator("dialog input[type=file]").setInputFiles(file(name, text));

const calendar = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Elsewhere//EN
BEGIN:VEVENT
UID:one@elsewhere
DTSTAMP:20261101T080000Z
DTSTART;TZID=Europe/Paris:20261202T090000
DTEND;TZID=Europe/Paris:20261202T120000
SUMMARY:Permanence Amélie Durand
END:VEVENT
BEGIN:VEVENT
UID:two@elsewhere
DTSTAMP:20261101T080000Z
DTSTART;TZID=Europe/Paris:20261203T140000
DTEND;TZID=Europe/Paris:20261203T180000
SUMMARY:Remplaçante
END:VEVENT
END:VCALENDAR
`.replaceAll("\n", "\r\n");

const ofDuty: readonly DialogOfPage[] = [
  {
    file: "pages/duty/rule-dialog.svelte",
    path: "duty",
    title: ({ duty }) => duty.rule.add,
    by: (page, { duty }) => [button(page, duty.rule.add)],
  },
  {
    file: "pages/duty/rule-dialog.svelte",
    path: "duty",
    title: ({ duty }) => duty.rule.title,
    by: (page) => [page.locator("button.shift").first()],
  },
  {
    file: "pages/duty/swap-dialog.svelte",
    path: "duty",
    title: ({ duty }) => duty.swap.title,
    by: (page, { duty }) => [page.locator("button.shift").first(), inDialog(page, duty.rule.swap)],
  },
  {
    file: "pages/duty/move-dialog.svelte",
    path: "duty",
    title: ({ duty }) => duty.move.title,
    by: (page, { duty }) => [page.locator("button.shift").first(), inDialog(page, duty.rule.move)],
  },
  {
    file: "pages/duty/hours-dialog.svelte",
    path: "duty",
    title: ({ duty }) => duty.hours.title,
    by: (page, { duty }) => [button(page, duty.hours.button)],
    further: (page, { duty }) => page.getByText(duty.hours.prepare).click(),
  },
  {
    file: "pages/duty/import-dialog.svelte",
    path: "duty",
    title: ({ duty }) => duty.import.title,
    by: (page, { duty }) => [button(page, duty.import.button)],
    async further(page) {
      await choose(page, "plan.ics", calendar);
      await page.getByRole("dialog").getByText("Remplaçante").first().waitFor();
    },
  },
  {
    file: "pages/duty/away.svelte",
    path: "duty",
    title: ({ duty }) => duty.away.leave,
    by: (page, { duty }) => [button(page, duty.away.addLeave)],
  },
  {
    file: "pages/duty/away.svelte",
    path: "duty",
    title: ({ duty }) => duty.away.closures,
    by: (page, { shell }) => [button(page, `${shell.edit}${shell.colon}Fermeture de Noël`)],
  },
];

const people =
  "nom;téléphone;courriel;rôles\nInès Robert;06 39 98 00 09;ines@tilleuls.example;accueil\nSans Numéro;12;;\n";

const ofPeople: readonly DialogOfPage[] = [
  {
    file: "pages/people/person-dialog.svelte",
    path: "people",
    title: ({ people: w }) => w.add,
    by: (page, { people: w }) => [button(page, w.add)],
  },
  {
    file: "pages/people/person-dialog.svelte",
    path: "people",
    title: ({ people: w }) => w.edit("Sophie Martin"),
    by: (page, { people: w }) => [button(page, w.edit("Sophie Martin"))],
    further: (page, { people: w }) => inDialog(page, w.removing.start).click(),
  },
  {
    file: "pages/people/leave-dialog.svelte",
    path: "people",
    title: ({ people: w }) => w.leave.title("Yann Le Goff"),
    by: (page, { people: w }) => [button(page, w.leave.title("Yann Le Goff"))],
  },
  {
    file: "pages/people/caller-dialog.svelte",
    path: "people",
    title: ({ people: w }) => w.addCaller,
    by: (page, { people: w }) => [button(page, w.addCaller)],
    further: (page, { people: w }) => inDialog(page, w.addRelative).click(),
  },
  {
    file: "pages/people/caller-dialog.svelte",
    path: "people",
    title: ({ people: w }) => w.block,
    by: (page, { people: w }) => [button(page, w.block)],
  },
  ...(["people", "callers", "blocked"] as const).map(
    (list): DialogOfPage => ({
      file: "pages/people/sheet-dialog.svelte",
      path: "people",
      title: ({ people: w }) => w.sheet.titles[list],
      by: (page, { people: w }) => [button(page, w.sheet.titles[list])],
      ...(list === "people"
        ? {
            async further(page: Page) {
              await choose(page, "equipe.csv", people);
              await page.getByRole("dialog").getByText("Inès Robert").first().waitFor();
            },
          }
        : {}),
    }),
  ),
];

const ofSettings: readonly DialogOfPage[] = [
  {
    file: "pages/settings/user-dialog.svelte",
    path: "settings/users",
    title: ({ settings }) => settings.addUser,
    by: (page, { settings }) => [button(page, settings.addUser)],
  },
  {
    file: "pages/settings/user-dialog.svelte",
    path: "settings/users",
    title: ({ settings }) => settings.editUser("Claire"),
    by: (page, { settings }) => [button(page, settings.editUser("Claire"))],
  },
  {
    file: "pages/settings/menu-key-dialog.svelte",
    path: "settings/menu",
    title: ({ menu }) => menu.add,
    by: (page, { menu }) => [button(page, menu.add)],
  },
  {
    file: "pages/settings/caller-asks.svelte",
    path: "settings/retention",
    title: ({ retention }) => retention.caller.forget,
    before: (page, { retention }) => page.getByLabel(retention.caller.number).fill("01 99 00 00 42"),
    by: (page, { retention }) => [button(page, retention.caller.forget)],
  },
];

const ofOthers: readonly DialogOfPage[] = [
  {
    file: "pages/today/absence-switch.svelte",
    path: "today",
    title: ({ today }) => today.absence.ask,
    by: (page, { today }) => [page.getByRole("switch", { name: today.absence.title })],
    further: (page, { today }) => page.getByLabel(today.absence.other).check(),
  },
  {
    file: "kit/remove-dialog.svelte",
    path: "messages/call-0122",
    title: ({ messages }) => messages.remove,
    by: (page, { shell }) => [button(page, shell.remove)],
  },
  {
    file: "kit/remove-dialog.svelte",
    path: "texts",
    title: ({ texts }) => texts.remove,
    by: (page, { texts }) => [button(page, texts.remove)],
  },
  {
    file: "pages/lines/check-dialog.svelte",
    path: "lines",
    title: ({ lines }) => lines.checkTitle("line-1"),
    by: (page, { lines }) => [button(page, lines.check)],
  },
  {
    file: "pages/lines/sim-trial-dialog.svelte",
    path: "lines",
    title: ({ lines }) => lines.sim.tryTitle,
    by: (page, { lines }) => [button(page, lines.sim.tryOut)],
  },
  {
    file: "pages/lines/probe-dialog.svelte",
    path: "lines",
    title: ({ lines }) => lines.probeTitle("line-1"),
    by: (page, { lines }) => [button(page, lines.probe)],
  },
  {
    file: "shell/bottom-bar.svelte",
    path: "today",
    title: ({ pages }) => pages.more,
    by: (page, { pages }) => [button(page, pages.more)],
    narrow: true,
  },
];

export const everyDialog: readonly DialogOfPage[] = [...ofDuty, ...ofPeople, ...ofSettings, ...ofOthers];

/** Opened on an example agency. */
export const ofExample: DialogOfPage = {
  file: "shell/leave-example.svelte",
  path: "today",
  title: ({ setup }) => setup.example.leave.title,
  by: (page, { setup }) => [button(page, setup.example.own)],
};

/** Opened by a session that ended, over whatever was being done. */
export const ofEndedSession: Pick<DialogOfPage, "file" | "title"> = {
  file: "shell/shell.svelte",
  title: ({ signIn }) => signIn.title,
};

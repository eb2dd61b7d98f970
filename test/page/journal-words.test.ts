import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sheetOf } from "../../src/admin/schemas/sheets.ts";
import * as schemas from "../../src/duty/office.ts";
import { changesOf, rowChangesOf, type Sayings } from "../../src/page/pages/settings/journal-changes.ts";
import { journalSentence } from "../../src/page/pages/settings/journal-sentence.ts";
import { isOfRows, sayWhat } from "../../src/page/pages/settings/journal-what.ts";
import { en } from "../../src/page/words/en.ts";
import { fr } from "../../src/page/words/fr.ts";
import { lists } from "../../src/store/office-lists.ts";
import { keptSafe } from "../../src/store/safe-number.ts";
import { project } from "./built-page.ts";

/** How the code names what it writes into the journal. */
const written = [
  /\bwhat: "([a-z-]+\.[a-z.-]+)"/g,
  /\bchange\("([a-z]+\.[a-z-]+)"/g,
  /\bchangeOffice\([^"]*"([a-z.-]+)"/g,
  /\btell\(tx, "([a-z.-]+)"/g,
  /\bMADE = "([a-z.-]+)"/g,
];

async function everyWhat(): Promise<string[]> {
  const found = new Set<string>();
  for (const room of ["admin", "app", "backup", "store"]) {
    const folder = join(project, "src", room);
    for (const name of await readdir(folder, { recursive: true })) {
      if (!name.endsWith(".ts") || name.startsWith("page")) continue;
      const source = await readFile(join(folder, name), "utf8");
      for (const pattern of written) for (const [, what = ""] of source.matchAll(pattern)) found.add(what);
      for (const [, key] of source.matchAll(/settings\.set\("([a-z]+)"/g)) found.add(`setting.${key}`);
    }
  }
  for (const kind of Object.keys(lists)) for (const act of ["save", "remove"]) found.add(`${kind}.${act}`);
  for (const list of sheetOf.shape.list.options) found.add(`${list}.import`);
  return [...found, "setting.mail", "setting.line.line-1.check"];
}

const say: Sayings = {
  fields: fr.journal.fields,
  kinds: fr.journal.kinds,
  values: fr.journal.values,
  yes: "oui",
  no: "non",
  other: fr.journal.other,
  days: ["lun.", "mar."],
  nameOf: (id) => (id === "amelie" ? "Amélie Durand" : id),
  known: {},
  holidayOf: String,
  moment: String,
  day: String,
};

describe("the journal", () => {
  it("has words for whatever is written into it, in both languages", async () => {
    const whats = await everyWhat();
    for (const known of ["rota.move", "calendar.import", "office.change", "backup.make", "message.expire", "user.add"])
      assert.ok(whats.includes(known), `${known} is not found in the code any more`);
    for (const { journal } of [fr, en])
      assert.deepEqual(
        whats.filter((what) => sayWhat({ what, before: 1, after: 2 }, journal).includes(journal.other)),
        [],
      );
  });

  it("tells each thing that the program writes in a sentence, whatever was kept of it (P6)", async () => {
    const id = "person-1usvkdi";
    const row = { id, name: { of: "nobody" }, person: id, people: [id, { id, name: "Zoé" }], list: ["a"], from: {} };
    const values = [null, 1, "x", row, [row], { "rota a": row, "people b": null }, { hours: [{ weekdays: [1] }] }];
    for (const what of await everyWhat())
      for (const before of values)
        for (const after of values)
          for (const words of [fr, en]) {
            const entry = { by: "Claire", what, before, after, names: { [id]: "Zoé" } };
            const sayings = {
              ...say,
              known: entry.names,
              nameOf: (person: string) => (person === id ? "Zoé" : words.journal.someone),
            };
            const changes = (isOfRows(what) ? rowChangesOf : changesOf)(before, after, sayings);
            const text = [journalSentence(entry, words), ...changes.flatMap((each) => Object.values(each))].join("\n");
            if (what.includes(".")) assert.doesNotMatch(text, /^Claire ?:/, what);
            assert.doesNotMatch(text, /\[object|undefined|person-1usvkdi|: $/m, `${what}: ${text}`);
          }
  });

  it("tells what an older release wrote, and nobody knows any more, by its subject (P6)", () => {
    const entry = { by: "Claire", what: "people.merge", before: null, after: { name: "Zoé" }, names: {} };
    assert.equal(journalSentence(entry, fr), "Claire : Personne : ajout");
    assert.equal(journalSentence({ ...entry, what: "gone.away" }, en), "Claire: Another setting: added");
  });

  it("has words for each field of an office, and of a line's safe number", () => {
    const { writtenPerson, closure, leave, override, writtenCaller, menuKey, hoursSlot, rotaRule, writtenOffice } =
      schemas;
    const shapes = [
      writtenPerson,
      closure,
      leave,
      override,
      writtenCaller,
      menuKey,
      hoursSlot,
      rotaRule,
      writtenOffice,
      keptSafe,
    ];
    const fields = shapes.flatMap(({ shape }) => Object.keys(shape)).filter((field) => !said.has(field));
    for (const { journal } of [fr, en])
      assert.deepEqual(
        fields.filter((field) => !(field in journal.fields)),
        [],
      );
  });

  it("tells of rows that changed together, each as what it is", () => {
    assert.ok(isOfRows("rota.move") && isOfRows("people.import") && !isOfRows("people.save"));
    const rule = { id: "a", person: "amelie", service: "duty", from: "08:30", to: "13:00", starts: "2026-11-23" };
    const once = { ...rule, from: "09:00", repeat: { every: "week", weekdays: [1, 2] } };
    assert.deepEqual(
      rowChangesOf({ "rota a": rule, "blocked +33": null }, { "rota a": once, "blocked +33": "+33" }, say),
      [
        {
          field: "Planning",
          before: "Amélie Durand, permanence, 2026-11-23, 08:30 – 13:00",
          after: "Amélie Durand, permanence, 2026-11-23, chaque semaine, lun. mar., 09:00 – 13:00",
        },
        { field: "Numéro bloqué", before: null, after: "+33" },
      ],
    );
  });
});

/** Never shown, or shown by what is in them. */
const said = new Set(["id", "repeat", "told", "threshold"]);

import assert from "node:assert/strict";
import fc from "fast-check";
import type { SheetList } from "../../src/admin/schemas/sheets.ts";
import { decodeText } from "../../src/admin/sheet/decode-text.ts";
import { readNumber } from "../../src/admin/sheet/number-cell.ts";
import { readSheet } from "../../src/admin/sheet/read-sheet.ts";
import { modelSheet, writeSheet } from "../../src/admin/sheet/write-sheet.ts";
import { type Office, office, roles, schemasOf } from "../../src/duty/office.ts";

const { knownCaller, person } = schemasOf("FR");
const known: Office = office.parse({
  name: "Les Tilleuls",
  zone: "Europe/Paris",
  people: [
    {
      id: "amelie",
      name: "Amélie Durand",
      numbers: ["06 39 98 00 01", "01 99 00 00 11"],
      email: "amelie@example.org",
      roles: ["answers"],
      told: { messages: "all" },
    },
    { id: "karim", name: "Karim Benali", numbers: ["06 39 98 00 02"] },
  ],
  callers: [
    { number: "01 99 00 00 42", name: "Mme Lefèvre", fragile: true },
    { number: "01 99 00 00 43", name: "M. Petit" },
  ],
  blocked: ["09 48 00 00 01"],
});

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, mark: boolean) => Buffer.from((mark ? "\ufeff" : "") + text, "utf16le");
const read = (list: SheetList, file: Uint8Array | string, language: "fr" | "en" = "fr") => {
  const sheet = readSheet(typeof file === "string" ? utf8(file) : file, list, known, language);
  if ("refused" in sheet) throw new Error(`refused: ${sheet.refused} ${sheet.what}`);
  return sheet;
};
const refused = (list: SheetList, file: Uint8Array | string) => {
  const sheet = readSheet(typeof file === "string" ? utf8(file) : file, list, known, "fr");
  return "refused" in sheet ? sheet.refused : "read";
};
/** `state name numbers` of each row. */
const said = (list: SheetList, file: Uint8Array | string) =>
  read(list, file).rows.map(({ state, name, numbers }) => [state, name, ...numbers].join(" · "));

describe("a number in a table", () => {
  const cases: readonly (readonly [cell: string, is: string])[] = [
    ["06 39 98 00 01", "+33639980001"],
    ["+33 (0)6.39.98.00.01", "+33639980001"],
    ["0033639980001", "+33639980001"],
    ["'0639980001", "+33639980001"],
    ['="0639980001"', "+33639980001"],
    ["06\u00a039\u202f98 00 01\u202c", "+33639980001"],
    ["06/39/98/00/01", "+33639980001"],
    ["+49 30 901820", "+4930901820"],
    ["639980001", "+33639980001 zero"],
    ["33639980001", "+33639980001 zero"],
    ["639980001,00", "+33639980001 zero"],
    ["6,39980001E+08", "+33639980001 scientific"],
    ["3.3639980001E+10", "+33639980001 scientific"],
    ["6,39E+08", "scientific"],
    ["6.4E8", "scientific"],
    ["1,23E+45", "scientific"],
    ["06 39 98 00", "not-a-number"],
    ["15", "not-a-number"],
    ["voir fiche 0639980001", "not-a-number"],
    ["#N/A", "not-a-number"],
    ["", "not-a-number"],
  ];
  for (const [cell, is] of cases)
    it(`${JSON.stringify(cell)} is ${is}`, () => {
      const told = readNumber(cell, "FR");
      const all = "wrong" in told ? [told.wrong] : [told.number, ...(told.mended ? [told.mended] : [])];
      assert.equal(all.join(" "), is);
    });
});

describe("a table", () => {
  const rows = "Nom;Téléphone;Public fragile\r\nM. Müller;06 39 98 00 77;oui\r\nMme Lefèvre;0199000042;OUI\r\n";
  const what = ["new · M. Müller · 06 39 98 00 77", "same · Mme Lefèvre · 01 99 00 00 42"];
  const files: readonly (readonly [how: string, file: Uint8Array | string])[] = [
    ["UTF-8", rows],
    ["UTF-8 with its mark", `\ufeff${rows}`],
    ["UTF-16", utf16(rows, true)],
    ["UTF-16 without its mark", utf16(rows, false)],
    ["UTF-16, the other way round", Buffer.from(utf16(rows, true)).swap16()],
    ["Windows-1252", Buffer.from(rows, "latin1")],
    ["commas", rows.replaceAll(";", ",")],
    ["tabs", rows.replaceAll(";", "\t")],
    ["lines of old Macs", rows.replaceAll("\r\n", "\r")],
    ["the delimiter told", `sep=;\r\n${rows}`],
    ["everything quoted", rows.replaceAll(/[^;\r\n]+/g, '"$&"')],
    ["no last line end", rows.trim()],
    ["English titles", rows.replace("Nom;Téléphone;Public fragile", "Name;Phone number;Fragile client")],
    ["no titles", rows.slice(rows.indexOf("\n") + 1)],
    ["other columns", rows.replaceAll("\r\n", ";12 rue des Lilas\r\n").replace("12 rue des Lilas", "Adresse")],
  ];
  for (const [how, file] of files) it(`is read: ${how}`, () => assert.deepEqual(said("callers", file), what));

  it("says which columns nothing is made of, and counts lines as the spreadsheet does", () => {
    const sheet = read("callers", "Nom;Ville;Tel1\n\nM. Un;Metz;0199000071\n;;\nM. Deux;Metz;0199000072");
    assert.deepEqual(sheet.ignored, ["Ville"]);
    assert.deepEqual(
      sheet.rows.map(({ line }) => line),
      [3, 5],
    );
  });

  const bad: readonly (readonly [why: string, file: Uint8Array | string])[] = [
    ["workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0)],
    ["not-a-table", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 13, 0, 0, 0, 0, 1)],
    ["not-a-table", " \n;;\n"],
    ["open-quote", `Nom;Tel\n"M. Un;0199000071\n${"x\n".repeat(30)}`],
    ["no-numbers", "Nom;Ville\nM. Un;Metz"],
    ["no-names", "Ville;Tel\nMetz;0199000071"],
    ["too-many-rows", `Nom;Tel\n${"M. Un;0199000071\n".repeat(2001)}`],
  ];
  for (const [why, file] of bad) it(`is refused: ${why}`, () => assert.equal(refused("callers", file), why));

  it("is never more than refused, whatever it holds", () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "binary" }).map(utf8)),
        fc.constantFrom<SheetList>("people", "callers", "blocked"),
        (bytes, list) => {
          const sheet = readSheet(bytes, list, known, "fr");
          assert.ok(
            "refused" in sheet || sheet.rows.every(({ state, notes }) => state !== "wrong" || notes.length > 0),
          );
        },
      ),
    ));
});

describe("known callers in a table", () => {
  const notes = (file: string, language: "fr" | "en" = "fr") =>
    read("callers", file, language).rows.map((row) => row.notes);

  it("are new, change, stay or are wrong, each with its sentence", () => {
    const file = [
      "Civilité;Prénom;Nom;Fixe;Mobile;Fragile",
      "Mme;Jeanne;Lefèvre;01 99 00 00 42;;non",
      "M.;;Petit;0199000043;639980078;",
      ";;Sans numéro;;;oui",
      ";;M. Faux;6,39E+08;;oui",
      ";;M. Petit bis;01 99 00 00 43;;",
      ";;M. Peut-être;01 99 00 00 90;;peut-être",
      ";;;01 99 00 00 91;;",
      ";;Karim;06 39 98 00 02;;",
    ].join("\n");
    assert.deepEqual(said("callers", file), [
      "changed · Mme Jeanne Lefèvre · 01 99 00 00 42",
      "changed · M. Petit · 01 99 00 00 43 · 06 39 98 00 78",
      "wrong · Sans numéro",
      "wrong · M. Faux · 6,39E+08",
      "wrong · M. Petit bis · 01 99 00 00 43",
      "wrong · M. Peut-être · 01 99 00 00 90",
      "wrong ·  · 01 99 00 00 91",
      "new · Karim · 06 39 98 00 02",
    ]);
    assert.deepEqual(notes(file), [
      ["Nom : Mme Lefèvre → Mme Jeanne Lefèvre", "Public fragile : oui → non"],
      [
        "Numéros : 01 99 00 00 43 → 01 99 00 00 43, 06 39 98 00 78",
        "Numéro abîmé par le tableur, rétabli : 06 39 98 00 78.",
      ],
      ["Il manque le numéro de téléphone."],
      [
        "Le tableur a changé ce numéro en « 6,39E+08 » : ses derniers chiffres sont perdus. Mettez la colonne au format Texte et ressaisissez-le.",
      ],
      ["C’est déjà à la ligne 3."],
      ["« peut-être » : écrivez oui ou non."],
      ["Il manque le nom."],
      ["Ce numéro appartient à Karim Benali, de l’équipe."],
    ]);
    assert.deepEqual(notes("Name,Phone\nX,12", "en"), [["“12” is not a valid telephone number."]]);
  });

  it("keep what an empty cell does not say", () => {
    assert.deepEqual(said("callers", "Nom;Tel;Fragile\nMme Lefèvre;0199000042;"), [
      "same · Mme Lefèvre · 01 99 00 00 42",
    ]);
  });

  const names = fc
    .oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^'*[=+\-@\t]?[a-z;,"'\n ]{0,6}$/),
      fc.constantFrom("=1+1", "'=x", "''+y", 'Mme "Jo"', "Nom;Tel", "oui"),
    )
    .filter((name) => name.trim() !== "" && !name.includes("\0"));
  it("have several numbers, a note, relatives, a language, and are hard of hearing", () => {
    const titles = "Nom;Téléphone;Mobile;Fragile;Malentendante;Langue;Remarques;Proches;Courriel";
    const row = "Mme Roux;01 99 00 00 50;06 39 98 00 50 ou 06 39 98 00 51;oui;x;anglais;Clé chez la voisine;";
    const relatives = "Paul Roux (fils) 06 39 98 00 52; Anne";
    const sheet = read("callers", `${titles}\n${row}"${relatives}";roux@example.org\n`);
    assert.deepEqual(sheet.ignored, ["Courriel"], "what this list makes nothing of is told");
    assert.deepEqual(
      sheet.rows.map(({ state, entry }) => [state, entry]),
      [
        [
          "new",
          {
            number: "+33199000050",
            otherNumbers: ["+33639980050", "+33639980051"],
            name: "Mme Roux",
            fragile: true,
            hardOfHearing: true,
            language: "en",
            note: "Clé chez la voisine",
            relatives: [{ name: "Paul Roux", relation: "fils", number: "+33639980052" }, { name: "Anne" }],
          },
        ],
      ],
    );
    const wrong = (cells: string) => notes(`Nom;Tel;Mobile;Langue;Note;Proches\n${cells}`)[0];
    assert.deepEqual(wrong("X;0199000050;12;;;"), ["« 12 » n’est pas un numéro de téléphone valable."]);
    assert.equal(read("callers", "Nom;Tel;Mobile\nX;0199000050;12").rows[0]?.state, "new", "the other is taken");
    assert.deepEqual(wrong("X;0199000050;;klingon;;"), ["« klingon » : écrivez fr ou en."]);
    assert.deepEqual(wrong(`X;0199000050;;;${"a".repeat(501)};`), [
      "La note dépasse 500 caractères : elle est laissée de côté.",
    ]);
    assert.match(wrong("X;0199000050;;;;06 39 98 00 52")?.[0] ?? "", /écrivez les proches ainsi/);
    assert.deepEqual(wrong("X;0199000042 / 0199000043;;;;"), [
      "Ces numéros appartiennent à plusieurs appelants connus (Mme Lefèvre, M. Petit) : modifiez-les dans leur fiche.",
    ]);
  });

  const digits = (n: number) => String(n).padStart(4, "0");
  const few = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const callers = fc
    .uniqueArray(
      fc.record({
        number: fc.nat(9999),
        others: fc.integer({ min: 0, max: 4 }),
        name: names,
        fragile: fc.boolean(),
        hardOfHearing: few(fc.boolean()),
        language: few(fc.constantFrom("fr" as const, "en" as const)),
        note: few(names),
        relative: few(fc.constantFrom({ name: "Paul Roux", relation: "fils" }, { name: "Zoé", number: "0639980052" })),
      }),
      { selector: (c) => c.number },
    )
    .map((all) =>
      all.map(({ number, others, relative, ...rest }) =>
        knownCaller.parse({
          ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
          ...(relative && { relatives: [relative] }),
          number: `+3319900${digits(number)}`,
          ...(others > 0 && { otherNumbers: Array.from({ length: others }, (_, n) => `+331991${n}${digits(number)}`) }),
        }),
      ),
    );

  it("come back as they went, in both languages, and no cell is a formula", () =>
    fc.assert(
      fc.property(callers, fc.constantFrom("fr" as const, "en" as const), (all, language) => {
        const table = writeSheet("callers", { ...known, callers: all }, language);
        const sheet = readSheet(utf8(table), "callers", { ...known, callers: all }, language);
        assert.ok(!("refused" in sheet), JSON.stringify(sheet));
        assert.deepEqual(
          sheet.rows.map(({ state, name }) => [state, name]),
          all.map(({ name }) => ["same", name]),
        );
        const fresh = readSheet(utf8(table), "callers", { ...known, callers: [] }, language);
        assert.deepEqual("refused" in fresh ? fresh : fresh.rows.map(({ entry }) => entry), all);
        assert.doesNotMatch(table.replace("\ufeff", ""), /(^|[;,]|\r\n)"?[=+\-@]/);
      }),
    ));
});

describe("people in a table", () => {
  it("are found by name or number, and keep what the table does not say", () => {
    const sheet = read(
      "people",
      [
        "Prénom;Nom;Mobile;Téléphone fixe;Courriel;Langue;Rôles",
        "AMELIE;DURAND;06 39 98 00 01;01 99 00 00 11;;;",
        "Karim;Ben Ali;06 39 98 00 02;;karim@example.org;anglais;répond au téléphone, on-call",
        "Inès;Robert;06 39 98 00 09 / 01 99 00 00 19;;;;",
        "Inès;Robert-Roux;06 39 98 00 10;;pas une adresse;;pilote",
        "Paul;Sans;;;;;",
      ].join("\n"),
    );
    assert.deepEqual(
      sheet.rows.map(({ state, notes }) => [state, ...notes]),
      [
        ["changed", "Nom : Amélie Durand → AMELIE DURAND"],
        [
          "changed",
          "Nom : Karim Benali → Karim Ben Ali",
          "Courriel : rien → karim@example.org",
          "Langue : fr → en",
          "Rôles : rien → Répond au téléphone, Assure l’astreinte",
        ],
        ["new"],
        [
          "wrong",
          "« pas une adresse » n’est pas une adresse de courriel.",
          "« pilote » n’est pas un rôle. Les rôles : Planifie la permanence, Répond au téléphone, Assure l’astreinte, Suit les messages, Veille à la qualité.",
        ],
        ["wrong", "Il manque le numéro de téléphone."],
      ],
    );
    assert.deepEqual(sheet.rows[0]?.entry, { ...known.people[0], name: "AMELIE DURAND" });
    assert.deepEqual(sheet.rows[2]?.entry, {
      ...person.parse({ id: "ines-robert", name: "Inès Robert", numbers: ["0639980009", "0199000019"] }),
    });
  });

  it("of one name are told apart by their numbers, or not at all", () => {
    const two = (numbers: string) => {
      const people = ["0639980021", "0639980022"].map((number, n) =>
        person.parse({ id: `p${n}`, name: "Marie Petit", numbers: [number] }),
      );
      const sheet = readSheet(utf8(`Nom;Tel\nMarie Petit;${numbers}`), "people", { ...known, people }, "fr");
      return "refused" in sheet ? [] : sheet.rows.map(({ state, notes }) => [state, ...notes]);
    };
    assert.deepEqual(two("06 39 98 00 22"), [["same"]]);
    assert.deepEqual(two("06 39 98 00 23"), [
      ["wrong", "Plusieurs personnes portent ce nom : modifiez-les dans leur fiche."],
    ]);
  });

  it("come back as they went", () => {
    const whole = {
      ...known,
      people: [
        ...known.people,
        person.parse({ id: "z", name: "=Zoé", numbers: ["+49 30 901820"], language: "en", roles: [...roles] }),
      ],
    };
    for (const language of ["fr", "en"] as const) {
      const sheet = readSheet(utf8(writeSheet("people", whole, language)), "people", whole, language);
      assert.deepEqual("refused" in sheet ? sheet : sheet.rows.map(({ state }) => state), ["same", "same", "same"]);
    }
  });
});

describe("numbers to block in a table", () => {
  it("warn of whom they belong to, and are then not taken unasked", () => {
    const sheet = read("blocked", "0948000001\n0948000002\n0199000042\n0639980001\n0948000002");
    assert.deepEqual(
      sheet.rows.map(({ state, careful, notes }) => [state, careful, ...notes]),
      [
        ["same", false],
        ["new", false],
        [
          "new",
          true,
          "Ce numéro appartient à Mme Lefèvre, public fragile : ses appels ne seraient plus jamais décrochés.",
        ],
        ["new", true, "Ce numéro appartient à Amélie Durand, de l’équipe."],
        ["wrong", false, "C’est déjà à la ligne 2."],
      ],
    );
  });
});

describe("a model of a table", () => {
  for (const list of ["people", "callers", "blocked"] as const)
    it(`of ${list} can be read`, () => {
      for (const language of ["fr", "en"] as const) {
        const { rows, ignored } = read(list, modelSheet(list, language));
        assert.deepEqual([rows.map(({ state }) => state !== "wrong"), ignored], [[true], []]);
      }
    });
});

describe("a table of an address book", () => {
  const name = "Sœur Marie de l’Enfant – 10 €";
  const bytes1252 = Buffer.concat([
    Buffer.from("Nom;Tel\r\nS", "latin1"),
    Buffer.from([0x9c]),
    Buffer.from("ur Marie de l", "latin1"),
    Buffer.from([0x92]),
    Buffer.from("Enfant ", "latin1"),
    Buffer.from([0x96]),
    Buffer.from(" 10 ", "latin1"),
    Buffer.from([0x80]),
    Buffer.from(";0639980077\r\nCh\xe9rif \xa4;0639980078\r\n", "latin1"),
  ]);
  const text = `Nom;Tel\r\n${name};0639980077\r\n`;

  it("in Windows-1252 has its right letters (F4)", () =>
    assert.deepEqual(said("callers", bytes1252), [
      `new · ${name} · 06 39 98 00 77`,
      "new · Chérif ¤ · 06 39 98 00 78",
    ]));
  const big = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  for (const [how, file] of [
    ["UTF-8", utf8(text)],
    ["UTF-8 with its mark", utf8(`\ufeff${text}`)],
    ["UTF-16 LE", utf16(text, true)],
    ["UTF-16 BE", big],
    ["UTF-16 BE without its mark", big.subarray(2)],
  ] as const)
    it(`in ${how} has its right letters (F4)`, () =>
      assert.deepEqual(said("callers", file), [`new · ${name} · 06 39 98 00 77`]));

  it("has each of the 256 letters of Windows-1252 (F4)", () => {
    const all = Buffer.from(Array.from({ length: 128 }, (_, n) => n + 128));
    assert.equal(
      decodeText(all)
        .slice(0, 32)
        .replaceAll(/[\u0080-\u009f]/g, "·"),
      "€·‚ƒ„…†‡ˆ‰Š‹Œ·Ž··‘’“”•–—˜™š›œ·žŸ",
    );
    assert.equal(decodeText(all).slice(32), all.subarray(32).toString("latin1"));
  });

  const google =
    "Name,Given Name,Family Name,Phonetic Given Name,Name Prefix,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Labels";
  const books: readonly (readonly [what: string, table: string, rows: readonly string[]])[] = [
    [
      "Google, names in parts and whole",
      `${google}\nZoé Martin,Zoé,Martin,,,* Work,zoe@example.org,Mobile,06 39 98 00 77,Home,01 99 00 00 12,* myContacts ::: * starred\n`,
      ["new · Zoé Martin · 06 39 98 00 77 · 01 99 00 00 12"],
    ],
    [
      "Google, several values in one cell",
      `${google}\nZoé Martin,Zoé,Martin,,,,,Mobile,06 39 98 00 77 ::: 01 99 00 00 12,,,\n`,
      ["new · Zoé Martin · 06 39 98 00 77 · 01 99 00 00 12"],
    ],
    [
      "Google, newer titles",
      "First Name,Middle Name,Last Name,Nickname,Organization Name,Notes,Labels,Phone 1 - Label,Phone 1 - Value\nZoé,,Martin,Zouzou,Agence,,* myContacts,Mobile,+33 6 39 98 00 77\n",
      ["new · Zoé Martin · 06 39 98 00 77"],
    ],
    [
      "Outlook",
      '"Title","First Name","Middle Name","Last Name","Suffix","Company","Business Fax","Business Phone","Home Phone","Mobile Phone","Pager","E-mail Address","E-mail Type","E-mail Display Name"\n"Mme","Zoé","","Martin","","Agence","01 99 00 00 99","01 99 00 00 12","","06 39 98 00 77","","zoe@example.org","SMTP","Zoé Martin (zoe@example.org)"\n',
      ["new · Mme Zoé Martin · 01 99 00 00 12 · 06 39 98 00 77"],
    ],
    [
      "Outlook in French, by semicolons",
      "Titre;Prénom;Deuxième prénom;Nom;Télécopie (bureau);Téléphone (bureau);Tél. mobile;Adresse de messagerie;Type de messagerie\r\nMme;Zoé;;Martin;01 99 00 00 99;01 99 00 00 12;06 39 98 00 77;zoe@example.org;SMTP\r\n",
      ["new · Mme Zoé Martin · 01 99 00 00 12 · 06 39 98 00 77"],
    ],
    [
      "Excel, by tabs",
      "Nom\tPrénom\tMobile\r\nMartin\tZoé\tMobile : 06 39 98 00 77\r\n",
      ["new · Zoé Martin · 06 39 98 00 77"],
    ],
  ];
  for (const [what, table, rows] of books)
    it(`of ${what} is read (F8)`, () => assert.deepEqual(said("people", table), rows));
});

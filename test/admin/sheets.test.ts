import assert from "node:assert/strict";
import { type Sheet, sheet } from "../../src/admin/schemas/sheets.ts";
import { withBoss } from "./with-boss.ts";

describe("tables of a spreadsheet", () => {
  const { rig, boss } = withBoss();

  const send = (list: string, body: string | Buffer, language = "fr") =>
    boss.send("POST", `/api/sheets/${list}?language=${language}`, {
      headers: { "content-type": "text/csv", "x-csrf": boss.csrf ?? "" },
      body,
    });
  async function looked(list: string, body: string): Promise<Sheet> {
    const reply = await send(list, body);
    assert.equal(reply.status, 200, reply.text);
    return sheet.parse(JSON.parse(reply.text));
  }
  const entriesOf = ({ rows }: Sheet) => rows.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const refusal = (reply: { status: number; text: string }) => {
    const { code, sentence } = JSON.parse(reply.text) as { code: string; sentence: string };
    return [reply.status, code, sentence];
  };

  it("are looked at first, then kept as a whole, with who did it", async () => {
    const seen = await looked("callers", "Nom;Téléphone;Fragile\nMme Petit;0387000001;oui\nM. Neuf;639980077;oui\n");
    assert.deepEqual(
      seen.rows.map(({ state }) => state),
      ["same", "new"],
    );
    assert.equal((await rig.store.office.read()).callers.length, 1, "looking changes nothing");
    const body = { based: seen.based, entries: entriesOf(seen) as never };
    assert.equal((await boss.ask("keepCallers", { body })).kept, 1);
    assert.deepEqual((await rig.store.office.read()).callers.at(-1), {
      number: "+33639980077",
      name: "M. Neuf",
      fragile: true,
    });
    const [entry] = await rig.store.journal.list({ limit: 1 });
    assert.deepEqual([entry?.by, entry?.what, Object.values(entry?.before ?? {})], ["Chef", "callers.import", [null]]);
    assert.ok(!JSON.stringify(entry).includes("639980077"), "the journal holds no caller");
  });

  it("are refused when someone changed the list since they were looked at", async () => {
    const seen = await looked("blocked", "0948000001");
    await rig.store.office.save("blocked", "+33948000002" as never, "Marc");
    const body = { based: seen.based, entries: entriesOf(seen) as never };
    assert.equal((await boss.refused("keepBlocked", { body })).is, "409 admin.changed");
    assert.deepEqual((await rig.store.office.read()).blocked, ["+33948000002"]);
  });

  it("are kept whole or not at all", async () => {
    const { based } = await looked("people", "Nom;Tel\nZoé;0639980003");
    const entries = [
      { id: "zoe", name: "Zoé", numbers: ["0639980003"] },
      { id: "x", name: "X", numbers: ["12"] },
    ];
    assert.equal((await boss.refused("keepPeople", { body: { based, entries } })).is, "400 admin.bad-request");
    assert.equal((await rig.store.office.read()).people.length, 2);
  });

  it("that can't be read are refused in the reader's language", async () => {
    assert.deepEqual(refusal(await send("callers", Buffer.from("504b0304140000", "hex"))), [
      ...[415, "admin.workbook"],
      "C’est un classeur (xlsx, xls, ods). Dans le tableur, enregistrez-le au format CSV, puis choisissez ce fichier-là.",
    ]);
    assert.deepEqual(refusal(await send("callers", "Name,Town\nX,Metz", "en")), [
      ...[422, "admin.no-numbers"],
      "No column of telephone numbers was found: name it “Telephone” in the first row.",
    ]);
    assert.deepEqual(refusal(await send("callers", "")).slice(0, 2), [415, "admin.not-a-table"]);
    assert.deepEqual(refusal(await send("callers", Buffer.alloc(1024 * 1024 + 1, "x"))).slice(0, 2), [
      413,
      "admin.too-large",
    ]);
    assert.equal((await send("nothing", "x")).status, 400);
    assert.equal(rig.log.count("admin.failed"), 0);
  });

  it("are given back, and a model of them", async () => {
    const whole = await boss.raw("sheet", { params: { list: "callers" }, query: { language: "fr" } });
    assert.equal(
      whole.text,
      "\ufeffNom;Public fragile;Malentendant;Langue;Note;Proches;Numéro\r\nMme Petit;oui;;;;;03 87 00 00 01\r\n",
    );
    assert.match(whole.headers["content-disposition"] ?? "", /filename="appelants\.csv"/);
    const model = await boss.raw("sheet", { params: { list: "blocked" }, query: { language: "en", model: "true" } });
    assert.equal(model.text, "\ufeffNumber\r\n01 99 00 00 99\r\n");
    assert.match(model.headers["content-disposition"] ?? "", /filename="blocked-numbers-model\.csv"/);
  });
});

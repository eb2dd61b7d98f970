import assert from "node:assert/strict";
import { sheet } from "../../src/admin/schemas/sheets.ts";
import { callerFrom } from "../../src/attendant/address-book.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { anOffice } from "./rig.ts";
import { withBoss } from "./with-boss.ts";

describe("numbers that the page sends", () => {
  const { rig, boss } = withBoss();
  const live = async (country: string, zone: string) =>
    rig.store.office.replace(parseOffice({ ...anOffice, country, zone }), "test");
  const person = (...numbers: readonly string[]) => ({
    id: "louis",
    name: "Louis",
    numbers: [...numbers],
    language: "fr" as const,
    roles: [],
    told: { messages: "own" as const, missedCalls: "own" as const },
  });

  it("are those of the office's country, each way that they come (F1)", async () => {
    await live("BE", "Europe/Brussels");
    await boss.ask("savePerson", { params: { key: "louis" }, body: { based: null, entry: person("0470 00 00 02") } });
    const entry = { number: "0470 00 00 03", name: "Mme Peeters", fragile: true };
    await boss.ask("saveCaller", { params: { key: "0470/00.00.03" }, body: { based: null, entry } });
    const { officeRevision } = await boss.ask("saveBlocked", {
      params: { key: "+32470000004" },
      body: { based: null, entry: "0470000004" },
    });
    await boss.ask("changeOffice", {
      body: {
        based: officeRevision,
        save: [{ kind: "callers", entry: { ...entry, number: "0470000005" } }],
        remove: [],
      },
    });
    const { people, callers, blocked } = await rig.store.office.read();
    assert.deepEqual(people.at(-1)?.numbers, ["+32470000002"]);
    assert.deepEqual(
      callers.map(({ number }) => number),
      ["+33387000001", "+32470000003", "+32470000005"],
    );
    assert.deepEqual(blocked, ["+32470000004"]);
    const asked = await boss.ask("number", { query: { text: "0470 00 00 02" } });
    assert.deepEqual([asked.number, asked.person], ["+32470000002", "Louis"]);
  });

  it("of a table know the caller who calls with them (F1)", async () => {
    await live("RE", "Indian/Reunion");
    const reply = await boss.send("POST", "/api/sheets/callers?language=fr", {
      headers: { "content-type": "text/csv", "x-csrf": boss.csrf ?? "" },
      body: "Nom;Tel;Fragile\nMme Hoarau;0692 30 00 42;oui\n",
    });
    const seen = sheet.parse(JSON.parse(reply.text));
    await boss.ask("keepCallers", {
      body: { based: seen.based, entries: seen.rows.map(({ entry }) => entry) as never },
    });
    const office = await rig.store.office.read();
    for (const sent of ["+262692300042", "0692300042", "262692300042", "00262692300042", "+33692300042"])
      assert.equal(callerFrom(callerId(sent, null), office).name, "Mme Hoarau", sent);
  });

  it("of a short service are refused in the reader's language (F1)", async () => {
    const { is, sentence } = await boss.refused("savePerson", {
      params: { key: "louis" },
      body: { based: null, entry: person("112") },
    });
    assert.equal(is, "400 admin.bad-request");
    assert.match(sentence, /numéro 1\s: «\s112\s» est un numéro court ou d.urgence/);
  });

  it("settings without a country are of that of their time zone (F1)", async () => {
    const { settingsRevision, office } = await boss.ask("office", {});
    const { name, language, closedOnHolidays, workedHolidays, threshold } = office;
    const { answerAfterRings, ringSeconds, screening, messageSeconds } = office;
    await boss.ask("saveSettings", {
      body: {
        based: settingsRevision,
        settings: {
          name,
          zone: "Europe/Brussels",
          language,
          closedOnHolidays,
          workedHolidays,
          threshold,
          answerAfterRings,
          ringSeconds,
          screening,
          messageSeconds,
        },
      },
    });
    assert.equal((await rig.store.office.read()).country, "BE");
  });
});

describe("numbers that hardly anybody means to have called", () => {
  const { rig, boss } = withBoss();
  const person = (...numbers: readonly string[]) => ({
    id: "louis",
    name: "Louis",
    numbers: [...numbers],
    language: "fr" as const,
    roles: [],
    told: { messages: "own" as const, missedCalls: "own" as const },
  });
  const odd: readonly (readonly [string, RegExp])[] = [
    ["0899 12 34 56", /surtaxé/],
    ["0820 12 34 56", /surtaxé/],
    ["+262 899 12 34 56", /surtaxé/],
    ["+44 901 234 5678", /surtaxé/],
    ["+32 903 12 345", /surtaxé/],
    ["+979 1 2345 6789", /surtaxé/],
    ["+881 612 345 678", /satellite/],
    ["+870 773 123 456", /satellite/],
    ["+8821 612 345 67", /satellite/],
    ["01 99 00 00 01", /s.appellerait lui-même/],
    ["01 99 00 00 09", /s.appellerait lui-même/],
  ];

  beforeEach(() => {
    rig.lines.push({
      name: "line-2",
      number: "+33199000009",
      port: "/dev/x",
      modem: "auto",
      simulated: false,
      forwards: true,
      texts: false,
    });
  });

  for (const [number, words] of odd)
    it(`${number} is asked about, and taken from who is sure (R15)`, async () => {
      const entry = person(number);
      const asked = { params: { key: "louis" }, body: { based: null, entry } };
      const { is, sentence } = await boss.refused("savePerson", asked);
      assert.equal(is, "409 admin.doubtful-number");
      assert.match(sentence, words);
      assert.equal((await rig.store.office.read()).people.length, 2, "nothing is kept");

      const caller = { number, name: "Un appelant", fragile: false };
      const based = (await boss.ask("office", {})).revision;
      const together = { based, save: [{ kind: "callers" as const, entry: caller }], remove: [] };
      assert.equal((await boss.refused("changeOffice", { body: together })).is, "409 admin.doubtful-number");

      const kept = await boss.ask("savePerson", { ...asked, body: { ...asked.body, sure: true } });
      const more = { ...entry, name: "Louis Martin" };
      // It was asked about once.
      await boss.ask("savePerson", { params: { key: "louis" }, body: { based: kept.revision, entry: more } });
      await rig.store.office.remove("people", "louis", "test");
    });

  it("are rows of a table that are left out until they are ticked (R15)", async () => {
    const reply = await boss.send("POST", "/api/sheets/people?language=fr", {
      headers: { "content-type": "text/csv", "x-csrf": boss.csrf ?? "" },
      body: "Nom;Tel\nLouis;0899 12 34 56\nZoé;0639 98 00 08\nBox;01 99 00 00 01\nBox 2;01 99 00 00 09\n",
    });
    const { based, rows } = sheet.parse(JSON.parse(reply.text));
    assert.deepEqual(
      rows.map(({ careful }) => careful),
      [true, false, true, true],
    );
    const body = { based, entries: rows.map(({ entry }) => entry) as never };
    assert.equal((await boss.refused("keepPeople", { body })).is, "409 admin.doubtful-number");
    assert.equal((await boss.ask("keepPeople", { body: { ...body, sure: true } })).kept, 4);
  });

  it("may be blocked without a question (R15)", async () => {
    const asked = { params: { key: "+33899123457" }, body: { based: null, entry: "0899 12 34 57" } };
    await boss.ask("saveBlocked", asked);
    assert.deepEqual((await rig.store.office.read()).blocked, ["+33899123457"]);
  });
});

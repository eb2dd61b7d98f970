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
    ...{ id: "louis", name: "Louis", numbers: [...numbers], language: "fr" as const, roles: [] },
    told: { messages: "own" as const, missedCalls: "own" as const },
  });

  it("are those of the office's country, each way that they come (F1)", async () => {
    await live("BE", "Europe/Brussels");
    await boss.ask("savePerson", { params: { key: "louis" }, body: { based: null, entry: person("0470 00 00 02") } });
    const entry = { number: "0470 00 00 03", name: "Mme Peeters", fragile: true };
    await boss.ask("saveCaller", { params: { key: "0470/00.00.03" }, body: { based: null, entry } });
    const { officeRevision } = await boss.ask("saveBlocked", {
      ...{ params: { key: "+32470000004" }, body: { based: null, entry: "0470000004" } },
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
    assert.match(sentence, /numéro 1 : « 112 » est un numéro court ou d'urgence/);
  });

  it("settings without a country are of that of their time zone (F1)", async () => {
    const { settingsRevision, office } = await boss.ask("office", {});
    const { name, language, closedOnHolidays, workedHolidays, threshold } = office;
    const { answerAfterRings, ringSeconds, screening, messageSeconds } = office;
    await boss.ask("saveSettings", {
      body: {
        based: settingsRevision,
        settings: {
          ...{ name, zone: "Europe/Brussels", language, closedOnHolidays, workedHolidays, threshold },
          ...{ answerAfterRings, ringSeconds, screening, messageSeconds },
        },
      },
    });
    assert.equal((await rig.store.office.read()).country, "BE");
  });
});

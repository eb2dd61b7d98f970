import assert from "node:assert/strict";
import { once } from "node:events";
import type { Operation } from "../../src/admin/schemas/api.ts";
import { api } from "../../src/admin/schemas/api.ts";
import type { Endpoint } from "../../src/admin/schemas/table/endpoint.ts";
import { minutes, plus, seconds } from "../../src/kernel/units.ts";
import { becomes } from "../kit/until.ts";
import type { Client } from "./client.ts";
import { rightParts } from "./parts-of.ts";
import { MONDAY, Rig } from "./rig.ts";

const CALL = "20261123-090000-abcd";
/** As they are stored, dialled, shown, and named: by the network, the lists, a note. */
const hidden = [
  ...["0387000001", "387000001", "03 87 00 00 01", "Mme Petit", "PETIT JEANNE"],
  ...["0639980001", "639980001", "06 39 98 00 01", "639980002", "06 39 98 00 02", "amelie@example.org"],
  ...["0388000077", "388000077", "03 88 00 00 77", "DUPONT"],
];
const days = (n: number) => minutes(n * 24 * 60);

/** Every address that an auditor may ask; what is put in place of what they can't know. */
const asked = (Object.keys(api) as Operation[]).filter((operation) => {
  const { may }: Endpoint = api[operation];
  return may === "everyone" || may.includes("auditor");
});

describe("an auditor", () => {
  let rig: Rig;
  let boss: Client;
  let auditor: Client;

  before(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    auditor = await rig.as("auditor", boss);
    await rig.call(CALL, MONDAY, { name: "PETIT JEANNE" }, new Int16Array(800).fill(1000));
    await rig.call("20261123-080000-efgh", plus(MONDAY, minutes(-60)), { number: "0388000077", name: "DUPONT" });
    const { calls } = rig.store;
    const rung = { person: "amelie", name: "Amélie Durand", number: "+33639980001" };
    calls.step(CALL, { at: plus(MONDAY, seconds(8)), what: "ringing", detail: rung as never });
    calls.step(CALL, {
      at: plus(MONDAY, seconds(9)),
      what: "note",
      detail: { text: "PETIT JEANNE 0387000001" } as never,
    });
    await calls.flushed();
    await boss.ask("markMessage", { params: { id: CALL }, body: { note: "Rappeler Mme Petit au 03 87 00 00 01" } });
    const { revision } = await boss.ask("office", {});
    const saved = { kind: "callers" as const, entry: { number: "0388000077", name: "M. DUPONT", fragile: true } };
    const people = { kind: "blocked" as const, entry: "0388000078" };
    await boss.ask("changeOffice", { body: { based: revision, save: [saved, people], sure: true } as never });
    await rig.store.outbox.add({
      channel: "email",
      to: "amelie@example.org",
      subject: "Message de Mme Petit",
      kind: "message",
      payload: { message: CALL, number: "0387000001" },
    });
  });
  after(() => rig.close());

  const holds = (text: string) => hidden.filter((each) => text.includes(each));

  it("is told of no caller and of nobody's number by any address of the API", async () => {
    const seen: string[] = [];
    for (const operation of asked) {
      if (["signIn", "setUp", "signOut", "changePassword", "changeLanguage", "events"].includes(operation)) continue;
      for (const query of [{}, { language: "fr" }, { language: "en" }]) {
        const { search, from, ...asked } = (rightParts[operation].query ?? {}) as Record<string, unknown>;
        const times = typeof from === "number" ? { from } : {};
        const parts = { ...rightParts[operation], query: { ...asked, ...times, ...query } };
        // Nothing that they wrote themselves comes back: it says nothing that they did not know.
        const given = operation === "number" ? { query: { text: "0399000099" } } : parts;
        const reply = await auditor.raw(operation, given as never);
        if (reply.status === 200) seen.push(operation);
        assert.deepEqual(holds(reply.text), [], `${operation}: ${reply.text}`);
        assert.ok(reply.status < 500, `${operation}: ${reply.text}`);
      }
    }
    for (const operation of [
      "calls",
      "call",
      "callsCsv",
      "messages",
      "message",
      "needs",
      "need",
      "today",
      "office",
      "statistics",
      "journal",
      "outbox",
    ])
      assert.ok(seen.includes(operation), `${operation} was not answered`);
    assert.ok(!seen.includes("messageAudio") && !seen.includes("sheet"));
  });

  it("is told that nobody could be told of somebody, and not of whom", async () => {
    await rig.store.transaction((tx) =>
      tx.run("UPDATE need SET last_resort_at = opened_at - 86400000, name = 'DUPONT MARIE', number = NULL"),
    );
    const reply = await auditor.raw("today", { query: { language: "fr" } });
    assert.match(reply.text, /Personne n’a pu être prévenu/);
    assert.doesNotMatch(reply.text, /DUPONT/);
  });

  it("knows callers again by a pseudonym, and that they are fragile", async () => {
    const { calls } = await auditor.ask("calls", { query: {} });
    const [first, second] = calls;
    assert.match(first?.caller.known?.name ?? "", /^Appelant [0-9A-Z]{6}$/);
    assert.equal(first?.caller.known?.fragile, true);
    assert.notEqual(first?.caller.name, second?.caller.name);
    const { messages } = await auditor.ask("messages", { query: {} });
    assert.equal(messages[0]?.caller.name, first?.caller.name, "the same one wherever they are");
    assert.equal(messages[0]?.note, null);
    const { sentence } =
      (await auditor.ask("call", { params: { id: CALL } })).steps.find(({ what }) => what === "ringing") ?? {};
    assert.match(sentence ?? "", /Amélie Durand/, "who of the office was rung is a fact");
  });

  it("finds no caller out by searching, by a plan, or by what is not in an answer", async () => {
    for (const search of ["0387", "Petit", "Amélie"]) {
      for (const operation of ["calls", "messages", "callsCsv"] as const)
        assert.equal((await auditor.refused(operation, { query: { search } })).is, "403 admin.callers-hidden");
    }
    assert.equal((await auditor.refused("plan", { query: { from: "0387000001" } })).is, "403 admin.callers-hidden");
    const [known, unknown] = [
      await auditor.ask("number", { query: { text: "0387000001" } }),
      await auditor.ask("number", { query: { text: "0399000099" } }),
    ];
    assert.deepEqual([known.person, known.blocked], [unknown.person, unknown.blocked]);
    assert.equal(
      (await auditor.refused("messageAudio", { params: { id: CALL }, query: {} })).is,
      "403 admin.callers-hidden",
    );
    assert.equal(
      (await auditor.refused("sheet", { params: { list: "people" }, query: {} })).is,
      "403 admin.callers-hidden",
    );
  });

  it("hears of no caller by the events either", async () => {
    const stream = await auditor.open("GET", "/api/events?language=fr");
    let heard = "";
    stream.on("data", (chunk: Buffer) => (heard += chunk.toString()));
    const call = {
      id: CALL,
      line: "line-1",
      at: MONDAY,
      caller: { presentation: "given", number: "0387000001", name: "PETIT JEANNE" },
    } as const;
    rig.tell({ of: "call", call, at: MONDAY, note: { what: "caller", caller: call.caller } });
    rig.tell({ of: "end", call, at: MONDAY, outcome: "message" });
    await becomes(
      async () => /event: message/.test(heard) && /event: ended/.test(heard) && /event: call/.test(heard),
      true,
    );
    assert.deepEqual(holds(heard), []);
    assert.match(heard, /Appelant [0-9A-Z]{6}/);
    stream.destroy();
    await once(stream, "close");
  });

  it("like everybody else, leaves a trace of what was heard, downloaded and exported", async () => {
    for (const range of ["bytes=0-9", "bytes=10-99"])
      await boss.send("GET", `/api/messages/${CALL}/audio`, { headers: { range } });
    await boss.raw("messageAudio", { params: { id: CALL }, query: { download: true } });
    await boss.raw("callsCsv", { query: {} });
    await boss.raw("sheet", { params: { list: "callers" }, query: {} });
    const { entries } = await boss.ask("journal", { query: { by: "Chef" } });
    const count = (what: string) => entries.filter((each) => each.what === what).length;
    assert.deepEqual(
      ["recording.listen", "recording.download-sound", "calls.export", "sheet.export"].map(count),
      [1, 1, 1, 1],
    );
    // As a browser plays it in parts, it is heard once; the sheet of the walk above was refused and is none.
    assert.ok(!JSON.stringify(entries).includes("0387000001"));
  });

  it("sees everything on days that an admin names, which is journalled, and ends by itself", async () => {
    assert.equal(
      (await auditor.refused("openToAuditors", { body: { from: "2026-11-23", to: "2026-11-24" } })).is,
      "403 admin.not-yours",
    );
    const long = { from: "2026-11-23", to: "2027-11-23" };
    assert.equal((await boss.refused("openToAuditors", { body: long })).is, "422 admin.audit-too-long");
    const past = { from: "2026-11-20", to: "2026-11-22" };
    assert.equal((await boss.refused("openToAuditors", { body: past })).is, "422 admin.past");
    assert.deepEqual(await boss.ask("openToAuditors", { body: { from: "2026-11-24", to: "2026-11-25" } }), {
      open: false,
      days: { from: "2026-11-24", to: "2026-11-25" },
    });
    assert.deepEqual(holds((await auditor.raw("calls", { query: {} })).text), [], "not before those days");
    rig.clock.pass(days(1));
    const again = async (client: Client, name: string) =>
      client.post("/api/session", { name, password: "correct horse battery" });
    await again(auditor, "auditor");
    await again(boss, "Chef");
    assert.ok(holds((await auditor.raw("calls", { query: { search: "0387" } })).text).includes("Mme Petit"));
    assert.equal((await auditor.raw("messageAudio", { params: { id: CALL }, query: {} })).status, 200);
    const { entries } = await boss.ask("journal", { query: {} });
    assert.ok(entries.some(({ what, by }) => what === "setting.auditor-access" && by === "Chef"));
    const heard = (await boss.ask("journal", { query: {} })).entries.filter(({ what }) => what === "recording.listen");
    assert.ok(heard.some(({ by }) => by === "auditor"));
    rig.clock.pass(days(2));
    await again(auditor, "auditor");
    assert.deepEqual(holds((await auditor.raw("calls", { query: {} })).text), [], "over by itself");
    assert.deepEqual(await auditor.ask("auditorAccess", {}), { open: false, days: null });
  });
});

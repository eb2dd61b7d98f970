import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LineFinding } from "../../src/admin/line-care.ts";
import {
  finding,
  type ProbeOutcome,
  probeOutcome,
  type TrialSign,
  trialSign,
} from "../../src/admin/schemas/line-care.ts";
import { sayCheck, sayFinding } from "../../src/admin/sentences/say-finding.ts";
import { sayProbe } from "../../src/admin/sentences/say-probe.ts";
import { keptPin } from "../../src/app/kept-pin.ts";
import { minutes, plus } from "../../src/kernel/units.ts";
import type { Store } from "../../src/store/store.ts";
import { HeardLog } from "../kit/heard-log.ts";
import type { Client } from "./client.ts";
import { fakeCare } from "./fake-care.ts";
import { MONDAY, Rig } from "./rig.ts";

const found = (code: LineFinding["code"], outcome: LineFinding["outcome"], name = "line"): LineFinding => ({
  code,
  outcome,
  name,
  what: "AT\r<script>",
});
const line = { params: { name: "line-1" } };
const check = { ...line, body: { hearLine: true } };
const probe = { ...line, body: { person: "amelie", number: "+33639980001" } };

describe("looking after lines", () => {
  let rig: Rig;
  let boss: Client;
  let fake: ReturnType<typeof fakeCare>;

  beforeEach(async () => {
    fake = fakeCare();
    rig = await Rig.open({ care: fake.care });
    boss = await rig.boss();
  });
  afterEach(() => rig.close());

  const signs = (text: string): TrialSign[] =>
    text
      .trim()
      .split("\n")
      .map((each) => trialSign.parse(JSON.parse(each)));

  it("the PIN of a SIM goes in, and comes out nowhere: not of the answers, nor of the journal", async () => {
    fake.state.sim = { configured: false };
    const of = async () => (await boss.ask("line", line)).pin;
    assert.equal(await of(), "nobody");
    for (const pin of ["123", "12345;ATH", "0612\r"])
      assert.equal((await boss.raw("savePin", { ...line, body: { pin } })).status, 400, pin);
    await boss.ask("savePin", { ...line, body: { pin: "48151" } });
    assert.equal(await of(), "page");
    const kept = { settings: { get: (key: string) => rig.store.settings.get(key) } };
    assert.equal(await keptPin(kept as Pick<Store, "settings">, "line-1", new HeardLog()), "48151");
    const journal = JSON.stringify(await rig.store.journal.list({ limit: 50 }));
    assert.match(journal, /setting\.sim\.line-1/);
    assert.doesNotMatch(journal, /48151/);
    fake.state.sim = { configured: true };
    assert.equal(await of(), "technician");
    await boss.ask("savePin", { ...line, body: { pin: null } });
    fake.state.sim = { configured: false };
    assert.equal(await of(), "nobody");
    fake.state.sim = null;
    assert.equal(await of(), null);
    assert.equal((await boss.raw("savePin", { ...line, body: { pin: "48151" } })).status, 404, "a line without a SIM");
  });

  it("tells each finding in the reader's language, and keeps the result with who asked", async () => {
    fake.state.findings = [found("answers", "ok", "answers"), found("dead-line", "trouble")];
    for (const [language, expected] of [
      ["fr", /cordon téléphonique/],
      ["en", /telephone cord/],
    ] as const) {
      const reply = await boss.raw("checkLine", check, { "accept-language": language });
      assert.match(String(reply.headers["content-type"]), /ndjson/);
      const told = signs(reply.text);
      assert.deepEqual(
        told.map((sign) => (sign.of === "step" ? sign.outcome : sign.verdict)),
        ["ok", "trouble", "trouble"],
      );
      assert.match(told.at(-1)?.sentence ?? "", expected);
      assert.ok(!reply.text.includes("script"), "nothing of the modem's own words");
      const kept = (await boss.ask("line", line, { "accept-language": language })).check;
      assert.deepEqual([kept?.by, kept?.verdict, kept?.at], ["Chef", "trouble", MONDAY]);
      assert.match(kept?.sentence ?? "", expected);
    }
  });

  it("ends a test when its listener leaves, and keeps no result of it", async () => {
    fake.state.findings = [found("answers", "ok", "answers")];
    fake.state.goesOn = true;
    const headers = { "content-type": "application/json", "x-csrf": boss.csrf ?? "" };
    const reply = await boss.open("POST", "/api/lines/line-1/check", { headers, body: '{"hearLine":false}' });
    await new Promise((resolve) => reply.once("data", resolve));
    reply.destroy();
    while (!fake.asked.includes("ended")) await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await boss.ask("line", line)).check, null);
  });

  it("says why it can't be done now, or at all", async () => {
    fake.state.refuses = "line.busy";
    assert.equal((await boss.refused("checkLine", check)).is, "423 admin.line-busy");
    assert.match((await boss.refused("probeLine", probe)).sentence, /^La ligne est occupée/);
    fake.state.refuses = "line.trouble";
    assert.equal((await boss.refused("probeLine", probe)).is, "423 admin.line-trouble");
    fake.state.forwarding = "none";
    assert.equal((await boss.refused("probeLine", probe)).is, "422 admin.no-forwarding");
    const nowhere = { params: { name: "line-9" } };
    assert.equal((await boss.refused("checkLine", { ...check, ...nowhere })).is, "404 admin.no-such");
    assert.equal((await boss.refused("line", nowhere)).is, "404 admin.no-such");
  });

  it("rings nobody but the office's people, at their own numbers", async () => {
    for (const body of [
      { person: "amelie", number: "+33899000000" },
      { person: "amelie", number: "+33639980002" },
      { person: "nobody", number: "+33639980001" },
    ])
      assert.equal((await boss.refused("probeLine", { ...line, body })).is, "404 admin.no-such");
    assert.deepEqual(fake.asked, []);
    fake.state.steps = ["dialling", "ringing", "answered", "flash"];
    const told = signs((await boss.raw("probeLine", probe)).text);
    assert.equal(told.length, 5);
    assert.match(told.at(-1)?.sentence ?? "", /^Amélie Durand a décroché et accepté.*seconde tonalité/);
    assert.deepEqual(fake.asked, ["probe line-1 +33639980001 25000 true"]);
    const { probe: kept } = await boss.ask("line", line);
    assert.deepEqual([kept?.to, kept?.by, kept?.verdict], ["Amélie Durand", "Chef", "ok"]);
  });

  it("lets the desk test, an admin alone ring people and read transcripts", async () => {
    const [desk, auditor] = [await rig.as("reception", boss), await rig.as("auditor", boss)];
    assert.equal((await desk.raw("checkLine", check)).status, 200);
    assert.equal((await auditor.refused("checkLine", check)).is, "403 admin.not-yours");
    for (const client of [desk, auditor]) {
      assert.equal((await client.refused("probeLine", probe)).is, "403 admin.not-yours");
      assert.equal((await client.refused("transcripts", line)).is, "403 admin.not-yours");
      assert.equal((await client.ask("line", line)).transcript, null);
    }
  });

  it("writes a transcript until an end that there always is, and notes who asked for it", async () => {
    await boss.ask("beginTranscript", { ...line, body: {} });
    const { transcript } = await boss.ask("line", line);
    assert.deepEqual(transcript, { on: true, until: plus(MONDAY, minutes(60)), configured: false });
    for (const wrong of [0, 1441, 1.5])
      assert.equal(
        (await boss.refused("beginTranscript", { ...line, body: { minutes: wrong } })).is,
        "400 admin.bad-request",
      );
    await boss.ask("endTranscript", line);
    const { entries } = await boss.ask("journal", { query: {} });
    assert.deepEqual(
      entries.slice(0, 2).map(({ what, by }) => `${what} ${by}`),
      ["transcript.end Chef", "transcript.begin Chef"],
    );
  });

  it("gives and removes this line's transcripts, and nothing else on the disk", async () => {
    const folder = join(rig.folder, "transcripts");
    const mine = "line-1-2026-11-23T09-00-00-000Z.txt";
    await mkdir(folder);
    await writeFile(join(folder, mine), "     0 > AT\\r\n");
    await writeFile(join(folder, "line-2-2026-11-23T09-00-00-000Z.txt"), "");
    await writeFile(join(folder, "notes.txt"), "");
    assert.deepEqual((await boss.ask("transcripts", line)).files, [{ name: mine, size: 14, at: MONDAY }]);
    const text = await boss.send("GET", `/api/transcripts/${mine}`);
    assert.equal(text.text, "     0 > AT\\r\n");
    assert.match(String(text.headers["content-type"]), /^text\/plain/);
    for (const path of [
      "../permanence.db",
      "..%2fpermanence.db",
      "%2e%2e%2fpermanence.db",
      "notes.txt",
      `${mine}%00`,
    ]) {
      const reply = await boss.send("GET", `/api/transcripts/${path}`);
      assert.ok(reply.status === 400 || reply.status === 404, `${path}: ${reply.status}`);
      assert.equal((await boss.json("DELETE", `/api/transcripts/${path}`)).status, reply.status);
    }
    await boss.ask("removeTranscript", { params: { file: mine } });
    assert.equal((await boss.refused("removeTranscript", { params: { file: mine } })).is, "404 admin.no-such");
    assert.deepEqual((await boss.ask("transcripts", line)).files, []);
  });

  it("counts the calls of today and the troubles of a month", async () => {
    await rig.call("20261122-090000-abcd", plus(MONDAY, minutes(-24 * 60)));
    await rig.call("20261123-080000-abcd", plus(MONDAY, minutes(-60)));
    rig.store.lines.ready("line-1", plus(MONDAY, minutes(-60)));
    const { callsToday, lastCall, troubles } = await boss.ask("line", line);
    assert.deepEqual([callsToday, lastCall?.id, troubles], [1, "20261123-080000-abcd", 0]);
  });
});

describe("what is found of a line, in words", () => {
  const sentences = (said: { readonly sentence: string; readonly remedy: string | null }) =>
    `${said.sentence} ${said.remedy ?? ""}`;

  it("says where a SIM is registered, as far as a module says what an operator may be called", () => {
    const registered = (what: string) => sayFinding({ ...found("registered", "ok", "network"), what }, "en").sentence;
    assert.equal(registered("Orange F, LTE, -71 dBm"), "The SIM is on the network. Orange F, LTE, -71 dBm.");
    for (const what of ["", "<b>Orange</b>, LTE", "x".repeat(61), "Orange\r"])
      assert.equal(registered(what), "The SIM is on the network.");
  });

  it("is said in both languages, with what to do about all that is not well", () => {
    for (const code of finding.options)
      for (const outcome of ["ok", "trouble"] as const) {
        const [fr, en] = (["fr", "en"] as const).map((language) => sayFinding(found(code, outcome), language));
        assert.ok(fr && en && fr.sentence !== en.sentence && fr.title !== "" && en.title !== "", code);
        const end = sayCheck({ end: "done", worst: code, verdict: "trouble", heard: true }, "fr");
        assert.equal(end.sentence, fr.sentence);
      }
    for (const outcome of probeOutcome.options as readonly ProbeOutcome[]) {
      const [fr, en] = (["fr", "en"] as const).map((language) =>
        sayProbe({ end: "done", outcome, secondCall: null }, "Karim", language),
      );
      assert.ok(fr && en && sentences(fr) !== sentences(en) && fr.sentence.includes("…") === false, outcome);
      assert.equal(fr.remedy === null, fr.verdict === "ok", outcome);
    }
  });
});

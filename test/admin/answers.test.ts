import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "../../src/admin/schemas/api.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { type Instant, minutes, plus } from "../../src/kernel/units.ts";
import { shipped } from "../announcements/project.ts";
import { CALL, rightParts } from "./parts-of.ts";
import { MONDAY } from "./rig.ts";
import { withBoss } from "./with-boss.ts";

const welcome = { params: { kind: "welcome", language: "fr" }, query: { urgent: "false" } } as const;
const hour = minutes(60);

describe("the API", () => {
  const { rig, boss } = withBoss();

  /** Some sound with a voice in it. */
  const voice = () => readWav(readFileSync(join(shipped, "demo", "caller-fr.wav"))).slice(0, 4 * 8000);
  const later = (n: number): Instant => plus(MONDAY, minutes(n));

  function upload(sound: Uint8Array, query = "urgent=false"): Promise<{ status: number; text: string }> {
    return boss.send("POST", `/api/announcements/welcome/fr/sound?${query}`, {
      headers: { "content-type": "audio/wav", "x-csrf": boss.csrf ?? "" },
      body: Buffer.from(sound),
    });
  }

  it("answers each right question as its schema says", async () => {
    await rig.call(CALL, MONDAY, {}, voice());
    await rig.text("0388000077", "Bonjour");
    const raw: Operation[] = [
      "events",
      "saveRecording",
      "callSaid",
      // There is no shift that anybody was asked about.
      "confirmTakeUp",
      // No line here has a SIM.
      "savePin",
      "sim",
      "tryForwarding",
      "sayHeard",
      "saveSafe",
      "saveAway",
      "readSheet",
      "setUp",
      "transcript",
      "phoneCall",
      "phoneText",
      "phoneAct",
      "phoneMobile",
      "backupFile",
      "restorePart",
      "checkRestore",
      "replaceAll",
    ];
    const basedOnWhatIsThere =
      /^remove|^setOwn|^keep|^change(Office|Password)|^save(Hours|Settings|Mail)|^moveShift|^importCalendar|^signOut|^tryExample/;
    const refused: string[] = [];
    for (const operation of Object.keys(rightParts) as Operation[]) {
      if (raw.includes(operation) || basedOnWhatIsThere.test(operation)) continue;
      const reply = await boss.raw(operation, rightParts[operation] as never);
      if (reply.status !== 200) refused.push(`${operation}: ${reply.status} ${reply.text}`);
      else if (operation === "signIn") boss.csrf = (JSON.parse(reply.text) as { csrf: string }).csrf;
    }
    assert.deepEqual(refused, []);
  });

  it("says in a sentence what happens to a call that comes now, who is on duty and who is next", async () => {
    const today = await boss.ask("today", { query: { language: "fr" } });
    assert.equal(today.answering, "none", "nothing was heard of the line yet");
    rig.tell({ of: "line", line: "line-1", at: MONDAY, trouble: null });
    const after = await boss.ask("today", { query: { language: "fr" } });
    assert.equal(after.answering, "all");
    assert.match(after.plan.sentence, /mis en relation avec Amélie Durand/);
    assert.deepEqual([after.onDuty, after.onCall], [[{ id: "amelie", name: "Amélie Durand" }], []]);
    assert.deepEqual(after.next, {
      at: later(7 * 60),
      closed: { by: "hours", name: null },
      absence: false,
      onDuty: [],
      onCall: [{ id: "karim", name: "Karim Benali" }],
    });
    assert.deepEqual(
      after.day.stretches.map(({ closed, gap }) => [closed?.by ?? "open", gap]),
      [
        ["hours", null],
        ["open", null],
        ["hours", null],
      ],
    );
    const english = await boss.ask("today", { query: {} }, { "accept-language": "en-GB,fr;q=0.5" });
    assert.match(english.plan.sentence, /put through to Amélie Durand/);
  });

  it("switches an absence on, moves its end, and off again", async () => {
    await boss.ask("absenceOn", { body: { until: later(60) } });
    await boss.ask("absenceOn", { body: { until: later(90) } });
    const { absence, plan } = await boss.ask("today", { query: {} });
    assert.deepEqual([absence?.until, absence?.by], [later(90), "Chef"]);
    assert.match(plan.because.join(" "), /Absence momentanée/);
    assert.equal((await rig.store.office.read()).absences.length, 1);
    rig.clock.pass(minutes(5));
    assert.deepEqual(await boss.ask("absenceOff", {}), { absence: null });
    assert.equal((await boss.ask("today", { query: {} })).absence, null);
    for (const until of [MONDAY, 0])
      assert.equal((await boss.refused("absenceOn", { body: { until } })).is, "422 admin.past");
  });

  it("tells the second of two admins that the first was faster, with what is there now", async () => {
    const { office, rows } = await boss.ask("office", {});
    const rule = office.rota[0];
    const based = rows.rota?.jour ?? "";
    assert.ok(rule);
    const params = { key: "jour" };
    const first = await boss.ask("saveRota", { params, body: { based, entry: { ...rule, from: "08:00" } } });
    const second = await boss.refused("saveRota", { params, body: { based, entry: { ...rule, from: "10:00" } } });
    assert.equal(second.is, "409 admin.changed");
    assert.deepEqual([second.row, second.revision], [{ ...rule, from: "08:00" }, first.revision]);
    const again = { based: first.revision, entry: { ...rule, from: "10:00" } };
    assert.notEqual((await boss.ask("saveRota", { params, body: again })).revision, first.revision);
    assert.equal((await boss.refused("removeRota", { params, query: { based } })).is, "409 admin.changed");
    const fresh = { based: null, entry: rule };
    assert.equal(
      (await boss.refused("saveRota", { params, body: fresh })).is,
      "409 admin.changed",
      "a new one of that name",
    );
    assert.equal((await rig.store.office.read()).rota[0]?.from, "10:00");
  });

  it("lets exactly one of many who edit the same row at once win", async () => {
    const { office, hoursRevision } = await boss.ask("office", {});
    const replies = await Promise.all(
      [8, 9, 10, 11].map((h) =>
        boss.raw("saveHours", {
          body: { based: hoursRevision, hours: office.hours.map((slot) => ({ ...slot, to: `${h + 8}:00` })) },
        }),
      ),
    );
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409, 409]);
  });

  it("keeps a person whom the rota names, and says so", async () => {
    const { rows } = await boss.ask("office", {});
    const query = { based: rows.people?.amelie ?? "" };
    const refused = await boss.refused("removePerson", { params: { key: "amelie" }, query });
    assert.equal(refused.is, "422 admin.inconsistent");
    assert.equal(
      refused.sentence,
      "Cela ne va pas avec le reste : le créneau « jour » nomme « amelie », qui n’est pas parmi les personnes.",
    );
  });

  it("shows a gap as it is edited, before it is saved", async () => {
    const { gaps } = await boss.ask("coverage", { query: { week: "2026-11-23" } });
    assert.deepEqual(
      gaps.filter(({ kind }) => kind === "nobody-on-duty"),
      [],
    );
    const body = { week: "2026-11-23", remove: [{ kind: "rota" as const, key: "jour" }] };
    const draft = await boss.ask("coverageDraft", { body });
    assert.match(draft.gaps[0]?.sentence ?? "", /^Personne n.est .* lundi 23.novembre de 10.h à 17.h\.$/);
    assert.equal((await rig.store.office.read()).rota.length, 2);
  });

  it("finds messages by the caller's number, however it is written, and pages through them", async () => {
    for (let n = 0; n < 5; n++)
      await rig.call(
        `20261123-09000${n}-abcd`,
        later(n),
        { number: `038700000${n}`, name: n === 3 ? "M%x_y" : null },
        voice(),
      );
    const found = async (search: string) =>
      (await boss.ask("messages", { query: { search } })).messages.map(({ caller }) => caller.number);
    assert.deepEqual(await found("03 87 00 00 01"), ["0387000001"]);
    assert.deepEqual(await found("m%X_"), ["0387000003"]);
    assert.deepEqual(await found("%"), ["0387000003"]);
    assert.equal((await found("+33 3 87 00")).length, 5);
    for (const part of ["00 00 02", "87.00.00.02", "02"]) assert.deepEqual(await found(part), ["0387000002"]);
    assert.deepEqual(await found("Mme PETIT"), ["0387000001"], "whom the office knows by that name");
    const one = await boss.ask("messages", { query: { limit: 2 } });
    const two = await boss.ask("messages", { query: { limit: 3, before: one.messages[1]?.id } });
    assert.deepEqual(
      [one.more, two.more, one.counts],
      [true, false, { all: 5, open: 5, unheard: 5, overdue: 0, mine: 0 }],
    );
    assert.equal(new Set([...one.messages, ...two.messages].map(({ id }) => id)).size, 5);
    const ids = one.messages.map(({ id }) => id);
    const { messages } = await boss.ask("markMessages", {
      body: { ids: [...ids, "gone"], mark: { closed: true, dueAt: later(99) } },
    });
    assert.deepEqual(
      messages.map(({ closed, dueAt }) => [closed?.by, dueAt]),
      [
        ["Chef", later(99)],
        ["Chef", later(99)],
      ],
    );
    assert.equal((await boss.ask("messages", { query: { only: "open" } })).counts.open, 3);
    assert.ok(!JSON.stringify(one).includes(rig.folder), "no path of the disk");
  });

  it("plays a message from anywhere in it, and saves it", async () => {
    const sound = voice();
    await rig.call(CALL, MONDAY, {}, sound);
    const path = `/api/messages/${CALL}/audio`;
    const whole = await boss.send("GET", path);
    assert.deepEqual(Buffer.from(writeWav(sound)), whole.bytes);
    assert.equal(whole.headers["accept-ranges"], "bytes");
    const size = whole.bytes.length;
    const table: readonly (readonly [string, number, string | undefined, Buffer])[] = [
      ["bytes=0-43", 206, `bytes 0-43/${size}`, whole.bytes.subarray(0, 44)],
      ["bytes=100-", 206, `bytes 100-${size - 1}/${size}`, whole.bytes.subarray(100)],
      ["bytes=-10", 206, `bytes ${size - 10}-${size - 1}/${size}`, whole.bytes.subarray(-10)],
      [`bytes=0-${size + 99}`, 206, `bytes 0-${size - 1}/${size}`, whole.bytes],
      ["bytes=5-2", 200, undefined, whole.bytes],
      ["pages=1-2", 200, undefined, whole.bytes],
      ["bytes=0-1,5-6", 200, undefined, whole.bytes],
    ];
    for (const [range, status, told, bytes] of table) {
      const reply = await boss.send("GET", path, { headers: { range } });
      assert.deepEqual([reply.status, reply.headers["content-range"]], [status, told], range);
      assert.deepEqual(reply.bytes, bytes, range);
    }
    const beyond = await boss.send("GET", path, { headers: { range: `bytes=${size}-` } });
    assert.deepEqual([beyond.status, beyond.headers["content-range"]], [416, `bytes */${size}`]);
    const saved = await boss.send("GET", `${path}?download=true`);
    assert.equal(saved.headers["content-disposition"], `attachment; filename="message-${CALL}.wav"`);
    for (const id of ["..%2f..%2fpermanence.db", "%2e%2e", "x".repeat(90)])
      assert.match(String((await boss.send("GET", `/api/messages/${id}/audio`)).status), /^(400|404|414)$/, id);
  });

  it("gives back a script in a caller's name as text, and harms no spreadsheet", async () => {
    const script = '<script>alert("1")</script>';
    await rig.call(CALL, MONDAY, { name: script });
    await rig.call("20261123-090100-abcd", later(1), {
      number: "0387000009",
      name: '=HYPERLINK("http://evil.example")',
    });
    const reply = await boss.raw("calls", { query: {} });
    assert.match(String(reply.headers["content-type"]), /^application\/json/);
    assert.equal(reply.headers["x-content-type-options"], "nosniff");
    assert.equal((await boss.ask("call", { params: { id: CALL } })).caller.name, script);
    const csv = await boss.raw("callsCsv", { query: { language: "en" } });
    assert.match(String(csv.headers["content-type"]), /^text\/csv/);
    const rows = csv.text.split("\r\n");
    assert.match(rows[0] ?? "", /^\ufeffDay,Time,Line/);
    assert.ok(rows[1]?.includes(`"'=HYPERLINK(""http://evil.example"")"`), rows[1]);
    for (const row of rows.slice(1)) assert.doesNotMatch(row, /(^|,)"?[=+@-]/);
  });

  it("means one thing by a lost call, in sum and by caller: nothing said after the beep is one too (P21)", async () => {
    await rig.call("20261123-080000-aaaa", later(-60), {}, voice());
    await rig.call("20261123-083000-bbbb", later(-30), {}, null, "empty-message");
    await rig.call("20261123-084000-cccc", later(-20));
    const s = await boss.ask("statistics", { query: {} });
    assert.deepEqual([s.total.lost, s.callers[0]?.lost], [2, 2]);
  });

  it("counts calls by the office's own hours, and times against the targets", async () => {
    await rig.call("20261123-080000-aaaa", later(-60), {}, voice());
    await rig.call("20261123-085900-bbbb", later(-1));
    await rig.call("20261122-230500-cccc", later(-10 * 60 + 5));
    await boss.ask("saveTargets", { body: { answer: 4, hold: 30 } });
    const s = await boss.ask("statistics", { query: {} });
    assert.deepEqual([s.total.calls, s.total.message, s.total.lost], [3, 1, 2]);
    assert.deepEqual(
      s.hours.filter(({ calls }) => calls > 0).map(({ hour: h, calls }) => [h, calls]),
      [
        [0, 1],
        [9, 2],
      ],
    );
    assert.deepEqual([s.days.length, s.days.at(-1)], [31, { day: "2026-11-23", ...s.total }]);
    assert.deepEqual([s.answer.mean, s.answer.target, s.answer.met], [5000, 4000, false]);
    assert.deepEqual(
      s.callers.map(({ calls, lost, caller }) => [calls, lost, caller.known?.name]),
      [[3, 2, "Mme Petit"]],
    );
    assert.equal(s.week[0]?.[9], 2);
  });

  it("puts a text on air, a recording, and the old text again", async () => {
    const text = "Bonjour, vous êtes chez {office}. {hours}";
    const edited = await boss.ask("saveText", { ...welcome, body: { text } });
    assert.deepEqual([edited.origin, edited.version, edited.text, edited.by], ["edited", 1, text, "Chef"]);
    assert.match(edited.said, /^Bonjour, vous êtes chez Les Tilleuls\. /);
    const recorded = await upload(writeWav(voice()));
    assert.equal(recorded.status, 200, recorded.text);
    const { origin, version, versions } = await boss.ask("announcement", welcome);
    assert.deepEqual([origin, version, versions.map(({ sound }) => sound)], ["recorded", 2, [true, true]]);
    assert.match(versions[1]?.said ?? "", /^Bonjour, vous êtes chez Les Tilleuls\. /);
    assert.ok(Math.abs((versions[0]?.seconds ?? 0) - 4) < 1, `${versions[0]?.seconds} s`);
    const query = { urgent: "false", version: 2 } as const;
    const heard = await boss.raw("announcementSound", { params: welcome.params, query });
    assert.ok(readWav(heard.bytes).length > 4000);
    assert.ok(Math.abs(readWav(heard.bytes).length - voice().length) < 8000);
    const before = await boss.raw("announcementSound", {
      params: welcome.params,
      query: { urgent: "false", version: 1 },
    });
    assert.ok(readWav(before.bytes).length > 0, "a text that was on air is spoken again");
    const part = await boss.send("GET", "/api/announcements/welcome/fr/sound", { headers: { range: "bytes=0-43" } });
    assert.deepEqual([part.status, part.bytes.length], [206, 44]);
    const beyond = await boss.send("GET", "/api/announcements/welcome/fr/sound", {
      headers: { range: "bytes=9999999-" },
    });
    assert.equal(beyond.status, 416);
    await boss.ask("backToVersion", { ...welcome, body: { version: 1 } });
    assert.equal((await boss.ask("announcement", welcome)).origin, "edited");
    assert.equal((await boss.ask("saveText", { ...welcome, body: { text: null } })).origin, "default");
    assert.equal((await boss.refused("backToVersion", { ...welcome, body: { version: 99 } })).is, "404 admin.no-such");
  });

  it("takes no recording that is no sound, silent, too long or too large", async () => {
    const silent = new Int16Array(16_000);
    const long = new Int16Array(8000 * 190);
    const table: readonly (readonly [string, Uint8Array, string])[] = [
      ["text", Buffer.from("this is no sound"), "415 admin.not-a-sound"],
      ["a header alone", writeWav(silent).subarray(0, 20), "415 admin.not-a-sound"],
      ["silence", writeWav(silent), "422 admin.no-speech"],
      ["three minutes and more", writeWav(long), "422 admin.too-long"],
      ["more than 32 MB", new Uint8Array(33 * 1024 * 1024), "413 admin.too-large"],
    ];
    for (const [what, bytes, is] of table) {
      const reply = await upload(bytes);
      assert.equal(`${reply.status} ${(JSON.parse(reply.text) as { code: string }).code}`, is, what);
    }
    assert.equal((await boss.ask("announcement", welcome)).version, null);
  });

  it("checks a text as an auditor would, in the reader's language", async () => {
    const body = { kind: "closed", language: "fr", text: "Fermé." } as const;
    const { findings } = await boss.ask("checkText", { body }, { "accept-language": "en" });
    assert.ok(findings.some(({ code, sentence }) => code === "greeting" && /begin/.test(sentence)));
    const better = await boss.ask("checkText", { body: { ...body, text: "Bonjour, {office}. {hours}." } });
    const fine = better.fine.map(({ code }) => code);
    assert.deepEqual([better.findings.length, fine], [0, ["greeting", "name", "hours", "length"]]);
    const endless = "{office}. ".repeat(60);
    const said = await boss.ask("checkText", { body: { ...body, text: `Bonjour, {office}. {hours}. ${endless}` } });
    assert.deepEqual(
      said.findings.map(({ code }) => code),
      ["too-long"],
      "its length is that of what is said, not of what is written",
    );
  });

  it("says what is wrong with a question in the language of who asks", async () => {
    const entry = { id: "zoe", name: "Zoé", numbers: ["06"] };
    const asked = (language: string) =>
      boss.refused(
        "savePerson",
        { params: { key: "zoe" }, body: { based: null, entry } },
        { "accept-language": language },
      );
    const [fr, en] = [await asked("fr"), await asked("en")];
    assert.deepEqual([fr.is, en.is], ["400 admin.bad-request", "400 admin.bad-request"]);
    assert.equal(fr.sentence, "La demande ne convient pas : numéro 1 : « 06 » n’est pas un numéro de téléphone.");
    assert.equal(en.sentence, 'This can\'t be used: number 1: "06" is not a telephone number that can be dialled.');
  });

  it("writes a calendar that no name can break", async () => {
    const { rows, office } = await boss.ask("office", {});
    const [person] = office.people;
    assert.ok(person);
    const entry = { ...person, name: `A,b;c\\d\nEND:VCALENDAR${"é".repeat(60)}` };
    await boss.ask("savePerson", { params: { key: "amelie" }, body: { based: rows.people?.amelie ?? null, entry } });
    const { text, headers } = await boss.raw("calendar", { query: { until: plus(MONDAY, hour) } });
    assert.match(String(headers["content-type"]), /^text\/calendar/);
    const lines = text.split("\r\n");
    assert.equal(lines.filter((line) => line === "END:VCALENDAR").length, 1);
    assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75));
    assert.match(text.replaceAll("\r\n ", ""), /SUMMARY:Permanence\s: A\\,b\\;c\\\\d END:VCALENDAR/);
    assert.match(text, /UID:jour-2026-11-23@permanence\r\nDTSTAMP:20261123T090000Z\r\n/);
    assert.match(text, /\r\nDTSTART:20261123T080000Z\r\n/);
  });

  it("sends a letter to try, and says why it did not go", async () => {
    await boss.ask("testMail", { body: { to: "chef@example.org" } });
    assert.deepEqual(rig.mails, ["chef@example.org"]);
    const refused = await boss.refused("testMail", { body: { to: "nobody@example.org" } });
    assert.equal(refused.is, "502 admin.mail-address");
    assert.match(refused.sentence, /refuse l.adresse/);
  });

  it("tells nothing of a fault that nobody foresaw, but logs it", async () => {
    rig.store.browse.messageCounts = () => Promise.reject(new Error("secret of the house"));
    const refused = await boss.refused("messages", { query: {} });
    assert.equal(refused.is, "500 admin.fault");
    assert.ok(!JSON.stringify(refused).includes("secret"));
    assert.equal(rig.log.count("admin.failed"), 1);
  });
});

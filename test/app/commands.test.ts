import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listAnnouncements, recordAnnouncement } from "../../src/app/commands/announcements.ts";
import { listCalls, showCall } from "../../src/app/commands/calls.ts";
import { duty } from "../../src/app/commands/duty.ts";
import { listLines } from "../../src/app/commands/lines.ts";
import { listMessages, markMessage, saveMessage } from "../../src/app/commands/messages.ts";
import { listNeeds, showNeed } from "../../src/app/commands/needs.ts";
import { people } from "../../src/app/commands/people.ts";
import { plan } from "../../src/app/commands/plan.ts";
import { projectRoot } from "../../src/app/paths.ts";
import { concat, durationOf, silence } from "../../src/audio/pcm.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { openStore } from "../../src/store/store.ts";
import { later, MORNING, voiceFrames } from "../reception/a-call.ts";
import { anne, office as officeFile, officeWith } from "../scenarios/office.ts";
import { done, fault, json, misunderstood, programOn, said } from "./program.ts";

const CALL = "20261123-090000-a1b2";
const office = officeWith({
  callers: [{ number: "0199000042", name: "Madame Lefèvre", fragile: true }],
  menu: [{ key: "2", label: "Rendez-vous", information: "Préparez votre dossier." }],
});

describe("the command line", () => {
  let folder: string;
  let data: string;
  const at = (name: string) => join(folder, name);
  const run = (...args: readonly string[]) => programOn(data)(...args);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "commands-"));
    data = at("data");
    await mkdir(data);
    await Promise.all([
      writeFile(
        at("office.json"),
        `\ufeff${JSON.stringify({ ...officeFile, callers: office.callers, menu: office.menu })}`,
      ),
      writeFile(at("not-json"), "name: Les Tilleuls"),
      writeFile(at("bad.json"), '{"name": 3, "zone": "Mars/Base", "x": 1}'),
      writeFile(at("silence.wav"), writeWav(silence(seconds(2)))),
    ]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("tells a caller everything that is kept of them, and forgets them", async () => {
    const own = at("asked");
    await mkdir(own);
    const ask = programOn(own);
    done(await ask("import", at("office.json")));
    const store = await openStore({
      file: join(own, "permanence.db"),
      folder: own,
      clock: systemClock,
      log: silentLog,
    });
    store.calls.begin({ id: CALL, line: "line-1", at: MORNING, caller: callerId("0199000042", null) });
    store.calls.end(CALL, { at: MORNING, outcome: "abandoned" });
    await store.calls.flushed();
    await store.close();

    const about = json(await ask("callers", "about", "01 99 00 00 42", "--json")) as Record<string, readonly unknown[]>;
    assert.deepEqual([about.calls?.length, about.entries?.length], [1, 1]);
    done(await ask("callers", "about", "01 99 00 00 42", "--into", join(own, "given")));
    assert.match(await readFile(join(own, "given", "about.json"), "utf8"), /Madame Lefèvre/);
    await rm(join(own, "given"), { recursive: true });
    assert.match(done(await ask("callers", "forget", "+33199000042")), /^Forgotten: 1 calls, 0 messages, 1 entries/);
    const none = json(await ask("callers", "about", "01 99 00 00 42", "--json")) as Record<string, readonly unknown[]>;
    assert.deepEqual([none.calls, none.entries, none.journal], [[], [], []]);
    for (const name of await readdir(own))
      if (/\.(db|db-wal|json)$/.test(name)) {
        const bytes = await readFile(join(own, name));
        assert.ok(!bytes.includes("199000042") && !bytes.includes("Lefèvre"), name);
      }
    fault(await ask("callers", "forget", "12"), /12/);
  });

  it("helps, and tells what it does not understand", async () => {
    const [help, nothing, unknown, option, number, missing] = await Promise.all([
      run("--help"),
      run(),
      run("frobnicate"),
      run("plan", "--bogus"),
      run("messages", "list", "--limit", "x"),
      run("messages", "save", "x"),
    ]);
    const usage = done(help);
    for (const command of [
      "start",
      "call",
      "plan",
      "duty",
      "people",
      "needs",
      "messages",
      "calls",
      "lines",
      "import",
      "export",
    ])
      assert.match(usage, new RegExp(`^  ${command}\\b`, "m"));
    misunderstood(nothing, /^Usage: permanence/);
    misunderstood(unknown, /unknown command 'frobnicate'/);
    misunderstood(option, /unknown option '--bogus'/);
    misunderstood(number, /'x' is invalid. A whole number from 1 on is needed/);
    misunderstood(missing, /missing required argument 'file'/);
    assert.deepEqual(await readdir(data), [], "asking for help leaves no trace");
  });

  describe("takes an office from a file", () => {
    it("and refuses what it can't use, in one sentence", async () => {
      const [bad, notJson, missing, dry] = await Promise.all([
        run("import", at("bad.json")),
        run("import", at("not-json")),
        run("import", at("nowhere.json")),
        run("import", "--dry-run", "--json", at("office.json")),
      ]);
      fault(bad, /name: must be a text; zone: not a time zone.*Europe\/Paris; the office: has "x", which nobody knows/);
      fault(notJson, /not-json is not JSON/);
      fault(missing, /nowhere\.json can't be read.*ENOENT/);
      assert.deepEqual(json(dry), { imported: false, problems: [] });
      assert.deepEqual(await readdir(data), [], "nothing of it is kept");
    });

    it("and gives the same back", async () => {
      const said = done(await run("import", at("office.json")));
      assert.equal(said, "Imported: Les Tilleuls, 4 people, 5 lines of the rota.\n");
      const [toFile, toOutput] = await Promise.all([run("export", at("exported.json")), run("export")]);
      assert.equal(done(toFile), `Written to ${at("exported.json")}\n`);
      const exported = await readFile(at("exported.json"), "utf8");
      assert.deepEqual(parseOffice(JSON.parse(exported)), office);
      assert.equal(done(toOutput), exported);
      fault(await run("export", at("exported.json")), /exported\.json could not be written.*EEXIST/);
    });

    it("and refuses the same in a dry run as in earnest (F7)", async () => {
      const broken = {
        unknown: { rota: [{ ...officeFile.rota?.[0], id: "x", person: "nobody-here" }] },
        leave: { leave: [{ id: "l", person: "ghost", firstDay: "2026-12-01", lastDay: "2026-12-02" }] },
        twice: { people: [officeFile.people?.[0], officeFile.people?.[0]] },
        menu: { menu: [{ key: "2", label: "A", people: ["ghost"] }] },
        premium: { people: [...(officeFile.people ?? []), { id: "p", name: "P", numbers: ["0899 12 34 56"] }] },
        satellite: { callers: [{ number: "+881612345678", name: "S" }] },
        own: { people: [...(officeFile.people ?? []), { id: "p", name: "P", numbers: ["01 99 00 00 01"] }] },
      };
      for (const [name, part] of Object.entries(broken)) {
        const file = at(`${name}.json`);
        await writeFile(file, JSON.stringify({ ...officeFile, ...part }));
        const [dry, real] = [await run("import", "--dry-run", file), await run("import", file)];
        assert.deepEqual([dry.code, dry.err], [1, real.err], name);
        assert.match(dry.err, /ghost|nobody-here|twice|premium-rate|satellite|it would call itself/);
      }
      const sure = await run("import", "--dry-run", "--sure", "--json", at("premium.json"));
      assert.equal((json(sure) as { imported: boolean }).imported, false);
    });

    it("whatever editor wrote it, and lets no sign into it that a modem or a printer would obey", async () => {
      const text = JSON.stringify({ name: "Été\u0000\r\nATH\u001a", zone: "Europe/Paris" });
      for (const [name, bytes] of Object.entries({
        latin1: Buffer.from(text, "latin1"),
        utf16: Buffer.from(`\ufeff${text}`, "utf16le"),
        utf8: Buffer.from(`\ufeff${text}`),
      })) {
        await writeFile(at(`${name}.json`), bytes);
        assert.match(done(await run("import", "--dry-run", at(`${name}.json`))), /^Can be imported: Été ATH, /, name);
      }
    });

    it("and tells what is to be put right in it", async () => {
      await writeFile(at("empty.json"), '{"name": "Les Tilleuls", "zone": "Europe/Paris"}');
      const said = done(await run("import", "--dry-run", at("empty.json")));
      assert.match(said, /^Can be imported: .*\nTo put right:\n {2}hours: There are no duty hours/);
    });
  });

  describe("on the data of an appliance", () => {
    let spoken: number;

    before(async () => {
      const store = await openStore({
        file: join(data, "permanence.db"),
        folder: data,
        clock: { ...systemClock, now: () => later(MORNING, 60) },
        log: silentLog,
      });
      await store.office.replace(office, "test");
      const said = concat(await voiceFrames());
      spoken = durationOf(said);
      const contact = { person: "anne", name: "Anne", number: anne };
      store.calls.begin({ id: CALL, line: "line-1", at: MORNING, caller: callerId("0199000042", null) });
      const step = store.calls.step.bind(store.calls, CALL);
      step({ at: MORNING, what: "rang", detail: { rings: 1 } });
      step({ at: later(MORNING, 5.007), what: "answered", detail: { rings: 2 } });
      step({ at: later(MORNING, 9), what: "ringing", detail: contact });
      step({
        at: later(MORNING, 34),
        what: "attempt",
        detail: { ...contact, outcome: "no-answer", ringTime: seconds(25) },
      });
      step({ at: later(MORNING, 60), what: "recorded", detail: { duration: millis(spoken), empty: false } });
      step({ at: later(MORNING, 60), what: "hung-up", detail: { by: "caller", sign: "busy-tone" } });
      store.calls.end(CALL, { at: later(MORNING, 61), outcome: "message", answeredAt: later(MORNING, 5) });
      // A name that never went through the check of names.
      store.calls.begin({
        id: "20261123-093000-c3d4",
        line: "line-1",
        at: later(MORNING, 1800),
        caller: { presentation: "given", number: "0199000050", name: "EVE\u001b[2J\u009b31m" },
      });
      store.calls.end("20261123-093000-c3d4", { at: later(MORNING, 1810), outcome: "abandoned" });
      const partPath = store.messages.partPath(CALL);
      await writeFile(partPath, writeWav(said));
      await store.messages.keep({ callId: CALL, partPath, duration: millis(spoken), empty: false });
      store.lines.ready("line-1", MORNING);
      await store.close();
    });

    it("plans a call, and says why", async () => {
      const planned = (options: Partial<Parameters<typeof plan>[0]>) =>
        said(() => plan({ data, forwarding: true, ...options }));
      const [french, badTime] = await Promise.all([
        run("plan", "--at", "2026-11-23T10:00", "--from", "01 99 00 00 42"),
        run("plan", "--at", "soon"),
      ]);
      assert.match(done(french), /^Les Tilleuls, 2026-11-23 10:00 \(Europe\/Paris\), Madame Lefèvre, 01 99 00 00 42\n/);
      assert.match(french.out, /^ *Appelle, .*: Anne \(06 39 98 00 01\), Bob \(06 39 98 00 02\)\.$/m);
      assert.match(french.out, /^Parce que\s:$/m);
      fault(badTime, /"soon" is not a time; write 2026-11-23T10:00/);

      const english = await planned({ at: "2026-11-23 20:00", from: "+33199000042", language: "en" });
      assert.match(english, /^Rings, .*: Carl \(.*\), Dora \(.*\)\.$/m);
      assert.match(english, /Madame Lefèvre is a fragile client/);
      const parsed = JSON.parse(await planned({ at: "2026-11-23T09:00Z", json: true }));
      assert.deepEqual([parsed.at, parsed.plan.steps[1].do], [MORNING, "menu"]);
      assert.doesNotMatch(await planned({ at: "2026-11-23T10:00", forwarding: false }), /^ *Appelle/m);
      assert.match(await planned({ from: "withheld" }), /^Les Tilleuls, .*, withheld number$/m);
      await assert.rejects(planned({ from: "12" }), { code: "duty.bad-number" });
    });

    it("tells who is on duty, who is known, and how far the week is covered", async () => {
      const now = await said(() => duty({ data, at: "2026-11-23T10:00" }));
      assert.match(now, /^ {2}on duty +Anne 06 39 98 00 01, Bob 06 39 98 00 02$/m);
      assert.match(now, /^Week of 2026-11-23: the threshold is met \(5 of 5 days with 7 h\)$/m);
      assert.match(await said(() => duty({ data, at: "2026-12-25" })), /^ {2}office +closed \(Noël\)$/m);
      assert.match(await said(() => duty({ data, at: "2026-11-22" })), /^ {2}office +closed \(outside duty hours\)$/m);
      const week = JSON.parse(await said(() => duty({ data, week: "2026-W52", json: true })));
      assert.equal(week.coverage.monday, "2026-12-21");
      for (const wrong of ["christmas", "2026-13-01"])
        await assert.rejects(
          said(() => duty({ data, week: wrong })),
          { code: "app.bad-time" },
        );

      const known = await said(() => people({ data }));
      assert.match(known, /^anne +Anne +06 39 98 00 01 +anne@tilleuls\.example$/m);
      assert.match(known, /^ {2}01 99 00 00 42 +Madame Lefèvre +fragile$/m);
      assert.deepEqual(JSON.parse(await said(() => people({ data, json: true }))), {
        people: office.people,
        callers: office.callers,
        blocked: [],
      });
    });

    it("lists calls, and tells one step by step", async () => {
      const list = await said(() => listCalls({ data, limit: 50 }));
      const [head, eve, petit] = list.split("\n");
      assert.match(head ?? "", /^ID +WHEN +LINE +FROM +OUTCOME$/);
      assert.match(eve ?? "", /2026-11-23 10:30 +line-1 +EVE�\[2J�31m, 01 99 00 00 50 +abandoned$/);
      assert.match(petit ?? "", /2026-11-23 10:00 +line-1 +Madame Lefèvre, 01 99 00 00 42 +message$/);
      const document = await said(() => listCalls({ data, limit: 1, json: true }));
      const newest = JSON.parse(document) as readonly {
        readonly id: string;
        readonly caller: { readonly name: string };
      }[];
      assert.deepEqual(
        newest.map(({ id, caller }) => [id, caller.name]),
        [["20261123-093000-c3d4", "EVE\u001b[2J\u009b31m"]],
      );
      assert.doesNotMatch(document, /[\u001b\u009b]/);
      const [show, none] = await Promise.all([
        run("calls", "show", CALL),
        run("calls", "show", "20261123-000000-ffff"),
      ]);
      assert.deepEqual(done(show).trimEnd().split("\n"), [
        "2026-11-23 10:00 on line-1, from Madame Lefèvre, 01 99 00 00 42: message",
        "  10:00:00.000  ring 1",
        "  10:00:05.007  answered",
        `  10:00:09.000  ringing Anne, ${anne}`,
        "  10:00:34.000  Anne: no-answer (rang 25 s)",
        `  10:01:00.000  message of ${Math.round(spoken / 1000)} s: ${CALL}`,
        "  10:01:00.000  hung up by the caller (busy-tone)",
      ]);
      const record = JSON.parse(await said(() => showCall(CALL, { data, json: true })));
      assert.equal(record.steps.length, 6);
      fault(none, /There is no call 20261123-000000-ffff; `permanence calls list` shows them/);
    });

    it("lists messages, gives their sound, and keeps what became of them", async () => {
      const length = `${Math.round(spoken / 1000)} s`;
      const [head, only, end] = (await said(() => listMessages({ data, limit: 50 }))).split("\n");
      assert.match(head ?? "", /^ID +WHEN +LENGTH +FROM +STATE$/);
      assert.match(
        only ?? "",
        new RegExp(`^${CALL}  2026-11-23 10:01 +${length} +Madame Lefèvre, 01 99 00 00 42  new$`),
      );
      assert.equal(end, "");
      assert.equal(
        await said(() => saveMessage(CALL, at("saved.wav"), { data })),
        `${length} written to ${at("saved.wav")}\n`,
      );
      assert.equal(durationOf(readWav(await readFile(at("saved.wav")))), spoken);
      await assert.rejects(saveMessage(CALL, at("saved.wav"), { data }), { code: "app.not-saved" });
      await assert.rejects(saveMessage("../../etc/passwd", at("x.wav"), { data }), {
        message: "There is no message ../../etc/passwd; `permanence messages list` shows them.",
      });

      const [mark, nothing] = await Promise.all([
        run("messages", "mark", CALL, "--heard", "--taken-by", "Bob", "--note", "called"),
        run("messages", "mark", CALL),
      ]);
      assert.equal(done(mark), `${CALL}: taken by Bob, heard, “called”\n`);
      fault(nothing, /Say what became of it/);
      await assert.rejects(markMessage("none", { data, heard: true }), { code: "store.no-message" });
      assert.equal(await said(() => listMessages({ data, limit: 50, unheard: true })), "No messages.\n");
      const marked = json(await run("messages", "mark", CALL, "--no-heard", "--closed", "--json")) as Readonly<
        Record<string, unknown>
      >;
      assert.deepEqual([marked.heardAt, marked.takenBy, marked.note], [null, "Bob", "called"]);
      assert.equal(typeof marked.closedAt, "number");
    });

    it("lists who is to be called back, and closes one with its messages, its reason and a note", async () => {
      const [head, first, second] = (await said(() => listNeeds({ data, limit: 50 }))).split("\n");
      assert.match(head ?? "", /^ID +DUE +WEIGHT +FROM +CALLS +WHY +STATE$/);
      const eve = "20261123-093000-c3d4";
      assert.match(
        `${first}\n${second}`,
        new RegExp(`^${eve} .*  usual .*EVE.*  1 +hung up before +open, OVERDUE`, "m"),
      );
      const [taken, bad] = await Promise.all([
        run("needs", "take", eve, "--by", "Bob"),
        run("needs", "close", eve, "--reason", "forgotten"),
      ]);
      assert.equal(done(taken), `${eve}: taken by Bob, OVERDUE\n`);
      misunderstood(bad, /Allowed choices are called-back/);
      const closed = await run("needs", "close", eve, "--reason", "called-back", "--note", "Erreur");
      assert.match(done(closed), /: closed by command line \(.*\), called-back/);
      fault(await run("needs", "close", eve, "--reason", "other"), /"command line \(.*\)" closed it already/);
      const shown = await said(() => showNeed(eve, { data }));
      assert.match(
        shown,
        /opened by call 20261123-093000-c3d4: hung up before\n.*taken by Bob \(command\)\n.*called-back: “Erreur”/,
      );
      await assert.rejects(showNeed("none", { data }), { code: "needs.no-need" });
      assert.match(await said(() => listNeeds({ data, limit: 50, closed: true })), new RegExp(eve));
    });

    it("says announcements, and takes a recording for one", async () => {
      const voice = join(projectRoot, "audio", "demo", "caller-fr.wav");
      const record = (kind: string, file: string, urgent = false) =>
        said(() => recordAnnouncement(kind, file, { data, urgent }));
      const list = await said(() => listAnnouncements({ data }));
      assert.match(list, /^welcome\n {2}Bonjour, Les Tilleuls\. /m);
      assert.match(list, /^closed --urgent.*\n {2}.*touche 1/m);
      assert.match(list, /^info-2\n {2}Préparez votre dossier\.$/m);

      await assert.rejects(record("wellcome", voice), { message: /no announcement "wellcome"; there are welcome, / });
      await assert.rejects(record("welcome", at("nowhere.wav")), { code: "app.no-file" });
      await assert.rejects(record("welcome", at("silence.wav")), { message: /nothing to be heard in .*silence\.wav/ });
      await assert.rejects(record("welcome", voice, true), { message: /only closed, holiday, closure, absence do/ });
      fault(await run("announcements", "record", "welcome", at("not-json")), /not a WAV file/);

      assert.match(await record("closed", voice, true), /^closed: version 1, \d+ s, on air from the next call on\.\n$/);
      const all = JSON.parse(await said(() => listAnnouncements({ data, json: true }))) as readonly Readonly<
        Record<string, unknown>
      >[];
      assert.deepEqual(
        all.filter(({ origin }) => origin === "recorded").map(({ kind, urgent, version }) => [kind, urgent, version]),
        [["closed", true, 1]],
      );
    });

    it("lists what callers hear of one closure alone, with its days", async () => {
      const voice = join(projectRoot, "audio", "demo", "caller-fr.wav");
      const own = at("closure");
      await mkdir(own);
      const closure = { id: "noel", name: "Noël", firstDay: "2026-12-24", lastDay: "2026-12-31" };
      await writeFile(at("with-closure.json"), JSON.stringify({ ...officeFile, closures: [closure] }));
      const ask = programOn(own);
      done(await ask("import", at("with-closure.json")));
      assert.doesNotMatch(await said(() => listAnnouncements({ data: own })), /closure\./);
      const days = { from: "2026-12-23", until: "2026-12-31", text: "Nous fêtons Noël." };
      await said(() => recordAnnouncement("closure.noel", voice, { data: own, ...days }));
      const list = await said(() => listAnnouncements({ data: own }));
      assert.match(list, /^closure\.noel {2}\(recorded\), 2026-12-23 to 2026-12-31\n {2}Nous fêtons Noël\.$/m);
    });

    it("lists lines, and looks at a modem", async () => {
      const list = await said(() => listLines({ data }));
      assert.match(list, /^Lines\n {2}line-1 .*ready since 2026-11-23 10:00$/m);
      const noModem = await run("lines", "diagnose", "/dev/null", "--json");
      const { lines } = JSON.parse(await said(() => listLines({ data, json: true }))) as {
        readonly lines: readonly { readonly name: string }[];
      };
      assert.deepEqual(
        lines.map(({ name }) => name),
        ["line-1"],
      );
      assert.equal(noModem.code, 1);
      assert.equal((JSON.parse(noModem.out) as { readonly verdict: string }).verdict, "trouble");
      assert.equal(noModem.err, "The modem on /dev/null can't answer calls as it is.\n");
    });
  });

  it("says in one sentence what is wrong with a data folder", async () => {
    const [damaged, misconfigured] = [at("damaged"), at("misconfigured")];
    const garbage = "this is no database, and long enough to be looked at ".repeat(100);
    await Promise.all([damaged, misconfigured].map((each) => mkdir(each)));
    await writeFile(join(damaged, "permanence.db"), garbage);
    await writeFile(join(misconfigured, "config.json"), '{"lines": [{"name": "line-1", "baud": "fast"}]}');
    const [noFolder, noDatabase, noConfig] = await Promise.all([
      run("people", "--data", at("not-json")),
      run("people", "--data", damaged),
      run("lines", "list", "--data", misconfigured),
    ]);
    fault(noFolder, /The data folder can't be used: something that is no folder is in its place/);
    fault(noDatabase, /not a database|damaged/);
    assert.equal(await readFile(join(damaged, "permanence.db"), "utf8"), garbage, "a visitor leaves it as it is");
    assert.equal(noConfig.code, 1);
    assert.match(noConfig.err, /^The configuration can't be used\. lines\.0\.baud: .*number/m);
  });
});

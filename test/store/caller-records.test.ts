import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formsOf, parsePhoneNumber } from "../../src/duty/phone-number.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { minutes, plus } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations } from "../../src/store/migrate.ts";
import { anOffice, MONDAY, Rig } from "../admin/rig.ts";

const number = parsePhoneNumber("03 87 00 00 01", "FR");
const forms = formsOf(number);
const CALL = "20261123-090000-abcd";

/** Every file below a folder that has any of these in it. */
async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const each of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!each.isFile()) continue;
    const path = join(each.parentPath, each.name);
    const bytes = await readFile(path);
    if (texts.some((text) => bytes.includes(text))) found.push(path.slice(folder.length + 1));
  }
  return found.sort();
}

describe("a caller who asks", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
    await rig.store.recover({ repair: async () => null });
    const { calls, outbox, office, journal } = rig.store;
    await rig.call(CALL, MONDAY, { name: "PETIT JEANNE" }, new Int16Array(800).fill(1000));
    await rig.call("20261123-080000-efgh", plus(MONDAY, minutes(-60)), {
      number: "+33387000001",
      name: "PETIT JEANNE",
    });
    await rig.call("20261123-070000-else", plus(MONDAY, minutes(-120)), { number: "0388000077", name: "DUPONT" });
    calls.step(CALL, { at: MONDAY, what: "note", detail: { text: "NMBR=0387000001" } });
    await calls.flushed();
    await outbox.add({
      channel: "email",
      to: "a@example.org",
      subject: "",
      kind: "missed-call",
      payload: { call: CALL },
    });
    await office.save("blocked", "+33387000001" as never, "Chef");
    await journal.add({ by: "Chef", what: "message.mark", before: null, after: { id: CALL } });
  });
  afterEach(() => rig.close());

  it("is told everything that is kept of them, whichever way their number was given", async () => {
    const about = await rig.store.callers.about(number, forms);
    assert.deepEqual(about.calls.map(({ id }) => id).sort(), ["20261123-080000-efgh", CALL]);
    assert.deepEqual(
      about.messages.map(({ id }) => id),
      [CALL],
    );
    assert.deepEqual(
      about.entries.map(({ list }) => list),
      ["callers", "blocked"],
    );
    assert.equal(about.letters.length, 1);
    assert.ok(about.journal.length > 0, "what was changed about them is found by their mark");
  });

  it("is forgotten in every file of the data folder; that somebody called is not", async () => {
    const { folder, store } = rig;
    // What other releases, a damage, a restore, a technician and a backup left behind.
    const old = `${join(folder, "permanence.db")}.version-9-20260101-000000`;
    await makeOld(old);
    await writeFile(`${join(folder, "permanence.db")}.corrupt-20260101-000000`, `rubbish +33387000001`);
    await mkdir(join(folder, "before-restore-20260101-000000", "messages"), { recursive: true });
    await makeOld(join(folder, "before-restore-20260101-000000", "permanence.db"));
    await writeFile(join(folder, "before-restore-20260101-000000", "messages", "old-call.wav"), "a voice");
    await writeFile(join(folder, "before-restore-20260101-000000", "office.json"), JSON.stringify(anOffice));
    await mkdir(join(folder, "transcripts"), { recursive: true });
    await writeFile(join(folder, "transcripts", "line-1.txt"), "< NMBR = 0387000001\n");
    await writeFile(join(folder, "transcripts", "line-2.txt"), "< NMBR = 0388000077\n");
    await mkdir(join(folder, "backups"), { recursive: true });
    await writeFile(join(folder, "backups", "one"), "packed");

    const gone = await store.callers.forget(number, forms, "Chef", rig.clock.now());
    assert.deepEqual([gone.calls, gone.messages, gone.entries], [2, 1, 2]);
    assert.equal(gone.copies, 5);
    assert.deepEqual(await filesWith(folder, [...forms, "PETIT JEANNE", "Mme Petit", "a voice"]), []);
    assert.deepEqual(await readdir(join(folder, "messages")), []);
    assert.deepEqual(await filesWith(join(folder, "transcripts"), ["0388000077"]), ["line-2.txt"]);

    assert.equal((await store.calls.list({ limit: 10 })).length, 3, "the calls are counted as before");
    assert.equal((await store.calls.get("20261123-070000-else"))?.caller.name, "DUPONT", "nobody else is forgotten");
    const about = await store.callers.about(number, forms);
    assert.deepEqual([about.calls, about.messages, about.entries, about.letters, about.journal], [[], [], [], [], []]);
    const [last] = await store.journal.list({ limit: 1 });
    assert.equal(last?.what, "caller.forget");
    const whole = await Database.open(old);
    assert.equal((await whole.all("SELECT 1 FROM call")).length, 1, "the old copy can still be read");
    await whole.close();
  });

  it("is forgotten by any of their numbers, and by that of who calls for them the client stays", async () => {
    const { office, callers, journal } = rig.store;
    const [other, sons] = ["+33612000001", "+33612000002"].map((text) => parsePhoneNumber(text, "FR"));
    assert.ok(other && sons);
    const relatives = [{ name: "Paul Petit", number: sons }, { name: "Mme Roux" }];
    await office.save(
      "callers",
      { number, name: "Mme Petit", fragile: true, otherNumbers: [other], relatives },
      "Chef",
    );
    assert.deepEqual(
      (await callers.about(sons, formsOf(sons))).entries.map(({ list }) => list),
      ["callers"],
    );
    assert.equal((await callers.forget(sons, formsOf(sons), "Chef", rig.clock.now())).entries, 1);
    const [client] = (await office.read()).callers;
    assert.deepEqual([client?.name, client?.relatives], ["Mme Petit", [{ name: "Mme Roux" }]]);
    assert.equal((await callers.forget(other, formsOf(other), "Chef", rig.clock.now())).entries, 1);
    assert.deepEqual((await office.read()).callers, []);
    assert.ok(!JSON.stringify(await journal.list()).includes("Paul Petit"));
  });

  it("wrote texts, is named in those of others and in a letter that waits: is told all of it, and is named no more", async () => {
    const { texts, outbox, callers, needs } = rig.store;
    const text = { line: "line-1", sentAt: MONDAY, cameAt: MONDAY, zone: "Europe/Paris", person: null, urgent: false };
    await texts.keep({ ...text, from: callerId("+33387000001", null), body: "Rappelez-moi", became: "need" });
    const another = { ...text, from: callerId("0388000077", null), became: "kept" } as const;
    await texts.keep({ ...another, body: "Ma voisine, Mme Petit (03 87 00 00 01), est tombée" });
    await texts.keep({ ...another, body: "Ma voisine, Madame Petit (03.87.00.00.01), est tombée" });
    const alarms = [{ sentence: "Personne n’a pu être prévenu : Mme Petit (03 87 00 00 01) attend.", remedy: "" }];
    const to = { channel: "email", to: "a@example.org", subject: "", kind: "alarm" } as const;
    await outbox.add({ ...to, payload: { digest: false, alarms } });
    const about = await callers.about(number, forms);
    assert.deepEqual(
      about.texts.map(({ body }) => body),
      ["Rappelez-moi"],
    );
    assert.deepEqual(about.mentions.map((mention) => mention.in).sort(), ["letter", "text", "text"]);
    const wrote = parsePhoneNumber("06 12 00 00 09", "FR");
    await texts.keep({ ...text, from: callerId(wrote, null), body: "Venez", became: "need" });
    const byText = (await callers.about(wrote, formsOf(wrote))).needs;
    assert.deepEqual(
      byText.map(({ why }) => why),
      ["text"],
      "whoever never called is owed something too",
    );
    await callers.forget(wrote, formsOf(wrote), "Chef", rig.clock.now());
    assert.equal((await callers.forget(number, forms, "Chef", rig.clock.now())).mentions, 3);
    const left = await texts.list();
    assert.deepEqual(
      left.map(({ body }) => body.replaceAll("•", "").length > 0 && /Petit|87/.test(body)),
      [false],
    );
    const [letter] = await outbox.list({ waiting: true, limit: 1 });
    assert.doesNotMatch(JSON.stringify(letter?.payload), /Petit|87/);
    assert.ok(Array.isArray(letter?.payload.alarms) && letter.payload.alarms.length === 1, "the letter still goes out");
    assert.deepEqual((await callers.about(number, forms)).texts, []);
    assert.ok((await needs.list()).every(({ number: of }) => of !== number));
  });

  it("keeps nobody who writes waiting while they are forgotten, nor a long look at the calls", async () => {
    const { folder, store } = rig;
    const file = join(folder, "permanence.db");
    const [telephone, statistics] = [await Database.open(file), await Database.open(file)];
    let stop = false;
    let longest = 0;
    let written = 0;
    const writing = (async () => {
      while (!stop) {
        const began = performance.now();
        await telephone.run("UPDATE call SET line = line WHERE id = '20261123-070000-else'");
        longest = Math.max(longest, performance.now() - began);
        written++;
      }
    })();
    // Somebody reads for two seconds: what waits for them must not have the lock meanwhile.
    const reading = statistics.transaction(async (tx) => {
      await tx.all("SELECT count(*) FROM call");
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }, "deferred");
    await store.callers.forget(number, forms, "Chef", rig.clock.now());
    stop = true;
    await Promise.all([writing, reading]);
    await telephone.close();
    await statistics.close();
    assert.deepEqual(await filesWith(folder, [...forms, "PETIT JEANNE"]), []);
    assert.ok(written > 0 && longest < 1500, `${Math.round(longest)} ms`);
  });

  it("is not left in the file by a release that overwrote nothing", async () => {
    const old = await Database.open(join(rig.folder, "permanence.db"));
    await old.script("PRAGMA secure_delete = OFF");
    await old.script("CREATE TABLE scrap (text)");
    for (let n = 0; n < 50; n++) await old.run("INSERT INTO scrap VALUES (?)", [`${forms[0]} ${"x".repeat(200)}`]);
    await old.script("DELETE FROM scrap");
    await old.close();
    await rig.store.callers.forget(number, forms, "Chef", rig.clock.now());
    assert.deepEqual(await filesWith(rig.folder, forms), []);
  });

  it("is forgotten by an admin at the page, and by nobody else", async () => {
    const boss = await rig.boss();
    const reception = await rig.as("reception", boss);
    const body = { number: "03 87 00 00 01" };
    for (const operation of ["aboutCaller", "forgetCaller"] as const)
      assert.equal((await reception.refused(operation, { body })).is, "403 admin.not-yours");
    assert.equal((await boss.ask("aboutCaller", { body })).calls.length, 2);
    assert.equal((await boss.refused("aboutCaller", { body: { number: "12" } })).is, "400 admin.bad-request");
    assert.equal((await boss.ask("forgetCaller", { body })).messages, 1);
    assert.equal((await boss.ask("messages", { query: {} })).messages.length, 0);
    assert.equal((await boss.ask("aboutCaller", { body })).calls.length, 0);
  });
});

/** A database of some release, with a call and a message of the caller. */
async function makeOld(file: string): Promise<void> {
  const database = await Database.open(file);
  await migrate(database, file, MONDAY, migrations.slice(0, 9));
  await database.run(
    "INSERT INTO call (id, line, at, zone, presentation, caller_number, caller_name, ended_at) VALUES ('old-call', 'l', 1, 'UTC', 'given', '+33387000001', 'PETIT JEANNE', 2)",
  );
  await database.run("INSERT INTO message (id, call, at, zone, duration) VALUES ('old-call', 'old-call', 1, 'UTC', 5)");
  await database.run(
    "INSERT INTO known_caller (number, position, name, fragile) VALUES ('+33387000001', 1, 'Mme Petit', 1)",
  );
  await database.close();
}

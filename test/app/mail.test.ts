import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mail } from "../../src/admin/parts.ts";
import type { MailForm } from "../../src/admin/schemas/mail.ts";
import { refusalOf, sentenceOf } from "../../src/admin/sentences/refusals.ts";
import { parseConfig } from "../../src/app/config.ts";
import { type HouseMail, openMail, pageMail } from "../../src/app/mail.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { asFault } from "../../src/kernel/fault.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { type Notify, openNotify } from "../../src/notify/notify.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { type MailServer, mailServer } from "../notify/mail-server.ts";

const SECRET = "s3cret-of-the-mailbox";
const { mail: technician } = parseConfig({ mail: { host: "127.0.0.1", port: 9, from: "tech@tilleuls.example" } });

describe("mail set in the page", () => {
  let folder: string;
  let store: Store;
  let server: MailServer;
  let house: HouseMail;
  let notify: Notify;
  let mail: Mail;
  const logins: string[] = [];

  const open = async () => {
    house = await openMail(store, technician, silentLog);
    notify = openNotify({
      outbox: store.outbox,
      clock: systemClock,
      log: silentLog,
      mail: house.current,
      office: () => store.office.read(),
      message: async () => null,
      call: async () => null,
      needs: { get: async () => null, history: async () => [] },
      takeUps: { get: async () => null, asksOf: async () => [] },
    });
    mail = pageMail(house, notify);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-mail-"));
    store = await openStore({ file: join(folder, "permanence.db"), folder, clock: systemClock, log: silentLog });
    logins.length = 0;
    server = await mailServer({
      authOptional: false,
      onAuth({ username, password }, _, done) {
        logins.push(`${username}:${password}`);
        if (password === SECRET) done(null, { user: username });
        else done(new Error("Invalid credentials"));
      },
      onRcptTo({ address }, _, done) {
        done(address.startsWith("nobody") ? new Error("No such user here") : null);
      },
    });
    await open();
  });
  afterEach(async () => {
    await notify.close();
    await server.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const form = (changes: Partial<MailForm> = {}): MailForm => ({
    host: "127.0.0.1",
    port: server.port,
    secure: false,
    user: "box",
    password: SECRET,
    from: "box@tilleuls.example",
    to: ["bureau@tilleuls.example"],
    ...changes,
  });
  const save = (next: MailForm | null) => mail.save(next, "Claire", () => undefined);
  const refusal = async (given: MailForm, to = "claire@tilleuls.example") => {
    try {
      await mail.sendTest(to, given);
      return null;
    } catch (thrown) {
      const refused = refusalOf(asFault(thrown, "app.disk"));
      return refused && { why: refused.why, fr: sentenceOf(refused.why, "fr", refused.what) };
    }
  };

  it("counts before the technician's, at once and after a restart; without it the technician's does", async () => {
    assert.deepEqual([mail.now().by, house.current()?.port], ["technician", 9]);
    await save(form());
    assert.deepEqual(
      [mail.now().by, house.current()?.port, house.to()],
      ["page", server.port, ["bureau@tilleuls.example"]],
    );
    await mail.sendTest("claire@tilleuls.example");
    assert.deepEqual(server.letters[0]?.to, ["claire@tilleuls.example"]);
    await notify.close();
    await open();
    assert.deepEqual([mail.now().by, house.current()?.password], ["page", SECRET]);
    await save(null);
    assert.deepEqual([mail.now().by, house.current()?.port], ["technician", 9]);
  });

  it("sends what an earlier server refused as soon as it is saved", async () => {
    const letter = {
      channel: "email",
      to: "amelie@tilleuls.example",
      subject: "",
      kind: "message",
      payload: {},
    } as const;
    const id = await store.outbox.add(letter);
    notify.wake();
    while ((await store.outbox.list())[0]?.attempts === 0) await new Promise(setImmediate);
    await save(form());
    while ((await store.outbox.list())[0]?.deliveredAt === null) await new Promise(setImmediate);
    assert.equal((await store.outbox.list())[0]?.id, id);
    assert.equal(server.letters.length, 1);
  });

  it("is tried before it is saved, and not kept by that", async () => {
    assert.equal(await refusal(form()), null);
    assert.equal(server.letters.length, 1);
    assert.equal(mail.now().by, "technician");
  });

  it("tells in plain words what the server refuses", async () => {
    assert.match((await refusal(form({ password: "wrong" })))?.fr ?? "", /refuse l.utilisateur ou le mot de passe/);
    assert.match((await refusal(form(), "nobody@tilleuls.example"))?.fr ?? "", /refuse l.adresse/);
    assert.match((await refusal(form({ port: 9 })))?.fr ?? "", /ne répond pas à ce port/);
    assert.match((await refusal(form({ secure: true })))?.fr ?? "", /Le chiffrement choisi/);
    assert.match((await refusal(form({ host: "no-such-host.invalid" })))?.fr ?? "", /Aucun serveur ne porte ce nom/);
    const secure = await mailServer({ disabledCommands: [], secure: true });
    assert.match((await refusal(form({ port: secure.port, secure: true })))?.fr ?? "", /certificat/);
    await secure.close();
  });

  it("tells nobody the password: not the page, not the journal, not a refusal", async () => {
    await save(form());
    await save(form({ password: "another" }));
    const refused = await refusal(form({ password: "wrong-but-secret" }));
    const told = JSON.stringify([mail.now(), await store.journal.list(), refused]);
    assert.doesNotMatch(told, /s3cret|another|wrong-but/);
    assert.match(told, /"password":"changed"/);
  });

  it("gives a password that is kept to its own server and user, and to no other", async () => {
    await save(form());
    const { password, ...kept } = form({ from: "other@tilleuls.example" });
    assert.equal(password, SECRET);
    assert.equal(await refusal(kept), null);
    for (const elsewhere of [{ host: "localhost" }, { user: "someone" }]) {
      const asked = logins.length;
      assert.equal((await refusal({ ...kept, ...elsewhere }))?.why, "mail-password");
      await assert.rejects(save({ ...kept, ...elsewhere }), { code: "admin.mail-password" });
      assert.equal(logins.length, asked);
    }
    await save(kept);
    assert.equal(house.current()?.password, SECRET);
  });

  it("is refused where somebody else changed it meanwhile", async () => {
    await save(form());
    const refuse = () => {
      throw new Error("changed");
    };
    await assert.rejects(mail.save(form({ port: 26 }), "Zoé", refuse), /changed/);
    assert.equal(house.current()?.port, server.port);
  });
});

import assert from "node:assert/strict";
import { minutes } from "../../src/kernel/units.ts";
import { PASSWORD, Rig } from "./rig.ts";

describe("signing in", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
  });
  afterEach(() => rig.close());

  it("has no default password: the first visitor sets one, once", async () => {
    const client = rig.client();
    const before = await client.ask("setup", {});
    assert.deepEqual([before.needed, before.by], [true, "open"]);
    const session = await client.ask("setUp", { body: { name: "Chef", password: PASSWORD } });
    assert.deepEqual([session.user?.name, session.user?.role], ["Chef", "admin"]);
    assert.deepEqual(await client.ask("setup", {}), { needed: false, by: null, openUntil: null });
    const again = await rig.client().refused("setUp", { body: { name: "Autre", password: PASSWORD } });
    assert.equal(again.is, "409 admin.set-up");
    assert.equal(await rig.store.users.count(), 1);
  });

  it("lets one of two visitors at the same moment be the first", async () => {
    const replies = await Promise.all(
      ["a", "b", "c"].map((name) => rig.client().raw("setUp", { body: { name, password: PASSWORD } })),
    );
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409]);
    assert.equal(await rig.store.users.count(), 1);
  });

  it("wants the code of the start after half an hour, and takes it as people type it", async () => {
    rig.clock.pass(minutes(31));
    const client = rig.client();
    assert.equal((await client.ask("setup", {})).by, "code");
    const body = { name: "Chef", password: PASSWORD };
    assert.equal((await client.refused("setUp", { body })).is, "403 admin.needs-code");
    assert.equal(
      (await client.refused("setUp", { body: { ...body, code: "aaaa-bbbb-cccc" } })).is,
      "403 admin.needs-code",
    );
    const code = rig.admin.code?.toUpperCase().replaceAll("-", " ") ?? "";
    assert.equal((await client.ask("setUp", { body: { ...body, code } })).user?.name, "Chef");
  });

  it("keeps the cookie from scripts and from other sites, and only its hash", async () => {
    const client = rig.client();
    const reply = await client.raw("setUp", { body: { name: "Chef", password: PASSWORD } });
    const cookie = reply.headers["set-cookie"]?.[0] ?? "";
    assert.match(cookie, /^permanence=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = /=([\w-]{43})/.exec(cookie)?.[1] ?? "";
    const rows = await rig.store.transaction((tx) => tx.all<{ token: string }>("SELECT token FROM session"));
    assert.deepEqual(
      rows.map((row) => row.token.length),
      [64],
    );
    assert.ok(!rows.some((row) => row.token.includes(token)));
    const [user] = await rig.store.transaction((tx) => tx.all<{ password: string }>("SELECT password FROM user"));
    assert.match(user?.password ?? "", /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("ends a session when it was not used, and in the end whatever is done", async () => {
    const client = await rig.boss();
    // When it was last used is written down behind the answer.
    const written = () => rig.store.transaction(async () => undefined);
    for (let hours = 0; hours < 6 * 24; hours += 8) {
      rig.clock.pass(minutes(8 * 60));
      assert.equal((await client.raw("today", { query: {} })).status, 200, `after ${hours} h`);
      await written();
    }
    rig.clock.pass(minutes(8 * 60));
    rig.clock.pass(minutes(3 * 60));
    assert.equal((await client.raw("today", { query: {} })).status, 200);
    for (let hours = 0; hours < 24; hours += 8) {
      rig.clock.pass(minutes(8 * 60));
      await client.raw("session", {});
      await written();
    }
    assert.equal((await client.refused("today", { query: {} })).is, "401 admin.signed-out");

    await client.post("/api/session", { name: "chef", password: PASSWORD });
    rig.clock.pass(minutes(12 * 60));
    assert.equal((await client.refused("today", { query: {} })).is, "401 admin.signed-out");
    assert.equal((await client.ask("session", {})).user, null);
  });

  it("signs out here and not elsewhere; a new password does it everywhere", async () => {
    const [one, two] = [await rig.boss(), await rig.boss()];
    await one.ask("signOut", {});
    assert.equal((await one.ask("session", {})).user, null);
    assert.equal((await two.ask("session", {})).user?.name, "Chef");
    const three = await rig.boss();
    const body = { current: PASSWORD, next: "another long password" };
    two.csrf = (await two.ask("changePassword", { body })).csrf;
    assert.equal((await two.ask("session", {})).user?.name, "Chef");
    assert.equal((await three.ask("session", {})).user, null);
    const old = await rig.client().refused("signIn", { body: { name: "Chef", password: PASSWORD } });
    assert.equal(old.is, "401 admin.wrong-password");
  });

  it("makes whoever guesses wait, longer each time, and says for how long", async () => {
    await rig.boss();
    const client = rig.client();
    const guess = () => client.refused("signIn", { body: { name: "Chef", password: "not this one" } });
    for (let n = 0; n < 4; n++) assert.equal((await guess()).is, "401 admin.wrong-password");
    const waits: string[] = [];
    for (let n = 0; n < 6; n++) {
      assert.equal((await guess()).is, "401 admin.wrong-password");
      const { is, headers } = await guess();
      assert.equal(is, "429 admin.too-many");
      waits.push(String(headers["retry-after"]));
      rig.clock.pass(minutes(Number(headers["retry-after"]) / 60));
    }
    assert.deepEqual(waits, ["1", "2", "4", "8", "16", "32"]);
    // Even the right one has to wait its turn; then all is forgotten.
    await guess();
    assert.equal(
      (await client.refused("signIn", { body: { name: "Chef", password: PASSWORD } })).is,
      "429 admin.too-many",
    );
    rig.clock.pass(minutes(2));
    assert.equal((await client.ask("signIn", { body: { name: "Chef", password: PASSWORD } })).user?.name, "Chef");
    assert.equal((await guess()).is, "401 admin.wrong-password");
  });

  it("counts guesses that come all at once", async () => {
    await rig.boss();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => rig.client().raw("signIn", { body: { name: "Chef", password: "wrong" } })),
    );
    assert.equal(replies.filter(({ status }) => status === 401).length, 5);
  });

  it("says the same of a name that is not there", async () => {
    await rig.boss();
    const body = (name: string) => ({ body: { name, password: "not this one" } });
    const [known, unknown] = [
      await rig.client().refused("signIn", body("Chef")),
      await rig.client().refused("signIn", body("Personne")),
    ];
    assert.deepEqual([known.is, known.sentence], [unknown.is, unknown.sentence]);
  });

  it("keeps one admin, and each name once", async () => {
    const boss = await rig.boss();
    const me = (await boss.ask("users", {})).users[0];
    assert.ok(me);
    const params = { id: me.id };
    assert.equal((await boss.refused("removeUser", { params })).is, "409 admin.last-admin");
    assert.equal((await boss.refused("changeUser", { params, body: { role: "auditor" } })).is, "409 admin.last-admin");
    const body = { name: "CHEF", role: "auditor", password: PASSWORD } as const;
    assert.equal((await boss.refused("addUser", { body })).is, "409 admin.name-taken");
    const added = await boss.ask("addUser", { body: { ...body, name: "Zoé" } });
    const zoe = rig.client();
    await zoe.post("/api/session", { name: "zoé", password: PASSWORD });
    await boss.ask("changeUser", { params: { id: added.id }, body: { role: "reception" } });
    assert.equal((await zoe.ask("session", {})).user, null, "a session of the old role");
    await boss.ask("removeUser", { params: { id: added.id } });
    assert.equal((await boss.refused("removeUser", { params: { id: added.id } })).is, "404 admin.no-such");
    const journal = JSON.stringify((await boss.ask("journal", { query: {} })).entries);
    assert.ok(journal.includes("user.add") && !journal.includes("argon2"));
  });
});

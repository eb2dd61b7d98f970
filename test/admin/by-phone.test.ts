import assert from "node:assert/strict";
import { verify } from "@node-rs/argon2";
import { instant } from "../../src/kernel/units.ts";
import { withBoss } from "./with-boss.ts";

describe("codes for the telephone, at the page", () => {
  const { rig, boss } = withBoss();
  const amelie = { person: "amelie" };

  it("are set by an admin, kept as a hash alone, and never given back", async () => {
    const answer = await boss.ask("setPhonePin", { params: amelie, body: { pin: "4711" } });
    assert.deepEqual(
      answer.people.map(({ person, lockedUntil }) => [person, lockedUntil]),
      [["amelie", null]],
    );
    const [{ hash = "" } = {}] = await rig.store.phonePins.hashes(["amelie"]);
    assert.match(hash, /^\$argon2id\$/);
    assert.ok(await verify(hash, "4711"));
    const journal = await rig.store.journal.list({ what: "phone-pin.set" });
    assert.equal(journal.length, 1);
    assert.doesNotMatch(JSON.stringify([answer, journal, await boss.ask("phonePins", {})]), /argon|4711/);
    const { people } = await boss.ask("removePhonePin", { params: amelie });
    assert.deepEqual(people, []);
  });

  it("are 4 to 8 digits, and not what is tried first", async () => {
    for (const pin of ["123", "123456789", "47a1", "0000", "1234", "87654321"]) {
      const refused = await boss.ask("setPhonePin", { params: amelie, body: { pin } }).then(
        () => null,
        (thrown) => String(thrown),
      );
      assert.ok(refused !== null, pin);
    }
    assert.deepEqual((await boss.ask("phonePins", {})).people, []);
    assert.ok((await boss.ask("setPhonePin", { params: amelie, body: { pin: "12435" } })).people.length === 1);
  });

  it("are everybody's own: an account of the same name sets it, and nobody else's", async () => {
    const office = await rig.store.office.read();
    const name = office.people.find(({ id }) => id === "amelie")?.name ?? "";
    const password = "a long password";
    await boss.post("/api/users", { name, role: "reception", password });
    const herself = rig.client();
    await herself.post("/api/session", { name, password });
    assert.deepEqual((await herself.ask("phonePins", {})).own, [{ person: "amelie", name }]);
    const { people } = await herself.ask("setOwnPhonePin", { body: { pin: "4711" } });
    assert.deepEqual(
      people.map(({ person }) => person),
      ["amelie"],
    );
    await assert.rejects(herself.ask("setPhonePin", { params: { person: "karim" }, body: { pin: "4711" } }), /403/);
    await assert.rejects(boss.ask("setOwnPhonePin", { body: { pin: "4711" } }), /404/);
    await assert.rejects(herself.ask("saveByPhone", { body: { anyone: true } }), /403/);
  });

  it("lock at the fifth try though the power fails before it is looked at, and a new one frees what was locked", async () => {
    await boss.ask("setPhonePin", { params: amelie, body: { pin: "4711" } });
    for (let n = 0; n < 5; n++) await rig.store.phonePins.begin(["amelie"]);
    assert.deepEqual(await rig.store.phonePins.begin(["amelie"]), [], "no sixth try");
    const [locked] = (await boss.ask("phonePins", {})).people;
    assert.ok((locked?.lockedUntil ?? 0) > rig.clock.now());
    const { troubles } = await boss.ask("today", { query: { language: "fr" } });
    assert.ok(
      troubles.some(({ sentence }) => /code est verrouillé/.test(sentence)),
      JSON.stringify(troubles),
    );
    const { people } = await boss.ask("setPhonePin", { params: amelie, body: { pin: "8150" } });
    assert.equal(people[0]?.lockedUntil, null);
    assert.deepEqual(await rig.store.phonePins.begin(["amelie"]), ["amelie"]);
  });

  it("tries made at the same time are all counted, and each lock lasts longer than the one before", async () => {
    await boss.ask("setPhonePin", { params: amelie, body: { pin: "4711" } });
    const many = await Promise.all(Array.from({ length: 9 }, () => rig.store.phonePins.begin(["amelie"])));
    assert.equal(many.filter((open) => open.length > 0).length, 5);
    await Promise.all(many.map((open) => rig.store.phonePins.wrong(open)));
    const until = async () => ((await rig.store.phonePins.locked())[0]?.until ?? 0) - rig.clock.now();
    const first = await until();
    rig.clock.setTo(instant(rig.clock.now() + first + 1000));
    for (let n = 0; n < 5; n++) await rig.store.phonePins.wrong(await rig.store.phonePins.begin(["amelie"]));
    assert.equal(await until(), 2 * first);
    const said = (await rig.store.journal.list()).filter(({ what }) => what === "phone-pin.lock");
    assert.equal(said.length, 2);
  });
});

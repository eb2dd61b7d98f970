import assert from "node:assert/strict";
import { minutes, plus } from "../../src/kernel/units.ts";
import type { Client } from "./client.ts";
import { CALL } from "./parts-of.ts";
import { MONDAY, Rig } from "./rig.ts";

describe("the link of a letter", () => {
  let rig: Rig;
  /** Nobody: no session, no password. */
  let someone: Client;
  let people: readonly { readonly id: string; readonly name: string }[];
  const tokenOf = async (person = people[0]?.id ?? "") =>
    (await rig.store.needLinks.tokenFor(CALL, person, rig.clock.now())).token;

  beforeEach(async () => {
    rig = await Rig.open();
    const boss = await rig.boss();
    people = (await boss.ask("office", {})).office.people;
    assert.ok(people.length > 1);
    someone = rig.client();
    await rig.call(CALL, MONDAY, {});
  });
  afterEach(() => rig.close());

  it("shows who waits, and takes nothing by being looked at, however often a scanner of mail does", async () => {
    const params = { token: await tokenOf() };
    for (let n = 0; n < 5; n++) {
      const seen = await someone.ask("callBack", { params });
      assert.equal(seen.state, "open");
      assert.ok(seen.need?.shown);
    }
    assert.equal((await rig.store.needs.get(CALL))?.owner, null);
  });

  it("takes the need for whoever was asked, once; a second use says that they have it", async () => {
    const params = { token: await tokenOf() };
    assert.equal((await someone.ask("acceptCallBack", { params })).state, "yours");
    assert.equal((await someone.ask("acceptCallBack", { params })).state, "yours");
    const need = await rig.store.needs.get(CALL);
    assert.deepEqual(need?.owner, people[0] && { id: people[0].id, name: people[0].name });
    const taken = (await rig.store.needs.history(CALL)).filter(({ what }) => what === "taken");
    assert.deepEqual(
      taken.map((past) => past.what === "taken" && past.detail.how),
      ["link"],
    );
  });

  it("says who was faster, and since when, and no more of the caller", async () => {
    await someone.ask("acceptCallBack", { params: { token: await tokenOf(people[0]?.id) } });
    const late = await someone.ask("acceptCallBack", { params: { token: await tokenOf(people[1]?.id) } });
    assert.deepEqual([late.state, late.by, late.need], ["taken", people[0]?.name, null]);
    assert.equal(late.since, MONDAY);
  });

  it("closes what its owner took by it, with a reason and a note; nobody else's", async () => {
    const [mine, other] = [await tokenOf(people[0]?.id), await tokenOf(people[1]?.id)];
    await someone.ask("acceptCallBack", { params: { token: mine } });
    const body = { reason: "called-back", note: "Elle va bien" } as const;
    assert.equal((await someone.ask("closeCallBack", { params: { token: other }, body })).state, "taken");
    const done = await someone.ask("closeCallBack", { params: { token: mine }, body });
    assert.deepEqual([done.state, done.by, done.need], ["closed", people[0]?.name, null]);
    assert.equal((await rig.store.needs.get(CALL))?.reason, "called-back");
    assert.equal((await someone.ask("acceptCallBack", { params: { token: other } })).state, "closed");
  });

  it("has its time, and shows nothing after it", async () => {
    const params = { token: await tokenOf() };
    rig.clock.pass(minutes(7 * 24 * 60 + 1));
    const late = await someone.ask("acceptCallBack", { params });
    assert.deepEqual([late.state, late.need], ["over", null]);
    assert.equal((await rig.store.needs.get(CALL))?.owner, null);
  });

  it("shows no caller any more after its time, to whoever took it by it either", async () => {
    const params = { token: await tokenOf() };
    assert.equal((await someone.ask("acceptCallBack", { params })).state, "yours");
    rig.clock.pass(minutes(7 * 24 * 60 + 1));
    const late = await someone.ask("callBack", { params });
    assert.deepEqual([late.state, late.need], ["over", null]);
  });

  it("is good for nothing when one letter of it is another, or its need is no more", async () => {
    const token = await tokenOf();
    const until = plus(rig.clock.now(), minutes(60)).toString(36);
    const forged = [
      ...[...token].map((letter, n) => token.slice(0, n) + (letter === "a" ? "b" : "a") + token.slice(n + 1)),
      token.slice(0, -1),
      `${token}a`,
      `${CALL}~${people[0]?.id}~${until}~${"A".repeat(22)}`,
      "no-link",
      "~~~",
    ].filter((each, n) => each !== token && (n % 4 === 0 || n >= token.length));
    for (const each of forged) {
      const seen = await someone.ask("acceptCallBack", { params: { token: each } });
      assert.deepEqual([seen.state, seen.need], ["unknown", null], each);
    }
    assert.equal((await rig.store.needs.get(CALL))?.owner, null);
    const gone = (await rig.store.needLinks.tokenFor("20200101-000000-none", "alice", rig.clock.now())).token;
    assert.equal((await someone.ask("callBack", { params: { token: gone } })).state, "unknown");
  });
});

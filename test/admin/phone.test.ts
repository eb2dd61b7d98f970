import assert from "node:assert/strict";
import type { Phone } from "../../src/admin/parts.ts";
import type { MobileAct, PhoneAct, PhoneSign } from "../../src/admin/schemas/phone.ts";
import type { Client } from "./client.ts";
import { Rig } from "./rig.ts";

/** A telephone that notes what is done with it; `tell` says what its caller lives through. */
function fakePhone() {
  const done: (PhoneAct | MobileAct | "closed")[] = [];
  const orders: Parameters<Phone["call"]>[0][] = [];
  let [tell, gone]: [(sign: PhoneSign) => void, () => void] = [() => undefined, () => undefined];
  const written: Parameters<Phone["write"]>[0][] = [];
  const simulator = { dials: Promise.resolve() };
  const phone: Phone = {
    async call(order, ...listeners) {
      orders.push(order);
      [tell, gone] = listeners;
      await simulator.dials;
      return {
        act: (act) => void done.push(act),
        mobile: (act) => void done.push(act),
        close: () => void done.push("closed"),
      };
    },
    write: async (text) => void written.push(text),
    texts: async () => [
      { to: "+33639980001", body: "Bien reçu", at: 1 },
      { to: "0399000011", body: "À bientôt", at: 2 },
    ],
  };
  return { phone, written, done, orders, simulator, tell: (sign: PhoneSign) => tell(sign), gone: () => gone() };
}

describe("the telephone's API", () => {
  let rig: Rig;
  let boss: Client;
  let fake: ReturnType<typeof fakePhone>;

  beforeEach(async () => {
    fake = fakePhone();
    rig = await Rig.open({ phone: fake.phone });
    boss = await rig.boss();
  });
  afterEach(() => rig.close());

  const dial = (from: string | null, signal: AbortSignal) =>
    fetch(`http://127.0.0.1:${rig.admin.port}/api/phone/calls`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf": boss.csrf ?? "", cookie: `permanence=${boss.cookie}` },
      body: JSON.stringify({ line: "line-1", from }),
      signal,
    });

  /** Places a call; the answer goes on. */
  async function dialled(from: string | null) {
    const leaving = new AbortController();
    const reply = await dial(from, leaving.signal);
    assert.equal(reply.status, 200);
    const reader = reply.body?.getReader();
    let rest = "";
    const next = async (): Promise<PhoneSign> => {
      while (!rest.includes("\n")) rest += new TextDecoder().decode((await reader?.read())?.value);
      const [line = ""] = rest.split("\n", 1);
      rest = rest.slice(line.length + 1);
      return JSON.parse(line) as PhoneSign;
    };
    return { next, hangs: () => leaving.abort(), ended: async () => (await reader?.read())?.done };
  }

  it("says who can call and whose mobiles may ring", async () => {
    const { lines, callers, people } = await boss.ask("phone", {});
    assert.deepEqual(lines, [{ name: "line-1", number: "+33199000001", texts: false }]);
    assert.deepEqual(
      callers.map(({ kind, name }) => [kind, name]),
      [
        ["unknown", null],
        ["fragile", "Mme Petit"],
        ["withheld", null],
      ],
    );
    assert.deepEqual(
      people.map(({ id, service }) => [id, service]),
      [["amelie", "duty"]],
    );
  });

  it("streams a call for as long as somebody listens, and takes what they do", async () => {
    const call = await dialled(null);
    const placed = await call.next();
    assert.ok(placed.of === "placed");
    assert.deepEqual(fake.orders, [{ line: "line-1", from: null, mobiles: ["+33639980001", "+33639980002"] }]);
    fake.tell({ of: "heard", ulaw: "/////w==" });
    assert.deepEqual(await call.next(), { of: "heard", ulaw: "/////w==" });
    const params = { call: placed.call };
    await boss.ask("phoneAct", { params, body: { act: "key", key: "5" } });
    await boss.ask("phoneMobile", { params, body: { number: "+33639980001", order: { act: "answer" } } });
    assert.deepEqual(fake.done, [
      { act: "key", key: "5" },
      { number: "+33639980001", order: { act: "answer" } },
    ]);
    call.hangs();
    while (fake.done.at(-1) !== "closed") await new Promise(setImmediate);
    assert.equal((await boss.refused("phoneAct", { params, body: { act: "hang-up" } })).is, "404 admin.no-such");
  });

  it("hangs up for whoever went away while the simulator dialled", async () => {
    let dials = (): void => undefined;
    fake.simulator.dials = new Promise((resolve) => {
      dials = resolve;
    });
    const leaving = new AbortController();
    const reply = dial(null, leaving.signal);
    while (fake.orders.length === 0) await new Promise(setImmediate);
    leaving.abort();
    await assert.rejects(reply);
    // Another question, which the server answers after it saw the connection go.
    await boss.ask("phone", {});
    dials();
    while (fake.done.at(-1) !== "closed") await new Promise(setImmediate);
  });

  it("ends the answer when the simulator has gone", async () => {
    const call = await dialled("0199000077");
    await call.next();
    fake.gone();
    assert.equal(await call.ended(), true);
  });

  it("has no telephone for a real line, for other roles, or for nonsense", async () => {
    const body = { line: "line-1", from: null };
    assert.equal((await boss.refused("phoneCall", { body: { ...body, line: "cellar" } })).is, "404 admin.no-phone");
    const wrong = { ...body, from: "AT+VTS;rm -rf" };
    assert.equal((await boss.refused("phoneCall", { body: wrong })).is, "400 admin.bad-request");
    const someone = await rig.as("reception", boss);
    assert.equal((await someone.refused("phoneCall", { body })).is, "403 admin.not-yours");
    rig.lines.splice(0, 1);
    assert.equal((await boss.refused("phoneCall", { body })).is, "404 admin.no-phone");
    assert.deepEqual(fake.orders, []);
  });

  it("writes to a simulated SIM alone, and reads what came to the others, newest first", async () => {
    const text = { line: "line-1", from: "+33199000077", body: "Bonjour" };
    assert.equal((await boss.refused("phoneText", { body: text })).is, "404 admin.no-phone");
    assert.deepEqual((await boss.ask("phoneTexts", {})).texts, []);
    const [line] = rig.lines;
    assert.ok(line);
    rig.lines[0] = { ...line, texts: true };
    await boss.ask("phoneText", { body: text });
    assert.deepEqual(fake.written, [text]);
    assert.deepEqual(
      (await boss.ask("phoneTexts", {})).texts.map(({ to, body }) => [to.known?.name ?? to.number, body]),
      [
        ["0399000011", "À bientôt"],
        ["Amélie Durand", "Bien reçu"],
      ],
    );
    for (const wrong of [{ body: "" }, { from: "AT+CMGS" }, { body: "x".repeat(1001) }])
      assert.equal((await boss.raw("phoneText", { body: { ...text, ...wrong } })).status, 400);
  });
});

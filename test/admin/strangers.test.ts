import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { countedAs } from "../../src/admin/server/addresses.ts";
import { announceName } from "../../src/admin/server/announce-name.ts";
import { isBounded } from "../../src/admin/server/bounded-json.ts";
import { createBudget } from "../../src/admin/server/budget.ts";
import { boundConnections } from "../../src/admin/server/connections.ts";
import { createTurns } from "../../src/admin/server/turns.ts";
import { createWorkshop } from "../../src/admin/server/workshop.ts";
import { minutes, plus, seconds } from "../../src/kernel/units.ts";
import { HandClock } from "../kit/clocks.ts";
import { HeardLog } from "../kit/heard-log.ts";
import { becomes } from "../kit/until.ts";
import { MONDAY, PASSWORD, Rig } from "./rig.ts";

const days = (n: number) => minutes(n * 24 * 60);
const wrong = (name: string) => ({ body: { name, password: "not this one" } });
const right = { body: { name: "Chef", password: PASSWORD } };

describe("strangers at the door", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
  });
  afterEach(() => rig.close());

  it("who guess the admin's name from many addresses keep nobody out where they signed in before (R14)", async () => {
    const boss = await rig.boss();
    await boss.ask("signOut", {});
    for (let n = 2; n < 12; n++) await rig.client(`127.0.0.${n}`).raw("signIn", wrong("chef"));
    assert.equal((await rig.client("127.0.0.99").refused("signIn", right)).is, "429 admin.too-many");
    assert.equal((await boss.ask("signIn", right)).user?.name, "Chef");
  });

  it("can make no use of a mark of a browser that is another's, or invented, and its own tries are counted (R14)", async () => {
    const boss = await rig.boss();
    await rig.as("reception", boss);
    const thief = rig.client();
    thief.device = `1.${"0".repeat(43)}`;
    for (let n = 0; n < 5; n++) await thief.raw("signIn", wrong("Chef"));
    assert.equal((await thief.refused("signIn", right)).is, "429 admin.too-many");
    const reception = rig.client("127.0.0.7");
    await reception.post("/api/session", { name: "reception", password: PASSWORD });
    assert.equal(
      (await reception.refused("signIn", right)).is,
      "429 admin.too-many",
      "the mark of reception is not that of Chef",
    );
    for (let n = 0; n < 5; n++) await boss.raw("signIn", wrong("Chef"));
    assert.equal((await boss.refused("signIn", right)).is, "429 admin.too-many", "at home too, guesses are counted");
  });

  it("is one for all addresses of an IPv6 network, and of an IPv4 address in either spelling (R14)", () => {
    assert.equal(countedAs("2001:db8:1:2:3:4:5:6"), countedAs("2001:DB8:1:2::9"));
    assert.notEqual(countedAs("2001:db8:1:2::9"), countedAs("2001:db8:1:3::9"));
    assert.equal(countedAs("2001:db8::1"), "2001:db8:0:0::/64");
    assert.equal(countedAs("fe80::1%eth0"), "fe80:0:0:0::/64");
    assert.equal(countedAs("::1"), "0:0:0:0::/64");
    assert.equal(countedAs("::ffff:192.0.2.7"), countedAs("192.0.2.7"));
    assert.equal(countedAs(undefined), "gone");
  });

  it("who are too many at once for the passwords are told to come again, and those at home go first (R14)", async () => {
    const turns = createTurns(1, 2);
    const order: string[] = [];
    const ends: (() => void)[] = [];
    const work = (name: string, first = false) =>
      turns.take(() => new Promise<void>((resolve) => ends.push(resolve)).then(() => void order.push(name)), first);
    const all = [work("a"), work("b"), work("c"), work("home", true)];
    await assert.rejects(work("d"), { code: "admin.busy" });
    for (const _ of all) {
      await becomes(async () => ends.length, 1);
      ends.shift()?.();
    }
    await Promise.all(all);
    assert.deepEqual(order, ["a", "home", "b", "c"]);
  });

  it("hear nothing more once their session has ended, however it ended", async () => {
    const boss = await rig.boss();
    const ways: Record<
      string,
      (of: { readonly id: number; readonly it: Awaited<ReturnType<Rig["as"]>> }) => Promise<unknown>
    > = {
      "signed out": ({ it }) => it.ask("signOut", {}),
      "another role": ({ id }) => boss.ask("changeUser", { params: { id }, body: { role: "auditor" } }),
      "another password": ({ id }) =>
        boss.ask("changeUser", { params: { id }, body: { password: "another long password" } }),
      "signed out by an admin": ({ id }) => boss.ask("signOutUser", { params: { id } }),
      removed: ({ id }) => boss.ask("removeUser", { params: { id } }),
    };
    for (const [way, act] of Object.entries(ways)) {
      const name = way.replaceAll(" ", "-");
      const { id } = await boss.ask("addUser", { body: { name, role: "reception", password: PASSWORD } });
      const it = rig.client();
      await it.post("/api/session", { name, password: PASSWORD });
      const stream = await it.open("GET", "/api/events");
      stream.resume();
      const ended = once(stream, "close");
      await act({ id, it });
      await ended;
    }
  });

  it("keep no sound of a caller in a browser's cache", async () => {
    const boss = await rig.boss();
    await rig.call("20261123-090000-abcd", MONDAY, {}, new Int16Array(800).fill(1000));
    const audio = await boss.send("GET", "/api/messages/20261123-090000-abcd/audio");
    assert.deepEqual([audio.status, audio.headers["cache-control"]], [200, "no-store"]);
    const part = await boss.send("GET", "/api/messages/20261123-090000-abcd/audio", {
      headers: { range: "bytes=0-9" },
    });
    assert.deepEqual([part.status, part.headers["cache-control"]], [206, "no-store"]);
  });

  it("and nobody else has the office step out for a year: a closure is proposed (P20)", async () => {
    const boss = await rig.boss();
    const until = Date.UTC(2028, 0, 2);
    const refused = await boss.refused("absenceOn", { body: { until } });
    assert.equal(refused.is, "422 admin.absence-too-long");
    assert.match(refused.sentence, /fermeture/);
    assert.deepEqual(
      (JSON.parse((await boss.raw("absenceOn", { body: { until } })).text) as { closure: unknown }).closure,
      {
        firstDay: "2026-11-23",
        lastDay: "2028-01-02",
      },
    );
    // Nor little by little, by a row of the office, or ahead.
    await boss.ask("absenceOn", { body: { until: plus(MONDAY, days(3)) } });
    rig.clock.pass(days(2));
    await boss.post("/api/session", { name: "Chef", password: PASSWORD });
    assert.equal(
      (await boss.refused("absenceOn", { body: { until: plus(MONDAY, days(4)) } })).is,
      "422 admin.absence-too-long",
    );
    const entry = { id: "long", from: MONDAY, until, by: "Chef" };
    assert.match(
      (await boss.refused("saveAbsence", { params: { key: "long" }, body: { based: null, entry } })).sentence,
      /fermeture/,
    );
    const { revision } = await boss.ask("office", {});
    const body = { based: revision, save: [{ kind: "absences" as const, entry }] };
    assert.equal((await boss.refused("changeOffice", { body })).is, "400 admin.bad-request");
    const far = { from: Date.UTC(2028, 0, 1), until };
    assert.equal((await boss.refused("absenceOn", { body: far })).is, "422 admin.absence-too-long");
  });
});

describe("a question that can't be read", () => {
  let rig: Rig;
  before(async () => {
    rig = await Rig.open();
  });
  after(() => rig.close());

  /** Nothing of the library's words, whatever is wrong with it. */
  const english = /\b(body|json body|valid|invalid|unexpected|content-type|request|there is|can't|who is)\b/i;
  const bodies: Readonly<Record<string, string>> = {
    "no JSON": "{",
    "nothing where something was announced": "",
    "a trap for programs": '{"__proto__":{"a":1}}',
    "another trap": '{"constructor":{"prototype":{"a":1}}}',
    "what is nested too deep": `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    "more than anybody asks": `{"choices":{${Array.from({ length: 12_000 }, (_, n) => `"k${n}":"skip"`).join(",")}}}`,
  };

  for (const [what, body] of Object.entries(bodies))
    it(`is refused in the reader's language: ${what} (R11)`, async () => {
      const boss = await rig.boss();
      const asked = async (language: string) => {
        const headers = {
          ...{ "content-type": "application/json", "accept-language": language },
          ...(boss.csrf !== null && { "x-csrf": boss.csrf }),
        };
        const reply = await boss.send("POST", "/api/calendar/read", { headers, body });
        assert.equal(reply.status, 400, reply.text);
        return (JSON.parse(reply.text) as { sentence: string }).sentence;
      };
      assert.match(await asked("fr"), /^La demande ne convient pas\s: son contenu [^{]*\.$/);
      assert.doesNotMatch(await asked("fr"), english);
      assert.match(await asked("en"), /^This can't be used: its content /);
    });
});

describe("what is no question at all", () => {
  it("is refused in the shape and the words of every other refusal", async () => {
    const rig = await Rig.open();
    try {
      for (const [sent, status, sentence] of [
        ["RUBBISH\r\n\r\n", 400, "La demande ne convient pas : elle est mal formée, ou trop lente."],
        [`GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(40_000)}\r\n\r\n`, 431, "C’est trop grand."],
      ] as const) {
        const socket = connect(rig.admin.port, "127.0.0.1");
        socket.on("error", () => undefined);
        socket.write(sent);
        let heard = "";
        socket.on("data", (data) => {
          heard += data.toString();
        });
        await once(socket, "close");
        assert.match(heard, new RegExp(`^HTTP/1.1 ${status} `));
        assert.equal((JSON.parse(heard.split("\r\n\r\n")[1] ?? "") as { sentence: string }).sentence, sentence);
      }
    } finally {
      await rig.close();
    }
  });
});

describe("the bound of a body", () => {
  it("counts what is in lists and objects, and nothing of what is in texts", () => {
    const list = (n: number) => JSON.stringify(Array.from({ length: n }, () => 0));
    assert.deepEqual([isBounded(list(10_000)), isBounded(list(10_001))], [true, false]);
    assert.equal(isBounded(JSON.stringify({ text: `${"[{,".repeat(100_000)}\\"` })), true);
    assert.equal(isBounded(`${"[".repeat(20)}${"]".repeat(20)}`), true);
    assert.equal(isBounded(`${"[".repeat(21)}${"]".repeat(21)}`), false);
    assert.equal(isBounded(`[${Array.from({ length: 30 }, () => list(9000)).join(",")}]`), false, "in all");
  });
});

describe("the workshop", () => {
  const script = (source: string) => new URL(`data:text/javascript,${encodeURIComponent(source)}`);

  it("gives up what never ends, takes no more than it can, and goes on (R11)", async () => {
    const workshop = createWorkshop(createTurns(1, 1), 1500);
    const all = [workshop.run(script("for (;;);"), null), workshop.run(script("postMessage"), null)];
    await assert.rejects(workshop.run(script(""), null), { code: "admin.busy" });
    await assert.rejects(all[0] as Promise<unknown>, { code: "admin.too-heavy" });
    await assert.rejects(all[1] as Promise<unknown>, { code: "admin.work" });
    const answers = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage("done");';
    assert.equal(await workshop.run(script(answers), null), "done");
  });
});

describe("connections that are only held open", () => {
  const silent = (port: number) =>
    new Promise<Socket>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(socket));
      socket.on("error", () => undefined);
    });

  it("make way for whoever asks something; a failed accept ends nothing (R5)", async () => {
    const log = new HeardLog();
    const server = createServer((_, response) => void response.end("here"));
    boundConnections(server, log, 20);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const held: Socket[] = [];
    try {
      for (let n = 0; n < 60; n++) held.push(await silent(port));
      assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), "here");
      await becomes(async () => held.filter(({ readyState }) => readyState === "open").length <= 20, true);
      server.emit("error", Object.assign(new Error("accept EMFILE"), { code: "EMFILE" }));
      assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), "here");
      assert.equal(log.count("admin.connections"), 1, "told once, not for each");
    } finally {
      for (const socket of held) socket.destroy();
      server.close();
      server.closeAllConnections();
    }
  });
});

describe("the name in the network", () => {
  it("is missing and said to be while another program has the port, and nothing else ends (R5)", async () => {
    const other = createSocket({ type: "udp4", reuseAddr: false });
    other.bind(0);
    await once(other, "listening");
    const clock = new HandClock(MONDAY);
    const log = new HeardLog();
    const announced = announceName(
      { name: "permanence-test", port: 8080, secure: false },
      clock,
      log,
      other.address().port,
    );
    try {
      await becomes(async () => announced.trouble()?.code, "admin.not-announced");
      assert.match(announced.trouble()?.message ?? "", /permanence-test\.local.*EADDRINUSE/);
      clock.pass(minutes(2));
      await becomes(async () => announced.trouble()?.code, "admin.not-announced");
      assert.equal(log.count("admin.not-announced"), 1, "told once, not each minute");
    } finally {
      other.close();
      await announced.close();
    }
  });
});

describe("a budget of work", () => {
  it("counts what questions cost, not how many they are, and is made good by time", () => {
    const clock = new HandClock(MONDAY);
    const budget = createBudget(clock, { perSecond: 100, atOnce: 1000 });
    for (let n = 0; n < 1000; n++) budget.spend("a", 1);
    assert.equal(budget.wait("a"), 0);
    budget.spend("a", 500);
    assert.deepEqual([budget.wait("a"), budget.wait("b")], [5, 0]);
    clock.pass(seconds(5));
    assert.equal(budget.wait("a"), 0);
  });
});

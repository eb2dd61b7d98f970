import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SMTPServerOptions } from "smtp-server";
import type { Log } from "../../src/kernel/log.ts";
import { instant, type Millis, millis, minutes } from "../../src/kernel/units.ts";
import type { TakeUp } from "../../src/needs/take-up.ts";
import { type Notify, type NotifyParts, openNotify } from "../../src/notify/notify.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { aCall, aMessage, aNeed, anOffice, aTakeUp, rang, thePast } from "./a-call.ts";
import { attachment, body, header, headers, type MailServer, mailServer } from "./mail-server.ts";
import { type MemoryOutbox, memoryOutbox } from "./memory-outbox.ts";

const YEAR = millis(365 * 24 * 3_600_000);

describe("notify by e-mail", () => {
  let folder: string;
  let clock: VirtualClock;
  let box: MemoryOutbox;
  let log: { readonly events: string[] } & Log;
  let servers: { close(): Promise<void> }[];
  let running: Notify[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-notify-"));
    clock = new VirtualClock(rang);
    box = memoryOutbox();
    const events: string[] = [];
    const keep = (event: string) => void events.push(event);
    log = { events, debug: () => undefined, info: keep, warn: keep, error: keep };
    servers = [];
    running = [];
  });
  afterEach(async () => {
    for (const notify of running) await notify.close();
    for (const server of servers) await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function server(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
    const started = await mailServer(options, port);
    servers.push(started);
    return started;
  }

  function start(port: number | null, parts: Partial<NotifyParts> = {}): Notify {
    const notify = openNotify({
      outbox: box.outbox,
      clock,
      log,
      mail: () => (port === null ? null : { host: "127.0.0.1", port, secure: false, from: "box@tilleuls.example" }),
      office: async () => anOffice(),
      message: async (id) => (id === "m1" ? aMessage({ file: join(folder, "m1.wav") }) : null),
      call: async (id) => (id === "c1" ? aCall() : null),
      needs: { get: async (id) => (id === "c1" ? aNeed() : null), history: async () => thePast },
      takeUps: { get: async () => null, asksOf: async () => [] },
      during: (work) => clock.hold(work),
      ...parts,
    });
    running.push(notify);
    return notify;
  }

  /** Lets time pass until it is so, for a day at most. */
  async function until(so: () => boolean, step: Millis = millis(1000), most = minutes(24 * 60)): Promise<void> {
    const last = clock.now() + most;
    while (!so()) {
      assert.ok(clock.now() <= last, "it never came to be so");
      await clock.pass(step);
    }
  }
  const delivered = () => box.entries.every(({ deliveredAt }) => deliveredAt !== null);

  it("a message arrives with its sound, byte for byte", async () => {
    const { port, letters } = await server();
    const sound = Buffer.from(Uint8Array.from({ length: 100_003 }, (_, n) => (n * 7919) >> 3));
    await writeFile(join(folder, "m1.wav"), sound);
    box.add({});
    start(port);
    await until(delivered);
    const raw = letters[0]?.raw ?? "";
    assert.deepEqual([letters[0]?.from, letters[0]?.to], ["box@tilleuls.example", ["amelie@tilleuls.example"]]);
    assert.equal(header(raw, "Subject"), "Les Tilleuls : Message de Mme Lefèvre (06 12 34 56 78)");
    assert.equal(header(raw, "From"), "Les Tilleuls <box@tilleuls.example>");
    assert.equal(header(raw, "Auto-Submitted"), "auto-generated");
    assert.match(header(raw, "Message-ID"), /^<permanence-1-1000@tilleuls\.example>$/);
    assert.match(body(raw), /le lundi 22 juin 2026 à 14:05\. Durée\s: 1 min 12 s\./);
    assert.match(raw, /filename="?message-2026-06-22-1405\.wav"?/);
    assert.ok(attachment(raw)?.equals(sound));
  });

  it("a missed call is told in its reader's language, without a sound", async () => {
    const { port, letters } = await server();
    box.add({ kind: "missed-call", to: "john@tilleuls.example", payload: { call: "c1" } });
    start(port);
    await until(delivered);
    const raw = letters[0]?.raw ?? "";
    assert.match(header(raw, "Subject"), /^Les Tilleuls: Missed call from Mme Lefèvre/);
    assert.match(body(raw), /- John\s: left it to the next person/);
    assert.equal(attachment(raw), null);
  });

  it("a huge message is only named; a lost one is told of", async () => {
    const { port, letters } = await server();
    await writeFile(join(folder, "m1.wav"), "");
    await truncate(join(folder, "m1.wav"), 9_600_000);
    box.add({});
    box.add({ payload: { message: "gone", call: "c1" } });
    box.add({ kind: "something-new", payload: {} });
    start(port);
    await until(delivered);
    assert.deepEqual(
      letters.map(({ raw }) => attachment(raw)),
      [null, null, null],
    );
    assert.match(body(letters[0]?.raw ?? ""), /message-2026-06-22-1405\.wav\) est trop long/);
    assert.match(body(letters[1]?.raw ?? ""), /un message de Mme Lefèvre .* n.a pas été retrouvé/);
  });

  it("a letter about a shift that is over, or taken up meanwhile, is not sent any more", async () => {
    const { port, letters } = await server();
    const by = { id: "amelie", name: "Amélie" };
    const shifts: Readonly<Record<number, TakeUp>> = {
      1: aTakeUp({ id: 1 }),
      2: aTakeUp({ id: 2, until: rang }),
      3: aTakeUp({ id: 3, confirmed: { at: rang, how: "key", by } }),
      4: aTakeUp({ id: 4, withdrawnAt: rang }),
    };
    for (const takeUp of [1, 2, 3, 4]) box.add({ kind: "take-up", payload: { takeUp } });
    box.add({ kind: "take-up-taken", payload: { takeUp: 3 } });
    start(port, { takeUps: { get: async (id) => shifts[id] ?? null, asksOf: async () => [] } });
    await until(delivered);
    assert.deepEqual(
      letters.map(({ raw }) => header(raw, "Subject").replaceAll(/\s/g, " ")),
      ["Les Tilleuls : Prise de poste : votre astreinte du 22 juin à 14:05", "Les Tilleuls : Amélie a pris son poste"],
    );
    assert.deepEqual(
      box.entries.map(({ lastError }) => lastError),
      [null, "notify.needless", "notify.needless", "notify.needless", null],
    );
  });

  it("what is put in later is sent at once when woken", async () => {
    const { port, letters } = await server();
    const notify = start(port);
    await clock.pass(millis(10));
    box.add({});
    notify.wake();
    await until(delivered, millis(10), millis(1000));
    assert.equal(letters.length, 1);
  });

  it("a server that is down is tried after 1 and 5 minutes, then every 15, and never given up", async () => {
    const { port, close } = await mailServer();
    await close();
    box.add({});
    start(port);
    await until(() => box.failures.length === 7, minutes(1), minutes(24 * 60));
    let from = rang as number;
    const waits = box.failures.map(({ retryAt }) => {
      const wait = Math.round((retryAt - from) / 60_000);
      from = retryAt;
      return wait;
    });
    assert.deepEqual(waits, [1, 5, 15, 15, 15, 15, 15]);
    assert.match(box.failures[0]?.why ?? "", /^notify.unreachable: The mail server can't be reached/);
    const { letters } = await server({}, port);
    await until(delivered, minutes(1), minutes(15));
    assert.equal(letters.length, 1);
  });

  it("letters stamped while the clock was a year ahead go with the first that gets through (R6)", async () => {
    const { port, close } = await mailServer();
    await close();
    clock.jump(YEAR);
    box.add({});
    const notify = start(port);
    await until(() => box.failures.length === 3, minutes(1));
    clock.jump(millis(-YEAR));
    box.add({ nextAt: instant(clock.now() + YEAR) });
    notify.wake();
    await clock.pass(minutes(24 * 60));
    const { letters } = await server({}, port);
    box.add({ nextAt: clock.now() });
    notify.wake();
    await until(() => letters.length > 0, millis(1000), minutes(1));
    await until(delivered, millis(1000), minutes(1));
    assert.equal(letters.length, 3);
  });

  for (const [by, jump] of [
    ["a year ahead", 365 * 24 * 60],
    ["a day back", -24 * 60],
    ["to 1970", -rang / 60_000],
  ] as const)
    it(`a clock set ${by} while the server is down puts off no letter (R6)`, async () => {
      const { port, close } = await mailServer();
      await close();
      box.add({});
      box.add({});
      start(port);
      await until(() => box.failures.length >= 8);
      clock.jump(minutes(jump));
      const { letters } = await server({}, port);
      await until(delivered, millis(1000), minutes(16));
      assert.equal(letters.length, 2);
    });

  it("after a start everything that waits is tried once, whatever was to come when", async () => {
    const { port, letters } = await server();
    for (const nextAt of [rang + YEAR, rang + 6 * 3_600_000]) box.add({ attempts: 9, nextAt: instant(nextAt) });
    start(port);
    await until(delivered, millis(100), minutes(1));
    assert.equal(letters.length, 2);
  });

  it("a server that refused every letter for a day gets all of them within a minute of the first that it takes (R6)", async () => {
    let busy = true;
    const { port, letters } = await server({
      onMailFrom: (_, __, done) =>
        busy ? done(Object.assign(new Error("come back later"), { responseCode: 451 })) : done(),
    });
    for (let n = 0; n < 4; n++) box.add({});
    const notify = start(port);
    await clock.pass(minutes(24 * 60));
    assert.equal(letters.length, 0);
    busy = false;
    box.add({});
    notify.wake();
    await until(() => letters.length > 0, millis(1000), minutes(1));
    await until(delivered, millis(1000), minutes(1));
    assert.equal(letters.length, 5);
  });

  it("a letter for later waits for its time", async () => {
    const { port, letters } = await server();
    box.add({ nextAt: instant(rang + 7_200_000) });
    start(port);
    await clock.pass(minutes(119));
    assert.equal(letters.length, 0);
    await until(delivered, minutes(1), minutes(7));
  });

  it("while the server is down it is asked once a round, not once a letter", async () => {
    let connections = 0;
    const refusing = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    const port = await listening(refusing);
    for (let n = 0; n < 5; n++) box.add({});
    start(port);
    await until(() => box.failures.length === 5);
    assert.equal(connections, 1);
  });

  it("a refused letter does not hold up the others", async () => {
    const { port, letters } = await server({
      onRcptTo: ({ address }, _, done) =>
        address.startsWith("nobody") ? done(Object.assign(new Error("no such box"), { responseCode: 550 })) : done(),
    });
    box.add({ to: "nobody@tilleuls.example" });
    box.add({ to: "not an address" });
    box.add({ to: "a@b.example\r\nBcc: all@example.com" });
    box.add({});
    start(port);
    await until(() => box.failures.length === 3 && letters.length === 1);
    assert.match(box.failures[0]?.why ?? "", /refused an address.*no such box/);
    assert.match(box.failures[1]?.why ?? "", /"not an address" is not an e-mail address/);
    assert.match(box.failures[2]?.why ?? "", /is not an e-mail address/);
  });

  it("a password is used, and a wrong one is said plainly", async () => {
    const authenticated: string[] = [];
    const { port, letters } = await server({
      authOptional: false,
      onAuth({ username, password }, _, done) {
        authenticated.push(`${username}:${password}`);
        if (password === "right") done(null, { user: username });
        else done(new Error("wrong password"));
      },
    });
    const mail = { host: "127.0.0.1", port, secure: false, user: "box", from: "box@tilleuls.example" };
    box.add({});
    const wrong = start(null, { mail: () => ({ ...mail, password: "wrong" }) });
    await until(() => box.failures.length === 1);
    assert.match(box.failures[0]?.why ?? "", /^notify.login: The mail server refused the user name or the password/);
    await assert.rejects(clock.run(wrong.sendTest("john@tilleuls.example")), { code: "notify.login" });
    await wrong.close();
    start(null, { mail: () => ({ ...mail, password: "right" }) });
    await until(delivered, minutes(1));
    assert.equal(letters.length, 1);
    assert.deepEqual(authenticated, ["box:wrong", "box:wrong", "box:right"]);
  });

  it("a certificate that nobody vouches for is not trusted", async () => {
    const { port, letters } = await server({ disabledCommands: [] });
    box.add({});
    start(port);
    await until(() => box.failures.length === 1);
    assert.match(box.failures[0]?.why ?? "", /certificate is not valid/);
    assert.equal(letters.length, 0);
  });

  it("a server that says nothing is given up for now", async () => {
    const sockets: Socket[] = [];
    const port = await listening(createServer((socket) => void sockets.push(socket)));
    box.add({});
    start(port, { patience: millis(200) });
    await until(() => box.failures.length === 1);
    assert.match(box.failures[0]?.why ?? "", /did not answer in time/);
  });

  it("without a mail server everything waits, and that is said once", async () => {
    box.add({});
    const notify = start(null);
    await clock.pass(minutes(30));
    notify.wake();
    await clock.pass(minutes(30));
    assert.match(box.entries[0]?.lastError ?? "", /^notify.not-configured: /, "whoever waits for it can read why");
    assert.equal(box.entries[0]?.attempts, 0);
    assert.equal(log.events.filter((event) => event === "notify.not-configured").length, 1);
    assert.deepEqual([box.entries[0]?.attempts, box.failures.length], [0, 0]);
    await assert.rejects(notify.sendTest("a@b.example"), { code: "notify.not-configured" });
  });

  it("asks nobody to call back a caller whom somebody has by the time that mail goes out", async () => {
    const { port, letters } = await server();
    box.add({ kind: "need", payload: { need: "c1" } });
    box.add({ kind: "need-taken", payload: { need: "c1" } });
    const owner = { id: "amelie", name: "Amélie" };
    start(port, { needs: { get: async () => aNeed({ owner, takenAt: rang }), history: async () => thePast } });
    await clock.pass(minutes(1));
    assert.deepEqual(
      letters.map(({ raw }) => header(raw, "Subject").includes("Amélie")),
      [true],
    );
    assert.ok(box.entries.every(({ deliveredAt }) => deliveredAt !== null));
  });

  it("a letter that went out but could not be marked so is not sent again", async () => {
    const { port, letters } = await server();
    box.add({});
    box.broken = new Error("disk full");
    start(port);
    await until(() => log.events.filter((event) => event === "notify.outbox").length === 3, minutes(1));
    box.broken = null;
    await until(delivered, minutes(1));
    assert.equal(letters.length, 1);
  });

  it("an outbox that can't be read is asked again later", async () => {
    const { port } = await server();
    box.add({});
    let broken = true;
    const due: NotifyParts["outbox"]["due"] = (now) => {
      if (broken) throw new Error("database is locked");
      return box.outbox.due(now);
    };
    start(port, { outbox: { ...box.outbox, due } });
    await clock.pass(minutes(3));
    assert.ok(log.events.includes("notify.outbox"));
    broken = false;
    await until(delivered, minutes(1));
  });

  it("a clock that was wrong at the start delays nothing for long", async () => {
    const { port } = await server();
    box.add({ nextAt: instant(rang + 20 * 365 * 24 * 3_600_000) });
    start(port);
    await clock.pass(minutes(1));
    clock.jump(minutes(20 * 365 * 24 * 60 + 1));
    await until(delivered, minutes(1), minutes(6));
  });

  it("a test letter goes out at once, whatever the office is called", async () => {
    const { port, letters } = await server();
    const name = 'Évil "Co" <x@y.z>\r\nBcc: all@example.com';
    const notify = start(port, { office: async () => anOffice({ name }) });
    await clock.run(notify.sendTest("john@tilleuls.example"));
    const raw = letters[0]?.raw ?? "";
    assert.doesNotMatch(headers(raw), /^Bcc:/im);
    assert.deepEqual(letters[0]?.to, ["john@tilleuls.example"]);
    assert.match(header(raw, "From"), /<box@tilleuls\.example>$/);
    assert.match(body(raw), /Your callers' messages will reach you/);
  });

  async function listening(raw: Server): Promise<number> {
    const sockets = new Set<Socket>();
    raw.on("connection", (socket) => sockets.add(socket));
    raw.listen(0, "127.0.0.1");
    await once(raw, "listening");
    servers.push({
      close: async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => raw.close(resolve));
      },
    });
    return (raw.address() as AddressInfo).port;
  }
});

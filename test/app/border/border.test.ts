import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OfficeEnd, type OfficeEndParts, openOfficeEnd } from "../../../src/app/border/office-end.ts";
import { openTelephoneEnd, type TelephoneEnd, type TelephoneEndParts } from "../../../src/app/border/telephone-end.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { instant, millis } from "../../../src/kernel/units.ts";
import { HeardLog } from "../../kit/heard-log.ts";
import { until } from "../../kit/until.ts";

const call = {
  id: "20261128-100000-abcd",
  line: "line-1",
  at: instant(1000),
  caller: { presentation: "given", number: "+33199000043", name: null },
  plan: null,
} as const;

/** Both ends of a border in a folder of their own, and what each of them hears. */
describe("the border between telephone and office", () => {
  let folder: string;
  let log: HeardLog;
  let heard: string[];
  let ends: (TelephoneEnd | OfficeEnd)[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "border-"));
    log = new HeardLog();
    heard = [];
    ends = [];
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end.close();
    await rm(folder, { recursive: true, force: true });
  });

  const heardOf = (words: string) =>
    until(
      () => heard.includes(words),
      () => `${words} came; heard ${heard}`,
    );

  async function telephone(parts: Partial<TelephoneEndParts> = {}): Promise<TelephoneEnd> {
    const state = { on: false, until: null };
    const end = await openTelephoneEnd({
      folder,
      clock: systemClock,
      log,
      greet: (peer) => peer.say("here", { pid: 1, database: 7, lines: [], troubles: [] }),
      hears: {
        changed: () => heard.push("changed"),
        asked: () => heard.push("asked"),
        damaged: () => heard.push("damaged"),
        spoken: ({ fr }) => heard.push(`spoken ${fr}`),
        done: () => heard.push("done"),
      },
      answers: {
        async check({ line }, tell, signal) {
          tell({ code: "answers", name: "answers", outcome: "ok", what: line });
          if (line === "line-2") throw new Fault("line.busy", "It is in use.");
          if (line === "line-3") await once(signal, "abort");
          return { end: signal.aborted ? "stopped" : "done" };
        },
        probe: async () => ({ end: "done", outcome: "accepted", secondCall: null }),
        beginTranscript: async ({ until }) => ({ on: true, until }),
        endTranscript: async () => state,
        makeWay: async () => ({}),
      },
      ...parts,
    });
    ends.push(end);
    return end;
  }
  function office(parts: Partial<OfficeEndParts> = {}): OfficeEnd {
    const end = openOfficeEnd({
      folder,
      clock: systemClock,
      log,
      here: () => heard.push("connected"),
      away: () => heard.push("away"),
      hears: {
        here: ({ database }) => heard.push(`here ${database}`),
        happening: (told) => heard.push(told.of === "call" ? told.note.what : told.of),
        missed: ({ count }) => heard.push(`missed ${count}`),
        outbox: () => heard.push("outbox"),
      },
      answers: { speak: async ({ text }) => ({ engine: "a voice", sound: Buffer.from(text).toString("base64") }) },
      ...parts,
    });
    ends.push(end);
    return end;
  }

  it("is for nobody else on this machine, and carries words both ways", async () => {
    const us = await telephone();
    assert.equal((await stat(join(folder, "border.sock"))).mode & 0o777, 0o600);
    const them = office();
    await heardOf("here 7");
    us.happened({ of: "call", call, at: instant(2000), note: { what: "rang", rings: 1 } });
    us.say("outbox", {});
    them.say("spoken", { fr: ["a", "b"], en: [] });
    await heardOf("outbox");
    await heardOf("spoken a,b");
    assert.ok(heard.indexOf("rang") < heard.indexOf("outbox"), "in order");
    const spoken = await us.ask("speak", { text: "four", language: "fr", speed: 90 });
    assert.deepEqual(spoken, { engine: "a voice", sound: "Zm91cg==" });
  });

  it("answers a question step by step, and tells a fault by its code and sentence", async () => {
    await telephone();
    const them = office();
    await heardOf("here 7");
    const steps: string[] = [];
    const tell = ({ what }: { what: string }) => void steps.push(what);
    assert.deepEqual(await them.ask("check", { line: "line-1", hearLine: false }, { tell }), { end: "done" });
    assert.deepEqual(steps, ["line-1"]);
    await assert.rejects(them.ask("check", { line: "line-2", hearLine: false }), { code: "line.busy" });
    const left = new AbortController();
    const answer = them.ask("check", { line: "line-3", hearLine: false }, { signal: left.signal, tell });
    await until(() => steps.includes("line-3"), "it has begun");
    left.abort();
    assert.deepEqual(await answer, { end: "stopped" });
  });

  it("gives up a question that is not answered in time, and one whose other side is gone", async () => {
    const us = await telephone();
    const them = office();
    await heardOf("here 7");
    const order = { line: "line-3", hearLine: true };
    await assert.rejects(them.ask("check", order, { within: millis(50) }), { code: "app.border-late" });
    const gone = assert.rejects(them.ask("check", order), { code: "app.no-telephone" });
    await us.close();
    await gone;
    await assert.rejects(them.ask("check", order), { code: "app.no-telephone" });
  });

  it("finds its other side again, and says when that is away for longer than a restart takes", async () => {
    const first = await telephone();
    office();
    await heardOf("here 7");
    await first.close();
    heard = [];
    await telephone();
    await heardOf("here 7");
    assert.ok(!heard.includes("away"), "it was not away for long");
    await (ends.at(-1) as TelephoneEnd).close();
    await heardOf("away");
    await telephone();
    await heardOf("connected");
  });

  it("drops what it does not understand, tells so, and goes on", async () => {
    await telephone();
    const socket = createConnection(join(folder, "border.sock"));
    await once(socket, "connect");
    let answered = "";
    socket.setEncoding("utf8").on("data", (text) => {
      answered += text;
    });
    const garbage = [
      ...["", "null", "{", "[]", '{"is":"notice"}', '{"is":"notice","kind":"__proto__","body":{}}'],
      ...['{"is":"notice","kind":"spoken","body":{"fr":7}}', '{"is":"ask","id":1,"kind":"constructor","body":{}}'],
      ...['{"is":"ask","id":2,"kind":"check","body":{"line":"line-1"}}', '{"is":"answer","id":99,"body":1}'],
      ...["\u0000\uffff", '{"is":"cancel","id":5}'],
    ];
    for (const line of garbage) socket.write(`${line}\n`);
    socket.write('{"is":"notice","kind":"changed","body":{}}\n');
    await heardOf("changed");
    assert.ok(log.count("app.border-dropped") > 0);
    assert.match(answered, /"is":"failed","id":1,"code":"app\.border-unread"/);
    assert.match(answered, /"is":"failed","id":2,"code":"app\.border-unread"/);
    socket.destroy();
  });

  it("waits for nobody who does not read: live events are dropped and counted, and no memory is filled", async () => {
    const us = await telephone();
    const socket: Socket = createConnection(join(folder, "border.sock"));
    await once(socket, "connect");
    socket.pause();
    const told = {
      of: "call",
      call,
      at: instant(2000),
      note: { what: "fault", sentence: "x".repeat(10_000) },
    } as const;
    await systemClock.sleep(millis(50));
    const before = process.memoryUsage().rss;
    for (let n = 0; n < 20_000; n++) us.happened(told);
    assert.ok(process.memoryUsage().rss - before < 60_000_000, "200 MB were not kept");
    let read = "";
    socket.setEncoding("utf8").on("data", (text) => {
      read = (read + text).slice(-100_000);
    });
    socket.resume();
    await until(() => {
      us.happened(told);
      return read.includes('"kind":"missed"');
    }, "how many were missed");
    assert.match(read, /"kind":"missed","body":\{"count":1\d{4}\}/);
    socket.destroy();
  });

  it("finds a folder whose name is longer than an address may be, and one that can't be written", async () => {
    const [short] = [folder];
    folder = join(short, "a".repeat(120));
    await mkdir(folder);
    await telephone();
    office();
    await heardOf("here 7");
    heard = [];
    folder = join(short, "no-folder");
    await writeFile(folder, "");
    await telephone();
    office();
    await heardOf("here 7");
    folder = short;
  });

  it("takes the place of a socket that a killed process left", async () => {
    const left = createServer();
    left.listen(join(folder, "border.sock"));
    await once(left, "listening");
    await telephone();
    office();
    await heardOf("here 7");
    left.close();
  });
});

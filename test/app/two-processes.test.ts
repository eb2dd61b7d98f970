import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import { demoSound, inside } from "../../src/app/paths.ts";
import { samplesIn } from "../../src/audio/pcm.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { seconds } from "../../src/kernel/units.ts";
import { type CallOutcome, controlClient } from "../../src/simulator/control/control-client.ts";
import type { CallSummary } from "../../src/store/call-record.ts";
import type { Message } from "../../src/store/message-record.ts";
import type { Client } from "../admin/client.ts";
import { babble } from "../bench/babble.ts";
import { until } from "../kit/until.ts";
import { type MailServer, mailServer } from "../notify/mail-server.ts";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);
/** How often the office is killed while calls go on; more of them by the environment. */
const KILLS = Number(process.env.PERMANENCE_KILLS ?? 10);
const PASSWORD = "correct horse battery";
/** The time that it takes to be found out is part of what is tried. */
const LONG = 60_000;

/** Throws, in the process of that name, what nobody foresaw, when a file says so. */
const saboteur = (folder: string, name: string) =>
  `data:text/javascript,${encodeURIComponent(`
    import { existsSync, rmSync } from "node:fs";
    if (process.argv[2] === ${JSON.stringify(name)})
      setInterval(() => {
        if (!existsSync(${JSON.stringify(join(folder, "sabotage"))})) return;
        rmSync(${JSON.stringify(join(folder, "sabotage"))});
        throw new Error("nobody foresaw this");
      }, 20).unref();
  `)}`;

/** The appliance as its user starts it: each process of it real, and killed as nothing in it can foresee. */
describe("two processes, one launcher", function () {
  this.timeout(4 * LONG);
  let folder: string;
  let appliance: Running;
  let claire: Client;
  let post: MailServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "two-processes-"));
    post = await mailServer();
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    const mail = { host: "127.0.0.1", port: post.port, from: "box@tilleuls.example", to: ["bureau@tilleuls.example"] };
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: { ...pageHere, port }, mail }));
    // With nobody who is owed an on-call, the letters are those of calls.
    const office = { ...demoOffice, hours: [], rota: [], callers: [], answerAfterRings: 1, closedOnHolidays: false };
    await writeFile(join(folder, "office-to-import.json"), JSON.stringify(office));
    await permanence("import", join(folder, "office-to-import.json"));
    // A call takes ten seconds.
    await writeFile(brief("announcement"), writeWav(babble(seconds(2))));
    const spoken = readWav(await readFile(demoSound("caller-fr")));
    await writeFile(brief("caller"), writeWav(spoken.subarray(0, samplesIn(seconds(4)))));
    for (const kind of ["closed", "danger", "leave-message", "thanks", "goodbye"])
      await permanence("announcements", "record", kind, brief("announcement"));
    appliance = await Running.start(folder, { node: `--import ${saboteur(folder, "telephone")}` });
    claire = appliance.client();
    await claire.ask("setUp", { body: { name: "Claire", password: PASSWORD } });
    await signIn();
    // Calls are alike from now on.
    await until(
      () => existsSync(join(inside(folder).speech, "engines.json")),
      () => "all is spoken",
    );
  });
  after(async () => {
    claire?.close();
    await appliance?.stop();
    await post?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function signIn(): Promise<void> {
    await claire.post("/api/session", { name: "Claire", password: PASSWORD });
  }
  const brief = (name: string) => join(folder, `${name}.wav`);
  const permanence = async (...words: string[]) =>
    (await run(process.execPath, [PROGRAM, ...words, "--data", folder])).stdout;
  const written = async () => JSON.parse(await permanence("calls", "list", "--json")) as CallSummary[];
  const placed = async (...words: string[]): Promise<CallOutcome> => {
    const told = await permanence("call", "--from", "withheld", "--json", "--say", brief("caller"), ...words);
    return JSON.parse(told);
  };
  /** Until it is over for the box as well, and written down. */
  const call = async (...words: string[]) => {
    const known = new Set((await written()).map(({ id }) => id));
    const told = await placed(...words);
    const isOver = ({ id, endedAt }: CallSummary) => !known.has(id) && endedAt !== null;
    await until(
      async () => (await written()).some(isOver),
      () => "the end of the call",
    );
    return told;
  };
  const messages = async () => JSON.parse(await permanence("messages", "list", "--json")) as Message[];
  const lineNow = async () => (await claire.ask("lines", {})).lines[0];
  const isReady = async () => (await lineNow().catch(() => undefined))?.state === "ready";

  it("does what it is for", async () => {
    assert.equal((await call()).answered, true);
    assert.equal((await messages()).length, 1);
    await until(
      () => post.letters.length >= 1,
      () => "the letter",
    );
  });

  it("has a telephone that listens at no address, and whose socket is this user's alone", async () => {
    const pid = await appliance.pid("telephone");
    const inodes = new Set<string>();
    for (const fd of await readdir(`/proc/${pid}/fd`)) {
      const to = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => "");
      const inode = /^socket:\[(\d+)\]$/.exec(to)?.[1];
      if (inode) inodes.add(inode);
    }
    for (const table of ["tcp", "tcp6", "udp", "udp6"]) {
      const rows = (await readFile(`/proc/${pid}/net/${table}`, "utf8").catch(() => "")).split("\n").slice(1);
      const own = rows.filter((row) => inodes.has(row.trim().split(/\s+/)[9] ?? ""));
      assert.deepEqual(own, [], table);
    }
    const maps = await readFile(`/proc/${pid}/maps`, "utf8");
    const addons = [
      ...new Set([...maps.matchAll(/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\S*\.node$/gm)].map(([, name]) => name)),
    ];
    assert.deepEqual(addons.sort(), ["@serialport/bindings-cpp", "sqlite3"]);
    assert.equal((await stat(join(folder, "border.sock"))).mode & 0o777, 0o600);
  });

  it("takes, records and puts out a call without an office, and delivers when that is back", async () => {
    const before = [(await messages()).length, post.letters.length] as const;
    let away = true;
    const keptAway = (async () => {
      while (away) {
        await appliance.kill("office");
        await wait(50);
      }
    })();
    await until(
      async () => (await appliance.pid("office")) === null,
      () => "no office",
    );
    await call();
    assert.equal((await messages()).length, before[0] + 1);
    assert.equal(post.letters.length, before[1], "nobody delivers");
    away = false;
    await keptAway;
    await until(
      () => post.letters.length > before[1],
      () => "the letter",
    );
  });

  it(`changes no call when the office is killed ${KILLS} times in the middle of them`, async function () {
    this.timeout(KILLS * 20_000 + LONG);
    const status = async () => (await controlClient(inside(folder).simulator).status()).lines[0]?.underruns ?? 0;
    const before = await status();
    const usual = await call();
    const [usualMessage] = await messages();
    const without = (await status()) - before;
    let kills = 0;
    let calling = true;
    const killing = (async () => {
      while (calling) {
        await wait(200 + Math.random() * 1500);
        if (calling && (await appliance.kill("office")) !== null) kills++;
      }
    })();
    let calls = 0;
    const telephone = await appliance.pid("telephone");
    while (kills < KILLS) {
      const told = await call();
      calls++;
      assert.deepEqual([told.answered, told.end], [usual.answered, usual.end]);
      assert.ok(
        Math.abs(told.heardSeconds - usual.heardSeconds) < 1,
        `heard ${told.heardSeconds} of ${usual.heardSeconds} s`,
      );
      const [message] = await messages();
      assert.ok(message && usualMessage);
      assert.ok(
        Math.abs(message.duration - usualMessage.duration) < 500,
        `${message.duration} of ${usualMessage.duration} ms`,
      );
    }
    calling = false;
    await killing;
    assert.equal(await appliance.pid("telephone"), telephone, "the same process took all of them");
    assert.ok((await status()) - before - without <= calls * without, "no more underruns than without");
    await until(isReady, () => "the page");
  });

  it("says in red that the telephone is away, in both languages, refuses trials with a sentence, and sees it come back", async () => {
    await until(isReady, () => "the line is ready");
    await signIn();
    await appliance.kill("telephone", "SIGSTOP");
    try {
      await until(
        async () => (await lineNow())?.state === "trouble",
        () => "the line in red",
      );
      const said = async (language: string) =>
        (await claire.ask("today", {}, { "accept-language": language })).troubles;
      const [french] = await said("fr");
      const [english] = await said("en");
      assert.deepEqual([french?.code, french?.weight], ["app.no-telephone", "trouble"]);
      assert.match(french?.sentence ?? "", /répond au téléphone est arrêtée/);
      assert.match(english?.sentence ?? "", /answers calls is away/);
      const line = (await lineNow())?.name ?? "";
      const refused = await claire.refused("checkLine", { params: { name: line }, body: { hearLine: false } });
      assert.equal(refused.is, "503 admin.no-telephone");
      assert.match(refused.sentence, /téléphone|calls/);
      assert.equal(
        (await claire.refused("beginTranscript", { params: { name: line }, body: {} })).is,
        "503 admin.no-telephone",
      );
    } finally {
      await appliance.kill("telephone", "SIGCONT");
    }
    await until(isReady, () => "it is back");
    const trial = await claire.raw("checkLine", { params: { name: "line-1" }, body: { hearLine: false } });
    assert.equal(trial.status, 200, "across the border again");
    assert.match(trial.text, /"of":"end","verdict":"ok"/);
  });

  it("starts a killed telephone again at once, and the call that it cut off is told as such", async () => {
    const calling = call().catch(() => null);
    let id: string | null = null;
    await until(
      async () => {
        id = (await lineNow())?.call ?? null;
        return id !== null;
      },
      () => "a call",
    );
    const outcome = async () => (await claire.ask("calls", {})).calls.find((each) => each.id === id)?.outcome;
    await until(
      async () => (await outcome()) === null,
      () => "it is written down",
    );
    const since = appliance.said.length;
    const killed = await appliance.kill("telephone");
    await until(
      async () => ![null, killed].includes(await appliance.pid("telephone")),
      () => "another telephone",
    );
    await calling;
    await appliance.next(/the line is ready/, since);
    await until(
      async () => (await outcome()) === "interrupted",
      () => "how the call ended",
    );
    await until(
      async () => (await lineNow())?.call !== id,
      () => "it is on no line any more",
    );
    const { answered } = await call("--silent", "--hang-up-after", "2");
    assert.equal(answered, true, "the next is taken");
  });

  it("brings a call to its end after a fault that nobody foresaw, ends, and is there again", async () => {
    const before = (await messages()).length;
    const first = await appliance.pid("telephone");
    const calling = call();
    await appliance.until(/beep, recording a message[\s\S]*/);
    const since = appliance.said.length;
    await writeFile(join(folder, "sabotage"), "");
    await until(
      () => !existsSync(join(folder, "sabotage")),
      () => "the fault",
    );
    assert.equal((await calling).answered, true);
    await appliance.next(/app\.last-resort why="nobody foresaw this"/, since - 5000);
    await until(
      async () => ![null, first].includes(await appliance.pid("telephone")),
      () => "another telephone",
    );
    await appliance.next(/app\.launched-again name=telephone code=1/, since - 5000);
    assert.equal((await messages()).length, before + 1, "the message is kept");
    await until(isReady, () => "the line is ready again");
  });

  it("starts the simulator again when it dies, and the line comes back (R9)", async () => {
    const pid = await childOf(appliance.launcher, "simulator");
    const since = appliance.said.length;
    process.kill(pid, "SIGKILL");
    await appliance.next(/the line is in trouble/, since);
    await appliance.next(/the line is ready/, since);
    assert.equal((await call("--silent", "--hang-up-after", "2")).answered, true);
  });

  it("goes on when no descriptor is left, in either process (R5)", async () => {
    const pids = await Promise.all([appliance.pid("telephone"), appliance.pid("office")]);
    const limit = (to: string) =>
      Promise.all(pids.map((pid) => run("prlimit", ["--pid", String(pid), `--nofile=${to}:`])));
    const { stdout } = await run("prlimit", ["--pid", String(pids[0]), "--nofile", "--noheadings", "--output", "SOFT"]);
    const before = (await messages()).length;
    // Lower than what is open: nothing can be opened, and what is open stays.
    await limit("8");
    try {
      assert.equal((await placed()).answered, true);
    } finally {
      await limit(stdout.trim());
    }
    await until(
      async () => (await messages()).length > before,
      () => "what was held in memory",
      90_000,
    );
    assert.deepEqual(
      await Promise.all([appliance.pid("telephone"), appliance.pid("office")]),
      pids,
      "the same processes",
    );
    await call();
    assert.equal((await messages()).length, before + 2, "and the next message");
    const guest = appliance.client();
    await guest.ask("setup", {});
    guest.close();
  });

  it("begins again between two calls where its database is damaged, and answers (R1)", async () => {
    await appliance.stop();
    const file = await open(join(folder, "permanence.db"), "r+");
    const { size } = await file.stat();
    // Of the pages in the middle, eight are junk; the first says what the file is.
    const junk = Buffer.alloc(4096, 0x5a);
    const pages = Math.floor(size / 4096);
    for (let n = 1; n <= 8; n++) await file.write(junk, 0, junk.length, 4096 * Math.floor((n * pages) / 9));
    await file.close();
    appliance = await Running.start(folder);
    await appliance.until(/the line is ready/);
    assert.equal((await call()).answered, true);
  });

  it("goes on when the reader of its output goes away in the middle of a call (R4)", async () => {
    const before = (await messages()).length;
    const calling = call();
    await appliance.until(/answered[\s\S]*/);
    appliance.deafen();
    assert.equal((await calling).answered, true);
    assert.equal((await messages()).length, before + 1);
    assert.equal((await call("--silent", "--hang-up-after", "2")).answered, true, "and the next");
    assert.ok(await appliance.pid("telephone"));
  });
});

async function childOf(parent: number, name: string): Promise<number> {
  const { stdout } = await run("ps", ["-o", "pid=,args=", "--ppid", String(parent)]);
  const line = stdout.split("\n").find((each) => each.includes(` ${name} `));
  return Number(line?.trim().split(" ")[0] ?? assert.fail(`there is no ${name}`));
}

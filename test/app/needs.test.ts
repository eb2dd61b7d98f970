import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import type { Need } from "../../src/needs/need.ts";
import type { Client } from "../admin/client.ts";
import { until } from "../kit/until.ts";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);
const FRAGILE = "0199000042";
const OTHER = "0199000050";

/** The appliance as its user starts it, with its real processes, line and page. */
describe("who is to be called back, in the real program", function () {
  this.timeout(180_000);
  let folder: string;
  let appliance: Running;
  let claire: Client;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "needs-"));
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere }));
    await writeFile(
      join(folder, "office.json.new"),
      JSON.stringify({
        ...demoOffice,
        hours: [],
        people: [],
        rota: [],
        menu: [],
        leave: [],
        overrides: [],
        answerAfterRings: 1,
      }),
    );
    await permanence("import", join(folder, "office.json.new"));
    appliance = await Running.start(folder);
    claire = appliance.client();
    await claire.ask("setUp", { body: { name: "Claire", password: "correct horse battery" } });
    await claire.post("/api/session", { name: "Claire", password: "correct horse battery" });
  });
  after(async () => {
    claire?.close();
    await appliance?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const permanence = async (...words: string[]) =>
    (await run(process.execPath, [PROGRAM, ...words, "--data", folder])).stdout;
  const needs = async () => JSON.parse(await permanence("needs", "list", "--json")) as Need[];
  const rings = (from: string, ...words: string[]) => permanence("call", "--from", from, "--silent", ...words);

  it("a fragile client whom nobody answers is first on Today, within a second of the end of her call (P2)", async () => {
    await rings(OTHER, "--hang-up-after", "2");
    await until(
      async () => (await needs()).length === 1,
      () => "the first call is owed",
    );
    const heard: { event: string; at: number }[] = [];
    const stream = await claire.open("GET", "/api/events?language=fr");
    stream.setEncoding("utf8").on("data", (text: string) => {
      for (const [, event = ""] of text.matchAll(/^event: (\w+)$/gm)) heard.push({ event, at: performance.now() });
    });
    const at = (event: string) => heard.find((each) => each.event === event)?.at;
    await rings(FRAGILE, "--hang-up-after", "2");
    await until(
      () => at("need") !== undefined && at("ended") !== undefined,
      () => "the page is told",
    );
    const { needs: today } = await claire.ask("today", { query: {} });
    stream.destroy();
    assert.ok((at("need") ?? 0) - (at("ended") ?? 0) < 1000);
    assert.deepEqual(
      [today.open, today.first[0]?.weight, today.first[0]?.caller.known?.name],
      [2, "fragile", "Madame Lefèvre"],
    );
    assert.equal(today.first[1]?.caller.number, "+33199000050");
  });

  it("whoever is on the line when the telephone is killed (-9) is owed it after the restart, once", async () => {
    const placed = rings("0199000077", "--hang-up-after", "60").catch(() => "cut off");
    await until(
      async () =>
        (JSON.parse(await permanence("calls", "list", "--json")) as { endedAt: number | null }[])[0]?.endedAt === null,
      () => "the call goes on",
    );
    const first = await appliance.pid("telephone");
    process.kill(first ?? 0, "SIGKILL");
    await placed;
    const hers = async () => (await needs()).filter(({ number }) => number === "+33199000077");
    await until(
      async () => (await hers()).length > 0,
      () => `the need of who was cut off\n${appliance.said}`,
    );
    const [need, ...more] = await hers();
    assert.deepEqual([need?.why, need?.calls.length, more], ["interrupted", 1, []]);
    assert.equal((await needs()).length, 3);
  });

  it("what the command line closes is heard of by the page", async () => {
    const [first] = await needs();
    await permanence("needs", "close", first?.id ?? "", "--reason", "called-back", "--note", "Tout va bien");
    const record = await claire.ask("need", { params: { id: first?.id ?? "" } });
    assert.deepEqual(
      [record.closed?.reason, record.history.findLast(({ what }) => what === "closed")?.detail.note],
      ["called-back", "Tout va bien"],
    );
    await assert.rejects(permanence("needs", "close", first?.id ?? "", "--reason", "other"), /closed it already/);
  });
});

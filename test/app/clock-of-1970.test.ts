import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "src", "app", "permanence.js");
const run = promisify(execFile);

/** Sets a process's hour, and no more than that: it is read from a file at each question. */
const HOOK = (file: string) => `
  import { readFileSync } from "node:fs";
  const { now } = Date;
  // The telephone network has a clock of its own.
  if (!process.argv.includes("simulator"))
    Date.now = () => now() + Number(readFileSync(${JSON.stringify(file)}, "utf8"));
`;

/** The whole appliance, of which somebody sets the clock. */
describe("an appliance that is started in 1970", () => {
  let folder: string;
  let appliance: Running;
  let hook: string;
  const ahead = (ms: number) => writeFile(join(folder, "ahead.txt"), String(ms));
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-1970-"));
    hook = join(folder, "hook.mjs");
    await writeFile(hook, HOOK(join(folder, "ahead.txt")));
    await ahead(-Date.now());
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere }));
    appliance = await Running.start(folder, { node: `--import ${hook}` });
  });
  after(async () => {
    await appliance?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const command = async (...words: string[]) =>
    (await run(process.execPath, ["--import", hook, PROGRAM, ...words, "--data", folder])).stdout;

  it("says so, answers without claiming any hours, and signs nobody out when it is put right (R2)", async () => {
    const claire = appliance.client();
    await claire.ask("setUp", { body: { name: "Claire", password: "correct horse battery" } });
    assert.deepEqual((({ trusted, by }) => ({ trusted, by }))(await claire.ask("clock", {})), {
      trusted: false,
      by: "unset",
    });
    assert.match(JSON.stringify((await claire.ask("today", {})).troubles), /horloge n.est pas encore à l.heure/);
    assert.match(await command("clock"), /The clock has not been set yet/);
    assert.match(await command("clock", "--language", "fr"), /n.est pas encore réglée[\s\S]*Rien n.est supprimé/);
    await assert.rejects(command("clock", "--right"), /set the machine's clock first/);
    await command("call", "--silent", "--hang-up-after", "2");
    const [call] = JSON.parse(await command("calls", "list", "--json")) as { id: string; at: number }[];
    assert.ok(call && call.at < 3_600_000, "stamped as the clock says");
    assert.match(await command("calls", "show", call.id, "--json"), /hour-unknown/);
    // What is told of a call that would come now is what it would get.
    for (const told of [
      await command("plan", "--json"),
      JSON.stringify((await claire.ask("plan", { query: {} })).plan),
    ])
      assert.match(told, /hour-unknown/);
    const { plan, onDuty, onCall, next, closed } = await claire.ask("today", {});
    assert.match(JSON.stringify(plan), /hour-unknown/);
    assert.deepEqual([onDuty, onCall, next, closed], [[], [], null, null]);
    assert.match(await command("duty"), /has not been set yet/);

    await ahead(0);
    while (!(await claire.ask("clock", {})).trusted) await wait(100);
    const { by, settled, since } = await claire.ask("clock", {});
    assert.deepEqual([by, settled], ["plausible", false], "nothing is deleted soon after");
    assert.ok(Date.now() - Number(since) < 60_000);
    assert.equal((await claire.ask("session", {})).user?.name, "Claire");
    while (/horloge/.test(JSON.stringify((await claire.ask("today", {})).troubles))) await wait(100);
    while (!(await readFile(join(folder, "clock.json"), "utf8").catch(() => ""))) await wait(100);
    assert.match(
      await command("clock"),
      /seems right: nothing speaks against it[\s\S]*nothing is deleted for another 24 h/,
    );

    assert.match(await command("clock", "--right"), /Noted/);
    while ((await claire.ask("clock", {})).by !== "person") await wait(100);
    assert.equal((await claire.ask("clock", {})).settled, true);

    // Set far ahead, the schedule is read by the hour that it must be, by whoever reads it.
    await ahead(400 * 86_400_000);
    while ((await claire.ask("clock", {})).trusted) await wait(100);
    const isNow = (at: number) => Math.abs(at - Date.now()) < 60_000;
    assert.ok(isNow((await claire.ask("today", {})).now));
    assert.ok(isNow((await claire.ask("plan", { query: {} })).at));
    assert.ok(isNow((JSON.parse(await command("plan", "--json")) as { at: number }).at));
    assert.ok(isNow((JSON.parse(await command("duty", "--json")) as { at: number }).at));
    await ahead(0);
    while (!(await claire.ask("clock", {})).trusted) await wait(100);
    const once = JSON.parse(await command("calls", "list", "--json")) as { id: string }[];
    assert.deepEqual(
      once.map(({ id }) => id),
      [call.id],
    );
  });
});

describe("an appliance that is started in 1970 with nothing but a SIM", () => {
  let folder: string;
  let appliance: Running;
  let hook: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-1970-sim-"));
    hook = join(folder, "hook.mjs");
    await writeFile(hook, HOOK(join(folder, "ahead.txt")));
    await writeFile(join(folder, "ahead.txt"), String(-Date.now()));
    const lines = [{ name: "line-1", kind: "mobile", port: "simulated" }];
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere, lines }));
    appliance = await Running.start(folder, { node: `--import ${hook}` });
  });
  after(async () => {
    await appliance?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const command = async (...words: string[]) =>
    (await run(process.execPath, ["--import", hook, PROGRAM, ...words, "--data", folder])).stdout;

  it("reads its schedule by the hour of the mobile network, and says so", async () => {
    const claire = appliance.client();
    await claire.ask("setUp", { body: { name: "Claire", password: "correct horse battery" } });
    const isNow = (at: number) => Math.abs(at - Date.now()) < 60_000;
    while (!isNow((JSON.parse(await command("plan", "--json")) as { at: number }).at)) await wait(200);
    assert.match(await command("clock"), /has not been set yet[\s\S]*The schedule is read as of 20\d\d-/);
    // Both processes know it by themselves.
    while (/hour-unknown/.test(JSON.stringify((await claire.ask("plan", { query: {} })).plan))) await wait(200);
    assert.ok(isNow((await claire.ask("plan", { query: {} })).at));
    for (let last = "hour-unknown"; last.includes("hour-unknown"); ) {
      await command("call", "--silent", "--hang-up-after", "2");
      const [call] = JSON.parse(await command("calls", "list", "--json")) as { id: string }[];
      last = await command("calls", "show", call?.id ?? "", "--json");
    }
    // Put right, it is right by the network's word.
    await writeFile(join(folder, "ahead.txt"), "0");
    while (!(await claire.ask("clock", {})).trusted) await wait(200);
    assert.equal((await claire.ask("clock", {})).by, "network");
    assert.match(await command("clock"), /the mobile network tells the same hour/);
    // An hour late, it is not believed, and the schedule goes by the network.
    await writeFile(join(folder, "ahead.txt"), String(-3_600_000));
    while ((await claire.ask("clock", {})).trusted) await wait(200);
    assert.equal((await claire.ask("clock", {})).by, "unlike-network");
    assert.ok(isNow((await claire.ask("plan", { query: {} })).at));
  });
});

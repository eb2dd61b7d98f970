import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../src/app/paths.ts";
import { pageHere, Running } from "./running.ts";

const run = promisify(execFile);

/** What `npm start` runs: the same program, made of few files. Built here, from what was compiled just now. */
describe("the program as it runs on the box", function () {
  this.timeout(180_000);
  const built = join(projectRoot, "dist", `run-${process.pid}`);
  const program = join(built, "permanence.js");
  let folder: string;

  before(async () => {
    await run(process.execPath, [join(projectRoot, "firmware", "bundle.mjs"), built]);
    folder = await mkdtemp(join(tmpdir(), "bundle-"));
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere }));
  });
  after(async () => {
    for (const each of [built, folder]) await rm(each, { recursive: true, force: true });
  });

  const permanence = async (...words: readonly string[]): Promise<string> =>
    (await run(process.execPath, [program, ...words, "--data", folder])).stdout;

  it("answers and serves its page, each process from these files", async () => {
    const appliance = await Running.start(folder, { program });
    try {
      await appliance.until(/the line is ready/);
      await permanence("call", "--from", "0199000043", "--hang-up-after", "3");
      await appliance.until(/answered[\s\S]*the caller hangs up/);
      const [, port] = await appliance.until(/The page: \w+:\/\/[\w.-]+:(\d+)/);
      assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /<!doctype html>/i);
      for (const name of ["telephone", "office"] as const) {
        const words = await readFile(`/proc/${await appliance.pid(name)}/cmdline`, "utf8");
        assert.ok(words.includes(program), `${name}: ${words}`);
      }
    } finally {
      await appliance.stop();
    }
    assert.doesNotMatch(appliance.said, /error|Error/);
  });

  it("finds what it reads only when it is needed: threads, profiles, every command", async () => {
    const backup = join(folder, "all.backup");
    await permanence("backup", backup);
    await permanence("restore", backup, "--dry-run");
    await permanence("export", join(folder, "moved.json"));
    await permanence("import", join(folder, "moved.json"), "--dry-run");
    assert.match(await permanence("plan", "--at", "2026-12-25T10:00", "--language", "en"), /public holiday: Noël/);
    assert.match(await permanence("calls", "list"), /01 99 00 00 43/);
    for (const words of [
      "duty",
      "people",
      "clock",
      "audit verify",
      "needs list",
      "messages list",
      "announcements list",
    ])
      await permanence(...words.split(" "));
    const [transcript = ""] = await readdir(join(projectRoot, "test", "transcripts"));
    await run(process.execPath, [program, "replay", join(projectRoot, "test", "transcripts", transcript)]).catch(
      ({ stderr }) => assert.equal(stderr, ""),
    );
  });

  it("has no sign that V8 would take two bytes each for", async () => {
    for (const name of await readdir(built))
      assert.doesNotMatch(await readFile(join(built, name), "utf8"), /[\u0100-\uffff]/, name);
  });
});

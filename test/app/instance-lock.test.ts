import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockData } from "../../src/app/instance-lock.ts";

describe("the lock of a data folder", () => {
  let folder: string;
  let file: string;
  let other: ChildProcess | null = null;
  const written = () => readFile(file, "utf8");
  const taken = async () => assert.match(await written(), new RegExp(`^${process.pid} `));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lock-"));
    file = join(folder, "running.pid");
  });
  afterEach(async () => {
    other?.kill("SIGKILL");
    other = null;
    await rm(folder, { recursive: true, force: true });
  });

  /** A process that lives until it is told to end. */
  function neighbour(): number {
    other = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
    return other.pid ?? assert.fail("the neighbour did not start");
  }

  it("names the process that holds it, and goes with it", async () => {
    const unlock = await lockData(folder);
    await taken();
    await unlock();
    await assert.rejects(access(file));
    await unlock();
  });

  it("refuses a second appliance, and says which process is the first", async () => {
    const pid = neighbour();
    await writeFile(file, `${pid}\n`);
    await assert.rejects(lockData(folder), {
      code: "app.already-running",
      message: `An appliance is already running on ${folder} (process ${pid}).`,
    });
    assert.equal(await written(), `${pid}\n`);
  });

  for (const left of ["999999999\n", "", "nonsense", "0\n", "-1\n", `${process.pid}\n`])
    it(`left by a power cut as ${JSON.stringify(left)} is taken over`, async () => {
      await writeFile(file, left);
      const unlock = await lockData(folder);
      await taken();
      await unlock();
    });

  it("of a process that died is taken over", async () => {
    const pid = neighbour();
    await writeFile(file, `${pid}\n`);
    const ended = new Promise((resolve) => other?.once("exit", resolve));
    other?.kill("SIGKILL");
    await ended;
    await lockData(folder);
    await taken();
  });

  it("left by a power cut is taken over though another program has the number since", async function () {
    const unlock = await lockData(folder);
    const mark = (await written()).trim().split(" ")[1];
    await unlock();
    if (mark === undefined) return this.skip();
    await writeFile(file, `${neighbour()} ${mark}\n`);
    await lockData(folder);
    await taken();
  });

  it("is done without where there is no folder to write it into", async () => {
    const unlock = await lockData(join(folder, "none"));
    await unlock();
  });
});

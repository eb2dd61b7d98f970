import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/app/paths.ts";
import { until } from "../kit/until.ts";

/** Installs what the build needs, and notes when it began and ended; waits where it is told to. */
const npm = `#!/bin/sh
echo begin >> said
while [ -e hold ]; do sleep 0.02; done
for tool in $(grep -o 'node_modules/[a-z@][a-z./-]*' firmware/prepare.mjs); do mkdir -p $(dirname $tool); : > $tool; done
echo end >> said
`;

describe("making a folder ready", () => {
  let folder: string;
  const running: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "prepare-"));
    for (const each of ["firmware", "bin"]) await mkdir(join(folder, each));
    for (const file of ["firmware/prepare.mjs", "firmware/ballast.mjs"])
      await copyFile(join(projectRoot, file), join(folder, file));
    await writeFile(join(folder, "package-lock.json"), "{}");
    for (const [name, script] of Object.entries({ npm, socat: "#!/bin/sh\n" })) {
      await writeFile(join(folder, "bin", name), script);
      await chmod(join(folder, "bin", name), 0o755);
    }
  });
  afterEach(async () => {
    for (const { pid } of running.splice(0)) end(pid);
    await rm(folder, { recursive: true, force: true });
  });

  /** In a group of its own, so that all that it started can be ended with it. */
  function prepare() {
    const PATH = `${join(folder, "bin")}:${process.env.PATH}`;
    const words = [join(folder, "firmware", "prepare.mjs")];
    const child = spawn(process.execPath, words, {
      env: { ...process.env, PATH },
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    running.push(child);
    let told = "";
    child.stderr?.on("data", (text) => {
      told += text;
    });
    const ended = once(child, "exit").then(([code]) => code as number | null);
    return { pid: child.pid, ended, told: () => told };
  }
  function end(pid: number | undefined): void {
    try {
      if (pid !== undefined) process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
  const said = () => readFile(join(folder, "said"), "utf8").catch(() => "");

  it("is done by one at a time, and once", async () => {
    await writeFile(join(folder, "hold"), "");
    const one = prepare();
    await until(async () => (await said()) === "begin\n", "the first has begun");
    const other = prepare();
    await until(() => other.told().includes("waiting for it"), "the other waits");
    assert.equal(await said(), "begin\n");
    await rm(join(folder, "hold"));
    assert.deepEqual(await Promise.all([one.ended, other.ended]), [0, 0]);
    assert.equal(await said(), "begin\nend\n");
    assert.doesNotMatch(one.told(), /waiting/);
  });

  it("goes on after one that was killed in the midst of it", async () => {
    await writeFile(join(folder, "hold"), "");
    const dead = prepare();
    await until(async () => (await said()) === "begin\n", "it has begun");
    end(dead.pid);
    await dead.ended;
    await rm(join(folder, "hold"));
    assert.equal(await prepare().ended, 0);
    assert.equal(await said(), "begin\nbegin\nend\n");
  });
});

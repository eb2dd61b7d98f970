import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../../src/app/paths.ts";

const { ballastIn } = (await import(pathToFileURL(join(projectRoot, "firmware", "ballast.mjs")).href)) as {
  ballastIn: (modules: string) => string[];
};
const MB = 1024 ** 2;
const BLOCK = 4096;

interface Locked {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

/** Bytes on the disk, packages within the package left out: the lock file names them for themselves. */
async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") size += await sizeOf(path);
    else if (entry.isFile()) size += Math.ceil((await stat(path)).size / BLOCK) * BLOCK;
  }
  return size;
}

describe("what is installed to run the appliance", () => {
  it("takes 90 MB at most, and nothing that is not read", async () => {
    const { packages } = JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8")) as Locked;
    let size = 0;
    for (const [path, { dev, devOptional }] of Object.entries(packages)) {
      const folder = join(projectRoot, path);
      if (path !== "" && !dev && !devOptional && existsSync(folder)) size += await sizeOf(folder);
    }
    assert.deepEqual(ballastIn(join(projectRoot, "node_modules")), []);
    assert.ok(size > 30 * MB, `only ${Math.round(size / MB)} MB were found`);
    assert.ok(size <= 90 * MB, `it takes ${Math.round(size / MB)} MB`);
  });

  it("loses what others are compiled from, and what is for other machines, and nothing else", async () => {
    const modules = await mkdtemp(join(tmpdir(), "permanence-modules-"));
    try {
      const own = `${process.platform}-${process.arch}`;
      const prebuilds = "@serialport/bindings-cpp/prebuilds";
      const files = [
        "sqlite3/build/Release/obj/gen/sqlite3.c",
        "sqlite3/build/Release/node_sqlite3.node",
        "sqlite3/lib/sqlite3.js",
        `${prebuilds}/plan9-mips/it.node`,
        `${prebuilds}/${own}/it.node`,
        "luxon/build/global/luxon.js",
        "luxon/build/node/luxon.js",
      ];
      for (const file of files) {
        await mkdir(dirname(join(modules, file)), { recursive: true });
        await writeFile(join(modules, file), "");
      }
      const found = ballastIn(modules).map((path) => path.slice(modules.length + 1));
      assert.deepEqual(found, ["sqlite3/build/Release/obj", "luxon/build/global", `${prebuilds}/plan9-mips`]);
      // A machine for which nothing was built beforehand compiles for itself, and keeps what it finds.
      await rm(join(modules, prebuilds, own), { recursive: true });
      assert.equal(ballastIn(modules).length, 2);
    } finally {
      await rm(modules, { recursive: true });
    }
  });
});

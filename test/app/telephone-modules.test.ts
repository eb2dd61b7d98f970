import assert from "node:assert/strict";
import { normalize } from "node:path";
import { projectRoot } from "../../src/app/paths.ts";
import { type Import, readImports } from "../imports.ts";

/** All that is read when a file of the program runs: files of the project, and packages, each with who asks for it. */
function loadedBy(entry: string, imports: readonly Import[]): ReadonlyMap<string, string> {
  const loaded = new Map([[normalize(entry), "the command line"]]);
  for (const [file] of loaded)
    for (const { from, to, value } of imports) if (value && from === file && !loaded.has(to)) loaded.set(to, from);
  return loaded;
}

describe("the telephone process", () => {
  const imports = readImports(projectRoot, "src");
  const loaded = loadedBy("src/app/commands/telephone.ts", imports);

  it("loads no server, no mailer, no speech engine, and nothing that reads files of others", () => {
    const packages = [...loaded.keys()].filter((name) => !name.startsWith("src/") && !name.startsWith("node:")).sort();
    assert.deepEqual(packages, [
      "@node-rs/argon2",
      "libphonenumber-js",
      "luxon",
      "node-record-lpcm16",
      "serialport",
      "sqlite3",
      "zod",
    ]);
  });

  it("loads no room of the office: page, post, speech, calendars, and of backups only what puts one in place", () => {
    const rooms = /^src\/(admin|notify|page|simulator|backup)\/|^src\/announcements\/(speech|program|voice)/;
    const theirs = [...loaded.keys()].filter((file) => rooms.test(file)).sort();
    assert.deepEqual(theirs, ["src/backup/format.ts", "src/backup/swap.ts"]);
  });

  it("would be found out: what the office loads is all of that", () => {
    const office = loadedBy("src/app/commands/office.ts", imports);
    for (const name of ["fastify", "nodemailer", "bonjour-service"])
      assert.ok(
        [...office.keys()].some((each) => each.startsWith(name)),
        `${name} is in the office`,
      );
  });
});

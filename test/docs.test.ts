import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../src/app/paths.ts";

const pages = ["README.md", "ARCHITECTURE.md"].concat(
  readdirSync(join(projectRoot, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
);

describe("the documentation", () => {
  it("says of the configuration and of the addresses what the program says (npm run docs)", () => {
    const words = [join(projectRoot, ".ci", "docs.mjs"), "--check"];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: projectRoot, encoding: "utf8" });
    assert.equal(status, 0, `${stdout}${stderr}`);
  });

  for (const page of pages)
    it(`${page} links to files that are there`, () => {
      const text = readFileSync(join(projectRoot, page), "utf8");
      const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
      const missing = links.filter((link) => !existsSync(join(projectRoot, dirname(page), link)));
      assert.deepEqual(missing, []);
    });
});

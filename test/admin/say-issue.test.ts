import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { sayIssue } from "../../src/admin/sentences/say-issue.ts";
import { project } from "../page/built-page.ts";

/** The sentences that the schemas have of their own: what follows a pattern, or a check. */
const sentences = (source: string): string[] =>
  [...source.matchAll(/(?:\.regex\(\/.*\/u?,|=> .*,|"UTC",)\s*(["'])((?:(?!\1).)+)\1,?\s*\)/g)].map(
    ([, , said]) => said ?? "",
  );

describe("what a schema finds wrong", () => {
  it("has a French sentence wherever it has an English one", async () => {
    const folders = [join(project, "src", "duty"), join(project, "src", "admin", "schemas")];
    const names = await Promise.all(
      folders.map(async (folder) =>
        (await readdir(folder)).filter((name) => name.endsWith(".ts")).map((name) => join(folder, name)),
      ),
    );
    const sources = await Promise.all(names.flat().map((name) => readFile(name, "utf8")));
    const said = sources.flatMap(sentences).filter((text) => text.includes("a"));
    assert.ok(said.length >= 8, said.join("\n"));
    const english = said.filter(
      (message) => sayIssue({ code: "custom", path: [], message, input: "" }, "fr") === message,
    );
    assert.deepEqual(english, []);
  });

  it("names the field as the page does", () => {
    const issue: z.core.$ZodIssue = {
      code: "custom",
      path: ["entry", "numbers", 1],
      message: '"06" is not a telephone number that can be dialled',
      input: "06",
    };
    assert.equal(sayIssue(issue, "fr"), "numéro 2 : « 06 » n'est pas un numéro de téléphone");
    assert.equal(sayIssue(issue, "en"), 'number 2: "06" is not a telephone number that can be dialled');
  });
});

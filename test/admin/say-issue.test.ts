import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
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
    const pasted = said
      .map((message) => sayIssue({ code: "custom", path: [], message, input: "" }, "fr"))
      .filter((sentence) => /\b(the|and|is|are|such|letters|digits|small|with|written|between)\b/.test(sentence));
    assert.deepEqual(pasted, [], "nothing of the English is left behind the French");
  });

  it("is said in words of ours, whatever the library found", () => {
    const shape = z.strictObject({
      name: z.string().min(3).max(5),
      list: z.array(z.int()).max(1),
      either: z.enum(["a", "b"]),
      email: z.email(),
      many: z.union([z.string(), z.number()]),
    });
    const of = (value: unknown) =>
      (shape.safeParse(value).error?.issues ?? []).map((issue) => [sayIssue(issue, "fr"), sayIssue(issue, "en")]);
    assert.deepEqual(of({ name: "x", list: [1, 2], either: "c", email: "x", many: true, more: 1 }), [
      ["nom : au moins 3 caractères", "name: at least 3 letters"],
      ["list : au plus 1 éléments", "list: at most 1 elements"],
      ["either : doit être l’un de « a », « b »", 'either: must be one of "a", "b"'],
      ["adresse électronique : ce n’est pas une adresse électronique", "e-mail address: this is no e-mail address"],
      ["many : ne convient pas", "many: can't be used"],
      ["« more » n’est pas connu", '"more" is not known'],
    ]);
    assert.deepEqual(of({ name: 1, list: ["x"], either: "a", email: "a@b.fr", many: 1 }), [
      ["nom : doit être un texte", "name: must be a text"],
      ["list 1 : doit être un nombre", "list 1: must be a number"],
    ]);
    assert.deepEqual(of(undefined), [["à indiquer", "is missing"]]);
  });

  it("names the field as the page does", () => {
    const issue: z.core.$ZodIssue = {
      code: "custom",
      path: ["entry", "numbers", 1],
      message: '"06" is not a telephone number that can be dialled',
      input: "06",
    };
    assert.equal(sayIssue(issue, "fr"), "numéro 2 : « 06 » n’est pas un numéro de téléphone");
    assert.equal(sayIssue(issue, "en"), 'number 2: "06" is not a telephone number that can be dialled');
  });
});

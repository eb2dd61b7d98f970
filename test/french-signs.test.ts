import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "../src/app/paths.ts";
import { badlySet, frenchFiles, typeset } from "./french-signs.ts";

describe("French as a good book prints it (P22)", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Est-ce vrai ?", "Est-ce vrai\u202f?"],
    ["Attention : rien", "Attention\u00a0: rien"],
    ["dit « oui » ; puis non !", "dit «\u00a0oui\u00a0»\u202f; puis non\u202f!"],
    ["C'est l'agence d'aujourd'hui, jusqu'à lundi", "C’est l’agence d’aujourd’hui, jusqu’à lundi"],
    ["it isn't, and don't", "it isn't, and don't"],
    ["08:30", "08:30"],
  ];
  for (const [plain, set] of cases) it(`sets ${plain}`, () => assert.equal(typeset(plain), set));

  it("stands so in every string of the program (`node .ci/french.mjs` puts the signs)", () => {
    const files = frenchFiles(join(projectRoot, "src"));
    assert.ok(files.length > 50);
    const wrong = files.flatMap((file) =>
      badlySet(readFileSync(file, "utf8")).map(({ text }) => `${relative(projectRoot, file)}: ${text}`),
    );
    assert.deepEqual(wrong, []);
  });
});

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { en } from "../../src/page/words/en.ts";
import { fr } from "../../src/page/words/fr.ts";
import { project } from "./built-page.ts";

const sources = join(project, "src", "page");

/** Whether a catalogue has what `shell.save` names; what follows a word (`.toLowerCase`) is none of it. */
function has(catalogue: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined || typeof catalogue !== "object" || catalogue === null) return true;
  return Object.hasOwn(catalogue, name) && has(Reflect.get(catalogue, name), rest);
}

/** Every word that a component names: `words().shell.save`, or `w.save` where `w` is `words().shell`. */
function wordsIn(source: string): string[] {
  const whole = [...source.matchAll(/words\(\)\.([\w.]+)/g)].map(([, path]) => path ?? "");
  const short = /const w = \$derived\(words\(\)\.([\w.]+)\)/.exec(source)?.[1];
  const shortened = [...source.matchAll(/\bw\.([\w.]+)/g)].map(([, path]) => `${short}.${path}`);
  return [...whole, ...(short ? shortened : [])];
}

/** What the page is made of, the catalogues apart. */
async function filesOfPage(): Promise<string[]> {
  const names = await readdir(sources, { recursive: true });
  return names.filter((name) => /\.(svelte|ts)$/.test(name) && !/^(words|\.svelte-check)\b/.test(name));
}

/** A component's own name for a part of the catalogue is no use of the words in it, unless it looks them up in there. */
const withoutShortName = (source: string) =>
  source.replace(/const w = \$derived\(words\(\)([\w.]*)\)/, /\bw\[/.test(source) ? "words()$1[" : "");

/**
 * The words that no source names: neither `.save` itself, nor as a whole the group that it is in, as in `w.kinds[kind]`.
 * Whatever else has the same name counts as a use: a word that is told here is one that nothing can show.
 */
function unused(catalogue: object, source: string): string[] {
  const found = (pattern: RegExp) => new Set([...source.matchAll(pattern)].map(([, name]) => name));
  const named = found(/\.(\w+)/g);
  const whole = found(/\.(\w+)(?!\w|\??\.\w)/g);
  const below = (group: object, path: readonly string[]): string[] =>
    Object.entries(group).flatMap(([name, word]) => {
      const inner = [...path, name];
      if (typeof word !== "object") return named.has(name) ? [] : [inner.join(".")];
      return path.length > 0 && whole.has(name) ? [] : below(word, inner);
    });
  const sections = found(/words\(\)\.(\w+)\[/g);
  return Object.entries(catalogue).flatMap(([name, section]) => (sections.has(name) ? [] : below(section, [name])));
}

describe("words", () => {
  it("are all used by the page", async () => {
    const files = await filesOfPage();
    const read = await Promise.all(files.map((file) => readFile(join(sources, file), "utf8")));
    assert.ok(read.length > 100, `${read.length} files are the page`);
    const source = read.map(withoutShortName).join("\n");
    assert.deepEqual(unused({ ...fr, and: { nothingElse: "" } }, source), ["and.nothingElse"]);
  });

  it("that components name are in both catalogues", async () => {
    const files = (await filesOfPage()).filter((name) => name.endsWith(".svelte"));
    const named = await Promise.all(
      files.map(async (file) =>
        wordsIn(await readFile(join(sources, file), "utf8")).map((word) => ({ file, word, path: word.split(".") })),
      ),
    );
    const all = named.flat();
    assert.ok(all.length > 200, `${all.length} words are named`);
    const missing = all.filter(({ path }) => !has(fr, path) || !has(en, path));
    assert.deepEqual(
      missing.map(({ file, word }) => `${file}: ${word}`),
      [],
    );
  });

  it("are not the same in both languages where they are sentences", () => {
    const same: string[] = [];
    const compare = (one: unknown, other: unknown, path: string) => {
      if (typeof one === "string" && one === other && one.includes(" ")) same.push(path);
      if (typeof one === "object" && one !== null && typeof other === "object" && other !== null)
        for (const key of Object.keys(one)) compare(Reflect.get(one, key), Reflect.get(other, key), `${path}.${key}`);
    };
    compare(fr, en, "words");
    assert.deepEqual(same, []);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

/** One import of a file: another file by its path from the project's root, or a package by its name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** False where nothing of it is there when the program runs. */
  readonly value: boolean;
}

/** Every import of every source file below the folders, dynamic ones and those of Svelte scripts too. */
export function readImports(root: string, ...folders: readonly string[]): readonly Import[] {
  return folders.flatMap((folder) => sourceFiles(root, folder).flatMap((file) => importsOf(root, file)));
}

const sourceFiles = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.includes(".svelte-check"))
    .map((name) => join(folder, name));

function importsOf(root: string, from: string): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, value: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { text } = specifier;
    found.push({ from, to: text.startsWith(".") ? normalize(join(dirname(from), text)) : text, value });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, !typesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, !node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], true);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, false);
    ts.forEachChild(node, visit);
  };
  const text = readFileSync(join(root, from), "utf8");
  for (const script of from.endsWith(".svelte") ? scripts(text) : [text])
    visit(ts.createSourceFile(from, script, ts.ScriptTarget.Latest));
  return found;
}

const scripts = (svelte: string): readonly string[] =>
  [...svelte.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = ""]) => script);

function typesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly)
  );
}

/** Where a literal is spread into another one, in which a misspelt field is no error any more: `file:line`. */
export function spreadLiterals(root: string, folder: string): readonly string[] {
  const files = sourceFiles(root, folder).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isSpreadAssignment(node) && ts.isObjectLiteralExpression(node.expression))
        found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Groups of files that import each other in a circle, by types or by values. */
export function circles(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const reach = new Map<string, number>();
  const path: string[] = [];
  const found: string[][] = [];
  const walk = (file: string): number => {
    const at = path.push(file) - 1;
    let lowest = at;
    reach.set(file, at);
    for (const to of next.get(file) ?? []) {
      if (!reach.has(to) && next.has(to)) lowest = Math.min(lowest, walk(to));
      else lowest = Math.min(lowest, reach.get(to) ?? lowest);
    }
    if (lowest < at) return lowest;
    const circle = path.splice(at);
    for (const one of circle) reach.set(one, Number.POSITIVE_INFINITY);
    if (circle.length > 1) found.push(circle);
    return lowest;
  };
  for (const file of next.keys()) if (!reach.has(file)) walk(file);
  return found;
}

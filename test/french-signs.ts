import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * French as a good book prints it, in the strings of the program: a narrow no-break space before `; ! ?`, a no-break
 * space before `:` and inside « », apostrophes that are ones, and a number that stays with its unit.
 */

const NO_BREAK = "\u00a0";
const NARROW = "\u202f";
const ELIDED =
  "[ldnsjmtcLDNSJMTC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu|[Aa]ujourd|[Pp]resqu|[Qq]uelqu|[Ee]ntr|[Pp]rud";
const ELISION = new RegExp(`(?<![\\p{L}\\p{N}\\\\])(${ELIDED})'(?=[\\p{L}«$])`, "gu");

export const typeset = (text: string): string =>
  text
    .replace(/(?<=\S) (?=[;!?](?:\s|$|[)»"`]))/g, NARROW)
    .replace(/(?<=\S) (?=:(?:\s|$|["`]))/g, NO_BREAK)
    .replace(/(?<=^["`}]) (?=[;!?] )/g, NARROW)
    .replace(/(?<=^["`}]) (?=: )/g, NO_BREAK)
    .replace(/« /g, `«${NO_BREAK}`)
    .replace(/ »/g, `${NO_BREAK}»`)
    .replace(ELISION, "$1’");

/** Where French is written; what speaks is read by an engine, to which it is all one. */
const FRENCH = [
  /^page\/(words\/fr|lib|pages)/,
  /^admin\/(sentences|sheet|answers|views|server\/errors|calendar)/,
  /^announcements\/(check-text|good-points|made-with|text-values|checker\/say-contradiction)/,
  /^attendant\//,
  /^duty\/(?!holiday-table)/,
  /^needs\//,
  /^notify\//,
  /^watch\//,
  /^app\/(story|commands)/,
];

export const frenchFiles = (src: string): readonly string[] =>
  readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes(".svelte-check") && FRENCH.some((each) => each.test(name)))
    .map((name) => join(src, name));

const STRINGS = new Set([
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
]);

/** Only French puts a space before a sign; SQL puts one before a question mark. */
const isSql = (text: string): boolean => /\b(SELECT|WHERE|VALUES|UPDATE|INSERT|DELETE)\b/.test(text);

/** Every string of a source file that is set otherwise than it should be: where it is, and how it should. */
export function badlySet(
  source: string,
): readonly { readonly start: number; readonly end: number; readonly text: string }[] {
  const found: { start: number; end: number; text: string }[] = [];
  const file = ts.createSourceFile("file.ts", source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (STRINGS.has(node.kind)) {
      const text = source.slice(node.getStart(file), node.end);
      const right = isSql(text) ? text : typeset(text);
      if (right !== text) found.push({ start: node.getStart(file), end: node.end, text: right });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

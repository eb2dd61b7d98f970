import type { Language } from "../../duty/office.ts";
import { english } from "./english.ts";
import { inFigures } from "./figures.ts";
import { french } from "./french.ts";
import type { Rule, Token } from "./token.ts";

type Compiled = Rule & { readonly regex: RegExp };

const compiled = (rule: Rule): Compiled => ({
  ...rule,
  regex: new RegExp(`(?:${rule.pattern})(?:(?<= )|(?![\\p{L}\\d]))`, "uy"),
});

const readers: Readonly<Record<Language, readonly Compiled[]>> = {
  fr: french.map(compiled),
  en: english.map(compiled),
};

/** The tokens of each sentence. */
export function readTokens(text: string, language: Language): readonly (readonly Token[])[] {
  return inFigures(text, language)
    .split(/(?<=[.!?;])\s+(?!m\b)/u)
    .map((sentence) => meant(tokensOf(sentence, language)));
}

function tokensOf(sentence: string, language: Language): Token[] {
  const tokens: Token[] = [];
  const wordStart = /(?<![\p{L}\d])[\p{L}\d]/gu;
  for (let at = 0; at < sentence.length; ) {
    wordStart.lastIndex = at;
    const next = wordStart.exec(sentence)?.index ?? sentence.length;
    if (/[,:()]/.test(sentence.slice(at, next))) tokens.push({ is: "break" });
    const found = firstAt(sentence, next, language);
    if (found) {
      tokens.push(found.token);
      at = found.end;
    } else {
      const word = /[\p{L}\d]+'?/uy;
      word.lastIndex = next;
      at = next + Math.max(1, word.exec(sentence)?.[0].length ?? 1);
    }
  }
  return tokens;
}

/** Numbers alone are hours beside hours or days, and days after a date; a time alone belongs to a day or a date. */
function meant(tokens: readonly Token[]): readonly Token[] {
  const isBare = (token: Token): boolean => "bare" in token && token.bare === true;
  const sure = (...kinds: Token["is"][]): boolean => tokens.some((each) => kinds.includes(each.is) && !isBare(each));
  const hours = sure("range", "days", "always");
  const days = sure("days", "dates");
  let dated = false;
  return tokens.filter((token) => {
    if (!isBare(token)) {
      dated ||= token.is === "dates";
      return true;
    }
    return token.is === "range" ? hours : token.is === "time" ? days : dated;
  });
}

/** The first rule that reads something here. */
function firstAt(
  sentence: string,
  at: number,
  language: Language,
): { readonly token: Token; readonly end: number } | null {
  for (const { regex, token } of readers[language]) {
    regex.lastIndex = at;
    const found = regex.exec(sentence);
    if (!found) continue;
    const read = token({ ...(found.groups as Record<string, string>), 0: found[0] });
    if (read) return { token: read, end: at + found[0].length };
  }
  return null;
}

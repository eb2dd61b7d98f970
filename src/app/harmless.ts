/**
 * What callers, networks and modems supplied must not command a terminal: control characters, the C1 ones and DEL too
 * (some terminals obey 0x9B as ESC [), and the invisible ones that turn the direction of writing.
 */
const COMMANDING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line for a terminal, each such character shown as `�`. */
export const harmless = (line: string): string => line.replace(COMMANDING, "�");

/** JSON text that says the same with each such character escaped; JSON itself escapes only some. */
export const harmlessJson = (json: string): string =>
  json.replace(COMMANDING, (char) =>
    char === "\n" ? char : `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

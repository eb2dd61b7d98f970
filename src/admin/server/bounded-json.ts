import type { FastifyInstance } from "fastify";
import { Refused } from "../sentences/refusals.ts";

/** Deeper than any question of the page nests. */
const DEEPEST = 20;
/** In one list or object. The longest that is taken is a sheet of 4000 rows, or one choice for each entry of a calendar. */
const MOST_IN_ONE = 10_000;
const MOST_IN_ALL = 200_000;

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/**
 * Whether a text of JSON holds no more than a question may, by one look at its letters. What is built to hold everybody
 * up is refused before there is anything to hold against a schema.
 */
export function isBounded(text: string): boolean {
  /** How many commas each list or object that is open has so far. */
  const counts: number[] = [];
  let all = 0;
  for (let n = 0; n < text.length; n++) {
    switch (text.charCodeAt(n)) {
      case QUOTE:
        n = endOfString(text, n);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (counts.push(0) > DEEPEST || ++all > MOST_IN_ALL) return false;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        counts.pop();
        break;
      case COMMA: {
        const last = counts.length - 1;
        const count = (counts[last] ?? 0) + 1;
        if (last >= 0) counts[last] = count;
        if (count >= MOST_IN_ONE || ++all > MOST_IN_ALL) return false;
      }
    }
  }
  return true;
}

/** The place of the quotation mark that ends it. */
function endOfString(text: string, start: number): number {
  let n = start + 1;
  while (n < text.length && text.charCodeAt(n) !== QUOTE) n += text.charCodeAt(n) === BACKSLASH ? 2 : 1;
  return n;
}

/** Bodies of JSON, as Fastify reads them, as long as they are bounded. */
export function takeBoundedJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (!isBounded(body)) done(new Refused("bad-request", tooMuch));
    else parse.call(app, request, body, done);
  });
}

const tooMuch = {
  fr: "son contenu est trop long, ou emboîté trop profondément",
  en: "its content is too long, or nested too deep",
};

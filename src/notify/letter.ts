import type { Language } from "../duty/office.ts";
import { ofAgency } from "../kernel/french-of.ts";
import { htmlOf } from "./letter-html.ts";
import type { Mark, Part } from "./letter-parts.ts";
import { oneLine } from "./when-and-who.ts";

/** A letter's words, in both forms. What carries it (addresses, attachment) is added where it is sent. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** The same for readers of mail that show it: no picture, no script, nothing fetched from anywhere. */
  readonly html: string;
}

/** `name`: of the office. `about`: in a few words, without that name. `more`: only in the subject, behind them. */
export function letter(
  name: string,
  language: Language,
  about: string,
  parts: readonly (Part | null)[],
  mark: Mark = null,
  more = "",
): Letter {
  const fr = language === "fr";
  const sender = fr ? `Le répondeur ${ofAgency(name)}` : `The answering machine of ${name}`;
  const said = parts.filter((part) => part !== null);
  const lines = said.flatMap((part) => [...linesOf(part, language), ""]);
  return {
    subject: oneLine(`${name}${fr ? " :" : ":"} ${about}${more}`, 200),
    text: `${[fr ? "Bonjour," : "Good day,", "", ...lines, "-- ", sender].join("\n")}\n`,
    html: htmlOf({ name, language, title: capital(oneLine(about, 200)), mark, parts: said, sender }),
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function linesOf(part: Part, language: Language): readonly string[] {
  switch (part.is) {
    case "said":
    case "aside":
      return part.lines;
    case "list":
      return [part.title, ...part.items.map((item) => `- ${item}`)];
    case "thing":
      return [`- ${part.what}`, `  ${part.remedy}`];
    case "call-back": {
      const label = language === "fr" ? "À rappeler :" : "To call back:";
      return [...(part.shown === null ? [] : [`${label} ${part.shown}`]), part.after];
    }
    case "act":
      return [part.before, part.url, part.after];
  }
}

import type { Closure, Language, Office } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import { emergencyOf } from "./emergency.ts";
import { fill, type Placeholder, type Values } from "./fill.ts";
import { speakable } from "./speakable.ts";
import { type ValueProblem, valueProblems, withPlaceholders } from "./text-values.ts";
import { wishInWords } from "./when-in-words.ts";

/** Of the announcement around it: what is said of the closure can't hold them. */
const AROUND: readonly Placeholder[] = ["notice", "menu"];

/** The words of a closure in this language; "" where there are none: a text alone is in the office's own. */
export function wordsOfClosure({ says }: Closure, language: Language, office: Pick<Office, "language">): string {
  if (typeof says === "string") return language === office.language ? says : "";
  return says?.[language] ?? "";
}

/** As callers hear them, without the stop at the end; null where nothing is to be said of them. */
export function saidOfClosure(
  closure: Closure,
  language: Language,
  office: Office,
  now: Instant,
  known: Values,
): string | null {
  const emergency = emergencyOf(office.country);
  const said = fill(withPlaceholders(wordsOfClosure(closure, language, office)), {
    ...known,
    office: speakable(office.name),
    emergency: emergency.numbers[language],
    emergencytext: emergency.text?.[language] ?? null,
    wish: wishInWords(now, office.zone, language),
  }).replace(/[\s.!?…]+$/u, "");
  return /[\p{L}\p{N}]/u.test(said) ? said : null;
}

export type WordsProblem = ValueProblem | { readonly what: "silent" };

/** What keeps words of a closure from being said, the first of them; null when all is well. */
export function closureWordsProblem(text: string): WordsProblem | null {
  if (text.trim() === "") return null;
  const [first] = valueProblems("closure", text);
  if (first) return first;
  const kept = withPlaceholders(text);
  const around = AROUND.find((value) => kept.includes(`{${value}}`));
  if (around) return { what: "elsewhere", value: around };
  return /[\p{L}\p{N}]/u.test(kept) ? null : { what: "silent" };
}

/** Every text of a closure. */
export const textsOfClosure = ({ says }: Pick<Closure, "says">): readonly string[] =>
  says === undefined ? [] : typeof says === "string" ? [says] : [says.fr ?? "", says.en ?? ""];

/** With values by their own names, and without what is empty. */
export function keptClosure(closure: Closure): Closure {
  const { says, ...rest } = closure;
  if (says === undefined) return closure;
  if (typeof says === "string") return says === "" ? rest : { ...rest, says: withPlaceholders(says) };
  const texts = Object.entries(says).flatMap(([language, text]) =>
    text ? [[language, withPlaceholders(text)] as const] : [],
  );
  return texts.length === 0 ? rest : { ...rest, says: Object.fromEntries(texts) };
}

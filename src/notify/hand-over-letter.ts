import type { Language, Office } from "../duty/office.ts";
import type { Came } from "../needs/came.ts";
import type { LogLine } from "../store/log-lines.ts";
import { type LogShift, unsaidIn } from "../store/log-shifts.ts";
import { type Letter, letter } from "./letter.ts";
import type { Part } from "./letter-parts.ts";
import { takenUpInWords } from "./take-up-letters.ts";
import { hourOf, oneLine, who } from "./when-and-who.ts";

/** What whoever takes over reads: what happened, what nobody has told of yet, what is still open. */
export interface HandOver {
  readonly shift: LogShift;
  /** What callers are owed in all, of this shift or of before. */
  readonly openInAll: number;
}

export function handOverLetter({ shift, openInAll }: HandOver, office: Office, language: Language): Letter {
  const fr = language === "fr";
  const { zone } = office;
  const [from, until] = [hourOf(shift.from, zone, language), hourOf(shift.until, zone, language)];
  const people = shift.people.map(({ name }) => oneLine(name, 80)).join(", ");
  const unsaid = unsaidIn(shift.lines);
  const told = shift.lines.filter((line) => !unsaid.includes(line));
  const others = openInAll - shift.open.length;
  return letter(
    oneLine(office.name),
    language,
    fr ? `relève de l’astreinte, ${from} – ${until}` : `on-call hand-over, ${from} – ${until}`,
    [
      {
        is: "said",
        lines: [
          fr
            ? `Du ${from} au ${until}, étaient d’astreinte : ${people}.`
            : `From ${from} to ${until}, on call: ${people}.`,
          ...(shift.lines.length > 0
            ? []
            : [
                fr
                  ? "Aucun appel n’a été pris, et rien n’a été inscrit."
                  : "No call was taken, and nothing was written.",
              ]),
        ],
      },
      list(
        fr ? "Prise de poste :" : "Taking up duty:",
        shift.takeUps.map((each) => takenUpInWords(each, language)),
      ),
      list(
        fr ? "Sans suite dite :" : "Nobody has said what came of:",
        unsaid.map((line) => inWords(line, office, language)),
      ),
      list(
        fr ? "Ce qui s’est passé :" : "What happened:",
        told.map((line) => inWords(line, office, language)),
      ),
      list(fr ? "Reste à faire :" : "Still to be done:", [
        ...shift.open.map((need) => {
          const { caller } = who(need, office, language);
          const due = hourOf(need.dueAt, zone, language);
          const has =
            need.owner === null
              ? ""
              : fr
                ? `, ${oneLine(need.owner.name, 80)} s’en occupe`
                : `, ${oneLine(need.owner.name, 80)} has it`;
          return fr ? `${caller}, avant le ${due}${has}` : `${caller}, before ${due}${has}`;
        }),
        ...(others > 0
          ? [fr ? `${others} ${others === 1 ? "rappel" : "rappels"} d’avant` : `${others} from before`]
          : []),
      ]),
      {
        is: "aside",
        lines: [
          fr
            ? "Tout est sur la page du répondeur, sous « Main courante » et « À rappeler »."
            : "All of it is on the page of the answering machine, under “Logbook” and “To call back”.",
        ],
      },
    ],
    unsaid.length + openInAll > 0
      ? { tone: "warn", word: fr ? "À reprendre" : "To take over" }
      : { tone: "good", word: fr ? "Rien à reprendre" : "Nothing to take over" },
  );
}

const list = (title: string, items: readonly string[]): Part | null =>
  items.length === 0 ? null : { is: "list", title, items };

/** Words that somebody wrote, on one line. */
const LONGEST_WORDS = 600;

function inWords(line: LogLine, office: Office, language: Language): string {
  const fr = language === "fr";
  const at = hourOf(line.at, line.zone, language);
  const by = oneLine(line.by, 80);
  const words =
    line.text === null ? (line.forgotten ? [fr ? "(effacé)" : "(erased)"] : []) : [oneLine(line.text, LONGEST_WORDS)];
  if (line.is === "free") return [at, by, ...words].join(", ");
  const caller = line.caller ? who(line.caller, office, language).caller : "";
  if (line.is === "taken") return fr ? `${at}, ${by} s’occupe de ${caller}` : `${at}, ${by} takes care of ${caller}`;
  const came = line.came === null ? [] : [cames[language][line.came]];
  return [
    fr ? `${at}, ${by} a pris l’appel de ${caller}` : `${at}, ${by} took the call from ${caller}`,
    ...came,
    ...words,
  ].join(fr ? " ; " : "; ");
}

const cames: Readonly<Record<Language, Readonly<Record<Came, string>>>> = {
  fr: {
    "by-telephone": "réglé par téléphone",
    visit: "visite faite ou à faire",
    emergency: "confié aux secours",
    "follow-up": "à suivre par l’agence",
    "not-concerned": "erreur ou pas pour nous",
  },
  en: {
    "by-telephone": "dealt with by telephone",
    visit: "a visit, made or to be made",
    emergency: "handed to emergency services",
    "follow-up": "for the office to follow up",
    "not-concerned": "wrong number, or not for us",
  },
};

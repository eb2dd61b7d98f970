import { existsSync } from "node:fs";
import type { Language } from "../../duty/office.ts";
import { Fault } from "../../kernel/fault.ts";
import { Database } from "../../store/database.ts";
import { type Anchor, anchorOf, readAnchors } from "../../store/seal-anchors.ts";
import { type Break, type StatedBreak, type Verified, verifySeals } from "../../store/verify-seals.ts";
import { dataFolder, inside } from "../paths.ts";
import { type CommonOptions, print } from "../terminal.ts";

interface AuditOptions extends CommonOptions {
  readonly language: Language;
  readonly anchor?: string;
  readonly database?: string;
}

/** Proves the chain of what is sealed, and says where it breaks. Exit code 1 when it does. */
export async function verify(options: AuditOptions): Promise<void> {
  const place = inside(dataFolder(options.data));
  const file = options.database ?? place.database;
  if (!existsSync(file)) throw new Fault("app.no-database", `There is no database ${file}.`);
  const anchors = await anchorsFor(options, options.database === undefined ? dataFolder(options.data) : null);
  const database = await Database.open(file);
  let result: Verified;
  try {
    const known = await database.get("SELECT 1 FROM sqlite_schema WHERE name = 'seal'");
    if (!known) throw new Fault("app.not-sealed", `Nothing is sealed in ${file}: an older release wrote it.`);
    result = await verifySeals(database, anchors);
  } finally {
    await database.close();
  }
  print(options, { proved: result.breaks.length === 0, ...result }, () => said(result, options.language));
  if (result.breaks.length > 0) process.exitCode = 1;
}

async function anchorsFor({ anchor }: AuditOptions, folder: string | null): Promise<readonly Anchor[]> {
  const kept = folder === null ? [] : await readAnchors(folder);
  if (anchor === undefined) return kept;
  const given = anchorOf(anchor);
  if (!given)
    throw new Fault(
      "app.bad-anchor",
      `"${anchor}" is no seal; write it as it was printed: 12:5c0e… (64 letters and digits).`,
    );
  return [...kept, given];
}

const said = (
  { rows, days, entries, anchors, end, breaks, stated }: Verified,
  language: Language,
): readonly string[] =>
  language === "fr"
    ? [
        breaks.length === 0
          ? "La chaîne des scellés est intacte."
          : `LA CHAÎNE DES SCELLÉS EST ROMPUE, en ${breaks.length} ${breaks.length === 1 ? "endroit" : "endroits"} :`,
        ...breaks.map((each) => `  ${where(each, language)}${words[each.code].fr(each.subject)}`),
        ...stated.map((each) => goneOn.fr(each)),
        `${rows} scellés, dont ${days} jours ; ${entries} lignes du journal ; ${anchors} témoins gardés à côté.`,
        ...(end ? [`Dernier scellé, à noter ailleurs : ${end.seq}:${end.hash}`] : ["Rien n’est encore scellé."]),
      ]
    : [
        breaks.length === 0
          ? "The chain of seals is whole."
          : `THE CHAIN OF SEALS IS BROKEN, in ${breaks.length} ${breaks.length === 1 ? "place" : "places"}:`,
        ...breaks.map((each) => `  ${where(each, language)}${words[each.code].en(each.subject)}`),
        ...stated.map((each) => goneOn.en(each)),
        `${rows} seals, ${days} days among them; ${entries} lines of the journal; ${anchors} witnesses kept beside.`,
        ...(end ? [`The last seal, to be noted elsewhere: ${end.seq}:${end.hash}`] : ["Nothing is sealed yet."]),
      ];

/** What the chain says of itself: it goes on from elsewhere. No fault of it, and to be read. */
const goneOn = {
  fr: ({ seq, at, why, by, madeAt, left }: StatedBreak) =>
    why === "restore"
      ? `  Scellé ${seq} : le ${utc(at)}, ${by} a remis en place une sauvegarde${madeAt === null ? "" : ` du ${utc(madeAt)}`}. La chaîne reprend de cette sauvegarde ; ce qui avait été scellé depuis (${left} témoins) n’y est pas, et se trouve dans le dossier mis de côté.`
      : `  Scellé ${seq} : le ${utc(at)}, ${by} a quitté l’agence d’exemple. La chaîne recommence ici ; les scellés de l’exemple (${left} témoins) n’y sont pas.`,
  en: ({ seq, at, why, by, madeAt, left }: StatedBreak) =>
    why === "restore"
      ? `  Seal ${seq}: on ${utc(at)}, ${by} put a backup in place${madeAt === null ? "" : `, made on ${utc(madeAt)}`}. The chain goes on from that backup; what was sealed since (${left} witnesses) is not in it, and is in the folder that was put aside.`
      : `  Seal ${seq}: on ${utc(at)}, ${by} left the example agency. The chain begins anew here; the seals of the example (${left} witnesses) are not in it.`,
} as const;

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const where = ({ seq }: Break, language: Language): string =>
  seq === null ? "" : language === "fr" ? `Scellé ${seq} : ` : `Seal ${seq}: `;

const about = (subject: string): string => (subject === "" ? "" : ` (${subject})`);

const words: Readonly<Record<Break["code"], Readonly<Record<Language, (subject: string) => string>>>> = {
  changed: {
    fr: (s) => `son contenu a été modifié${about(s)}.`,
    en: (s) => `its content was changed${about(s)}.`,
  },
  "taken-out": {
    fr: (s) => `il manque${about(s)}.`,
    en: (s) => `it is missing${about(s)}.`,
  },
  "put-in": {
    fr: (s) => `il ne suit pas celui d’avant, ou a été ajouté${about(s)}.`,
    en: (s) => `it does not follow the one before, or was put in${about(s)}.`,
  },
  "start-changed": {
    fr: (s) => `le journal d’avant le premier scellé (jusqu’à la ligne ${s}) n’est plus ce qu’il était.`,
    en: (s) => `the journal before the first seal (up to line ${s}) is not what it was.`,
  },
  "entry-changed": {
    fr: (s) => `la ligne ${s} du journal a été modifiée.`,
    en: (s) => `line ${s} of the journal was changed.`,
  },
  "entry-missing": {
    fr: (s) => `la ligne ${s} du journal manque.`,
    en: (s) => `line ${s} of the journal is missing.`,
  },
  "entry-unsealed": {
    fr: (s) => `la ligne ${s} du journal a été ajoutée sans être scellée.`,
    en: (s) => `line ${s} of the journal was put in without a seal.`,
  },
  "log-changed": {
    fr: (s) => `l’entrée ${s} de la main courante a été modifiée.`,
    en: (s) => `entry ${s} of the logbook was changed.`,
  },
  "log-missing": {
    fr: (s) => `l’entrée ${s} de la main courante manque.`,
    en: (s) => `entry ${s} of the logbook is missing.`,
  },
  "log-unsealed": {
    fr: (s) => `l’entrée ${s} de la main courante a été ajoutée sans être scellée.`,
    en: (s) => `entry ${s} of the logbook was put in without a seal.`,
  },
  "words-changed": {
    fr: (s) => `ce qui est écrit à l’entrée ${s} de la main courante a été modifié.`,
    en: (s) => `what is written in entry ${s} of the logbook was changed.`,
  },
  "words-missing": {
    fr: (s) => `ce qui était écrit à l’entrée ${s} de la main courante manque, et personne n’a demandé son oubli.`,
    en: (s) => `what was written in entry ${s} of the logbook is missing, and nobody had it forgotten.`,
  },
  "part-changed": {
    fr: (s) => `ce qui était en vigueur a été modifié${about(s)}.`,
    en: (s) => `what was in force was changed${about(s)}.`,
  },
  "part-missing": {
    fr: (s) => `ce qui était en vigueur manque${about(s)}.`,
    en: (s) => `what was in force is missing${about(s)}.`,
  },
  "guard-missing": {
    fr: (s) => `la garde ${s} de la base a été retirée.`,
    en: (s) => `the guard ${s} of the database was taken away.`,
  },
  "end-missing": {
    fr: () => "la fin a été coupée : un témoin gardé ailleurs connaît ce scellé.",
    en: () => "the end was cut off: a witness kept elsewhere knows this seal.",
  },
  "anchor-differs": {
    fr: () => "il n’est plus celui que connaît un témoin gardé ailleurs : tout a pu être réécrit.",
    en: () => "it is not the one that a witness kept elsewhere knows: all may have been written anew.",
  },
};

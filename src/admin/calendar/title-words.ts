import type { Service } from "../../duty/office.ts";

/** A word of a title, as it stands there and without accents and capitals. */
export interface Word {
  readonly raw: string;
  readonly plain: string;
  /** What stands between it and the word before. */
  readonly before: string;
}

export const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

export function wordsOf(text: string): Word[] {
  let last = 0;
  return [...text.normalize("NFC").matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: raw, index }) => {
    const before = text.normalize("NFC").slice(last, index);
    last = index + raw.length;
    return { raw, plain: plain(raw), before };
  });
}

const listed = (text: string): ReadonlySet<string> => new Set(text.split(" "));

export const services: Readonly<Record<Service, ReadonlySet<string>>> = {
  "on-call": listed("astreinte astreintes oncall urgence urgences standby"),
  duty: listed("permanence permanences duty accueil standard"),
};

export const leaveWords = listed(
  "conge conges vacances rtt cp absent absente absence absences arret maladie malade recup recuperation repos " +
    "indisponible indispo maternite paternite leave vacation off sick away ooo pto unavailable",
);
/** Days that are free for everybody, beside a service: when it is, not who is away. */
export const freeDays = listed("ferie feries holiday holidays");
export const closingWords = listed("ferme fermee fermes fermees fermeture fermetures closed closure closing");

/** What closes when the office does. */
export const office = listed(
  "bureaux locaux agences secretariat service services association structure antenne siege etablissement cabinet " +
    "standard accueil permanence offices fin",
);

/** Words by which a title is about something else, or not (yet) so: whatever it says besides has two readings. */
export const otherwise = listed(
  "reunion reunions rdv rendez projet projets project kick kickoff formation formations visite visites entretien " +
    "entretiens anniversaire birthday meeting meetings call calls point dejeuner diner lunch dinner pot depart arrivee dentiste " +
    "medecin docteur visio seminaire conference comite audit bilan livraison interview training workshop deal " +
    "deadline demo review debrief demande retour fin debut solde validation valider planning prime annule annulee " +
    "annules annulees cancelled canceled reporte reportee report option confirmer tbc tbd pas no not without aucune aucun ou or " +
    "peut echange swap puis then jury heavy nouveau nouvelle stagiaire visiteur visiteurs assurance contact " +
    "contacter voir rappeler relance preparer preparation organiser organisation avis end-of stop supprimer",
);

/** What may stand beside a name without being a name. */
export const neutral = listed(
  "matin matinee apres midi soir soiree nuit nuits journee jour jours week weekend end we semaine lundi mardi mercredi " +
    "jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday janvier fevrier mars avril " +
    "mai juin juillet aout septembre octobre novembre decembre january february march april may june july august " +
    "september october november december noel toussaint paques ascension pentecote christmas easter equipe team " +
    "secteur zone agence bureau site ligne tel telephone telephonique phone mobile m mr mme mlle dr madame monsieur " +
    "mrs ms le la les l de du des d a au aux en et and avec with on the of from to by par pour for am pm h ete hiver " +
    "titulaire renfort rang niveau premier premiere second seconde principal secours backup primary secondary " +
    "morning afternoon evening night day sick all toute toutes",
);

/** Names that are words: in small letters, or first in a title, they may be only that. */
export const commonNames = listed(
  "rose clement claire blanche violette marguerite fleur ange victoire prudence aime desire pascal france prune " +
    "olive iris petit petite grand grande legrand blanc roux noir garde berger boucher marchand grace hope joy will " +
    "mark bill rich art dawn summer autumn lead bon constant parfait jasmin perle celeste major sergent " +
    "king young long white black brown green page marche rivage",
);
/** Names that are times: nobody can tell which is meant. */
export const timeNames = listed(
  "noel avril mai juin juillet aout may june april august day night jour nuit matin soir semaine",
);

/** Parts of names that are no name by themselves. */
export const particles = listed("des del della van von der den ben bin dos das les sur sous saint sainte ste st");

/** Who follows these is not the one who stands by. In words, the longest first. */
export const insteadOf: readonly (readonly string[])[] = [
  ["en", "remplacement", "de"],
  ["en", "remplacement", "d"],
  ["a", "la", "place", "de"],
  ["a", "la", "place", "d"],
  ["remplacement", "de"],
  ["remplacement", "d"],
  ["covers", "for"],
  ["covering", "for"],
  ["cover", "for"],
  ["au", "lieu", "de"],
  ["au", "lieu", "d"],
  ["instead", "of"],
  ...["remplacement", "remplace", "remplacant", "remplacante", "replaces", "replacing", "covering", "covers"].map(
    (each) => [each],
  ),
  ...["vice", "sauf", "sans", "except", "hors", "pour", "for"].map((each) => [each]),
];
/** Who stands before these is not, but who follows. */
export const replacedBy: readonly (readonly string[])[] = [
  ["remplace", "par"],
  ["remplacee", "par"],
  ["replaced", "by"],
  ["covered", "by"],
];

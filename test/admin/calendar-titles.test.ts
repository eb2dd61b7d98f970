import assert from "node:assert/strict";
import { readCalendar } from "../../src/admin/calendar/read-calendar.ts";
import { instant } from "../../src/kernel/units.ts";
import { officeWith } from "../duty/offices.ts";

const NOW = instant(Date.parse("2026-11-23T10:00:00+01:00"));
const names = [
  ...["Amélie Durand", "Bruno Lefèvre", "Chloé Martin", "Sophie Martin", "Sophie Petit", "Rose Hoarau"],
  ...["Clément Roux", "Claire Fermé", "Noël Petitjean", "Marie-Claude des Champs", "Paul Grand"],
];
const office = officeWith({
  people: names
    .map((name, n) => ({
      id: name.split(" ")[0]?.normalize("NFD").replaceAll(/\W/g, "").toLowerCase() ?? "",
      name,
      numbers: [`06 39 98 01 ${String(n).padStart(2, "0")}`],
    }))
    .map((person, n) => (n === 4 ? { ...person, id: "sophie-2" } : person)),
});

/** What comes of a title: of some hours, or of whole days. */
function outcome(title: string, { choice, days = false }: { choice?: string; days?: boolean } = {}): string {
  const times = days
    ? ["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203"]
    : ["DTSTART;TZID=Europe/Paris:20261201T120000", "DTEND;TZID=Europe/Paris:20261201T180000"];
  const file = [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "UID:u",
    ...times,
    `SUMMARY:${title}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n");
  const ask = (choices: Record<string, string>) => {
    const answer = readCalendar({ file, office, now: NOW, service: "duty", choices });
    assert.ok("reading" in answer);
    return answer.reading;
  };
  const [line] = ask({}).lines;
  assert.ok(line);
  const { lines, rota } = choice === undefined ? ask({}) : ask({ [line.key]: choice });
  const [one] = lines;
  assert.ok(one);
  if (one.becomes === null) return one.why.join();
  const shifts = rota.map(({ service, person }) => `${service} ${person}`).sort();
  return one.becomes === "shift" ? [...new Set(shifts)].join(", ") : [one.becomes, ...one.people].join(" ");
}

const titles: readonly (readonly [title: string, hours: string])[] = [
  ["Fermeture - Chloé Martin", "unsure"],
  ["Fermé Chloé", "unsure"],
  ["Closing: Bruno", "unsure"],
  ["Fermeture bureau, astreinte Bruno", "unsure"],
  ["Permanence fermée", "unsure"],
  ["Fermeture", "closure"],
  ["Agence fermée", "closure"],
  ["Fermeture pour congés annuels", "closure"],
  ["Closed deal ACME", "unsure"],
  ["Fermeture des inscriptions", "unsure"],
  ["Fermeture du dossier Lefranc", "unsure"],
  ["Fermeture de la piscine", "unsure"],
  ["Fermeture du secrétariat", "closure"],
  ["Fermeture de fin d'année", "closure"],
  ["Fermeture de Pâques", "closure"],
  ["Fermeture de l'agence", "closure"],
  ["Astreinte Bruno → Amélie", "unsure"],
  ["Permanence Bruno -> Amélie", "unsure"],
  ["Amélie (Bruno en congés)", "unsure"],
  ["Permanence Claire Fermé", "duty claire"],
  ["Permanence Fermé", "unsure"],
  ["Kick-off projet - Amélie Durand", "unsure"],
  ["Kickoff Amélie", "unsure"],
  ["Off-site Amélie", "unsure"],
  ["One-off Amélie Durand", "unsure"],
  ["Réunion d’équipe Bruno", "unsure"],
  ["Formation astreinte - Bruno", "unsure"],
  ["RDV urgence dentiste Amélie", "unsure"],
  ["Accueil nouvelle salariée Amélie", "unsure"],
  ["Fin d’astreinte Bruno", "unsure"],
  ["Permanence fin de semaine Bruno", "duty bruno"],
  ["Astreinte Bruno (remplace Amélie)", "on-call bruno"],
  ["Astreinte Bruno en remplacement d’Amélie", "on-call bruno"],
  ["Astreinte Bruno à la place de Amélie Durand", "on-call bruno"],
  ["Astreinte Amélie remplacée par Bruno", "on-call bruno"],
  ["Duty Bruno (covering for Amélie)", "duty bruno"],
  ["On call: Bruno instead of Amélie", "on-call bruno"],
  ["Remplacement d’Amélie", "unsure"],
  ["Permanence et astreinte : Bruno", "unsure"],
  ["Duty and on-call Bruno", "unsure"],
  ["Astreinte Bruno ou Amélie", "unsure"],
  ["Astreinte Bruno ?", "unsure"],
  ["Astreinte Bruno (à confirmer)", "unsure"],
  ["ANNULÉ - Permanence Bruno", "unsure"],
  ["Pas de permanence Bruno", "unsure"],
  ["Échange Bruno / Amélie", "unsure"],
  ["Permanence Amélie, congés Bruno", "unsure"],
  ["Astreinte jour férié Bruno", "on-call bruno"],
  ["Férié Bruno", "unsure"],
  ["Permanence Amélie", "duty amelie"],
  ["PERMANENCE AMELIE DURAND", "duty amelie"],
  ["astreinte lefevre bruno", "on-call bruno"],
  ["On call - Bruno", "on-call bruno"],
  ["Stand-by Bruno", "on-call bruno"],
  ["Bruno matin", "duty bruno"],
  ["Amélie D.", "duty amelie"],
  ["Amélie B.", "unsure"],
  ["Permanence Amélie Bernard", "unsure"],
  ["Permanence Jean Durand", "unsure"],
  ["Permanence Mme Durand", "duty amelie"],
  ["Permanence Bruno Week-end", "duty bruno"],
  ["Permanence Bruno & Amélie", "duty amelie, duty bruno"],
  ["Bruno Martin", "unsure"],
  ["Permanence Sophie", "unsure"],
  ["Permanence Sophie M.", "duty sophie"],
  ["Permanence Sophie Petit", "duty sophie-2"],
  ["Permanence Martin", "unsure"],
  ["Permanence Rose", "duty rose"],
  ["Permanence salle rose", "unsure"],
  ["Permanence Clément", "duty clement"],
  ["Temps clément", "unsure"],
  ["Permanence Noël", "unsure"],
  ["Permanence Noël Petitjean", "duty noel"],
  ["Permanence des mardis", "nobody"],
  ["Permanence Marie-Claude", "duty marieclaude"],
  ["Grand ménage", "unsure"],
  ["Anniversaire de Julie", "nobody"],
  ["Livraison papier", "nobody"],
];

const wholeDays: readonly (readonly [title: string, days: string])[] = [
  ["Congés Bruno", "leave bruno"],
  ["Bruno off", "leave bruno"],
  ["Day off Bruno", "leave bruno"],
  ["Bruno - jour off", "leave bruno"],
  ["RTT Amélie Durand", "leave amelie"],
  ["Repos Amélie", "leave amelie"],
  ["Arrêt maladie Bruno", "leave bruno"],
  ["Congés Amélie et Bruno", "leave amelie bruno"],
  ["Retour de congés Bruno", "unsure"],
  ["Demande de congés Bruno", "unsure"],
  ["Congés Bruno annulés", "unsure"],
  ["Astreinte vacances Bruno", "unsure"],
  ["Kick-off projet - Amélie Durand", "unsure"],
  ["Fermeture annuelle", "closure"],
  ["Vacances scolaires", "nobody"],
];

const chosen: readonly (readonly [title: string, choice: string, becomes: string])[] = [
  ["Permanence et astreinte : Bruno", "both:bruno", "duty bruno, on-call bruno"],
  ["Permanence et astreinte : Bruno", "duty:bruno", "duty bruno"],
  ["Permanence et astreinte : Bruno", "on-call:bruno", "on-call bruno"],
  ["Permanence et astreinte : Bruno", "skip", "skipped"],
  ["Fermeture - Chloé Martin", "closure", "closure"],
  ["Fermeture - Chloé Martin", "duty:chloe", "duty chloe"],
  ["Fermeture - Chloé Martin", "chloe", "duty chloe"],
  ["Permanence Sophie", "sophie-2", "duty sophie-2"],
  ["Astreinte Martin", "sophie", "on-call sophie"],
  ["Kick-off projet - Amélie Durand", "skip", "skipped"],
];

describe("a title of a calendar", () => {
  for (const [title, is] of titles) it(`« ${title} » is ${is} (F5)`, () => assert.equal(outcome(title), is));
  for (const [title, is] of wholeDays)
    it(`« ${title} », whole days, is ${is} (F5)`, () => assert.equal(outcome(title, { days: true }), is));
  for (const [title, choice, is] of chosen)
    it(`« ${title} », told ${choice}, is ${is} (F5)`, () => assert.equal(outcome(title, { choice }), is));
  it("that an admin calls leave is leave (F5)", () =>
    assert.equal(outcome("Bruno maison", { days: true, choice: "leave:bruno" }), "leave bruno"));
});

import { type Office, office } from "../../src/duty/office.ts";

/** An agency as there are many, with something of everything; its numbers are of the ranges kept for fiction. */
export const anAgency: Office = office.parse({
  name: "Les Tilleuls, aide à domicile",
  zone: "Europe/Paris",
  hours: [
    { weekdays: [1, 2, 3, 4], from: "08:30", to: "18:00" },
    { weekdays: [5], from: "08:30", to: "16:30" },
  ],
  people: [
    { id: "amelie", name: "Amélie Durand", numbers: ["06 39 98 00 01"], email: "amelie@tilleuls.example" },
    { id: "karim", name: "Karim Benali", numbers: ["06 39 98 00 02"], email: "karim@tilleuls.example" },
    { id: "sophie", name: "Sophie Martin", numbers: ["06 39 98 00 03", "01 99 00 00 13"] },
    { id: "yann", name: "Yann Le Goff", numbers: ["06 39 98 00 04"], email: "yann@tilleuls.example" },
  ],
  rota: [
    ...[
      { id: "duty-amelie", person: "amelie", order: 1, from: "08:30", to: "13:00", weekdays: [1, 2, 3, 4, 5] },
      { id: "duty-karim", person: "karim", order: 1, from: "13:00", to: "18:00", weekdays: [1, 2, 4] },
      { id: "duty-yann", person: "yann", order: 2, from: "08:30", to: "18:00", weekdays: [1, 2, 3, 5] },
    ].map(({ weekdays, ...rule }) => ({
      ...rule,
      service: "duty",
      repeat: { every: "week", weekdays },
      starts: "2026-01-05",
    })),
    {
      id: "nights-sophie",
      service: "on-call",
      person: "sophie",
      from: "18:00",
      to: "08:30",
      repeat: { every: "week", weekdays: [1, 2, 3, 4, 5] },
      starts: "2026-01-05",
    },
    {
      id: "weekends-karim",
      service: "on-call",
      person: "karim",
      from: "08:30",
      to: "20:00",
      repeat: { every: "week", weekdays: [6, 7], interval: 2 },
      starts: "2026-01-05",
    },
    {
      id: "weekends-yann",
      service: "on-call",
      person: "yann",
      from: "08:30",
      to: "20:00",
      repeat: { every: "week", weekdays: [6, 7], interval: 2 },
      starts: "2026-01-12",
    },
  ],
  leave: [{ id: "leave-yann", person: "yann", firstDay: "2026-11-26", lastDay: "2026-11-29" }],
  closures: [{ id: "noel", name: "Fermeture de Noël", firstDay: "2026-12-24", lastDay: "2026-12-27", from: "12:00" }],
  callers: [
    { number: "01 99 00 00 42", name: "Mme Jeanne Lefèvre", fragile: true },
    { number: "01 99 00 00 43", name: "M. Bernard Petit" },
    { number: "01 99 00 00 44", name: "Mme Fatou Diallo", fragile: true },
  ],
  blocked: ["09 48 00 00 01"],
});

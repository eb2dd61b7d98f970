import type { Pcm } from "../audio/pcm.ts";
import type { Digit } from "../kernel/phone-number.ts";
import { seconds } from "../kernel/units.ts";
import type { SimulatorOptions } from "../simulator/control/control.ts";
import type { MobileBehaviour } from "../simulator/exchange/calls.ts";

/**
 * The agency that a simulated line answers for until another is imported: enough to hear every kind of call. The
 * numbers are of the ranges that France keeps for fiction.
 */
export const demoOffice = {
  name: "Les Tilleuls, aide à domicile",
  zone: "Europe/Paris",
  language: "fr",
  country: "FR",
  // Nobody has its mobiles: it rings none of them by itself.
  takeUp: { who: "off" },
  hours: [{ weekdays: [1, 2, 3, 4, 5], from: "08:30", to: "18:00" }],
  people: [
    {
      id: "amelie",
      name: "Amélie Durand",
      numbers: ["+33639980001"],
      email: "amelie@tilleuls.example",
      language: "fr",
      roles: ["plans-duty", "answers", "follows-up"],
    },
    {
      id: "karim",
      name: "Karim Benali",
      numbers: ["+33639980002"],
      email: "karim@tilleuls.example",
      language: "fr",
      roles: ["answers", "on-call", "quality"],
    },
    {
      id: "sophie",
      name: "Sophie Martin",
      numbers: ["+33639980003"],
      email: "sophie@tilleuls.example",
      language: "fr",
      roles: ["on-call"],
    },
  ],
  rota: [
    {
      id: "duty-amelie",
      service: "duty",
      person: "amelie",
      order: 1,
      from: "08:30",
      to: "18:00",
      repeat: { every: "week", weekdays: [1, 2, 3, 4, 5] },
      starts: "2026-01-01",
    },
    {
      id: "duty-karim",
      service: "duty",
      person: "karim",
      order: 2,
      from: "08:30",
      to: "18:00",
      repeat: { every: "week", weekdays: [1, 2, 3, 4, 5] },
      starts: "2026-01-01",
    },
    {
      id: "nights-sophie",
      service: "on-call",
      person: "sophie",
      order: 1,
      from: "18:00",
      to: "08:30",
      repeat: { every: "day" },
      starts: "2026-01-01",
    },
    {
      id: "weekends-sophie",
      service: "on-call",
      person: "sophie",
      order: 1,
      from: "08:30",
      to: "18:00",
      repeat: { every: "week", weekdays: [6, 7] },
      starts: "2026-01-01",
    },
    {
      id: "days-karim",
      service: "on-call",
      person: "karim",
      order: 2,
      from: "00:00",
      to: "24:00",
      repeat: { every: "day" },
      starts: "2026-01-01",
    },
  ],
  callers: [
    { number: "+33199000042", name: "Madame Lefèvre", fragile: true },
    { number: "+33199000043", name: "Monsieur Petit", fragile: false },
  ],
} as const;

/** What the demonstration's people do when they are rung, having said hello: the first lets it pass, the second takes it. */
export function demoMobiles(hello: Pcm): NonNullable<SimulatorOptions["mobiles"]> {
  const person = (key: Digit): MobileBehaviour => ({
    after: seconds(3),
    does: "answer",
    says: hello,
    presses: [{ key, after: seconds(7) }],
    hangsUpAfter: seconds(20),
  });
  return [
    { number: "+33639980001", behaviour: person("2") },
    { number: "+33639980002", behaviour: person("1") },
    { number: "+33639980003", behaviour: person("1") },
  ];
}

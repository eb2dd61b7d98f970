import type { z } from "zod";
import { type Office, office } from "../../src/duty/office.ts";

type Written = Partial<z.input<typeof office>>;

/** An agency as tests know it. */
export const anOffice = (changes: Written = {}): Office =>
  office.parse({
    name: "Les Tilleuls",
    zone: "Europe/Paris",
    hours: [
      { weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "12:30" },
      { weekdays: [1, 2, 3, 4, 5], from: "14:00", to: "18:00" },
    ],
    people: [
      { id: "amelie", name: "Amélie Durand", numbers: ["06 39 98 00 01"] },
      { id: "john", name: "John Smith", numbers: ["06 39 98 00 02"], language: "en" },
    ],
    ...changes,
  });

import type { Language, Role } from "../../duty/office.ts";

/** What a person is designated for (G20), as the page and its tables say it. */
export const roleNames: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  fr: {
    "plans-duty": "Planifie la permanence",
    answers: "Répond au téléphone",
    "on-call": "Assure l’astreinte",
    "follows-up": "Suit les messages",
    quality: "Veille à la qualité",
  },
  en: {
    "plans-duty": "Plans the duty",
    answers: "Answers the telephone",
    "on-call": "Is on call",
    "follows-up": "Follows up messages",
    quality: "Watches over quality",
  },
};

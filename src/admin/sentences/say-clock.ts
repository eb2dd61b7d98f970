import type { Language } from "../../duty/office.ts";
import type { Doubt, Ground } from "../../kernel/clock-trust.ts";

/** By what the clock is believed, or why it is not. */
export const sayClock = (by: Ground | Doubt, language: Language): string => words[by][language];

const words: Readonly<Record<Ground | Doubt, Readonly<Record<Language, string>>>> = {
  told: {
    fr: "L’horloge est tenue pour juste : la configuration le dit.",
    en: "The clock is held to be right: the configuration says so.",
  },
  synchronised: {
    fr: "L’horloge est juste : un serveur de temps la règle.",
    en: "The clock is right: a time server sets it.",
  },
  person: {
    fr: "L’horloge est juste : quelqu’un l’a vérifiée.",
    en: "The clock is right: somebody has looked.",
  },
  network: {
    fr: "L’horloge est juste : le réseau mobile donne la même heure.",
    en: "The clock is right: the mobile network tells the same hour.",
  },
  plausible: {
    fr: "L’horloge semble juste : rien ne dit le contraire.",
    en: "The clock seems right: nothing speaks against it.",
  },
  unset: {
    fr: "L’horloge n’est pas encore réglée : l’heure n’est pas connue.",
    en: "The clock has not been set yet: the hour is not known.",
  },
  "unlike-network": {
    fr: "L’horloge n’est pas crue : le réseau mobile donne une autre heure.",
    en: "The clock is not believed: the mobile network tells another hour.",
  },
  behind: {
    fr: "L’horloge n’est pas crue : elle retarde sur ce qui s’est déjà passé.",
    en: "The clock is not believed: it is earlier than what happened already.",
  },
  ahead: {
    fr: "L’horloge n’est pas crue : elle a été avancée de plus d’un mois.",
    en: "The clock is not believed: it was set ahead by more than a month.",
  },
};

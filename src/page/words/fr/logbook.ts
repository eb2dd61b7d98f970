import { plural } from "./plural.ts";

export const logbook = {
  /** What came of a call, as whoever took it says it. */
  cames: {
    "by-telephone": "Réglé par téléphone",
    visit: "Visite faite ou à faire",
    emergency: "Confié aux secours (15, 18, 112)",
    "follow-up": "À suivre par l’agence",
    "not-concerned": "Erreur ou pas pour nous",
  },
  cameHints: {
    "by-telephone": "",
    visit: "",
    emergency: "",
    "follow-up": "S’ajoute à « À rappeler » : quelqu’un de l’agence s’en occupera.",
    "not-concerned": "",
  },
  note: "Note",
  noteHint: "Ce qui a été dit, fait, promis…",
  /** Where the link of a letter leads after a call. */
  link: {
    title: "Un appel",
    someone: "Un appelant",
    asked: "Qu’est devenu cet appel ?",
    said: "C’est noté, merci",
    over: "Ce lien a fait son temps : dites-le sur la page de l’agence, sous « Main courante »",
    unknown: "Ce lien ne mène à rien : regardez « Main courante » sur la page de l’agence",
    took: (when: string) => `Vous avez pris cet appel : ${when}.`,
    key: (key: string, label: string) => (label === "" ? `Touche ${key}.` : `Touche ${key} : ${label}.`),
    urgent: "urgence",
    dial: (number: string) => `Rappeler le ${number}`,
    outcome: "Qu’en est-il ?",
    choose: "Choisissez d’abord ce qu’il en est.",
    saidBefore: (when: string) => `Dit : ${when}. Ce que vous corrigez garde ce qui a été dit avant.`,
    correct: "Corriger",
  },
  count: (n: number) => plural(n, "appel", "appels"),
} as const;

import type { Words } from "../shape.ts";

export const menu: Words["menu"] = {
  intro: "In your hours, callers may choose. If they press nothing, whoever is on duty is rung.",
  add: "Add a key",
  edit: (key) => `Change key ${key}`,
  key: "Key",
  label: "What for?",
  labelExample: "Your appointments",
  heard: (label, key) => `The caller will hear: “${label}: press ${key}.”`,
  information: "Information said first",
  informationExample: "Please have your file number ready.",
  informationHint: "What to prepare, or when to call back. Then the person is rung.",
  who: "Who is rung?",
  whoHint: "Nobody ticked: those who are on duty.",
  onDuty: "whoever is on duty",
  rings: (names) => `Rings ${names}`,
  urgent: "Urgent",
  urgentHint: "Offered by itself outside your hours, as soon as somebody is on call: key 1 rings them.",
  hears: "What the caller hears",
  none: "No keys in your hours: each call goes straight to whoever is on duty. It is the simplest for your callers.",
  byPhone: {
    title: "The menu of the team, by telephone",
    explain: (n: number) =>
      `Whoever of the team calls from a number of theirs presses star, then types their code. Codes set: ${n === 0 ? "none, in People" : n}.`,
    anyone: "From any other telephone too",
    anyoneHint:
      "Star then asks every caller for a code, and the announcement begins again. Choose codes of six digits or more, all different.",
    saved: "Saved.",
  },
};

import type { Words } from "../shape.ts";

export const logbook: Words["logbook"] = {
  cames: {
    "by-telephone": "Dealt with by telephone",
    visit: "A visit, made or to be made",
    emergency: "Handed to emergency services (112)",
    "follow-up": "For the office to follow up",
    "not-concerned": "Wrong number, or not for us",
  },
  cameHints: {
    "by-telephone": "",
    visit: "",
    emergency: "",
    "follow-up": "Goes into “To call back”: somebody of the office will deal with it.",
    "not-concerned": "",
  },
  note: "Note",
  noteHint: "What was said, done, promised…",
  link: {
    title: "A call",
    someone: "A caller",
    asked: "What came of this call?",
    said: "It is written down, thank you",
    over: "This link has had its time: say it on the office's page, under “Logbook”",
    unknown: "This link leads nowhere: look at “Logbook” on the office's page",
    took: (when) => `You took this call: ${when}.`,
    key: (key, label) => (label === "" ? `Key ${key}.` : `Key ${key}: ${label}.`),
    urgent: "urgent",
    dial: (number) => `Call ${number} back`,
    outcome: "What came of it?",
    choose: "Choose first what came of it.",
    saidBefore: (when) => `Said: ${when}. What you correct keeps what was said before.`,
    correct: "Correct it",
  },
  count: (n) => (n === 1 ? "1 call" : `${n} calls`),
};

import type { Words } from "../shape.ts";

const times = (n: number) => (n === 1 ? "once" : n === 2 ? "twice" : `${n} times`);
const minutes = (n: number) =>
  n === 1 ? "one minute" : n % 60 === 0 ? (n === 60 ? "one hour" : `${n / 60} hours`) : `${n} minutes`;

export const followUp: Words["followUp"] = {
  intro:
    "A caller whom nobody served is to be called back. The answering machine tells one after another, until somebody says “I’ll call back”: by the link in the e-mail, by key 1 on the telephone, or on the page.",
  order: "Who is told, in which order",
  first: "Whoever was rung for the call, and whoever is on duty",
  second: "Whoever is on call, level 1, then 2, then 3",
  secondHint: "Only for a fragile client or what is urgent. Everybody's level is set in the schedule.",
  third: "Whoever follows up on messages",
  weights: { fragile: "A fragile client", urgent: "Urgent", usual: "Any other caller" },
  weightHints: {
    fragile: "Ticked as fragile among the known callers.",
    urgent: "The caller chose what is urgent, or whoever is on call was rung.",
    usual:
      "Waits for the end of the quiet hours. Whoever hangs up without a word is followed up after the deadline only.",
  },
  every: "Minutes per level",
  rounds: "Number of rounds",
  calls: "Ring by telephone too",
  callsHint: "On an idle line. A caller always goes first.",
  sentence: (every, rounds, calls) =>
    `Tells by e-mail${calls ? " and by telephone" : ""}, leaves each level ${minutes(every)}, and goes through all of them ${times(rounds)}.`,
  quiet: "Quiet hours",
  quietHint: "What is neither fragile nor urgent waits. The same time twice: no quiet hours.",
  from: "From",
  to: "To",
  quietSentence: (from, to) =>
    from === to ? "Nothing waits: people are told at any hour." : `Nothing usual between ${from} and ${to}.`,
  last: "If nobody takes it",
  lastHint: "These people are told by e-mail, with the list of those who were asked.",
  lastUsual: (names) => `Nobody ticked: ${names}.`,
  lastNobody: "Nobody ticked, and nobody follows up or plans the duty: nobody would be told.",
  takeUp: {
    hint: "Whoever's shift begins says that they are there. If they do not, others know in time.",
    who: "Who confirms that they take up duty",
    whos: { off: "Nobody", "on-call": "On call", all: "On call and on duty" },
    before: "E-mail, minutes before the beginning",
    calls: "Ring whoever has not answered",
    callAfter: "Call, minutes after the beginning",
    callAfterHint: "Below zero: before the beginning.",
    tellAfter: "Tell the others, minutes after the beginning",
    night:
      "A shift that begins in the quiet hours is asked for in the evening before. Taking a caller with key 1, taking a call back, or opening the page by one's own name says it too.",
    sentence: ({ who, before, calls, callAfter, tellAfter }) =>
      who === "off"
        ? "Nobody has to confirm that they take up duty."
        : `${before > 0 ? `${minutes(before)} before the beginning` : "At the beginning"}, an e-mail with “I take up my duty”. ${
            calls
              ? `${callAfter === 0 ? "At the beginning" : callAfter > 0 ? `${minutes(callAfter)} after the beginning` : `${minutes(-callAfter)} before the beginning`}, the answering machine rings whoever has not. `
              : ""
          }${minutes(tellAfter)} after the beginning, the next level and whoever plans the duty are told, and the page shows it until somebody is there.`.replace(
            /(^|\. )(\p{Ll})/gu,
            (_, end: string, letter: string) => `${end}${letter.toUpperCase()}`,
          ),
  },
  noMail: "no e-mail address",
  and: " and ",
};

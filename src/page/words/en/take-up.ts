import type { TakeUpHow } from "../../../needs/take-up.ts";
import type { Words } from "../shape.ts";

const hows: Readonly<Record<TakeUpHow, string>> = {
  link: "by the link of the e-mail",
  key: "by telephone",
  call: "by taking a caller",
  need: "by taking a call back",
  page: "on the page",
  command: "by a command",
  text: "by text message",
};

export const takeUp: Words["takeUp"] = {
  title: "Taking up duty",
  ask: "Do you take up your duty?",
  standInAsk: (name) => `Will you stand in for ${name}?`,
  standInHint: (name) => `${name} has not confirmed yet. If you know that somebody is there, say so too.`,
  take: "I take up my duty",
  standIn: "I stand in",
  thanks: "Thank you: nobody else is disturbed.",
  fromTo: (from, until) => `From ${from} until ${until}.`,
  states: {
    yours: (_who, when, own) => (own ? `You have taken up your duty, ${when}` : `You stand in, since ${when}`),
    taken: (who, when) => `${who} has been there since ${when}`,
    over: () => "This shift is over",
    gone: () => "The schedule has changed: this shift is somebody else's",
    unknown: () => "This link leads nowhere: look at the agency's page",
  },
  of: { duty: (name) => `Duty of ${name}`, "on-call": (name) => `On-call of ${name}` },
  taken: (when, how, by) =>
    by === null ? `taken up at ${when} ${hows[how]}` : `taken up at ${when} by ${by}, ${hows[how]}`,
  waiting: (when) => `begins at ${when}, not confirmed yet`,
  begun: (when) => `began at ${when}, not confirmed yet`,
  late: (when) => `not confirmed, beginning at ${when}`,
  passed: (when) => `said that they can’t, beginning at ${when}`,
  confirm: "Confirm",
  confirmFor: (whose) => `Confirm: ${whose}`,
  confirmed: "Noted: the duty is taken up.",
  marks: {
    taken: "taken up",
    waiting: "taking up awaited",
    late: "not taken up",
    missed: "never taken up",
  },
};

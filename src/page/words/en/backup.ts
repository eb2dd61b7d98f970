import type { Words } from "../shape.ts";

const plural = (n: number, one: string, many: string) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
const callsAndMessages = (calls: number, messages: number) =>
  `${plural(calls, "call", "calls")} and ${plural(messages, "message", "messages")}`;

export const backup: Words["backup"] = {
  make: "Make a backup",
  what: "One file holds everything: messages, recorded announcements, calls, schedule, accounts and settings. Keep it somewhere else than on this box.",
  last: (when, by) => `Last backup: ${when}, by ${by}.`,
  never: "No backup was ever made. If the box broke down, everything would be lost.",
  old: "It is more than a month old: what came since is on this box alone.",
  encrypt: "Protect it with a password",
  encryptHint:
    "Recommended: it holds the voices and numbers of your callers. Write the password down: without it, nobody can open it.",
  password: "Password of the backup",
  repeat: "Once more",
  short: "It must have 8 characters at least.",
  different: "The two passwords are not the same.",
  create: "Make the backup",
  creating: "Making the backup. Calls go on as usual.",
  progress: (done, total) => `${done} of ${total}`,
  ready: "The backup is ready.",
  encrypted: "protected by a password",
  contents: (calls, messages, announcements, users) =>
    [
      callsAndMessages(calls, messages),
      ...(announcements > 0 ? [plural(announcements, "recorded announcement", "recorded announcements")] : []),
      plural(users, "account", "accounts"),
    ].join(", "),
  another: "Make another one",
  download: "Download",
  hour: "It stays here for an hour.",
  restore: "Restore",
  restoreWhat:
    "Replaces everything on this box by a backup. It is checked in full first; nothing changes before you confirm.",
  choose: "Choose a backup to check…",
  sending: "Sending the file…",
  checking: "Checking each recording…",
  try: "Open",
  summary: "This backup is sound",
  of: "Agency",
  noOffice: "No agency",
  madeAt: "Made on",
  holds: "Holds",
  lost: (calls, messages) =>
    `${callsAndMessages(calls, messages)} came to this box since: they are not in it, and will no longer be seen here.`,
  nothingLost: "No call or message came since.",
  unsent: (n) => `${plural(n, "e-mail was", "e-mails were")} waiting when it was made: it is not sent any more.`,
  unsentMany: (n) => `${plural(n, "e-mail was", "e-mails were")} waiting when it was made: they are not sent any more.`,
  signIn: "The box restarts, between two calls. Then everybody signs in again, with the accounts of the backup.",
  noUsers: "It has no account: the first visitor will choose theirs.",
  config: "Take its technical settings too (lines, mail, address of the page)",
  configHint: "Leave this out where this box has another modem than that of the backup.",
  replace: "Replace everything",
  replaceAndLose: (calls, messages) => `Replace everything and lose ${callsAndMessages(calls, messages)}`,
  replacing: "Restoring",
  replacingHint:
    "The box waits for the end of calls, replaces everything and starts again. This page comes back by itself.",
  gone: "Sending the file was cut off. Choose it again.",
};

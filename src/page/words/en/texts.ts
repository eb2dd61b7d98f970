import type { Words } from "../shape.ts";

const some = (n: number, rest: string) => `${n} ${n === 1 ? "text message" : "text messages"} ${rest}`;

export const texts: Words["texts"] = {
  back: "Call back",
  lead: "What came by text message. Orders of the team are obeyed, a client is to be called back; a stranger is neither obeyed nor answered: it is for you to read.",
  none: "No text message has come. It takes a mobile line (a SIM) to get any.",
  unread: (n: number) => some(n, n === 1 ? "of an unknown number to read" : "of unknown numbers to read"),
  all: "All text messages",
  became: {
    command: "Order of the team",
    need: "To call back",
    closed: "Call back closed",
    unread: "To read",
  },
  readBy: (who: string, when: string) => (who === "" ? `Read ${when}` : `Read by ${who}, ${when}`),
  read: "I have read it",
  callBack: "To call back",
  need: "See the call back",
  sent: (when: string) => `Written ${when}; it came later.`,
  remove: "Delete this text message",
  removeSure: (who: string) => `The text message of ${who} will be deleted for good.`,
  removeNow: "Delete",
  did: { callBack: "It is under “Call back”.", removed: "The text message is deleted." },
};

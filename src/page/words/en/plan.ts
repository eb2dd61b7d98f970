import type { Words } from "../shape.ts";

export const plan: Words["plan"] = {
  blocked: "is not taken: this number is blocked.",
  menu: "goes through the key menu, then ",
  menuOnly: "goes through the key menu",
  andThen: ", then ",
  to: (names) => `is put through to ${names}.`,
  toOnCall: (names) => `is put through to on-call: ${names}.`,
  heard: {
    closed: "hears the closed announcement",
    holiday: "hears the holiday announcement",
    absence: "hears the absence announcement",
  },
  urgent: (names) => `. Key 1 reaches on-call: ${names}.`,
  message: ", then the answering machine.",
  onlyMessage: "reaches the answering machine.",
  otherwiseMessage: " With no answer, the answering machine takes a message.",
  nothing: "is answered, then ends.",
};

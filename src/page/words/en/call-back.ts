import type { Words } from "../shape.ts";

export const callBack: Words["callBack"] = {
  title: "A caller is waiting",
  someone: "A caller",
  dial: (number) => `Call ${number}`,
  outcome: "Say what came of it",
  states: {
    open: () => "Will you call back?",
    yours: () => "You take care of it",
    taken: (who, when) => `${who} has been taking care of it since ${when}`,
    closed: (who, when) => (who === "" ? `Dealt with since ${when}` : `Dealt with by ${who}, ${when}`),
    over: () => "This link has had its time: look at “To call back” on the office's page",
    unknown: () => "This link leads nowhere: look at “To call back” on the office's page",
  },
};

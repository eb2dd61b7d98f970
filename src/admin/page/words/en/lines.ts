import type { Words } from "../catalogue.ts";

export const lines: Words["lines"] = {
  states: { ready: "Ready", trouble: "In trouble", starting: "Starting" },
  since: (when) => `since ${when}`,
  number: "Number",
  modem: "Modem",
  port: "Connected to",
  simulated: "Simulated line: no real call comes here.",
  forwards: "Can put a call through",
  noForwards: "Cannot put calls through: they go to the answering machine",
  onCall: "A call is in progress.",
  history: "History",
  noHistory: "Nothing noted.",
  none: "No line. Plug in a modem, name it in var/config.json, then restart the box.",
};

import type { Words } from "../shape.ts";

export const lines: Words["lines"] = {
  states: { ready: "Ready", trouble: "In trouble", starting: "Starting" },
  since: (when) => `since ${when}`,
  number: "Number",
  modem: "Modem",
  modemFound: "recognised by itself",
  port: "Connected to",
  simulatedPort: "simulated",
  simulated: "Simulated line: no real call comes here.",
  callsToday: "Calls today",
  lastCall: "Last call",
  noCall: "none",
  troubles: "Troubles in 30 days",
  times: (n) => (n === 0 ? "never" : n === 1 ? "once" : `${n} times`),
  forwarding: {
    "hook-flash": "Puts calls through by a second call",
    "other-line": "Puts calls through over another line",
    network: "Has the operator put calls through",
    none: "Does not put calls through: they go to the answering machine",
  },
  onCall: "A call is in progress.",
  history: "History",
  noHistory: "Nothing noted.",
  none: "No line. Plug in a modem, name it in var/config.json, then restart the box.",
  trialBy: (when, who) => `${when}, by ${who}`,
  pin: {
    label: "PIN of the SIM",
    nobody: "Give it if the SIM asks for one. It is tried within two minutes; three wrong ones block the SIM.",
    page: "A PIN is kept; it is never shown again. Three wrong ones block the SIM.",
    technician: "Given by the technician in config.json.",
    save: "Save",
    forget: "Forget the PIN",
  },
  sim: {
    tryOut: "Try with two telephones",
    tryTitle: "What the operator does",
  },
  check: "Test the line",
  checkTitle: (line) => `Test ${line}`,
  checkIntro:
    "The box looks at the modem step by step and says what is wrong. If a call comes in, the test ends and the call is taken.",
  hearLine: "Go off-hook too, to listen for the dial tone",
  hearLineHint: "The line is then busy for ten seconds: whoever calls meanwhile hears the busy tone.",
  lastCheck: "Last test",
  neverChecked: "Not tested yet.",
  probe: "Try the forwarding",
  probeTitle: (line) => `Try the forwarding of ${line}`,
  probeIntro: {
    "hook-flash":
      "The box calls this person: a voice asks them to press 1. Then it checks that the line gives a second dial tone. Putting a caller through can only be tried with a real caller.",
    "other-line":
      "The box calls this person over this line: a voice asks them to press 1. Putting a caller through over another line can only be tried with a real caller.",
    network:
      "The box asks the operator to forward the line to this person, then puts back the forwarding that the schedule wants. For a few seconds, a call would reach them.",
    none: "",
  },
  probeBusy: "The line is busy during the trial, a minute at most.",
  whom: "Whom to call",
  nobody: "First add a person, with their number, in the People page.",
  lastProbe: "Last trial of forwarding",
  probeOf: (who, when, by) => `to ${who}, ${when}, by ${by}`,
  neverProbed: "Not tried yet.",
  start: "Start",
  again: "Start again",
  stop: "Stop",
  running: "Going on…",
  verdicts: { ok: "Well", warning: "Look at it", trouble: "Wrong", now: "Going on" },
  interrupted: "The connection to the box was cut. The test ended.",
  transcript: "Transcript for the technician",
  transcriptIntro:
    "All that the box and the modem say to each other, for a technician. The callers' numbers are in it; their words never are.",
  transcriptOn: (until) => `Writing until ${until}.`,
  transcriptAlways: "Always writing, as config.json asks.",
  transcriptFor: "Write for",
  transcriptHours: { 15: "a quarter of an hour", 60: "1 hour", 240: "4 hours", 1440: "24 hours" },
  begin: "Start writing",
  end: "Stop writing",
  noTranscripts: "No transcript.",
  transcripts: "Transcripts kept",
  transcriptsKept: "The twenty latest are kept.",
  download: (when) => `Download the transcript of ${when}`,
  removeTranscript: (when) => `Remove the transcript of ${when}`,
  size: (bytes) =>
    bytes < 1000
      ? `${bytes} bytes`
      : bytes < 1_000_000
        ? `${Math.round(bytes / 1000)} kB`
        : `${(bytes / 1_000_000).toFixed(1)} MB`,
};

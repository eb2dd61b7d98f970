export type Outcome = "ok" | "warning" | "trouble";

/** What was looked at, in the order in which a technician would. */
export type CheckName =
  | "port"
  | "other-programs"
  | "answers"
  | "identity"
  | "sound"
  | "voice"
  | "samples"
  | "caller-id"
  | "line"
  | "keys"
  | "network";

/**
 * Everything that can be found: where, how grave, and what was found and, unless it is well, what to do about it. `{}`
 * stands for what only this modem knows: its name, its words, a fault's sentence.
 */
const findings = {
  "port-open": ["port", "ok", "{} can be opened."],
  "port-missing": ["port", "trouble", "{}"],
  "port-forbidden": ["port", "trouble", "{}"],
  "port-busy": ["port", "trouble", "{}"],
  "port-failed": ["port", "trouble", "{}"],
  "modem-manager": [
    "other-programs",
    "warning",
    "ModemManager is running and may talk to the modem at any time. Stop it (sudo systemctl disable --now " +
      'ModemManager), or have it leave this modem alone with a udev rule that sets ENV{ID_MM_DEVICE_IGNORE}="1".',
  ],
  answers: ["answers", "ok", "A modem answers."],
  silent: [
    "answers",
    "trouble",
    "Nothing answers on this port. It may not be a modem, or it hangs: unplug it, wait ten seconds, plug it in again.",
  ],
  vanished: [
    "answers",
    "trouble",
    "The modem disappeared while it was looked at: a loose plug, or too little power on this USB port.",
  ],
  stopped: ["answers", "trouble", "The modem stopped answering: {}"],
  known: ["identity", "ok", "It says {}."],
  stranger: ["identity", "warning", "It says {}, which is not known here. It is driven as a plain V.253 modem."],
  voice: ["voice", "ok", "It has voice: it can play and record."],
  "half-duplex": [
    "voice",
    "ok",
    "It speaks and hears one after the other: its callers are put through by its own second call, never over another line.",
  ],
  "mobile-module": ["voice", "trouble", "This is a mobile module, not an analog modem: set it up as a mobile line."],
  "mobile-ports": ["identity", "ok", "It is a mobile module. Its line in config.json: {}"],
  "card-works": ["sound", "ok", "The sound card {} can be opened in both directions."],
  "card-fails": ["sound", "trouble", "{}"],
  "card-needed": [
    "sound",
    "trouble",
    "Its sound is analog, and this computer has no USB sound card that hears. One belongs at the pins of the module (docs/hardware.md).",
  ],
  "no-sim": ["network", "trouble", "There is no SIM in the module, or it can't be read."],
  "pin-asked": [
    "network",
    "warning",
    'The SIM asks for its PIN, which is not said here: a wrong one blocks it. Put it into config.json, as "pin" of the line.',
  ],
  "puk-asked": ["network", "trouble", "The SIM is blocked after wrong PINs: it needs its PUK, in a telephone."],
  "no-voice": [
    "voice",
    "trouble",
    "It has no voice: it can send data or fax only. Another modem is needed (USRobotics 5637, Zoom 3095 …).",
  ],
  samples: ["samples", "ok", "Sound goes as {}."],
  "voice-refused": ["samples", "trouble", "It lists voice but refuses {}."],
  "no-samples": ["samples", "trouble", "It offers no form of sound known here, only: {}."],
  "samples-untold": ["samples", "warning", "It does not say which forms of sound it takes; {} will be tried."],
  "caller-id": [
    "caller-id",
    "ok",
    "It takes the command for caller id. Whether the operator sends it, only a call can tell.",
  ],
  "caller-id-refused": ["caller-id", "warning", "It refuses {}: callers are answered, but without their number."],
  "dial-tone": ["line", "ok", "There is a dial tone: the modem is on a working line."],
  "off-hook-refused": ["line", "trouble", "The modem would not go off-hook: {} Is the telephone cable plugged in?"],
  "no-sound": ["line", "trouble", "The modem sends no sound. Unplug it, wait ten seconds, and plug it in again."],
  "dead-line": [
    "line",
    "trouble",
    "The line is dead silent. Check the telephone cable, and that a plain phone works on that socket.",
  ],
  "no-dial-tone": [
    "line",
    "warning",
    "There is sound on the line but no dial tone. Is another phone in use, or the country set wrong?",
  ],
  registered: ["network", "ok", "It is registered: {}."],
  unregistered: [
    "network",
    "trouble",
    "It finds no network, or is refused by it: nobody can call. Look at the antenna and the SIM.",
  ],
  "old-network": [
    "network",
    "warning",
    "It is on a network that is being switched off ({}): calls will not come any more one day. It needs LTE with VoLTE.",
  ],
  "no-volte": [
    "network",
    "warning",
    "The network does not take voice over LTE from this SIM: calls may not come. Ask the operator for VoLTE.",
  ],
  keys: ["keys", "ok", "The exchange takes the keys that the modem sends."],
  "keys-ignored": [
    "keys",
    "warning",
    "The dial tone goes on after a key: the exchange does not take the modem's keys, so nobody can be rung.",
  ],
} as const satisfies Readonly<Record<string, readonly [CheckName, Outcome, string]>>;

/** What was found, for a program: people get words for it in their own language. */
export type FindingCode = keyof typeof findings;

export interface Check {
  readonly name: CheckName;
  readonly outcome: Outcome;
  readonly code: FindingCode;
  /** What stands in the gap of the sentence; empty where it has none. */
  readonly what: string;
  /** What was found and, unless it is well, what to do about it. */
  readonly sentence: string;
}

/** Told of each finding as it is found. */
export type Tell = (check: Check) => void;

export function found(code: FindingCode, what = "", outcome: Outcome = findings[code][1]): Check {
  const [name, , sentence] = findings[code];
  return { name, outcome, code, what, sentence: sentence.replace("{}", () => what) };
}

const order: readonly Outcome[] = ["ok", "warning", "trouble"];

/** The worst of them. */
export const verdictOf = (checks: readonly Check[]): Outcome =>
  checks.reduce<Outcome>(
    (worst, { outcome }) => (order.indexOf(outcome) > order.indexOf(worst) ? outcome : worst),
    "ok",
  );

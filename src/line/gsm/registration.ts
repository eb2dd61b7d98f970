/** Where the module is registered, by what it says of both networks (27.007, `+CREG` and `+CEREG`). */

export type Registration = "home" | "roaming" | "searching" | "denied" | "none";

/** `+CREG: 1,5` answers a question, `+CREG: 5` is a notice. */
const SAID = /^\+C(?:G|E)?REG: ?(?:\d,)?(\d+)/;
const MEANINGS: Readonly<Record<string, Registration>> = {
  "1": "home",
  "2": "searching",
  "3": "denied",
  "5": "roaming",
};
/** Best first. */
const ORDER: readonly Registration[] = ["home", "roaming", "denied", "searching", "none"];

/** The better of both: with voice over LTE the one of circuits may stay at nothing. */
export function registrationIn(lines: readonly string[]): Registration {
  const said = lines.flatMap((line) => {
    const code = SAID.exec(line)?.[1];
    return code === undefined ? [] : [MEANINGS[code] ?? "none"];
  });
  return ORDER.find((each) => said.includes(each)) ?? "none";
}

export const isReachable = (registration: Registration): boolean =>
  registration === "home" || registration === "roaming";

export interface Network {
  readonly operator: string | null;
  /** Null when the module does not say. */
  readonly technology: "2G" | "3G" | "LTE" | "5G" | null;
}

const TECHNOLOGIES: readonly Network["technology"][] = [
  "2G",
  "2G",
  "3G",
  "2G",
  "3G",
  "3G",
  "3G",
  "LTE",
  "LTE",
  "LTE",
  "5G",
  "5G",
  "5G",
  "5G",
];

/** `+COPS: 0,0,"Orange F",7`. */
export function networkIn(lines: readonly string[]): Network {
  const [, operator, technology] = /^\+COPS: ?\d,\d,"([^"]*)"(?:,(\d+))?/m.exec(lines.join("\n")) ?? [];
  return { operator: operator ?? null, technology: TECHNOLOGIES[Number(technology)] ?? null };
}

/** `+CSQ: 21,99` in dBm (27.007: −113 dBm and 2 dB a step); null when it is not known. */
export function signalIn(lines: readonly string[]): number | null {
  const [, step] = /^\+CSQ: ?(\d+)/m.exec(lines.join("\n")) ?? [];
  return step === undefined || step === "99" ? null : -113 + 2 * Number(step);
}

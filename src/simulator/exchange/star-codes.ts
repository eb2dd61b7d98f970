/** Where a line's calls go instead; absent: nowhere. */
export interface Forwarding {
  readonly always?: string;
  readonly noAnswer?: string;
  readonly busy?: string;
}

/** What a dialled star code asks for. A query changes nothing. */
export type StarCode =
  | { readonly ask: "set"; readonly when: keyof Forwarding; readonly to: string }
  | { readonly ask: "clear" | "query"; readonly when: keyof Forwarding };

/** French operators' codes for call forwarding (3GPP TS 22.030 annex B has the same). */
const WHEN: Readonly<Record<string, keyof Forwarding>> = {
  "21": "always",
  "61": "noAnswer",
  "67": "busy",
  "69": "busy",
};

/** Reads `*21*0612345678#`, `#21#`, `*#21#` and their like; null for anything else. */
export function starCode(digits: string): StarCode | null {
  const match = /^(\*#|[*#])(\d\d)(?:\*(\d+))?(?:\*\d+)?#$/.exec(digits);
  const when = WHEN[match?.[2] ?? ""];
  if (!match || !when) return null;
  const [, prefix, , to] = match;
  if (prefix === "*") return to ? { ask: "set", when, to } : null;
  return to ? null : { ask: prefix === "#" ? "clear" : "query", when };
}

/** The forwarding after a code was dialled. */
export function forwarded(current: Forwarding, code: StarCode): Forwarding {
  if (code.ask === "query") return current;
  const { [code.when]: _gone, ...others } = current;
  return code.ask === "set" ? { ...others, [code.when]: code.to } : others;
}

/** How the countries that an exchange may stand in dial, where not as France: code, what stands for it, and for `+`. */
const DIALLED: Readonly<Record<string, readonly [code: string, trunk: string, international: string]>> = {
  BE: ["32", "0", "00"],
  CH: ["41", "0", "00"],
  DE: ["49", "0", "00"],
  ES: ["34", "", "00"],
  GB: ["44", "0", "00"],
  IT: ["39", "", "00"],
  LU: ["352", "", "00"],
  NL: ["31", "0", "00"],
  PT: ["351", "", "00"],
  US: ["1", "1", "011"],
};

/** A number as a country dials it inside: in France `+33612345678` and `0033612345678` are `0612345678`. */
export function national(number: string, country = "FR"): string {
  const bare = number.replace(/[^\d+*#]/g, "");
  const dialled = DIALLED[country];
  if (dialled) {
    const [code, trunk, international] = dialled;
    const whole = bare.startsWith(international) ? `+${bare.slice(international.length)}` : bare;
    const home = whole.startsWith(`+${code}`) ? trunk + whole.slice(code.length + 1) : whole;
    return home.replace(/^\+/, international);
  }
  return bare
    .replace(/^(\+|00)33/, "0")
    .replace(/^(\+|00)(262|59[046]|508)(?=\d{9}$)/, "0")
    .replace(/^\+/, "00");
}

import { Fault } from "../../kernel/fault.ts";
import { type Millis, seconds } from "../../kernel/units.ts";
import type { Profile } from "./profile.ts";

/** One thing to do on the way to another leg. */
export type KeyAction = { readonly send: string } | { readonly wait: Millis };

/** Command lines are only sure to be taken up to 40 characters. */
const KEYS_A_COMMAND = 8;

/**
 * A script (`!` hook flash, `,` a second's pause, DTMF keys) as this modem's commands. Fault `line.undialable` for
 * anything else: what is dialled comes from settings and people's numbers, and must never become a command of its own.
 */
export function keyActions(script: string, tones: Profile["tones"], flash: Millis): readonly KeyAction[] {
  const parts = script.match(/!|,|[0-9*#A-D]+/g) ?? [];
  if (parts.join("") !== script) {
    throw new Fault("line.undialable", `This can't be dialled: ${JSON.stringify(script)}.`);
  }
  return parts.flatMap((part): readonly KeyAction[] => {
    if (part === "!") return [{ send: tones.flash.replace("{cs}", String(Math.round(flash / 10))) }];
    if (part === ",") return [{ wait: seconds(1) }];
    const chunks = part.match(new RegExp(`.{1,${KEYS_A_COMMAND}}`, "g")) ?? [];
    return chunks.map((keys) => ({ send: tones.send.replace("{keys}", inForm(keys, tones)) }));
  });
}

const inForm = (keys: string, tones: Profile["tones"]) => [...keys].map((key) => tones.keys[key] ?? key).join(",");

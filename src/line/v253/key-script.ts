import { Fault } from "../../kernel/fault.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { Profile } from "./profile.ts";

/** One thing to do on the way to another leg. */
export type KeyAction = { readonly send: string } | { readonly wait: Millis };

/** Command lines are only sure to be taken up to 40 characters. */
const KEYS_A_COMMAND = 8;
/** Q.24 asks for 40 ms between two keys, so that 99 is not one long 9. */
const BETWEEN_KEYS = millis(80);

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
    return stretches(part, tones).flatMap((keys): readonly KeyAction[] => {
      const form = tones.keys[keys];
      if (form === undefined) return [{ send: tones.send.replace("{keys}", [...keys].join(",")) }];
      return [{ send: tones.send.replace("{keys}", form) }, { wait: BETWEEN_KEYS }];
    });
  });
}

/** Keys as they go into one command each: those with a form of their own alone, for it knows no pause after a key. */
function stretches(keys: string, tones: Profile["tones"]): readonly string[] {
  const all: string[] = [];
  for (const key of keys) {
    const last = all.at(-1);
    const joins = last !== undefined && last.length < KEYS_A_COMMAND && !(key in tones.keys) && !(last in tones.keys);
    if (joins) all[all.length - 1] = last + key;
    else all.push(key);
  }
  return all;
}

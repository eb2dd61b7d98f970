import { concat, type Pcm, silence } from "../../../audio/pcm.ts";
import { dtmf, tone } from "../../../audio/tones.ts";
import { isDigit } from "../../../kernel/phone-number.ts";
import { hertz, type Millis, millis } from "../../../kernel/units.ts";

/** What `+VTS` does to the line, in order. */
export type VoiceTone = { readonly sound: Pcm } | { readonly flash: Millis } | { readonly pause: Millis };

const ITEM = /^\s*(?:\[(\d*),(\d*)(?:,(\d*))?\]|\{([0-9*#A-D!]),(\d+)\}|([0-9*#A-D!]))\s*(?:,|$)/i;
const DEFAULT_FLASH = millis(270);
const DEFAULT_TONE = 100;

/**
 * The list after `+VTS=` (V.253 clause 10.1.7): keys, `{key,time}`, `[f1,f2,time]` with times in 10 ms, `!` for a hook
 * flash. null: not a list of that kind, or one that the modem refuses.
 */
export function voiceTones(list: string, refusesZeroTone: boolean): readonly VoiceTone[] | null {
  const tones: VoiceTone[] = [];
  for (let rest = list; rest !== ""; ) {
    const match = ITEM.exec(rest);
    if (!match) return null;
    const [whole, f1, f2, dur, held, heldFor, key] = match;
    if (f1 !== undefined) {
      if (refusesZeroTone && (f2 === "0" || f1 === "0")) return null;
      const both = [Number(f1), Number(f2)].filter((hz) => hz > 0);
      if (both.some((hz) => hz > 4000)) return null;
      const length = dur ? Number(dur) * 10 : DEFAULT_TONE;
      tones.push(both.length === 0 ? { pause: millis(length) } : { sound: tone(both.map(hertz), millis(length)) });
    } else tones.push(pressed((held ?? key ?? "").toUpperCase(), heldFor ? millis(Number(heldFor) * 10) : null));
    rest = rest.slice(whole.length);
  }
  return tones.length > 0 ? tones : null;
}

function pressed(key: string, time: Millis | null): VoiceTone {
  if (key === "!") return { flash: time ?? DEFAULT_FLASH };
  if (!isDigit(key)) return { pause: millis(0) };
  return { sound: concat([dtmf([key], { on: time ?? millis(DEFAULT_TONE), off: millis(0) }), silence(millis(80))]) };
}

/** The keys, pauses and flashes of a dial string; null for one that can't be dialled. `pause`: what a comma waits. */
export function dialTones(number: string, pause: Millis): readonly VoiceTone[] | null {
  const bare = number.replace(/^[TPtp]/, "").replace(/[\s().W@-]/gi, "");
  if (!/^[0-9*#A-D,!]*$/i.test(bare)) return null;
  return [...bare.toUpperCase()].map((key) => (key === "," ? { pause } : pressed(key, null)));
}

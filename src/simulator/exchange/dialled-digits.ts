import { FRAME, type Pcm } from "../../audio/pcm.ts";
import { dtmfEar } from "./ear.ts";
import { type StarCode, starCode } from "./star-codes.ts";

const BETWEEN_DIGITS = 3000;
const BEFORE_DIGITS = 20_000;

export type Dialled =
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "code"; readonly code: StarCode }
  | { readonly kind: "nonsense" }
  /** Nobody dialled anything for 20 s. */
  | { readonly kind: "nothing" };

export interface DialledDigits {
  /** 20 ms of what the line sends; a result once the dialling is complete. */
  hear(frame: Pcm): Dialled | null;
  /** Whether a first digit came: the dial tone stops. */
  begun(): boolean;
}

/**
 * The exchange's digit receiver. A number is complete with ten digits (the French plan), with `#`, or after 3 s
 * without a further digit; a star code with its `#`.
 */
export function dialledDigits(): DialledDigits {
  const ear = dtmfEar();
  let digits = "";
  let still = 0;
  let down = false;
  return {
    begun: () => digits !== "",
    hear(frame) {
      const change = ear(frame);
      still += FRAME;
      if (change && "down" in change) {
        digits += change.down;
        down = true;
      }
      if (change && "up" in change) down = false;
      if (change || down) still = 0;
      if (down) return null;
      if (change) return complete(digits);
      if (digits === "") return still >= BEFORE_DIGITS ? { kind: "nothing" } : null;
      if (still < BETWEEN_DIGITS) return null;
      return /^\d+$/.test(digits) ? { kind: "number", number: digits } : { kind: "nonsense" };
    },
  };
}

function complete(digits: string): Dialled | null {
  if (/^0[1-9]\d{8}$/.test(digits)) return { kind: "number", number: digits };
  const closed = /^(\d+)#$/.exec(digits)?.[1];
  if (closed) return { kind: "number", number: closed };
  const code = starCode(digits);
  if (code) return { kind: "code", code };
  return /^.{3,}#$/.test(digits) ? { kind: "nonsense" } : null;
}

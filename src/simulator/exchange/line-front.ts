import type { Pcm } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Caller } from "./caller.ts";
import type { DialledDigits } from "./dialled-digits.ts";
import type { dtmfEar } from "./ear.ts";
import type { MobileLeg } from "./mobile-phone.ts";
import type { TextOnAir } from "./texts.ts";

/** What a line needs of the exchange behind it. */
export interface Network {
  readonly clock: Clock;
  readonly country: string;
  /** Rings a mobile; null when the number is not in service. */
  ring(number: string, from: string | null, line: string | null): MobileLeg | null;
  /** Takes caller and leg over: the line has no part in it any more. */
  connect(caller: Caller, leg: MobileLeg): void;
  /** A call is sent on to where the line's calls go now. */
  forward(caller: Caller, to: string): void;
  /** A text on its way to whoever has its number. */
  text(text: TextOnAir): void;
  wake(): void;
}

/** What the line is doing, as the exchange sees it. A caller not `ringing`, `talking` or in `conference` is on hold. */
export type Front =
  | { readonly is: "idle" }
  | { readonly is: "ringing"; since: number; readonly ringback: () => Pcm }
  | { readonly is: "talking" }
  | { readonly is: "dialling"; readonly digits: DialledDigits; readonly tone: () => Pcm }
  | { readonly is: "leg"; readonly leg: MobileLeg; tone: () => Pcm; rung: number }
  /** A flash was heard during a leg: a digit may follow that says what is wanted. */
  | { readonly is: "asked"; readonly leg: MobileLeg; readonly ear: ReturnType<typeof dtmfEar>; waited: number }
  | { readonly is: "conference"; readonly leg: MobileLeg }
  | { readonly is: "tone"; readonly tone: () => Pcm };

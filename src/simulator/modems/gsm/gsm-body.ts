import type { Clock } from "../../../kernel/clock.ts";
import type { SimCard } from "../../exchange/sim-calls.ts";
import type { GsmDialect } from "./gsm-dialects.ts";
import type { GsmFaults } from "./gsm-faults.ts";
import type { GsmState } from "./gsm-state.ts";
import type { TextMemory } from "./text-memory.ts";

/** What a command works on. */
export interface GsmBody {
  readonly clock: Clock;
  readonly dialect: GsmDialect;
  readonly faults: GsmFaults;
  readonly sim: SimCard;
  readonly state: GsmState;
  readonly set: GsmSettings;
  readonly texts: TextMemory;
  /** Whether the sound goes over the second port. */
  sound: boolean;
  reset(): void;
}

export interface GsmSettings {
  echo: boolean;
  clip: boolean;
  crc: boolean;
  ccwa: boolean;
  pushes: boolean;
  callInfo: boolean;
  degraded: boolean;
  imsWanted: boolean;
  /** Texts as PDUs. */
  pdu: boolean;
  deliver: "silent" | "stored" | "direct";
  reports: boolean;
}

export const freshSettings = (): GsmSettings => ({
  echo: true,
  clip: false,
  crc: false,
  ccwa: false,
  pushes: false,
  callInfo: false,
  degraded: false,
  imsWanted: false,
  pdu: false,
  deliver: "silent",
  reports: false,
});

export interface GsmAnswer {
  readonly lines: readonly string[];
  readonly result: string;
  /** It asks for more, up to Ctrl-Z; what is answered then. */
  readonly prompt?: (typed: string) => GsmAnswer;
}

import type { WireFault } from "../serial-side.ts";

export const gsmFaultNames = [
  "wedged",
  "garbage-bytes",
  "merged-reads",
  "split-reads",
  /** Each answer comes 2 s late. */
  "slow-answers",
  /** No word at all of a call that ended. */
  "no-hang-up-notice",
  /** No word of a call that knocks while another is up. */
  "no-waiting-notice",
  /** The first switching on of the sound in a call is refused; the module is degraded from then on, until it is reset. */
  "sound-refused",
  /** It says that the sound is on, and none comes. */
  "no-sound",
  /** An answered call is one by its word alone: `ATA` is `OK`, and it rings on. */
  "answers-in-vain",
  /** Two calls are connected, or joined, by its word alone. */
  "joins-in-vain",
  /** Caller id comes in a read of its own, 600 ms after the ring. */
  "late-caller-id",
  /** Only packet-switched registration is told. */
  "creg-silent",
  /** What it is asked is said again before the answer. */
  "echo-on",
  /** It asks for a text 4 s after it was told that one comes. */
  "late-prompt",
  /** It hands texts over at once (`+CMT`), whatever it was told. */
  "texts-direct",
  /** What should be deleted stays. */
  "deletes-nothing",
  /** It tells nothing of delivery. */
  "no-reports",
  /** It says nothing of a text that it keeps. */
  "no-text-notice",
  /** Each result comes twice. */
  "doubled-results",
  /** Notices, the calls that there are among them, come in the middle of each answer. */
  "mixed-replies",
  /** A ring and who calls, with no line end between them. */
  "glued-rings",
  /** The first byte of the sound is lost each time that it is switched on. */
  "odd-byte",
  /** What it gives as sound is static, until it is started anew. */
  "static",
  /** Its clock is fast: of its sound it gives, and takes, one frame in 5 000 (200 ppm) more than the network has. */
  "fast-clock",
  /** Its clock is slow: one fewer. */
  "slow-clock",
  /** Sound that it is given is taken too slowly: fewer than 16 000 bytes a second. */
  "uplink-stalls",
  /** Both ports disappear, as when the plug is pulled; the call drops. */
  "port-vanishing",
] as const;

export type GsmFaultName = (typeof gsmFaultNames)[number];

export interface GsmFaults {
  has(fault: GsmFaultName | WireFault): boolean;
  readonly active: readonly GsmFaultName[];
  add(fault: GsmFaultName): void;
  remove(fault: GsmFaultName): void;
}

/** `began` and `ended` tell the module about what happens at once. */
export function gsmFaults(
  first: readonly GsmFaultName[] = [],
  began: (fault: GsmFaultName) => void = () => undefined,
  ended: (fault: GsmFaultName) => void = () => undefined,
): GsmFaults {
  const all = new Set<GsmFaultName>(first);
  return {
    has: (fault) => all.has(fault),
    get active() {
      return [...all];
    },
    add(fault) {
      if (all.has(fault)) return;
      all.add(fault);
      began(fault);
    },
    remove(fault) {
      if (all.delete(fault)) ended(fault);
    },
  };
}

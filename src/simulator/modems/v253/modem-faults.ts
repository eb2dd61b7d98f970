export const faultNames = [
  /** Commands come back although echo is off. */
  "echo-on",
  /** What it sends arrives in pieces. */
  "split-reads",
  /** What it sends arrives late and in one piece. */
  "merged-reads",
  /** The next `OK`s are not sent. */
  "lost-ok",
  /** Caller id comes 4 s later than the line gave it. */
  "late-caller-id",
  /** Nothing is answered, reported or played; the hook stays as it is. */
  "wedged",
  /** At once: forgets its settings and drops the call. Does not last. */
  "reset",
  /** The port disappears, as when the plug is pulled; the call drops. */
  "port-vanishing",
  /** No event tells that the caller hung up. */
  "no-hangup-report",
  /** Noise before its answers. */
  "garbage-bytes",
  /** `+VLS=1`, `ATA` and `ATH1` answer ERROR. */
  "refuses-offhook",
  /** The telephone cord is out: it hears and is heard by nobody, and no ring reaches it. */
  "cord-out",
] as const;

export type FaultName = (typeof faultNames)[number];

/** The troubles a simulated modem has at the moment; they may come and go during a call. */
export interface ModemFaults {
  readonly active: readonly FaultName[];
  /** `times`: for `lost-ok`, how many; default 1. */
  add(fault: FaultName, times?: number): void;
  remove(fault: FaultName): void;
  has(fault: FaultName): boolean;
  /** True when this `OK` is one of those to be lost. */
  losesOk(): boolean;
}

/** `began` and `ended` tell the modem about what happens at once. */
export function modemFaults(began: (fault: FaultName) => void, ended: (fault: FaultName) => void): ModemFaults {
  const active = new Map<FaultName, number>();
  return {
    get active() {
      return [...active.keys()];
    },
    add(fault, times = 1) {
      if (fault !== "reset") active.set(fault, times);
      began(fault);
    },
    remove(fault) {
      if (active.delete(fault)) ended(fault);
    },
    has: (fault) => active.has(fault),
    losesOk() {
      const left = active.get("lost-ok") ?? 0;
      if (left > 1) active.set("lost-ok", left - 1);
      else active.delete("lost-ok");
      return left > 0;
    },
  };
}

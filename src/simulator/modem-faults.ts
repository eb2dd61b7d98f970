export const faultNames = [
  "echo-on",
  "split-reads",
  "merged-reads",
  "lost-ok",
  "late-caller-id",
  "wedged",
  "reset",
  "port-vanishing",
  "no-hangup-report",
  "garbage-bytes",
  "refuses-offhook",
] as const;

export type FaultName = (typeof faultNames)[number];

export const isFaultName = (text: string): text is FaultName => (faultNames as readonly string[]).includes(text);

/** The troubles a simulated modem has at the moment; they may come and go during a call. */
export interface ModemFaults {
  readonly active: readonly FaultName[];
  /** `times`: for `lost-ok`, how many; default 1. */
  add(fault: FaultName, times?: number): void;
  remove(fault: FaultName): void;
  has(fault: FaultName): boolean;
}

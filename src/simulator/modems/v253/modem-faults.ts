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
  // What it says and what is not so, at once: none of these lasts.
  /** A break of the loop that was none. */
  "says-loop-break",
  /** A busy tone, twice in a second, that nobody else hears. */
  "says-busy",
  /** The key `#`, which nobody pressed. */
  "says-key",
  /** The telephone beside the box is put down. */
  "says-telephone-down",
  /** What it hears comes too fast for it: ends its sound by itself. */
  "overrun",
  // How it tells of a call.
  /** Every second ring is not told. */
  "loses-rings",
  /** `RING A` instead of `RING`. */
  "distinctive-rings",
  /** The caller again, as `+33…`, and then as not available. */
  "caller-id-twice",
  /** `NAME` 600 ms before `NMBR`. */
  "name-before-number",
  /** The network's own message, in hexadecimal. */
  "caller-id-in-hex",
  /** Withheld numbers in words, `PRIVATE NUMBER`. */
  "caller-id-in-words",
  /** Withheld numbers as the network's reason for it, in hexadecimal. */
  "caller-id-reason",
  /** Letters beyond ASCII in UTF-8 instead of Latin-1. */
  "names-in-utf8",
  /** Caller id stops in the middle, and goes on 300 ms later. */
  "caller-id-cut",
  // What it answers to commands.
  /** `+VLS=1` and `+VLS=5` are answered as if they had taken the line; the relay does not move. `ATH1` and `ATA` move it. */
  "vls-in-vain",
  /** The same whatever is tried: it says that it took the line, plays and records, and the line goes on ringing. */
  "relay-stuck",
  /** `+VLS=1` gives one constant byte for ever in `+VRX`: the line is heard by `+VLS=5` alone. */
  "mute-line",
  /** The same by `+VLS=5` as well: nobody is ever heard. */
  "deaf",
  /** `VCON` in place of `OK` to `+VLS=1`. */
  "says-vcon",
  /** The next of `+VLS=1`, `+VTX` and `+VRX` are answered by `NO CARRIER`. */
  "says-no-carrier",
  /** A second `OK` follows 150 ms after each stream. */
  "double-ok",
  /** The next `+VTX` are answered by `ERROR`. */
  "refuses-sound",
  /** The next `+VTX` are not answered at all. */
  "ignores-sound",
  /** The next `+VRX` are answered by `ERROR`. */
  "refuses-listening",
  /** `+VGT`, `+VGR`, `+VNH` and `+VIT` are obeyed and not answered. */
  "mute-settings",
  /** Each answer comes 2 s late. */
  "slow-answers",
  /** The profile stored by `AT&W` holds `Q1`: it gives no results, from now on and after each reset. */
  "stored-quiet",
  /** The profile stored by `AT&W` holds `V0`: results are numbers, from now on and after each reset. */
  "stored-numeric",
] as const;

/** What happens once, when the fault is added. */
const moments = ["reset", "says-loop-break", "says-busy", "says-key", "says-telephone-down", "overrun"] as const;
type Moment = (typeof moments)[number];
const isMoment = (fault: FaultName): fault is Moment => (moments as readonly FaultName[]).includes(fault);

export const PAUSE = ",";
/** The codes that a modem says without a reason; a pause is a second. */
export const lies: Readonly<Partial<Record<FaultName, readonly string[]>>> = {
  "says-loop-break": ["l"],
  "says-busy": ["b", PAUSE, "b"],
  "says-key": ["/", "#", "~"],
  "says-telephone-down": ["h"],
};

export type FaultName = (typeof faultNames)[number];

/** The troubles a simulated modem has at the moment; they may come and go during a call. */
export interface ModemFaults {
  readonly active: readonly FaultName[];
  /** `times`: for `lost-ok` and those that tell of "the next", how many; default 1. */
  add(fault: FaultName, times?: number): void;
  remove(fault: FaultName): void;
  has(fault: FaultName): boolean;
  /** True when it is active and hits this time: it happens so many times and then no more. */
  hits(fault: FaultName): boolean;
}

/** `began` and `ended` tell the modem about what happens at once. */
export function modemFaults(began: (fault: FaultName) => void, ended: (fault: FaultName) => void): ModemFaults {
  const active = new Map<FaultName, number>();
  return {
    get active() {
      return [...active.keys()];
    },
    add(fault, times = 1) {
      if (!isMoment(fault)) active.set(fault, times);
      began(fault);
    },
    remove(fault) {
      if (active.delete(fault)) ended(fault);
    },
    has: (fault) => active.has(fault),
    hits(fault) {
      const left = active.get(fault) ?? 0;
      if (left > 1) active.set(fault, left - 1);
      else active.delete(fault);
      return left > 0;
    },
  };
}

import { FRAME, type Pcm } from "../../../audio/pcm.ts";
import { levelOf, pureTone, QUIET } from "../../exchange/ear.ts";

/** V.253's letter for what was heard. */
export type ProgressCode = "b" | "d" | "r" | "J" | "w" | "c";

const near = (value: number, wanted: number, by: number): boolean => Math.abs(value - wanted) <= by;
const isCall = (hz: number | null): boolean => hz !== null && near(hz, 435, 45);

const DIAL_AFTER = 2500;
const KNOCK_PROVEN = 700;

/** Tells progress tones by their cadence, 20 ms at a time. Busy (and congestion) from the second cycle on, each cycle. */
export function progressEar(): (frame: Pcm) => ProgressCode | null {
  const special = triplet();
  let on = 0;
  let off = Number.POSITIVE_INFINITY;
  let before = 0;
  let lastOn = 0;
  let cycles = 0;
  return (frame) => {
    const hz = pureTone(frame);
    const rare = special(hz);
    if (rare) return rare;
    if (isCall(hz)) {
      const started = on === 0;
      on += FRAME;
      if (started) {
        const cycle = (near(lastOn, 500, 80) && near(off, 500, 80)) || (near(lastOn, 250, 70) && near(off, 250, 70));
        cycles = cycle ? cycles + 1 : 0;
        before = off;
        off = 0;
        return cycles >= 2 ? "b" : null;
      }
      return on % DIAL_AFTER < FRAME ? "d" : null;
    }
    const ended = on > 0;
    if (ended) lastOn = on;
    on = 0;
    off += FRAME;
    if (ended) return lastOn >= 900 && lastOn <= 1700 ? "r" : null;
    return near(off, KNOCK_PROVEN, 1) && near(lastOn, 300, 40) && before > 1000 ? "w" : null;
  };
}

/** Special information (950, 1400, 1800 Hz, E.180) and a fax that calls (1100 Hz for half a second, T.30). */
function triplet(): (hz: number | null) => "J" | "c" | null {
  const steps = [950, 1400, 1800];
  let step = 0;
  let length = 0;
  let fax = 0;
  return (hz) => {
    fax = hz !== null && near(hz, 1100, 38) ? fax + FRAME : 0;
    if (fax === 400) return "c";
    if (hz === null) {
      length = 0;
      return null;
    }
    if (near(hz, steps[step] ?? 0, 60)) length += FRAME;
    else if (step > 0 && !near(hz, steps[step - 1] ?? 0, 60)) step = 0;
    if (length < 240) return null;
    length = 0;
    step = (step + 1) % steps.length;
    return step === 0 ? "J" : null;
  };
}

/** `+VSD`: `s` when nothing was heard from the start for that long, `q` when it fell quiet again; once a stretch. */
export function silenceEar(after: number): (frame: Pcm) => "s" | "q" | null {
  let quiet = 0;
  let sounded = false;
  return (frame) => {
    if (levelOf(frame) > QUIET) {
      sounded = true;
      quiet = 0;
      return null;
    }
    quiet += FRAME;
    if (quiet < after || quiet - FRAME >= after) return null;
    return sounded ? "q" : "s";
  };
}

import { FRAME } from "../../audio/pcm.ts";

/** So much may lie in a module unplayed: what it plays from while the next is on its way. Frames. */
const MOST_AHEAD = 4;
/** More than this at once is a program, or a computer, that stood still; or a module that gives all its sound so. */
const BUNCH = 2;
/** Without any bunch for so long, what lies ahead is needed no more: 3 s. */
const CALM = 3000 / FRAME;
/** Of a voice that is passed on, one frame is spared in so many: its own buffer finds a pause for it. */
const SPARED_EACH = 25;

/**
 * How far what was sent lies ahead of what a module plays, in frames: it plays one for each that it gives, or silence
 * where it has none. After a moment in which nothing was read all is sent at once, and would lie there until the call ends.
 */
export interface Ahead {
  /** So many came at once. */
  came(frames: number): void;
  sent(frames: number): void;
  /** Beyond what is needed; 0 as a rule. */
  excess(): number;
  /** Whether one frame may be spared: of silence at once, of a voice now and then. It counts as spared. */
  spares(what: "silence" | "voice"): boolean;
}

export function ahead(): Ahead {
  let frames = 0;
  let calm = 0;
  let spared = 0;
  const excess = () => Math.max(0, frames - MOST_AHEAD);
  return {
    came(many) {
      frames = Math.max(0, frames - many);
      calm = many > BUNCH ? 0 : calm + many;
      spared += many;
    },
    sent(many) {
      frames += many;
    },
    excess,
    spares(what) {
      // The one of now is not sent yet.
      if (frames < MOST_AHEAD || calm < CALM || (what === "voice" && spared < SPARED_EACH)) return false;
      spared = 0;
      return true;
    },
  };
}

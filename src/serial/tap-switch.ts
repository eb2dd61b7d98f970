import type { Clock } from "../kernel/clock.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { createTap, type Tap, tapped } from "./tap.ts";

/** Takes the lines of one transcript. */
export type TakeLine = (line: string) => void;

/** A transcript that begins and ends while its line is in use. */
export interface TapSwitch {
  /** Each opening of the port goes through here. */
  through(pipe: BytePipe): BytePipe;
  /** Each opening of the port, and what is open now, makes a transcript of its own. */
  begin(make: () => TakeLine): void;
  end(): void;
  /** Which keys are pressed is a secret from now on, or is none any more. */
  hide(on: boolean): void;
}

/**
 * Only whole commands tell a tap where sound begins and ends. One that is switched on in the middle of a sound waits
 * for the next command, so that no voice is ever taken for text.
 */
export function tapSwitch(clock: Clock): TapSwitch {
  let make: (() => TakeLine) | null = null;
  let tap: Tap | null = null;
  let open = false;
  let sound = false;
  let hidden = false;

  const start = () => {
    if (make && open && !tap) tap = createTap({ clock, write: make(), hidden: () => hidden });
  };
  const stop = () => {
    tap?.flush();
    tap = null;
  };
  return {
    through(pipe) {
      stop();
      open = true;
      sound = false;
      start();
      return tapped(
        pipe,
        () => tap,
        (bytes) => {
          const command = commandIn(bytes);
          if (command === null) return;
          start();
          sound = /\+V(TX|RX|TR)\b/i.test(command);
        },
      );
    },
    begin(by) {
      stop();
      make = by;
      if (!sound) start();
    },
    end() {
      stop();
      make = null;
    },
    hide(on) {
      // What came before is written as it was, what was secret as such.
      tap?.flush();
      hidden = on;
    },
  };
}

const [A, T, CR] = [0x41, 0x54, 0x0d];

/** A command that is written as a whole, as all are; null for anything else, such as sound. */
function commandIn(bytes: Uint8Array): string | null {
  if (bytes[0] !== A || bytes[1] !== T || bytes.at(-1) !== CR) return null;
  const text = Buffer.from(bytes).toString("latin1");
  return /^AT[\x20-\x7e]*\r$/.test(text) ? text : null;
}

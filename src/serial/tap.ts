import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import { millis } from "../kernel/units.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { withoutKeys } from "./secrets.ts";
import { TapSide } from "./tap-side.ts";
import { formatEntry, type TranscriptEntry, transcriptHeading } from "./transcript.ts";

export interface TapOptions {
  readonly clock: Clock;
  /** Gets the transcript, a line at a time, without line ends. */
  readonly write: (line: string) => void;
  /** Write audio down too, instead of only how many bytes it was. */
  readonly full?: boolean;
  /** While it says so, which keys are pressed is a secret: what comes from the modem is written without them. */
  readonly hidden?: () => boolean;
}

/** Writes down what goes over a line, both ways; see `tapPipe`. */
export interface Tap {
  toModem(bytes: Uint8Array): void;
  fromModem(bytes: Uint8Array): void;
  /** The line broke. */
  broke(thrown: unknown): void;
  /** What is not complete is written too. */
  flush(): void;
}

/** Begins with a heading. No audio may be under way. */
export function createTap({ clock, write, full = false, hidden = () => false }: TapOptions): Tap {
  const start = clock.elapsed();
  const since = () => millis(clock.elapsed() - start);
  const put = (entry: TranscriptEntry) => write(formatEntry(hidden() ? withoutKeys(entry) : entry));
  let stream: string | null = null;

  const toModem = new TapSide({
    side: ">",
    full,
    put,
    onLine(text) {
      stream = /^AT.*\+V(TX|RX|TR)\b/i.exec(text)?.[1]?.toUpperCase() ?? null;
    },
  });
  const fromModem = new TapSide({
    side: "<",
    full,
    put,
    onLine(text) {
      if (text.startsWith("CONNECT") && stream !== null) {
        toModem.audio = stream !== "RX";
        fromModem.audio = stream !== "TX";
      } else if (/^(?:OK|ERROR|NO CARRIER|VCON|BUSY)$/.test(text)) toModem.audio = false;
    },
  });
  write(transcriptHeading);

  const flush = () => {
    toModem.flush();
    fromModem.flush();
  };
  return {
    toModem(bytes) {
      fromModem.interrupted();
      toModem.take(bytes, since());
    },
    fromModem(bytes) {
      toModem.interrupted();
      fromModem.take(bytes, since());
    },
    broke(thrown) {
      flush();
      write(`# ${explain(thrown).replace(/\s+/g, " ")}`);
    },
    flush,
  };
}

/**
 * A pipe that writes down what goes through it, both ways, in the form `readTranscript` reads. A PIN is written as
 * `****`. Audio is known by the `CONNECT` that answers `AT+VTX`, `AT+VRX` or `AT+VTR`.
 */
export function tapPipe({ pipe, ...options }: TapOptions & { readonly pipe: BytePipe }): BytePipe {
  const tap = createTap(options);
  return tapped(pipe, () => tap);
}

/** A pipe with whatever tap there is at the moment, if any. */
export function tapped(pipe: BytePipe, tap: () => Tap | null, onWrite?: (bytes: Uint8Array) => void): BytePipe {
  return {
    incoming: (async function* () {
      try {
        for await (const bytes of pipe.incoming) {
          tap()?.fromModem(bytes);
          yield bytes;
        }
      } catch (thrown) {
        tap()?.broke(thrown);
        throw thrown;
      } finally {
        tap()?.flush();
      }
    })(),
    async write(bytes) {
      onWrite?.(bytes);
      tap()?.toModem(bytes);
      await pipe.write(bytes);
    },
    gather: (d) => pipe.gather?.(d),
    async close() {
      tap()?.flush();
      await pipe.close();
    },
  };
}

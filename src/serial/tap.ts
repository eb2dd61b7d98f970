import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import { between } from "../kernel/units.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { TapSide } from "./tap-side.ts";
import { formatEntry, type TranscriptEntry, transcriptHeading } from "./transcript.ts";

export interface TapOptions {
  readonly pipe: BytePipe;
  readonly clock: Clock;
  /** Gets the transcript, a line at a time, without line ends. */
  readonly write: (line: string) => void;
  /** Write audio down too, instead of only how many bytes it was. */
  readonly full?: boolean;
}

/**
 * A pipe that writes down what goes through it, both ways, in the form `readTranscript` reads. A PIN is written as
 * `****`. Audio is known by the `CONNECT` that answers `AT+VTX`, `AT+VRX` or `AT+VTR`.
 */
export function tapPipe({ pipe, clock, write, full = false }: TapOptions): BytePipe {
  const start = clock.now();
  const since = () => between(start, clock.now());
  const put = (entry: TranscriptEntry) => write(formatEntry(entry));
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
    incoming: (async function* () {
      try {
        for await (const bytes of pipe.incoming) {
          toModem.interrupted();
          fromModem.take(bytes, since());
          yield bytes;
        }
      } catch (thrown) {
        flush();
        write(`# ${explain(thrown).replace(/\s+/g, " ")}`);
        throw thrown;
      } finally {
        flush();
      }
    })(),
    async write(bytes) {
      fromModem.interrupted();
      toModem.take(bytes, since());
      await pipe.write(bytes);
    },
    async close() {
      flush();
      await pipe.close();
    },
  };
}

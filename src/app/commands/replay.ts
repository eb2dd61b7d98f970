import { readFile } from "node:fs/promises";
import { systemClock } from "../../kernel/clock.ts";
import { asFault, Fault } from "../../kernel/fault.ts";
import { silentLog } from "../../kernel/log.ts";
import type { LineEvent } from "../../line/line.ts";
import { type Replay, replayLine } from "../../line/v253/replay.ts";
import { defaultSettings } from "../../line/v253/settings.ts";
import type { Departure } from "../../serial/replayed-modem.ts";
import { readTranscript } from "../../serial/transcript.ts";
import { VirtualClock } from "../../simulator/virtual-clock.ts";
import { print } from "../terminal.ts";

interface ReplayCommandOptions {
  readonly json?: boolean;
  readonly country: string;
}

/**
 * Plays a transcript of a line against the driver, in no time, and says where that departs from it. Faults
 * `app.no-file`, `serial.bad-transcript`, `app.replay-departs`.
 */
export async function replay(file: string, options: ReplayCommandOptions): Promise<void> {
  const text = await readFile(file, "utf8").catch((thrown) => {
    throw new Fault("app.no-file", `${file} can't be read.`, asFault(thrown, "app.no-file"));
  });
  const transcript = readTranscript(text);
  const clock = new VirtualClock(systemClock.now());
  const settings = { ...defaultSettings, country: options.country };
  const result = await clock.run(replayLine({ transcript, clock, log: silentLog, settings }));
  print(options, result, () => [
    ...result.events.map((event) => `  ${told(event)}`),
    ...result.departures.map(sentence),
    closing(result),
  ]);
  if (result.departures.length > 0 || !result.finished)
    throw new Fault("app.replay-departs", `The driver departs from ${file}.`);
}

function sentence({ line, expected, sent }: Departure): string {
  const where = line === null ? "After the end" : `Line ${line}`;
  if (expected === null) return `${where}: the driver sent ${sent}, which the transcript does not have there.`;
  if (sent === null) return `${where}: the driver did not send ${expected}.`;
  return `${where}: the transcript has ${expected}, the driver sent ${sent}.`;
}

function closing({ departures, finished }: Replay): string {
  if (!finished) return "The end of the transcript was not reached.";
  return departures.length === 0 ? "The driver does all that the transcript has." : `${departures.length} departures.`;
}

function told(event: LineEvent): string {
  switch (event.kind) {
    case "trouble":
      return `trouble: ${event.fault.message}`;
    case "gone":
      return `gone: ${event.who}, ${event.sign}`;
    case "digit":
      return `key ${event.digit}`;
    case "caller":
    case "waiting":
      return `${event.kind} ${event.caller.number ?? event.caller.presentation}`;
    default:
      return event.kind;
  }
}

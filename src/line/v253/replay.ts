import { frames, type Pcm, samplesIn } from "../../audio/pcm.ts";
import { bytesPerSample, type SampleFormat, silenceByte } from "../../audio/sample-formats.ts";
import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { type Departure, replayedModem } from "../../serial/replayed-modem.ts";
import type { ReadEntry } from "../../serial/transcript.ts";
import type { Line, LineEvent } from "../line.ts";
import { profileFor } from "./profiles.ts";
import { type Operation, operationsIn } from "./replay-operations.ts";
import { formatOf, offeredSamples } from "./sample-offers.ts";
import type { V253Settings } from "./settings.ts";
import { openV253Line } from "./v253-line.ts";

export interface ReplayOptions {
  readonly transcript: readonly ReadEntry[];
  /** One whose time need not be real: a replay takes as long as what it replays. */
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: V253Settings;
}

export interface Replay {
  readonly departures: readonly Departure[];
  /** What the line told meanwhile. */
  readonly events: readonly LineEvent[];
  /** The last line was played. */
  readonly finished: boolean;
}

/** A transcript whose end is not reached is given this much longer. */
const OVERTIME = seconds(30);

/**
 * Plays a transcript against the driver: the modem says what it said then, and what was done then (answer, play, listen,
 * hang up) is done at its time. Says where the driver sends something else.
 */
export async function replayLine({ transcript, clock, log, settings }: ReplayOptions): Promise<Replay> {
  const format = formatIn(transcript);
  const modem = replayedModem(transcript, { clock, silence: silenceByte[format] });
  const began = clock.elapsed();
  let opened = false;
  const line = openV253Line({
    name: "replay",
    clock,
    log,
    settings,
    async open() {
      if (opened) throw new Fault("serial.no-such-port", "The transcript is of one connection, which broke.");
      opened = true;
      return modem.pipe;
    },
  });
  const events: LineEvent[] = [];
  let rings = 0;
  let rang = (): void => undefined;
  const reading = (async () => {
    for await (const event of line.events) {
      events.push(event);
      if (event.kind !== "ring") continue;
      rings++;
      rang();
    }
  })();

  /** By how much the call begins later than it did: a modem waits a while for what is not sent any more. */
  let later = 0;
  const until = (at: Millis) => clock.sleep(millis(Math.max(0, at + later - (clock.elapsed() - began))));
  const conduct = async () => {
    for (const operation of operationsIn(transcript)) {
      await until(operation.at);
      if (operation.do === "answer") {
        await new Promise<void>((resolve) => {
          rang = () => rings >= operation.rings && resolve();
          rang();
          void until(millis(operation.at + OVERTIME)).then(resolve);
        });
        rings = 0;
        later = Math.max(0, clock.elapsed() - began - operation.at);
      }
      // What fails is told by the line's events, and by what was not sent.
      await perform(line, operation, format, () => until(operation.until)).catch(() => undefined);
    }
  };
  const last = transcript.at(-1)?.at ?? 0;
  const late = until(millis(last + OVERTIME)).then(() => false);
  const finished = await Promise.race([Promise.all([conduct(), modem.finished]).then(() => true), late]);
  modem.end();
  await line.close();
  await reading;
  return { departures: modem.departures, events, finished };
}

async function perform(
  line: Line,
  operation: Operation,
  format: SampleFormat,
  until: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  switch (operation.do) {
    case "answer":
      return line.answer(seconds(5));
    case "hang-up":
      return line.hangUp();
    case "play": {
      const stopped = operation.stopped ? until().then(() => stop.abort()) : Promise.resolve();
      await line.play(frames(hiss(operation.bytes / bytesPerSample[format])), stop.signal);
      return stopped;
    }
    case "listen": {
      const ended = until().then(() => stop.abort());
      for await (const _ of line.listen({}, stop.signal));
      return ended;
    }
  }
}

/** The driver puts silence of its own before a sound. */
const LEAD_IN = samplesIn(millis(60));
const hiss = (samples: number): Pcm =>
  Int16Array.from({ length: Math.max(160, samples - LEAD_IN) }, (_, n) => (n & 1 ? 256 : -256));

/** How the modem's samples were written: by the last `+VSM=` and what it had said of that code. */
function formatIn(transcript: readonly ReadEntry[]): SampleFormat {
  const said = (side: string) =>
    transcript
      .filter((entry) => entry.side === side)
      .flatMap((entry) =>
        entry.kind === "bytes"
          ? Buffer.from(entry.bytes)
              .toString("latin1")
              .split(/[\r\n]+/)
          : [],
      );
  const chosen = said(">")
    .flatMap((text) => /\+VSM=(\d+)/.exec(text)?.[1] ?? [])
    .at(-1);
  const offer = offeredSamples(said("<").filter((text) => text.includes(","))).find(
    ({ code }) => code === Number(chosen),
  );
  const reading = offer === undefined ? null : formatOf(offer);
  if (reading !== null && reading !== "unknown" && "is" in reading) return reading.is;
  return profileFor(said("<")).samples.find(({ code }) => code === Number(chosen))?.format ?? "u8";
}

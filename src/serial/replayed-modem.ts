import { Channel } from "../kernel/channel.ts";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { type Millis, millis, seconds } from "../kernel/units.ts";
import { isAnswer, isCallProgress } from "./at-words.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { DLE, SUB } from "./dle.ts";
import { withoutSecrets } from "./secrets.ts";
import { escapeBytes, type ReadEntry } from "./transcript.ts";

/** Where what was sent is not what the transcript has. */
export interface Departure {
  /** Of the transcript; null when that has nothing of the kind any more. */
  readonly line: number | null;
  /** What the transcript has there, and was not sent; null when it has nothing like what was sent. */
  readonly expected: string | null;
  /** Null when nothing was sent for so long that the modem went on. */
  readonly sent: string | null;
}

export interface ReplayedModem {
  readonly pipe: BytePipe;
  readonly departures: readonly Departure[];
  /** Resolves when the last line was played. */
  readonly finished: Promise<void>;
  /** What is sent from now on is no departure. */
  end(): void;
}

export interface ReplayedOptions {
  readonly clock: Clock;
  /** The sample that stands for sound that was not written down. */
  readonly silence?: number;
}

/** What the modem said to this, or without having been asked; the time since the line before. */
type Step = { readonly entry: ReadEntry; readonly pause: Millis };

/** Beyond the time that passed when it was written down. */
const PATIENCE = seconds(8);

/**
 * A modem that says what one said before: to the same commands the same answers, in whatever order they are given, and
 * what it said unasked as long after as then. What the transcript does not have is answered as well as can be, and
 * noted; and so is what it has and nobody sends.
 */
export function replayedModem(transcript: readonly ReadEntry[], options: ReplayedOptions): ReplayedModem {
  const { clock, silence = 0x80 } = options;
  const incoming = new Channel<Uint8Array>();
  const departures: Departure[] = [];
  const known = new Map<string, readonly Step[]>();
  let steps: readonly Step[] = transcript.map((entry, n) => ({
    entry,
    pause: millis(entry.at - (transcript[n - 1]?.at ?? entry.at)),
  }));
  let pending: Buffer = Buffer.alloc(0);
  let audio = 0;
  let waiting = new AbortController();
  let ended = false;
  let done = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });

  const depart = (departure: Departure) => {
    if (!ended) departures.push(departure);
  };
  const say = ({ entry }: Step) => {
    if (entry.kind === "bytes") incoming.put(entry.bytes);
    else incoming.put(stillness(transcript, entry, silence));
  };

  /** Goes on once `d` has passed, unless something happens before. */
  const later = (d: Millis, then: () => void) => {
    waiting.abort();
    waiting = new AbortController();
    clock.sleep(d, waiting.signal).then(
      () => {
        then();
        advance();
      },
      () => undefined,
    );
  };

  /** A command of which the transcript has nothing here. */
  const improvise = (command: string) => {
    const before = known.get(command);
    depart({ line: steps[0]?.entry.line ?? null, expected: null, sent: command });
    if (before) for (const step of before) say(step);
    else incoming.put(Buffer.from(/\+V[TR][XR]$/.test(command) ? "\r\nERROR\r\n" : "\r\nOK\r\n"));
  };

  const drop = () => {
    const [first] = steps;
    if (first) depart({ line: first.entry.line, expected: inWords(first.entry), sent: null });
    steps = isCommand(first) ? steps.slice(blockLength(steps, 0)) : steps.slice(1);
    audio = 0;
  };

  /** True when something was taken: look again. */
  const take = (step: Step): boolean => {
    const { entry } = step;
    if (!isCommand(step) && /^\r?AT[^\r\x10]*\r/i.test(pending.toString("latin1"))) {
      drop();
      return true;
    }
    if (entry.kind === "audio") {
      const length = soundLength(pending);
      pending = pending.subarray(length);
      audio += length;
      if (audio < entry.count && pending.length < 2) return false;
      audio = 0;
      steps = steps.slice(1);
      return true;
    }
    if (entry.bytes[0] === DLE) {
      if (entry.bytes[1] === DLE && pending.length > 0) {
        // A doubled one is sound, though no sound was due: some makes want it before an ending.
        steps = steps.slice(1);
        return true;
      }
      pending = pending.subarray(soundLength(pending));
      if (pending.length < entry.bytes.length) return false;
      const code = pending.subarray(0, entry.bytes.length);
      pending = pending.subarray(code.length);
      if (!code.equals(entry.bytes)) depart({ line: entry.line, expected: inWords(entry), sent: escapeBytes(code) });
      steps = steps.slice(1);
      return true;
    }
    const command = nextCommand();
    if (command === null) return false;
    const at = placeOf(steps, command);
    if (at < 0) improvise(command);
    else {
      const length = blockLength(steps, at);
      const block = steps.slice(at, at + length);
      known.set(command, block.slice(1));
      steps = [...block.slice(1), ...steps.slice(0, at), ...steps.slice(at + length)];
    }
    return true;
  };

  const nextCommand = (): string | null => {
    const end = pending.indexOf("\r");
    if (end < 0) return null;
    const line = withoutSecrets(pending.toString("latin1", 0, end));
    pending = pending.subarray(end + 1);
    const command = /AT.*$/i.exec(line)?.[0];
    return command ?? (pending.length > 0 ? nextCommand() : null);
  };

  let rested = false;
  function advance(): void {
    for (;;) {
      const [step] = steps;
      if (!step) {
        for (let command = nextCommand(); command !== null; command = nextCommand()) improvise(command);
        done();
        return;
      }
      if (step.entry.side === "<") {
        if (step.pause > 0 && !rested) {
          later(step.pause, () => {
            rested = true;
          });
          return;
        }
        rested = false;
        say(step);
        steps = steps.slice(1);
      } else if (!take(step)) {
        later(millis(step.pause + PATIENCE), drop);
        return;
      }
    }
  }

  const pipe: BytePipe = {
    incoming,
    async write(bytes) {
      if (incoming.closed) throw new Fault("serial.closed", "The connection to the modem is closed.");
      pending = Buffer.concat([pending, bytes]);
      if (steps[0]?.entry.side !== "<") advance();
    },
    async close() {
      waiting.abort();
      incoming.close();
    },
  };
  advance();
  return {
    pipe,
    departures,
    finished,
    end() {
      ended = true;
    },
  };
}

/** In ms, of one byte of sound. */
const A_BYTE = 1 / 8;
const NEAR_A_KEY = 1200;

/**
 * Sound that was not written down. Once in a while a sample is another, for no line that is heard is quite still; but
 * not beside a key, which then would be looked for in the sound.
 */
function stillness(
  transcript: readonly ReadEntry[],
  { at, count }: ReadEntry & { readonly kind: "audio" },
  silence: number,
) {
  const sound = new Uint8Array(count).fill(silence);
  const keys = transcript.filter((one) => one.side === "<" && one.kind === "bytes" && one.bytes[0] === DLE);
  const places = [0, count >> 1, count - 1];
  const place = places.find((n) => keys.every((key) => Math.abs(at + n * A_BYTE - key.at) > NEAR_A_KEY));
  if (place !== undefined) sound[place] = silence ^ 1;
  return sound;
}

const textOf = ({ entry }: Step): string => (entry.kind === "bytes" ? Buffer.from(entry.bytes).toString("latin1") : "");

const isCommand = (step: Step | undefined): step is Step =>
  step?.entry.side === ">" && step.entry.kind === "bytes" && step.entry.bytes[0] !== DLE;

const commandOf = (step: Step): string => /AT.*(?=\r)/i.exec(textOf(step))?.[0] ?? "";

/** Where this command stands, before the next stream: what comes in a stream has its place. */
function placeOf(steps: readonly Step[], command: string): number {
  for (const [at, step] of steps.entries()) {
    if (isCommand(step) && commandOf(step) === command) return at;
    if (step.entry.side === ">" && !isCommand(step)) return -1;
  }
  return -1;
}

/** A command and what was said to it, up to its result. */
function blockLength(steps: readonly Step[], at: number): number {
  for (let end = at + 1; end < steps.length; end++) {
    const step = steps[end] as Step;
    if (step.entry.side === ">") return end - at;
    const lines = textOf(step).split(/[\r\n]+/);
    if (lines.some((line) => isAnswer(line) || isCallProgress(line))) return end - at + 1;
  }
  return steps.length - at;
}

/** How many bytes there are before the first `<DLE>` code. */
function soundLength(bytes: Buffer): number {
  for (let at = 0; ; ) {
    const found = bytes.indexOf(DLE, at);
    if (found === -1) return bytes.length;
    const code = bytes[found + 1];
    if (code !== DLE && code !== SUB) return found;
    at = found + 2;
  }
}

const inWords = (entry: ReadEntry): string =>
  entry.kind === "audio"
    ? `${entry.count} bytes of sound`
    : withoutSecrets(escapeBytes(entry.bytes)).replace(/^\\r|\\r$/g, "");

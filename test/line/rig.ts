import { type Log, silentLog } from "../../src/kernel/log.ts";
import { instant, type Millis, minutes } from "../../src/kernel/units.ts";
import type { Line, LineEvent } from "../../src/line/line.ts";
import { defaultSettings, type V253Settings } from "../../src/line/v253/settings.ts";
import { openV253Line } from "../../src/line/v253/v253-line.ts";
import type { OpenPipe } from "../../src/serial/byte-pipe.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

export const START = instant(Date.UTC(2026, 0, 15, 9, 0, 0));

/** A line under test: its events so far, and a way to wait for more of them, all in virtual time. */
export interface Rig {
  readonly clock: VirtualClock;
  readonly line: Line;
  readonly events: readonly LineEvent[];
  /** Kinds of the events so far, with what tells them apart: `ring`, `digit 5`, `gone caller busy-tone`. */
  readonly story: readonly string[];
  /** Lets time pass until `count` events of that story have come; fails after two virtual minutes. */
  until(story: string, count?: number, atMost?: Millis): Promise<void>;
  /** Lets time pass until the promise settles. */
  run<T>(goal: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly clock?: VirtualClock;
  readonly open: OpenPipe;
  readonly settings?: Partial<V253Settings>;
  readonly profile?: string;
  readonly log?: Log;
}

export function rig({ clock = new VirtualClock(START), open, settings, profile, log = silentLog }: RigOptions): Rig {
  const line = openV253Line({
    name: "line 1",
    open,
    clock,
    log,
    settings: { ...defaultSettings, ...settings },
    ...(profile === undefined ? {} : { profile }),
  });
  const events: LineEvent[] = [];
  const story: string[] = [];
  let told: () => void = () => undefined;
  const reading = (async () => {
    for await (const event of line.events) {
      events.push(event);
      story.push(inWords(event));
      told();
    }
  })();

  return {
    clock,
    line,
    events,
    story,
    async until(wanted, count = 1, atMost = minutes(2)) {
      const there = () => story.filter((one) => one === wanted).length >= count;
      const found = new Promise<boolean>((resolve) => {
        told = () => there() && resolve(true);
        told();
      });
      if (!(await clock.run(Promise.race([found, clock.sleep(atMost).then(() => false)])))) {
        throw new Error(`"${wanted}" (${count}) did not come. There was: ${story.join(", ")}`);
      }
    },
    run: (goal) => clock.run(goal),
    async close() {
      await clock.run(line.close());
      await clock.run(reading);
    },
  };
}

/** Its kind, with what tells it apart. */
export function inWords(event: LineEvent): string {
  switch (event.kind) {
    case "ready":
    case "ring":
    case "silence":
    case "local-telephone":
    case "text":
    case "text-report":
      return event.kind;
    case "trouble":
      return "trouble";
    case "caller":
      return `caller ${event.caller.number ?? event.caller.presentation}`;
    case "waiting":
      return `waiting ${event.caller.number ?? event.caller.presentation}`;
    case "digit":
      return `digit ${event.digit}`;
    case "gone":
      return `gone ${event.who} ${event.sign}`;
  }
}

export const never = (): AbortSignal => new AbortController().signal;

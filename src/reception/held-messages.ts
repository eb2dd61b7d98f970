import { mkdir } from "node:fs/promises";
import { durationOf } from "../audio/pcm.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, type Millis, millis, plus, seconds } from "../kernel/units.ts";
import type { Store } from "../store/store.ts";
import { type HeardMessage, writeMessage } from "./heard-message.ts";
import { type Telling, tellOfHeld } from "./telling.ts";

/** Often enough that it is written within a minute of there being room, seldom enough to leave a bad disk alone. */
const AGAIN_AFTER = seconds(10);
/** So many trials; a minute. */
const MENDED_BY_HAND = 6;

export interface HeldMessages {
  /** Has the message written as soon as the disk allows; told at once. `written`: it is; its memory is free. */
  hold(message: HeardMessage, why: unknown, written: () => void): void;
  /** The last trial; what can't be written then is lost with the memory, loudly. */
  close(): Promise<void>;
}

interface Parts extends Telling {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly messages: string;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  /** What people are to know of it now: null when nothing is held any more. */
  readonly trouble: (fault: Fault | null) => void;
}

interface Held {
  readonly message: HeardMessage;
  readonly since: Millis;
  readonly written: () => void;
}

/** Messages that the disk did not take, held in memory and tried again and again. */
export function heldMessages(parts: Parts): HeldMessages {
  const { clock, log, store, during, trouble } = parts;
  const closing = new AbortController();
  let held: readonly Held[] = [];
  let working: Promise<void> | null = null;

  /** By the call's own count of time, whoever sets the clock meanwhile. */
  const nowFor = ({ message, since }: Held): Instant => plus(message.at, millis(Math.round(clock.elapsed() - since)));

  async function tryOne(each: Held): Promise<void> {
    const { call } = each.message;
    try {
      // A message that reached the disk and its row, though that was told too late, is not kept twice.
      const there = await during(store.messages.get(call.id));
      const duration = there?.duration ?? (await during(writeMessage(parts, each.message)));
      store.calls.step(call.id, { at: nowFor(each), what: "recorded", detail: { duration, empty: false } });
      log.info("app.held-message-written", { call: call.id });
      held = held.filter((other) => other !== each);
      each.written();
    } catch (thrown) {
      log.debug("app.message-still-held", { call: call.id, why: explain(thrown) });
    }
  }

  async function keepTrying(): Promise<void> {
    for (let trials = 1; held.length > 0; trials++) {
      try {
        await clock.sleep(AGAIN_AFTER, closing.signal);
      } catch {
        return;
      }
      // A folder that somebody moved away is given time to come back; one that was deleted is made again.
      if (trials > MENDED_BY_HAND) await during(mkdir(parts.messages)).catch(() => undefined);
      const before = held.length;
      for (const each of held) await tryOne(each);
      if (held.length < before) say();
    }
  }

  function say(): void {
    trouble(held.length === 0 ? null : new Fault("app.message-held", sentence(held.length)));
  }

  return {
    hold(message, why, written) {
      const { call, at, whole } = message;
      const duration = durationOf(whole);
      log.error("app.message-held", { call: call.id, why: explain(why), sentence: sentence(1) });
      store.calls.step(call.id, { at, what: "held", detail: { duration, why: explain(why) } });
      tellOfHeld(parts, call, message.office);
      held = [...held, { message, since: clock.elapsed(), written }];
      say();
      working ??= keepTrying().finally(() => {
        working = null;
      });
    },
    async close() {
      closing.abort();
      await working;
      for (const each of held) await tryOne(each);
      for (const { message } of held)
        log.error("app.message-lost", {
          call: message.call.id,
          sentence: "The disk did not take it until the end; what reached the disk is found at the next start.",
        });
    },
  };
}

const sentence = (n: number): string =>
  `${n === 1 ? "A message is" : `${n} messages are`} held in memory, for the disk does not take ${n === 1 ? "it" : "them"}: make room or check the disk, and do not switch the appliance off.`;

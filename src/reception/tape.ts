import { readFile } from "node:fs/promises";
import { concat, durationOf, type Pcm } from "../audio/pcm.ts";
import { openRecording, type Recording } from "../audio/recording.ts";
import { readWav } from "../audio/wav.ts";
import { type Weighed, weigh } from "../audio/weigh.ts";
import type { Kept } from "../call/call.ts";
import type { Office } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import { writeMessage } from "./heard-message.ts";
import type { HeldMessages } from "./held-messages.ts";
import type { Call, Tape } from "./reception.ts";
import type { SoundMemory } from "./sound-memory.ts";
import type { Telling } from "./telling.ts";

export interface TapeParts extends Telling {
  /** The folder of the messages. */
  readonly messages: string;
  readonly office: Office;
  readonly memory: SoundMemory;
  readonly held: Pick<HeldMessages, "hold">;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

/**
 * The tape of one message: on the disk from its first second, and in memory, so that a disk that is full or gone does
 * not end the recording; what the disk refused at the end is held until it takes it.
 */
export async function openTape(parts: TapeParts, call: Call): Promise<Tape> {
  const { store, log, messages, memory, held, office, during } = parts;
  let heard: Pcm[] = [];
  let inMemory = 0;
  let samples = 0;
  let refused = false;
  let last: { readonly samples: number; readonly weighed: Promise<Weighed> } | null = null;
  const trouble = (thrown: unknown) => {
    if (!refused)
      log.error("app.message-disk", {
        call: call.id,
        why: explain(thrown),
        sentence: "The message is kept in memory for now.",
      });
    refused = true;
    return null;
  };
  const recording: Recording | null = await during(openRecording(messages, call.id)).catch(trouble);

  /** Without room in memory the disk alone has all of it; without either, the message ends there. */
  function remember(sound: Pcm): void {
    if (inMemory < samples) return;
    if (memory.take(sound.length)) {
      heard.push(sound);
      inMemory += sound.length;
    } else
      log.warn("app.sound-memory-full", { call: call.id, sentence: "The rest of the message is on the disk alone." });
  }

  function forget(): void {
    memory.give(inMemory);
    heard = [];
  }

  /** All that was recorded, as far as it is anywhere. */
  async function everything(): Promise<Pcm> {
    const file = (await recording?.finish().catch(trouble)) ?? null;
    if (inMemory === samples || file === null) return concat(heard);
    return readFile(file.path).then(readWav, () => concat(heard));
  }

  /** Once for as much as was recorded. */
  function weighed(whole: Pcm): Promise<Weighed> {
    if (last?.samples !== whole.length) last = { samples: whole.length, weighed: weigh(whole) };
    return last.weighed;
  }

  function step(at: Instant, duration: Millis, empty: boolean): void {
    store.calls.step(call.id, { at, what: "recorded", detail: { duration, empty } });
  }

  async function keep(at: Instant): Promise<Kept> {
    const whole = await everything();
    const { sound, from, until } = await weighed(whole);
    if (sound === "nothing") {
      step(at, durationOf(whole), true);
      forget();
      await recording?.discard().catch(trouble);
      return "nothing";
    }
    const kept = whole.subarray(from, until);
    const message = { call, office, at, whole, kept, hardlyAudible: sound === "hardly-audible" };
    try {
      step(at, await writeMessage(parts, message), false);
      forget();
      return "message";
    } catch (thrown) {
      if (!memory.take(whole.length - inMemory)) throw thrown;
      held.hold(message, thrown, () => memory.give(whole.length));
      return "held";
    }
  }

  return {
    append(sound) {
      remember(sound);
      samples += sound.length;
      if (refused) return;
      try {
        recording?.append(sound);
      } catch (thrown) {
        trouble(thrown);
      }
    },
    async hasSound() {
      // What is not in memory is long: somebody speaks.
      if (inMemory < samples) return true;
      return (await during(weighed(concat(heard)))).sound !== "nothing";
    },
    async discard() {
      forget();
      await during(recording?.discard() ?? Promise.resolve()).catch(trouble);
    },
    async keep(at) {
      try {
        return await during(keep(at));
      } catch (thrown) {
        forget();
        store.calls.step(call.id, { at, what: "fault", detail: { code: null, sentence: explain(thrown) } });
        log.error("app.message-not-kept", {
          call: call.id,
          why: explain(thrown),
          sentence: "What reached the disk is found at the next start.",
        });
        return "lost";
      }
    },
  };
}

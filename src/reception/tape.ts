import { concat, durationOf, type Pcm } from "../audio/pcm.ts";
import { openRecording, type Recording } from "../audio/recording.ts";
import { rewrite } from "../audio/repair-recording.ts";
import { hasSpeech } from "../audio/speech.ts";
import { trim } from "../audio/trim.ts";
import type { Kept } from "../call/call.ts";
import type { Office } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";
import type { Call, Tape } from "./reception.ts";
import { type Telling, tellOfMessage } from "./telling.ts";

interface TapeParts extends Telling {
  /** The folder of the messages. */
  readonly messages: string;
  readonly office: Office;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

/**
 * The tape of one message: on the disk from its first second, and in memory, so that a disk that is full or gone does
 * not end the recording; what the disk refused is tried once more at the end.
 */
export async function openTape(parts: TapeParts, call: Call): Promise<Tape> {
  const { store, log, messages, during } = parts;
  const heard: Pcm[] = [];
  let refused = false;
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

  /** The path of a file that holds all of it. */
  async function onDisk(whole: Pcm): Promise<string> {
    const first = (await recording?.finish().catch(trouble)) ?? null;
    if (first !== null) return first.path;
    const again = await openRecording(messages, `${call.id}-again`);
    again.append(whole);
    return (await again.finish()).path;
  }

  async function keep(at: Instant): Promise<Kept> {
    const whole = concat(heard);
    const kept = trim(whole);
    const empty = !hasSpeech(kept);
    const step = (sound: Pcm) => {
      const duration = durationOf(sound);
      store.calls.step(call.id, { at, what: "recorded", detail: { duration, empty } });
      return duration;
    };
    if (empty) {
      step(whole);
      await recording?.discard().catch(trouble);
      return "nothing";
    }
    const path = await onDisk(whole);
    const duration = step((await trimmed(path, whole, kept)) ? kept : whole);
    const tell = tellOfMessage(parts, call, parts.office);
    await store.messages.keep({ callId: call.id, at, partPath: path, duration, empty, tell });
    // What the disk took before it refused would be found at the next start, as a message of its own.
    if (path !== recording?.path) await recording?.discard().catch(trouble);
    parts.wake();
    return "message";
  }

  /** Whether the file could be made to hold only what is to be kept; a full disk leaves it as it is. */
  async function trimmed(path: string, whole: Pcm, kept: Pcm): Promise<boolean> {
    if (kept.length === whole.length) return true;
    try {
      await rewrite(path, kept);
      return true;
    } catch (thrown) {
      log.warn("app.message-untrimmed", { call: call.id, why: explain(thrown) });
      return false;
    }
  }

  return {
    append(sound) {
      heard.push(sound);
      if (refused) return;
      try {
        recording?.append(sound);
      } catch (thrown) {
        trouble(thrown);
      }
    },
    hasSpeech: () => hasSpeech(trim(concat(heard))),
    async discard() {
      heard.length = 0;
      await during(recording?.discard() ?? Promise.resolve()).catch(trouble);
    },
    async keep(at) {
      try {
        return await during(keep(at));
      } catch (thrown) {
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

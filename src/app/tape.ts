import { concat, durationOf, type Pcm } from "../audio/pcm.ts";
import { openRecording, type Recording } from "../audio/recording.ts";
import { rewrite } from "../audio/repair-recording.ts";
import { hasSpeech } from "../audio/speech.ts";
import { trim } from "../audio/trim.ts";
import type { Office } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
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
  const trouble = (thrown: unknown) =>
    log.error("app.message-disk", {
      call: call.id,
      why: explain(thrown),
      sentence: "The message is kept in memory for now.",
    });
  let recording: Recording | null = await during(openRecording(messages, call.id)).catch((thrown) => {
    trouble(thrown);
    return null;
  });

  async function keep(): Promise<"message" | "empty-message"> {
    const whole = concat(heard);
    const kept = trim(whole);
    const empty = !hasSpeech(kept);
    const on = recording ?? (await openRecording(messages, `${call.id}-again`));
    if (recording === null) on.append(whole);
    const { path } = await on.finish();
    if (!empty && kept.length !== whole.length) await rewrite(path, kept);
    const duration = durationOf(empty ? whole : kept);
    store.calls.step(call.id, { at: call.at, what: "recorded", detail: { duration, empty } });
    const tell = tellOfMessage(parts, call, parts.office);
    await store.messages.keep({ callId: call.id, partPath: path, duration, empty, tell });
    parts.wake();
    return empty ? "empty-message" : "message";
  }

  return {
    append(sound) {
      heard.push(sound);
      try {
        recording?.append(sound);
      } catch (thrown) {
        recording = null;
        trouble(thrown);
      }
    },
    async keep() {
      try {
        return await during(keep());
      } catch (thrown) {
        log.error("app.message-not-kept", {
          call: call.id,
          why: explain(thrown),
          sentence: "What reached the disk is found at the next start.",
        });
        return "message";
      }
    },
  };
}

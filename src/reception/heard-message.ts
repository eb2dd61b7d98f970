import { copyFile, link, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { durationOf, type Pcm } from "../audio/pcm.ts";
import { openRecording } from "../audio/recording.ts";
import { rewrite } from "../audio/repair-recording.ts";
import { WAV_HEADER } from "../audio/wav.ts";
import type { Office } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import { wholeBeside } from "../store/message-files.ts";
import type { Call } from "./reception.ts";
import { type Telling, tellOfMessage } from "./telling.ts";

export interface HeardMessage {
  readonly call: Call;
  readonly office: Office;
  /** When it was left. */
  readonly at: Instant;
  /** All that was recorded. */
  readonly whole: Pcm;
  /** What of it is to be heard. */
  readonly kept: Pcm;
  readonly hardlyAudible: boolean;
}

interface Parts extends Telling {
  /** The folder of the messages. */
  readonly messages: string;
}

/**
 * Writes a message: what was said in its file, the whole sound beside it, the row, and what is to be told of it. It may be
 * tried again after a fault: what an earlier trial brought to the disk is used, or written anew. How long it is.
 */
export async function writeMessage(parts: Parts, message: HeardMessage): Promise<Millis> {
  const { call, office, at, hardlyAudible } = message;
  const names = [call.id, `${call.id}-again`].map((name) => join(parts.messages, `${name}.wav.part`));
  const partPath = await onDisk(parts, message, names);
  const { duration, untrimmed } = await trimmed(parts, partPath, message);
  const tell = tellOfMessage(parts, call, office);
  await parts.store.messages.keep({
    callId: call.id,
    at,
    partPath,
    duration,
    empty: false,
    hardlyAudible,
    untrimmed,
    tell,
  });
  // Whatever the disk took before it refused would be found at the next start, as a message of its own.
  for (const path of names.flatMap((name) => [name, wholeBeside(name)]))
    await rm(path, { force: true }).catch((thrown) =>
      parts.log.warn("app.message-left-over", { path, why: explain(thrown) }),
    );
  parts.wake();
  return duration;
}

/** The path of a file that holds all of it. */
async function onDisk({ messages }: Parts, { call, whole }: HeardMessage, names: readonly string[]): Promise<string> {
  for (const name of names) if ((await holds(name, whole)) || (await holds(wholeBeside(name), whole))) return name;
  const [, again = ""] = names;
  await rm(again, { force: true });
  const recording = await openRecording(messages, `${call.id}-again`);
  try {
    recording.append(whole);
    return (await recording.finish()).path;
  } catch (thrown) {
    // Half of it takes the room that the next trial needs.
    await recording.discard().catch(() => undefined);
    throw thrown;
  }
}

const holds = (path: string, pcm: Pcm): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size === WAV_HEADER + pcm.length * 2,
    () => false,
  );

/**
 * Leaves in the file only what is to be heard, and the whole sound beside it. Where the disk has no room for both, the
 * file stays as it is.
 */
async function trimmed(
  { log }: Parts,
  path: string,
  { call, whole, kept }: HeardMessage,
): Promise<{ readonly duration: Millis; readonly untrimmed: Millis | null }> {
  const asItIs = { duration: durationOf(whole), untrimmed: null };
  if (kept.length === 0 || kept.length === whole.length) return asItIs;
  const beside = wholeBeside(path);
  try {
    if (!(await holds(beside, whole))) await alsoAt(path, beside);
    await rewrite(path, kept);
    return { duration: durationOf(kept), untrimmed: durationOf(whole) };
  } catch (thrown) {
    log.warn("app.message-untrimmed", { call: call.id, why: explain(thrown) });
    if (!(await holds(path, whole))) throw thrown;
    await rm(beside, { force: true });
    return asItIs;
  }
}

/** A second name for the same bytes; where the file system has no such thing, a copy. */
async function alsoAt(path: string, beside: string): Promise<void> {
  await rm(beside, { force: true });
  await link(path, beside).catch(() => copyFile(path, beside));
}

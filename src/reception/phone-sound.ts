import { readFile } from "node:fs/promises";
import type { Announcements } from "../announcements/library.ts";
import type { PhoneSay } from "../attendant/phone-kinds.ts";
import { concat, type Pcm, silence } from "../audio/pcm.ts";
import { readWav } from "../audio/wav.ts";
import type { Prompt } from "../call/call.ts";
import type { Office } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, minutes, seconds } from "../kernel/units.ts";
import type { Store } from "../store/store.ts";
import type { Played } from "./reception.ts";

interface Parts {
  readonly announcements: Pick<Announcements, "sound">;
  readonly store: Pick<Store, "messages" | "journal">;
  readonly log: Log;
  /** What this person has just recorded. */
  readonly recordedBy: (person: string) => Pcm | null;
}

/** What comes after is heard on the page. */
const LONGEST_MESSAGE = minutes(5);
const BETWEEN = seconds(0.4);

/** All that is said to a person of the team in one go. A message whose file can't be read is heard on the page, or not at all. */
export async function phoneSound(
  { announcements, store, log, recordedBy }: Parts,
  { says, language, by }: Extract<Prompt, { to: "phone" }>,
  office: Office,
  at: Instant | null,
): Promise<Played & { readonly pcm: Pcm }> {
  const sounds: Pcm[] = [];
  for (const each of says) {
    const sound = await soundOf(each).catch((thrown) => {
      log.warn("call.unsaid", { why: explain(thrown) });
      return null;
    });
    if (sound) sounds.push(...(sounds.length > 0 ? [silence(BETWEEN)] : []), sound);
  }
  return { pcm: concat(sounds), version: "phone", text: "" };

  async function soundOf(each: PhoneSay): Promise<Pcm | null> {
    if ("kind" in each) {
      const { kind, values = {} } = each;
      return (await announcements.sound({ kind, language }, office, { at, phone: values })).pcm;
    }
    if ("recordedBy" in each) return recordedBy(each.recordedBy);
    const message = await store.messages.get(each.message);
    if (!message || by === null) return null;
    // As on the page: nobody listens to a caller without a trace, and a full disk keeps nobody from a message.
    await store.journal
      .add({ by, what: "recording.listen", before: null, after: { message: message.id } })
      .catch((thrown) => log.error("call.hearing-unwritten", { message: message.id, why: explain(thrown) }));
    return readWav(await readFile(message.file), LONGEST_MESSAGE);
  }
}

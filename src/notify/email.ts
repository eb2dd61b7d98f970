import { stat } from "node:fs/promises";
import { z } from "zod";
import type { Language, Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Millis } from "../kernel/units.ts";
import type { Need, NeedPast } from "../needs/need.ts";
import type { TakeUp } from "../needs/take-up.ts";
import type { CallRecord } from "../store/call-record.ts";
import type { LogEntry } from "../store/log-entry.ts";
import type { Message } from "../store/message-record.ts";
import type { OutboxEntry } from "../store/outbox.ts";
import type { TakeUpAsk, TakeUpStore } from "../store/take-ups.ts";
import { afterCallLetter } from "./after-call-letter.ts";
import { alarmLetter } from "./alarm-letter.ts";
import type { Accept } from "./call-back.ts";
import type { Channel } from "./channel.ts";
import { heldLetter, lostLetter, messageLetter, missedCallLetter, type Sound, soundOf } from "./compose.ts";
import { type HandOver, handOverLetter } from "./hand-over-letter.ts";
import type { Letter } from "./letter.ts";
import { refusedForGood, serverTrouble } from "./mail-fault.ts";
import type { MailSettings } from "./mail-settings.ts";
import { needLetter, needTakenLetter, needUntakenLetter } from "./need-letters.ts";
import { type Envelope, openPost } from "./post.ts";
import { takeUpLetter, takeUpTakenLetter, takeUpUntakenLetter } from "./take-up-letters.ts";

export interface EmailParts {
  readonly clock: Clock;
  readonly log: Log;
  /** As it is set now, asked at each round. Null when nobody has set up mail yet. */
  readonly mail: () => MailSettings | null;
  readonly office: () => Promise<Office>;
  readonly message: (id: string) => Promise<Message | null>;
  readonly call: (id: string) => Promise<CallRecord | null>;
  readonly needs: {
    get(id: string): Promise<Need | null>;
    history(id: string): Promise<readonly NeedPast[]>;
  };
  readonly takeUps: Pick<TakeUpStore, "get" | "asksOf">;
  /** By which whoever gets this letter may say that they call back, or are there; null where it asks nobody. */
  readonly accept?: (entry: OutboxEntry) => Promise<Accept | null>;
  /** By which whoever took a call says what came of it. */
  readonly afterCall?: (entry: OutboxEntry) => Promise<Accept | null>;
  /** What the logbook has of a call. */
  readonly logOf?: (call: string) => Promise<readonly LogEntry[]>;
  /** The shift that an entry hands over; null where it is known no more. */
  readonly handOver?: (entry: OutboxEntry) => Promise<HandOver | null>;
  /** How long a server may say nothing. */
  readonly patience?: Millis;
}

/** Letters by way of the office's mail server. */
export function emailChannel(parts: EmailParts): Channel {
  return {
    open() {
      const mail = parts.mail();
      if (!mail) return null;
      const post = openPost(mail, parts.clock, parts.patience);
      return {
        setUp: JSON.stringify(mail),
        async deliver(entry) {
          if (await isNeedless(entry, parts)) return "needless";
          const { letter, envelope } = await letterOf(entry, parts);
          await post.send(letter, envelope);
          return "sent";
        },
        blocks: serverTrouble,
        lasts: (fault) => !serverTrouble(fault) && refusedForGood(fault),
      };
    },
  };
}

/**
 * One that waited until somebody had the need would ask for nothing: another one says who has it. Nor is one of use about
 * a shift that is over, or that somebody has taken up or given away meanwhile.
 */
async function isNeedless({ kind, payload }: OutboxEntry, { needs, takeUps, clock }: EmailParts): Promise<boolean> {
  const need = kind === "need" ? await found(payload.need, (id) => needs.get(id)) : null;
  if (need) return need.owner !== null || need.closedAt !== null;
  const takeUp = typeof payload.takeUp === "number" ? await takeUps.get(payload.takeUp) : null;
  if (!takeUp) return false;
  const asks = kind !== "take-up-taken";
  return takeUp.until <= clock.now() || (asks && (takeUp.confirmed !== null || takeUp.withdrawnAt !== null));
}

async function letterOf(entry: OutboxEntry, parts: EmailParts): Promise<{ letter: Letter; envelope: Envelope }> {
  const office = await parts.office();
  const language = languageOf(entry.to, office);
  const envelope = {
    id: `permanence-${entry.id}-${entry.createdAt}`,
    fromName: office.name,
    to: entry.to,
    attachment: null,
  };
  const alarms = entry.kind === "alarm" ? seenAlarms.safeParse(entry.payload).data : undefined;
  if (alarms) return { letter: alarmLetter(alarms, office, language), envelope };
  const handOver = entry.kind === "hand-over" ? await parts.handOver?.(entry) : null;
  if (handOver) return { letter: handOverLetter(handOver, office, language), envelope };
  const accept = (await parts.accept?.(entry)) ?? null;
  const need = entry.kind.startsWith("need") ? await found(entry.payload.need, (id) => parts.needs.get(id)) : null;
  if (need) return letterOfNeed(entry.kind, need, { office, language, accept }, envelope, parts);
  const takeUp = typeof entry.payload.takeUp === "number" ? await parts.takeUps.get(entry.payload.takeUp) : null;
  if (takeUp) {
    const asks = await parts.takeUps.asksOf(takeUp.id);
    return { letter: letterOfTakeUp(entry.kind, takeUp, asks, { office, language, accept }), envelope };
  }
  const call = await found(entry.payload.call, parts.call);
  if (call && entry.kind === "after-call") {
    const link = (await parts.afterCall?.(entry)) ?? null;
    const said = (await parts.logOf?.(call.id)) ?? [];
    return { letter: afterCallLetter(call, said, office, language, link), envelope };
  }
  const message = await found(entry.payload.message, parts.message);
  if (!message && call && entry.kind === "missed-call")
    return { letter: missedCallLetter(call, office, language, accept), envelope };
  if (!message && call && entry.kind === "message-held")
    return { letter: heldLetter(call, office, language, accept), envelope };
  if (!message) {
    parts.log.error("notify.nothing-to-tell", { entry: entry.id, kind: entry.kind });
    return { letter: lostLetter(call, office, language), envelope };
  }
  const { sound, attachment } = await soundToSend(message);
  return {
    letter: messageLetter(message, call, sound, office, language, accept),
    envelope: { ...envelope, attachment },
  };
}

interface Reader {
  readonly office: Office;
  readonly language: Language;
  readonly accept: Accept | null;
}

async function letterOfNeed(
  kind: string,
  need: Need,
  { office, language, accept }: Reader,
  envelope: Envelope,
  { message, needs }: EmailParts,
): Promise<{ letter: Letter; envelope: Envelope }> {
  if (kind === "need-taken") return { letter: needTakenLetter(need, office, language), envelope };
  if (kind === "need-untaken") {
    const past = await needs.history(need.id);
    return { letter: needUntakenLetter(need, past, office, language, accept), envelope };
  }
  const last = await found(need.messages.at(-1), message);
  const { sound, attachment } = last ? await soundToSend(last) : { sound: null, attachment: null };
  return { letter: needLetter(need, sound, office, language, accept), envelope: { ...envelope, attachment } };
}

function letterOfTakeUp(
  kind: string,
  takeUp: TakeUp,
  asks: readonly TakeUpAsk[],
  { office, language, accept }: Reader,
): Letter {
  if (kind === "take-up-taken") return takeUpTakenLetter(takeUp, office, language);
  return kind === "take-up-untaken"
    ? takeUpUntakenLetter(takeUp, asks, office, language, accept)
    : takeUpLetter(takeUp, office, language, accept);
}

async function soundToSend(message: Message): Promise<{ sound: Sound; attachment: Envelope["attachment"] }> {
  const size = await stat(message.file).then(
    (file) => file.size,
    () => null,
  );
  const sound = soundOf(message, size);
  return { sound, attachment: sound.is === "attached" ? { name: sound.name, file: message.file } : null };
}

const seenAlarms = z.object({
  digest: z.boolean(),
  seal: z.string().max(100).optional(),
  alarms: z.array(z.object({ sentence: z.string(), remedy: z.string() })).min(1),
});

export const languageOf = (to: string, office: Office): Language =>
  office.people.find(({ email }) => email?.toLowerCase() === to.toLowerCase())?.language ?? office.language;

const found = async <T>(id: unknown, find: (id: string) => Promise<T | null>): Promise<T | null> =>
  typeof id === "string" ? find(id) : null;

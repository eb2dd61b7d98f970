import type { KnownCaller } from "../duty/office.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant } from "../kernel/units.ts";
import type { Need, NeedPast } from "../needs/need.ts";
import type { CallRecord } from "./call-record.ts";
import type { CallStore } from "./calls.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import { deleteMessage, type Forget, forgetCaller } from "./forget.ts";
import { forgetMentions, type Mention, mentionsIn } from "./forget-mentions.ts";
import { forgetNumber } from "./forget-needs.ts";
import type { Journal, JournalEntry } from "./journal.ts";
import { marksOf, rewriting } from "./journal-callers.ts";
import { forgetWords, type LogEntry, readEntries } from "./log-entry.ts";
import { type Named, withoutMentions } from "./mentions.ts";
import type { Message } from "./message-record.ts";
import type { MessageStore } from "./messages.ts";
import { historyOf, readNeed } from "./need-record.ts";
import type { OfficeStore } from "./office.ts";
import { forgetInCopies } from "./other-copies.ts";
import type { OutboxEntry } from "./outbox.ts";
import type { Secret } from "./secret.ts";
import { sweepFile } from "./sweep-file.ts";
import { type KeptText, textsFrom } from "./texts.ts";

/** Everything that there is about one caller. */
export interface AboutCaller {
  readonly calls: readonly CallRecord[];
  readonly messages: readonly Message[];
  /** What they wrote by text message. */
  readonly texts: readonly KeptText[];
  /** Of the lists of known callers and of blocked numbers. */
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly needs: readonly (Need & { readonly history: readonly NeedPast[] })[];
  /** What was written of their calls, and freely of them by name or number. */
  readonly logbook: readonly LogEntry[];
  readonly letters: readonly Pick<OutboxEntry, "id" | "to" | "kind" | "createdAt" | "deliveredAt">[];
  readonly journal: readonly JournalEntry[];
  /** What others wrote of them: notes of needs, of messages and of other clients, and texts. */
  readonly mentions: readonly Mention[];
}

/** How much of it there was, and is no more. */
export interface CallerForgotten {
  readonly calls: number;
  readonly messages: number;
  readonly entries: number;
  readonly letters: number;
  /** Notes about others that named them. */
  readonly mentions: number;
  /** Files beside the database: copies that were set aside, transcripts. */
  readonly copies: number;
}

/** What a caller may ask for: to be told everything that is kept of them, and to be forgotten. `forms`: their number as networks give it. */
export interface CallerRecords {
  about(number: PhoneNumber, forms: readonly string[]): Promise<AboutCaller>;
  /** But for a call that goes on. Journalled, without who it was. */
  forget(number: PhoneNumber, forms: readonly string[], by: string, now: Instant): Promise<CallerForgotten>;
}

export interface CallerRecordsContext {
  readonly write: Database;
  readonly calls: CallStore;
  readonly messages: MessageStore;
  readonly office: OfficeStore;
  readonly journal: Journal;
  readonly forget: Pick<Forget, "files">;
  readonly secret: Secret;
  readonly log: Log;
  /** The data folder, and the database in it: copies are beside it. */
  readonly folder: string;
  readonly file: string;
}

/** So few that whoever else has something to write never waits longer than for a flush of the disk. */
const BATCH = 20;
const OF_NUMBER = "caller_number IN (SELECT value FROM json_each(?))";
const LETTERS = "payload ->> 'call' = ? OR payload ->> 'message' IN (SELECT id FROM message WHERE call = ?)";

export function createCallerRecords(context: CallerRecordsContext): CallerRecords {
  const { write, calls, messages, office, journal, forget, secret, log, file } = context;
  const idsOf = async (forms: readonly string[]): Promise<string[]> =>
    (
      await write.all<{ id: string }>(`SELECT id FROM call WHERE ${OF_NUMBER} ORDER BY at`, [JSON.stringify(forms)])
    ).map(({ id }) => id);

  /** The marks that the journal has in place of them. */
  async function marked(forms: readonly string[], tx?: Transaction): Promise<string[]> {
    const marks = await marksOf(secret, tx);
    return forms.map((form) => marks.number(form));
  }

  async function entriesOf(forms: readonly string[]): Promise<Readonly<Record<string, unknown>>[]> {
    const { callers, blocked } = await office.read();
    return [
      ...callers.filter((entry) => namesOne(entry, forms)).map((entry) => ({ list: "callers", ...entry })),
      ...blocked.filter((number) => forms.includes(number)).map((number) => ({ list: "blocked", number })),
    ];
  }

  /** Ids of what somebody wrote freely or of another's call, and that names them. */
  async function writtenOf(from: Reading, named: Named): Promise<number[]> {
    const rows = await from.all<{ id: number; text: string }>(
      "SELECT id, text FROM logbook JOIN logbook_words ON entry = id WHERE kind IN ('free', 'came') ORDER BY id",
    );
    return rows.filter(({ text }) => withoutMentions(text, named) !== text).map(({ id }) => id);
  }

  /** By what they are named, in the lists and in what is kept of their calls; read before any of it goes. */
  async function namedBy(number: PhoneNumber, forms: readonly string[]): Promise<Named> {
    const all = [...new Set([number, ...forms])];
    const { callers, people, country } = await office.read();
    const names = await write.all<{ name: string }>(
      `SELECT DISTINCT caller_name AS name FROM call WHERE ${OF_NUMBER} AND caller_name IS NOT NULL
       UNION SELECT name FROM need WHERE (number IN (SELECT value FROM json_each(?1)) OR caller IN (SELECT value FROM json_each(?1)))
         AND name IS NOT NULL`.replace(OF_NUMBER, OF_NUMBER.replace("?", "?1")),
      [JSON.stringify(all)],
    );
    const known = callers.flatMap((entry) => [
      { name: entry.name, own: owns(entry, all) },
      ...(entry.relatives ?? []).map(({ name, number: theirs }) => ({
        name,
        own: theirs !== undefined && all.includes(theirs),
      })),
    ]);
    const own = known.filter((each) => each.own).map(({ name }) => name);
    // What a network calls them is one word for a telephone box as well.
    const told = names.map(({ name }) => name).filter((name) => own.includes(name) || /\p{L}[\s,.]+\p{L}/u.test(name));
    const others = [...known.filter((each) => !each.own), ...people].map(({ name }) => name);
    return { names: [...new Set([...own, ...told])], forms: all, country, others };
  }

  /** In what is known of other clients: their notes, and relatives who are them without a number. */
  async function otherEntries(
    named: Named,
  ): Promise<readonly { readonly was: KnownCaller; readonly is: KnownCaller }[]> {
    const { callers } = await office.read();
    return callers
      .filter((entry) => !owns(entry, named.forms))
      .map((was) => ({ was, is: withoutNamed(was, named) }))
      .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is));
  }

  async function mentionsOf(named: Named): Promise<Mention[]> {
    const others = (await otherEntries(named)).map(({ was }) => ({
      in: "caller" as const,
      id: was.number,
      text: [was.note ?? "", ...(was.relatives ?? []).map(({ name }) => name)].filter(Boolean).join(", "),
    }));
    return [...others, ...(await mentionsIn((work) => write.transaction(work), named))];
  }

  async function forgetMentioned(named: Named, by: string): Promise<number> {
    const others = await otherEntries(named);
    for (const { is } of others) await office.save("callers", is, by);
    return others.length + (await forgetMentions((work) => write.transaction(work), named));
  }

  async function forgetCalls(ids: readonly string[], by: string, now: Instant) {
    let [gone, letters] = [0, 0];
    for (let from = 0; from < ids.length; from += BATCH)
      await write.transaction(async (tx) => {
        for (const id of ids.slice(from, from + BATCH)) {
          const kept = await tx.all<{ id: string }>("SELECT id FROM message WHERE call = ?", [id]);
          letters += (await tx.run(`DELETE FROM outbox WHERE ${LETTERS}`, [id, id])).changes;
          for (const message of kept) await deleteMessage(tx, message.id);
          gone += kept.length;
          await forgetCaller(tx, id, now, by);
        }
      });
    await forget.files();
    return { calls: ids.length, messages: gone, letters };
  }

  async function forgetEntries(number: PhoneNumber, forms: readonly string[], by: string): Promise<number> {
    let count = 0;
    const all = [...new Set([number, ...forms])];
    for (const form of all) if (await office.remove("blocked", form, by)) count++;
    for (const entry of (await office.read()).callers) {
      if (owns(entry, all)) await office.remove("callers", entry.number, by);
      else if (namesOne(entry, all)) await office.save("callers", withoutRelative(entry, all), by);
      else continue;
      count++;
    }
    await write.transaction(async (tx) => {
      const marks = await marked(forms, tx);
      await rewriting(tx, async () => {
        for (const mark of marks)
          await tx.run(
            "UPDATE journal SET before = replace(before, ?1, '#'), after = replace(after, ?1, '#') WHERE instr(before, ?1) OR instr(after, ?1)",
            [mark],
          );
      });
    });
    return count;
  }

  return {
    async about(number, forms) {
      const named = await namedBy(number, forms);
      const ids = await idsOf(forms);
      const records = await Promise.all(ids.map((id) => calls.get(id)));
      const rows = await write.all<{ id: string }>(
        "SELECT message.id FROM message JOIN json_each(?) AS one ON message.call = one.value ORDER BY message.at",
        [JSON.stringify(ids)],
      );
      const found = await Promise.all(rows.map(({ id }) => messages.get(id)));
      const letters = await Promise.all(
        ids.map((id) =>
          write.all<AboutCaller["letters"][number]>(
            `SELECT id, "to", kind, created_at AS createdAt, delivered_at AS deliveredAt FROM outbox WHERE ${LETTERS}`,
            [id, id],
          ),
        ),
      );
      const owed = await write.all<{ need: string }>(
        `SELECT need FROM need_call JOIN json_each(?1) AS one ON need_call.call = one.value
         UNION SELECT id FROM need WHERE number IN (SELECT value FROM json_each(?2)) OR caller IN (SELECT value FROM json_each(?2))
         ORDER BY need`,
        [JSON.stringify(ids), JSON.stringify([...new Set([number, ...forms])])],
      );
      const needs = await Promise.all(
        owed.map(async ({ need }) => ({ need: await readNeed(write, need), history: await historyOf(write, need) })),
      );
      const marks = await marked(forms);
      const told = (await journal.list({ limit: 100_000 })).filter((entry) => {
        const text = JSON.stringify([entry.before, entry.after]);
        return marks.some((mark) => text.includes(mark));
      });
      return {
        calls: records.filter((call) => call !== null),
        messages: found.filter((message) => message !== null),
        texts: await textsFrom(write, forms),
        entries: await entriesOf(forms),
        logbook: await readEntries(
          write,
          `(logbook.call IN (SELECT value FROM json_each(?)) OR logbook.id IN (SELECT value FROM json_each(?)))`,
          [JSON.stringify(ids), JSON.stringify(await writtenOf(write, named))],
        ),
        needs: needs.flatMap(({ need, history }) => (need ? [{ ...need, history }] : [])),
        letters: letters.flat(),
        journal: told,
        mentions: await mentionsOf(named),
      };
    },
    async forget(number, forms, by, now) {
      await calls.flushed();
      const named = await namedBy(number, forms);
      const ended = await write.all<{ id: string }>(
        `SELECT id FROM call WHERE ${OF_NUMBER} AND ended_at IS NOT NULL ORDER BY at`,
        [JSON.stringify(forms)],
      );
      const gone = await forgetCalls(
        ended.map(({ id }) => id),
        by,
        now,
      );
      await write.transaction(async (tx) => {
        await forgetNumber(tx, forms);
        for (const id of await writtenOf(tx, named)) await forgetWords(tx, "id = ?", [id], now, by);
      });
      const entries = await forgetEntries(number, forms, by);
      const mentions = await forgetMentioned(named, by);
      const copies = await forgetInCopies(context, named);
      const forgotten = { ...gone, entries, mentions, copies };
      await journal.add({ by, what: "caller.forget", before: forgotten, after: null });
      await sweepFile(file, forms, log);
      return forgotten;
    },
  };
}

const owns = ({ number, otherNumbers = [] }: KnownCaller, forms: readonly string[]): boolean =>
  [number, ...otherNumbers].some((each) => forms.includes(each));

const namesOne = (entry: KnownCaller, forms: readonly string[]): boolean =>
  owns(entry, forms) || (entry.relatives ?? []).some(({ number }) => number !== undefined && forms.includes(number));

/** What is known of a client, without somebody else who is named in it. */
function withoutNamed(entry: KnownCaller, named: Named): KnownCaller {
  const { note, relatives } = entry;
  const isThem = (name: string): boolean => /^[\s•]*$/.test(withoutMentions(name, named));
  return {
    ...entry,
    ...(note !== undefined && { note: withoutMentions(note, named) }),
    ...(relatives !== undefined && {
      relatives: relatives.filter(({ name, number }) => number !== undefined || !isThem(name)),
    }),
  };
}

/** The client stays; who called for them is forgotten. */
const withoutRelative = ({ relatives = [], ...entry }: KnownCaller, forms: readonly string[]): KnownCaller => ({
  ...entry,
  relatives: relatives.filter(({ number }) => number === undefined || !forms.includes(number)),
});

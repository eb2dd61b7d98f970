import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import { checkId } from "./call-id.ts";
import type { CallStore } from "./calls.ts";
import type { Database, SqlValue } from "./database.ts";
import type { Journal } from "./journal.ts";
import { keepRecording, type Tell } from "./keep-message.ts";
import { markNeed } from "./mark-need.ts";
import type { MessageFiles } from "./message-files.ts";
import { type Message, type MessageMark, type MessageRow, messageOf, selectMessages } from "./message-record.ts";
import type { NeedKeeper } from "./need-keeper.ts";
import type { Outbox } from "./outbox.ts";

type Still = keyof typeof still;

export interface MessageQuery {
  /** 100 unless told. */
  readonly limit?: number;
  /** The id of a message: only older ones. */
  readonly before?: string;
  /** Only those that nobody has closed, or heard, or neither (`new`). */
  readonly only?: Still;
  /** Newest first, unless told. */
  readonly order?: "oldest-first";
}

export interface MessageStore {
  /** Where a recording grows before it is kept: `messages/<call>.wav.part`. */
  partPath(callId: string): string;
  /**
   * Keeps a finished recording with its row and what is to be told of it, all or nothing. Null when it holds no
   * speech (`empty`): then the file is removed. After a fault the part is where it was, to be tried again or found by `recover`.
   * Faults: `store.disk-full`, `store.read-only` and others of the disk.
   */
  keep(recording: {
    readonly callId: string;
    /** When it was left; now, unless told. */
    readonly at?: Instant;
    readonly partPath: string;
    readonly duration: Millis;
    readonly empty: boolean;
    readonly hardlyAudible?: boolean;
    /** How long the sound is that it was trimmed from, which lies at `wholeBeside(partPath)`. */
    readonly untrimmed?: Millis | null;
    readonly tell?: Tell;
  }): Promise<Message | null>;
  /** Newest first, unless told. */
  list(query?: MessageQuery): Promise<Message[]>;
  get(id: string): Promise<Message | null>;
  /**
   * What is set already stays as it was, with who set it; its need is dealt with as it is. Journalled.
   * Faults: `store.no-message`; `needs.another-open` for one that is opened again while its caller is owed something newer.
   */
  mark(id: string, mark: MessageMark, by: string): Promise<Message>;
  count(only?: Still): Promise<number>;
}

interface MessageContext {
  readonly write: Database;
  readonly read: Database;
  readonly files: MessageFiles;
  readonly calls: Pick<CallStore, "flushed">;
  readonly outbox: Outbox;
  readonly needs: NeedKeeper;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

const still = {
  open: "closed_at IS NULL",
  unheard: "heard_at IS NULL",
  new: "closed_at IS NULL AND heard_at IS NULL",
} as const;

export function createMessageStore(context: MessageContext): MessageStore {
  const { write, read, files, calls, outbox, needs, journal, clock, during } = context;
  const message = (row: MessageRow): Message => messageOf(row, files.pathOf);
  const one = `${selectMessages} WHERE message.id = ?`;

  async function keep({
    callId,
    at = clock.now(),
    partPath,
    duration,
    empty,
    hardlyAudible = false,
    untrimmed = null,
    tell,
  }: Parameters<MessageStore["keep"]>[0]) {
    checkId(callId);
    if (empty) {
      await files.drop(partPath);
      return null;
    }
    await calls.flushed();
    const sound = { part: partPath };
    return keepRecording(write, files, outbox, needs, {
      callId,
      at,
      duration,
      recovered: false,
      hardlyAudible,
      untrimmed,
      sound,
      tell,
    });
  }

  return {
    partPath: (callId) => `${files.pathOf(callId)}.part`,
    keep: (recording) => during(keep(recording)),
    async list({ limit = 100, before, only, order } = {}) {
      const way = order === "oldest-first" ? "ASC" : "DESC";
      const conditions = [
        ...(only ? [still[only]] : []),
        ...(before === undefined
          ? []
          : ["(message.at, message.id) < (SELECT at, id FROM message AS last WHERE last.id = ?)"]),
      ];
      const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
      const rows = await read.all<MessageRow>(
        `${selectMessages} ${where} ORDER BY message.at ${way}, message.id ${way} LIMIT ?`,
        [...(before === undefined ? [] : [before]), limit],
      );
      return rows.map(message);
    },
    async get(id) {
      const row = await read.get<MessageRow>(one, [id]);
      return row ? message(row) : null;
    },
    mark: (id, mark, by) =>
      write.transaction(async (tx) => {
        const row = await tx.get<MessageRow>(one, [id]);
        if (!row) throw new Fault("store.no-message", `There is no message ${id}`);
        const before = message(row);
        const at = clock.now();
        const changes = marked(before, mark, at, by);
        if (changes.length === 0) return before;
        await tx.run(`UPDATE message SET ${changes.map(([column]) => `${column} = ?`).join(", ")} WHERE id = ?`, [
          ...changes.map(([, value]) => value),
          id,
        ]);
        await markNeed(tx, needs, { before, mark, by, at });
        const after = message((await tx.get<MessageRow>(one, [id])) ?? row);
        await journal.add({ by, what: "message.mark", ...told(before, after) }, tx);
        return after;
      }),
    async count(only) {
      const where = only ? `WHERE ${still[only]}` : "";
      return (await read.get<{ n: number }>(`SELECT count(*) AS n FROM message ${where}`))?.n ?? 0;
    },
  };
}

function marked(is: Message, mark: MessageMark, now: number, by: string): (readonly [string, SqlValue])[] {
  const when = (column: string, was: Instant | null, on: boolean | undefined) =>
    on === undefined || on === (was !== null)
      ? []
      : ([
          [`${column}_at`, on ? now : null],
          [`${column}_by`, on ? by : null],
        ] as const);
  const { takenBy = is.takenBy, note = is.note, dueAt = is.dueAt } = mark;
  return [
    ...when("heard", is.heardAt, mark.heard),
    ...when("called_back", is.calledBackAt, mark.calledBack),
    ...when("closed", is.closedAt, mark.closed),
    ...when("kept", is.keptAt, mark.kept),
    ...(takenBy === is.takenBy
      ? []
      : ([
          ["taken_at", takenBy === null ? null : now],
          ["taken_by", takenBy],
        ] as const)),
    ...(note === is.note ? [] : ([["note", note]] as const)),
    ...(dueAt === is.dueAt ? [] : ([["due_at", dueAt]] as const)),
  ];
}

/** What changed. The journal is kept for ever: who called and what was noted are not for it, and go with the message. */
function told(before: Message, after: Message): { readonly before: object; readonly after: object } {
  const known = ({ caller: _, file: __, untrimmed: ___, note, ...rest }: Message) => ({
    ...rest,
    noteLength: note?.length ?? 0,
  });
  const [was, is] = [Object.entries(known(before)), new Map(Object.entries(known(after)))];
  const changed = was.filter(([name, value]) => value !== is.get(name)).map(([name]) => name);
  const of = (each: readonly (readonly [string, unknown])[]) =>
    Object.fromEntries(each.filter(([name]) => name === "id" || changed.includes(name)));
  return { before: of(was), after: of([...is]) };
}

import type { Duplex } from "node:stream";
import { z } from "zod";
import { type Clock, within } from "../../kernel/clock.ts";
import { explain, Fault, type FaultCode } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import type { Millis } from "../../kernel/units.ts";
import { lines } from "./lines.ts";

/** What one side says to the other: notices, and questions whose answer may be told step by step. */
export interface Words {
  readonly notices: Readonly<Record<string, z.ZodType>>;
  readonly questions: Readonly<Record<string, Question>>;
}

export interface Question {
  readonly ask: z.ZodType;
  readonly tell: z.ZodType;
  readonly answer: z.ZodType;
}

type Notice<W extends Words> = keyof W["notices"] & string;
type Asking<W extends Words> = keyof W["questions"] & string;
type Part<W extends Words, K extends Asking<W>, P extends keyof Question> = W["questions"][K][P];

/** What is done with each notice of the other side. */
export type Hears<W extends Words> = {
  readonly [K in Notice<W>]: (body: z.output<W["notices"][K]>) => void;
};

/** How each question of the other side is answered. `signal`: nobody waits for the answer any more. */
export type Answers<W extends Words> = {
  readonly [K in Asking<W>]: (
    ask: z.output<Part<W, K, "ask">>,
    tell: (told: z.input<Part<W, K, "tell">>) => void,
    signal: AbortSignal,
  ) => Promise<z.input<Part<W, K, "answer">>>;
};

export interface Ask<W extends Words, K extends Asking<W>> {
  readonly within?: Millis;
  readonly signal?: AbortSignal | undefined;
  readonly tell?: (told: z.output<Part<W, K, "tell">>) => void;
}

/** The other side, as long as it is there. */
export interface Peer<Mine extends Words> {
  /** False when it was dropped: the other side does not read what waits for it already. */
  say<K extends Notice<Mine>>(kind: K, body: z.input<Mine["notices"][K]>): boolean;
  /** Faults: those of the other side, `app.border-late`, `app.border-gone`. */
  ask<K extends Asking<Mine>>(
    kind: K,
    body: z.input<Part<Mine, K, "ask">>,
    options?: Ask<Mine, K>,
  ): Promise<z.output<Part<Mine, K, "answer">>>;
  close(): void;
}

export interface PeerParts<Mine extends Words, Theirs extends Words> {
  readonly socket: Duplex;
  readonly mine: Mine;
  readonly theirs: Theirs;
  readonly hears: Hears<Theirs>;
  readonly answers: Answers<Theirs>;
  /** Once, whichever side ended it. */
  readonly gone: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Notices are dropped when so much waits to be read. Bytes. */
const MOST_WAITING = 1_000_000;
/** Whoever lets so much wait reads nothing any more, and is let go. Bytes. */
const FAR_TOO_MUCH = 16_000_000;
/** Questions of the other side that are worked on at the same time. */
const MOST_QUESTIONS = 32;

const id = z.int().min(0);
const envelope = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("notice"), kind: z.string(), body: z.unknown() }),
  z.strictObject({ is: z.literal("ask"), id, kind: z.string(), body: z.unknown() }),
  z.strictObject({ is: z.literal("tell"), id, body: z.unknown() }),
  z.strictObject({ is: z.literal("answer"), id, body: z.unknown() }),
  z.strictObject({
    is: z.literal("failed"),
    id,
    code: z.string().regex(/^[a-z]+\.[a-z0-9-]+$/),
    sentence: z.string(),
  }),
  z.strictObject({ is: z.literal("cancel"), id }),
]);
type Envelope = z.infer<typeof envelope>;

interface Waiting {
  readonly kind: string;
  readonly tell: (body: unknown) => void;
  readonly done: (body: unknown) => void;
  readonly failed: (why: Fault) => void;
}

/**
 * Speaks with the process at the other end of a local socket, a JSON object a line, each held against its schema by
 * both sides. Whatever fits none is logged and dropped.
 */
export function openPeer<Mine extends Words, Theirs extends Words>(parts: PeerParts<Mine, Theirs>): Peer<Mine> {
  const { socket, mine, theirs, clock, log } = parts;
  const waiting = new Map<number, Waiting>();
  const working = new Map<number, AbortController>();
  const hears = parts.hears as Readonly<Record<string, (body: unknown) => void>>;
  const answers = parts.answers as Readonly<
    Record<string, (ask: unknown, tell: (told: unknown) => void, signal: AbortSignal) => Promise<unknown>>
  >;
  let asked = 0;
  let unread = 0;
  let over = false;

  /** The first is told, and then ever fewer: a side gone mad fills no disk. */
  const drop = (what: string, why: unknown): void => {
    unread++;
    if ((unread & (unread - 1)) === 0) log.warn("app.border-dropped", { what, why: explain(why), count: unread });
  };
  const put = (message: Envelope): void => {
    if (over || socket.destroyed) return;
    socket.write(`${JSON.stringify(message)}\n`);
    if (socket.writableLength > FAR_TOO_MUCH) end();
  };
  /** Null when it does not fit: then the message is dropped, whoever made it. */
  const held = (schema: z.ZodType | undefined, body: unknown, what: string): { readonly value: unknown } | null => {
    const parsed = schema?.safeParse(body);
    if (parsed?.success) return { value: parsed.data };
    drop(what, parsed ? z.prettifyError(parsed.error) : "no such kind");
    return null;
  };
  const end = (): void => {
    if (over) return;
    over = true;
    socket.destroy();
    for (const { failed } of waiting.values()) failed(new Fault("app.border-gone", "The other process is gone."));
    for (const work of working.values()) work.abort();
    parts.gone();
  };

  async function work(number: number, kind: string, body: unknown): Promise<void> {
    const refuse = (code: FaultCode, sentence: string) => put({ is: "failed", id: number, code, sentence });
    const question = Object.hasOwn(theirs.questions, kind) ? theirs.questions[kind] : undefined;
    const ask = held(question?.ask, body, kind);
    if (!question || !ask) return refuse("app.border-unread", `"${kind}" was not understood.`);
    if (working.size >= MOST_QUESTIONS) return refuse("app.border-busy", "Too many questions at once.");
    const left = new AbortController();
    working.set(number, left);
    const tell = (told: unknown) => {
      if (!left.signal.aborted && held(question.tell, told, kind)) put({ is: "tell", id: number, body: told });
    };
    try {
      const answer = await answers[kind]?.(ask.value, tell, left.signal);
      if (held(question.answer, answer, kind)) put({ is: "answer", id: number, body: answer });
      else refuse("app.border-unread", `The answer to "${kind}" could not be told.`);
    } catch (thrown) {
      const code = thrown instanceof Fault ? thrown.code : "app.failed";
      refuse(code, thrown instanceof Fault ? thrown.message : explain(thrown));
    } finally {
      working.delete(number);
    }
  }

  function take(message: Envelope): void {
    switch (message.is) {
      case "notice": {
        const schema = Object.hasOwn(theirs.notices, message.kind) ? theirs.notices[message.kind] : undefined;
        const body = held(schema, message.body, message.kind);
        if (body) hears[message.kind]?.(body.value);
        break;
      }
      case "ask":
        void work(message.id, message.kind, message.body);
        break;
      case "cancel":
        working.get(message.id)?.abort();
        break;
      case "tell":
        waiting.get(message.id)?.tell(message.body);
        break;
      case "answer":
        waiting.get(message.id)?.done(message.body);
        break;
      case "failed":
        waiting.get(message.id)?.failed(new Fault(message.code as FaultCode, message.sentence));
        break;
    }
  }

  socket.on("error", end);
  socket.on("close", end);
  socket.on("end", end);
  lines(
    socket,
    (line) => {
      try {
        const parsed = envelope.safeParse(JSON.parse(line));
        if (parsed.success) take(parsed.data);
        else drop("a message", z.prettifyError(parsed.error));
      } catch (thrown) {
        // Also what hearing it did: nothing that one process says ends the other.
        drop("a message", thrown);
      }
    },
    end,
  );

  async function ask(kind: string, body: unknown, options: Ask<Words, string> = {}): Promise<unknown> {
    const question = mine.questions[kind];
    if (over) throw new Fault("app.border-gone", "The other process is gone.");
    options.signal?.throwIfAborted();
    if (!question || !held(question.ask, body, kind)) throw new Fault("app.border-unread", `"${kind}" can't be asked.`);
    const number = asked++;
    const cancel = () => put({ is: "cancel", id: number });
    const answered = new Promise<unknown>((resolve, reject) => {
      waiting.set(number, {
        kind,
        tell(told) {
          const fitting = held(question.tell, told, kind);
          if (fitting) options.tell?.(fitting.value);
        },
        done(answer) {
          const fitting = held(question.answer, answer, kind);
          if (fitting) resolve(fitting.value);
          else reject(new Fault("app.border-unread", `The answer to "${kind}" was not understood.`));
        },
        failed: reject,
      });
    });
    options.signal?.addEventListener("abort", cancel, { once: true });
    put({ is: "ask", id: number, kind, body });
    try {
      if (!options.within) return await answered;
      const late = () => new Fault("app.border-late", `"${kind}" was not answered in time.`);
      return await within(clock, options.within, late, () => answered);
    } catch (thrown) {
      cancel();
      throw thrown;
    } finally {
      waiting.delete(number);
      options.signal?.removeEventListener("abort", cancel);
      answered.catch(() => undefined);
    }
  }

  return {
    say(kind, body) {
      if (over || socket.writableLength > MOST_WAITING) return false;
      if (!held(mine.notices[kind], body, kind)) return false;
      put({ is: "notice", kind, body });
      return true;
    },
    ask: ask as Peer<Mine>["ask"],
    close: end,
  };
}

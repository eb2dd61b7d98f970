import type { Office } from "../../duty/office.ts";
import { explain } from "../../kernel/fault.ts";
import type { Need } from "../../needs/need.ts";
import type { AnnouncementVersion } from "../../store/announcements.ts";
import type { CallSummary } from "../../store/call-record.ts";
import type { Message } from "../../store/message-record.ts";
import { readRetention } from "../../store/retention.ts";
import type { AdminParts } from "../parts.ts";
import { noteView } from "../sentences/say-step.ts";
import { sweepsFrom } from "../views/hour-now.ts";
import { needView } from "../views/need-view.ts";
import { callerView, callView, messageView } from "../views/views.ts";
import type { Board } from "./board.ts";
import type { Discretion } from "./discretion.ts";
import type { Happening } from "./happening.ts";
import { createListeners, type Listeners } from "./listeners.ts";

/** Makes of what happens, and of what people change, the events that pages listen to. Never throws. */
export interface Live {
  readonly listeners: Listeners;
  messageChanged(message: Message, isNew: boolean): Promise<void>;
  messageRemoved(id: string): void;
  /** With its messages, but for one that was told already. Null where it is not known which it was. */
  needChanged(need: Need | null, told?: string): Promise<void>;
  /** Finds what others changed: the command line, the telephone. */
  needsMayHaveChanged(): Promise<void>;
  /** Somebody has taken up their duty, or is to. */
  takeUpsMayHaveChanged(): Promise<void>;
  /** A text came, was read or went. */
  textsMayHaveChanged(): Promise<void>;
  /** After a change of the office by someone; also finds what others changed (the command line). */
  officeMayHaveChanged(by: string | null, what: string | null): Promise<void>;
  announcementChanged(version: AnnouncementVersion): void;
  take(happening: Happening): void;
}

/** Of a caller who left more, the page reads the list. */
const MOST_MESSAGES = 20;

export async function createLive(parts: AdminParts, board: Board, discretion: Discretion): Promise<Live> {
  const { store, log, clock } = parts;
  let office = await store.office.read();
  const listeners = createListeners((data, language) => discretion.facts(data, office, language));
  let revision = await store.office.revision();

  const safely = (what: string, work: () => Promise<void>): Promise<void> =>
    work().catch((thrown) => log.warn("admin.untold", { what, why: explain(thrown) }));

  const officeMayHaveChanged: Live["officeMayHaveChanged"] = (by, what) =>
    safely("office", async () => {
      const now = await store.office.revision();
      if (now === revision) return;
      revision = now;
      office = await store.office.read();
      listeners.tell("office", () => ({ revision: String(now), by, what }));
    });

  const messageChanged: Live["messageChanged"] = (message, isNew) =>
    safely("message", async () => {
      const { unheard, open } = await store.browse.messageCounts(clock.now());
      const view = messageView(
        message,
        office,
        readRetention(await store.settings.get("retention")),
        sweepsFrom(parts),
      );
      listeners.tell("message", () => ({ message: view, isNew, unheard, open }));
    });

  let takeUpsMark = await store.takeUps.mark();
  let textsMark = await store.texts.mark();
  let needsMark = await store.needs.mark();
  const needChanged: Live["needChanged"] = (need, told) =>
    safely("need", async () => {
      needsMark = await store.needs.mark();
      const now = clock.now();
      const counts = await store.needs.counts(now);
      const view = need && needView(need, office, now);
      listeners.tell("need", () => ({ need: view, counts }));
      for (const id of need?.messages.slice(-MOST_MESSAGES) ?? []) {
        const message = id === told ? null : await store.messages.get(id);
        if (message) await messageChanged(message, false);
      }
    });

  /** A caller who got through is owed nothing more. */
  async function closedBy({ endedAt }: CallSummary): Promise<Need | null> {
    const [last] = await store.needs.list({ state: "closed", limit: 1 });
    return last?.reason === "got-through" && last.closedAt === endedAt ? last : null;
  }

  const ended = (happening: Happening & { readonly of: "end" }): Promise<void> =>
    safely("call", async () => {
      await store.calls.flushed();
      const call = await store.calls.get(happening.call.id);
      if (!call) return;
      const view = callView(call, office);
      listeners.tell("ended", () => ({ call: view }));
      await needChanged((await store.needs.ofCall(call.id)) ?? (await closedBy(call)), call.message ?? undefined);
      const message = call.message === null ? null : await store.messages.get(call.message);
      if (message) await messageChanged(message, true);
    });

  return {
    listeners,
    messageChanged,
    needChanged,
    needsMayHaveChanged: () =>
      safely("need", async () => {
        if ((await store.needs.mark()) !== needsMark) await needChanged(null);
      }),
    takeUpsMayHaveChanged: () =>
      safely("take-up", async () => {
        const mark = await store.takeUps.mark();
        if (mark === takeUpsMark) return;
        takeUpsMark = mark;
        listeners.tell("take-up", () => ({ now: clock.now() }));
      }),
    textsMayHaveChanged: () =>
      safely("text", async () => {
        const mark = await store.texts.mark();
        if (mark === textsMark) return;
        textsMark = mark;
        const { unread } = await store.texts.counts();
        listeners.tell("text", () => ({ unread }));
      }),
    messageRemoved: (id) => listeners.tell("removed", () => ({ id })),
    officeMayHaveChanged,
    announcementChanged: ({ kind, language, urgent }) =>
      listeners.tell("announcement", () => ({ kind, language, urgent })),
    take(happening) {
      board.take(happening);
      switch (happening.of) {
        case "call": {
          const { call, at, note } = happening;
          const known: Office = office;
          const { id, line, at: began } = call;
          const caller = callerView(call.caller, known);
          listeners.tell("call", (language) => ({
            id,
            line,
            at: began,
            caller,
            step: noteView(at, note, known, language),
          }));
          break;
        }
        case "end":
          void ended(happening);
          break;
        case "line":
          if (board.line(happening.line, "fr"))
            listeners.tell("line", (language) => ({ line: lineNow(board, happening.line, language) }));
          break;
      }
    },
  };
}

function lineNow(board: Board, name: string, language: "fr" | "en") {
  const line = board.line(name, language);
  if (!line) throw new RangeError(`there is no line ${name}`);
  return line;
}

import { Fault } from "../../kernel/fault.ts";
import { instant } from "../../kernel/units.ts";
import type { Message, MessageMark } from "../../store/message-record.ts";
import { readRetention } from "../../store/retention.ts";
import type { AdminParts } from "../parts.ts";
import type { Mark } from "../schemas/messages.ts";
import { Refused } from "../sentences/refusals.ts";
import { createDisclosures } from "../server/disclosures.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { sendSound } from "../server/send-sound.ts";
import { sweepsFrom } from "../views/hour-now.ts";
import { lookingFor } from "../views/looking-for.ts";
import { messageView } from "../views/views.ts";

type Which = "messages" | "message" | "markMessage" | "markMessages" | "removeMessage" | "owners" | "messageAudio";

export function messagesAnswers(parts: AdminParts, live: Live, discretion: Discretion): Answers<Which> {
  const { store, clock, log } = parts;
  const told = createDisclosures(store, clock, log);
  async function message(id: string): Promise<Message> {
    const found = await store.messages.get(id);
    if (!found) throw new Fault("store.no-message", `There is no message ${id}`);
    return found;
  }
  async function mark(id: string, given: Mark, by: string): Promise<Message> {
    const marked = await store.messages.mark(id, markOf(given), by);
    void live.messageChanged(marked, false);
    void tellOfNeed(marked, given);
    return marked;
  }
  /** What is done with a message is done with its need, and with all messages of that. */
  async function tellOfNeed({ id, call }: Message, { heard: _, kept: __, ...done }: Mark): Promise<void> {
    if (Object.keys(done).length === 0) return;
    const need = await store.needs.ofCall(call).catch(() => null);
    if (need) await live.needChanged(need, id);
  }
  /** Shows messages by the office and the rule of now. */
  async function viewer() {
    const office = await store.office.read();
    const rule = readRetention(await store.settings.get("retention"));
    return { office, view: (each: Message) => messageView(each, office, rule, sweepsFrom(parts)) };
  }
  return {
    async messages({ query, by }) {
      if (query.search) discretion.refuse(by);
      const { office, view } = await viewer();
      const now = clock.now();
      const { limit, before, only, owner, search, since, until } = query;
      const found = await store.browse.messages({
        limit: limit + 1,
        before,
        only,
        owner,
        now,
        search: lookingFor(search, office),
        since: since === undefined ? undefined : instant(since),
        until: until === undefined ? undefined : instant(until),
      });
      const { owned, ...counts } = await store.browse.messageCounts(now, by.name);
      return {
        messages: found.slice(0, limit).map(view),
        more: found.length > limit,
        counts: { ...counts, mine: owned },
      };
    },
    message: async ({ params }) => (await viewer()).view(await message(params.id)),
    markMessage: async ({ params, body, by }) => (await viewer()).view(await mark(params.id, body, by.name)),
    async markMessages({ body, by }) {
      const { view } = await viewer();
      const messages = [];
      // One after another: between two, whoever else has something to write gets a turn.
      for (const id of new Set(body.ids))
        if (await store.messages.get(id)) messages.push(view(await mark(id, body.mark, by.name)));
      return { messages };
    },
    async removeMessage({ params, by }) {
      await store.forget.message(params.id, by.name);
      live.messageRemoved(params.id);
      return { done: true };
    },
    async owners() {
      const names = [...(await store.users.list()), ...(await store.office.read()).people].map(({ name }) => name);
      return { owners: [...new Set(names)].sort((a, b) => a.localeCompare(b)) };
    },
    async messageAudio({ params, query, request, reply, by }) {
      discretion.refuse(by);
      const { file, id, fileMissing, untrimmed } = await message(params.id);
      const whole = query.untrimmed === "true";
      const sound = whole ? untrimmed?.file : fileMissing ? undefined : file;
      if (sound === undefined) throw new Refused("no-sound");
      const what = query.download === "true" ? "recording.download-sound" : "recording.listen";
      await told.once(what, { message: id }, by.name);
      const name = query.download === "true" ? `message-${id}${whole ? "-untrimmed" : ""}.wav` : null;
      return sendSound(reply, request.headers.range, sound, name);
    },
  };
}

function markOf({ heard, takenBy, calledBack, closed, note, dueAt, kept }: Mark): MessageMark {
  return {
    ...(heard !== undefined && { heard }),
    ...(takenBy !== undefined && { takenBy }),
    ...(calledBack !== undefined && { calledBack }),
    ...(closed !== undefined && { closed }),
    ...(note !== undefined && { note: note || null }),
    ...(kept !== undefined && { kept }),
    ...(dueAt !== undefined && { dueAt: dueAt === null ? null : instant(dueAt) }),
  };
}

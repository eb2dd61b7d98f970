import { Fault } from "../../kernel/fault.ts";
import { instant } from "../../kernel/units.ts";
import type { Message } from "../../store/message-record.ts";
import type { MessageMark } from "../../store/messages.ts";
import type { Live } from "../live.ts";
import { lookingFor } from "../looking-for.ts";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../refusals.ts";
import type { Answers } from "../routes.ts";
import type { Mark } from "../schemas/messages.ts";
import { sendSound } from "../send-sound.ts";
import { messageView } from "../views.ts";

type Which = "messages" | "message" | "markMessage" | "markMessages" | "messageAudio";

export function messagesAnswers({ store }: AdminParts, live: Live): Answers<Which> {
  async function message(id: string): Promise<Message> {
    const found = await store.messages.get(id);
    if (!found) throw new Fault("store.no-message", `There is no message ${id}`);
    return found;
  }
  async function mark(id: string, given: Mark, by: string): Promise<Message> {
    const marked = await store.messages.mark(id, markOf(given), by);
    void live.messageChanged(marked, false);
    return marked;
  }
  return {
    async messages({ query }) {
      const office = await store.office.read();
      const { limit, before, only, search, since, until } = query;
      const found = await store.browse.messages({
        ...{ limit: limit + 1, before, only, search: lookingFor(search, office) },
        since: since === undefined ? undefined : instant(since),
        until: until === undefined ? undefined : instant(until),
      });
      return {
        messages: found.slice(0, limit).map((each) => messageView(each, office)),
        more: found.length > limit,
        counts: await store.browse.messageCounts(),
      };
    },
    message: async ({ params }) => messageView(await message(params.id), await store.office.read()),
    markMessage: async ({ params, body, by }) =>
      messageView(await mark(params.id, body, by.name), await store.office.read()),
    async markMessages({ body, by }) {
      const office = await store.office.read();
      const messages = [];
      // One after another: between two, whoever else has something to write gets a turn.
      for (const id of new Set(body.ids))
        if (await store.messages.get(id)) messages.push(messageView(await mark(id, body.mark, by.name), office));
      return { messages };
    },
    async messageAudio({ params, query, request, reply }) {
      const { file, id, fileMissing } = await message(params.id);
      if (fileMissing) throw new Refused("no-sound");
      const name = query.download === "true" ? `message-${id}.wav` : null;
      return sendSound(reply, request.headers.range, file, name);
    },
  };
}

function markOf({ heard, takenBy, calledBack, closed, note, dueAt }: Mark): MessageMark {
  return {
    ...(heard !== undefined && { heard }),
    ...(takenBy !== undefined && { takenBy }),
    ...(calledBack !== undefined && { calledBack }),
    ...(closed !== undefined && { closed }),
    ...(note !== undefined && { note: note || null }),
    ...(dueAt !== undefined && { dueAt: dueAt === null ? null : instant(dueAt) }),
  };
}

import type { AdminParts } from "../parts.ts";
import type { Answers } from "../routes.ts";

type Which = "journal" | "outbox" | "testMail";

/** What was written down: of changes, of letters. */
export function recordsAnswers({ store, mail }: AdminParts): Answers<Which> {
  return {
    async journal({ query }) {
      const { limit, before, what } = query;
      const entries = await store.journal.list({
        limit: limit + 1,
        ...(before !== undefined && { before }),
        ...(what !== undefined && { what }),
      });
      return { entries: entries.slice(0, limit), more: entries.length > limit };
    },
    async outbox({ query }) {
      const [entries, waiting] = [
        await store.outbox.list({ limit: query.limit, waiting: query.waiting === "true" }),
        await store.outbox.list({ limit: 1000, waiting: true }),
      ];
      return { configured: mail.configured, waiting: waiting.length, entries };
    },
    async testMail({ body }) {
      await mail.sendTest(body.to);
      return { done: true };
    },
  };
}

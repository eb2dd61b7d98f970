import type { Office } from "../../duty/office.ts";
import { callerId } from "../../kernel/caller-id.ts";
import type { KeptText } from "../../store/texts.ts";
import type { AdminParts } from "../parts.ts";
import type { TextView } from "../schemas/texts.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { callerView } from "../views/views.ts";

export function textsAnswers(
  { store }: AdminParts,
  live: Live,
): Answers<"texts" | "readText" | "callBackText" | "removeText"> {
  async function view({ id, line, sentAt, cameAt, zone, body, became, need, read, from }: KeptText, office: Office) {
    const owed = need === null ? null : await store.needs.get(need);
    const caller = callerView(callerId(from.number, from.name), office);
    const of = owed && { id: owed.id, open: owed.closedAt === null };
    return { id, line, at: cameAt, sentAt, zone, caller, body, became, need: of, read } satisfies TextView;
  }

  return {
    async texts({ query: { limit, before } }) {
      const office = await store.office.read();
      const found = await store.texts.list({ limit: limit + 1, before });
      return {
        texts: await Promise.all(found.slice(0, limit).map((text) => view(text, office))),
        more: found.length > limit,
        unread: (await store.texts.counts()).unread,
      };
    },
    async readText({ params, by }) {
      const text = await store.texts.read(params.id, by.name);
      await live.textsMayHaveChanged();
      return view(text, await store.office.read());
    },
    async callBackText({ params, by }) {
      const need = await store.texts.toCallBack(params.id, by.name);
      const text = await store.texts.read(params.id, by.name);
      await live.textsMayHaveChanged();
      await live.needChanged(await store.needs.get(need));
      return view(text, await store.office.read());
    },
    async removeText({ params, by }) {
      await store.texts.remove(params.id, by.name);
      await live.textsMayHaveChanged();
      return { done: true };
    },
  };
}

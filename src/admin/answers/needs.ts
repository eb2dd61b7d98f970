import { Fault } from "../../kernel/fault.ts";
import type { Need } from "../../needs/need.ts";
import { readRetention } from "../../store/retention.ts";
import type { AdminParts } from "../parts.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { hourNow, sweepsFrom } from "../views/hour-now.ts";
import { lookingFor } from "../views/looking-for.ts";
import { needView, pastView } from "../views/need-view.ts";
import { callView, messageView } from "../views/views.ts";

type Which = "needs" | "need" | "takeNeed" | "giveBackNeed" | "noteNeed" | "closeNeed" | "reopenNeed";

/** A caller who rings all day: more of their calls are in the list of calls. */
const MOST_CALLS = 50;

export function needsAnswers(parts: AdminParts, live: Live, discretion: Discretion): Answers<Which> {
  const { store } = parts;
  const show = async (need: Need) => needView(need, await store.office.read(), hourNow(parts));
  async function changed(need: Need) {
    await live.needChanged(need);
    return show(need);
  }
  const there = <T>(found: readonly (T | null)[]): T[] => found.filter((each) => each !== null);

  return {
    async needs({ query, by }) {
      if (query.search) discretion.refuse(by);
      const office = await store.office.read();
      const now = hourNow(parts);
      const { limit, search, state, weight, owner, after } = query;
      const found = await store.needs.list({
        state,
        weight,
        owner,
        after,
        now,
        limit: limit + 1,
        search: lookingFor(search, office),
      });
      return {
        needs: found.slice(0, limit).map((need) => needView(need, office, now)),
        more: found.length > limit,
        counts: await store.needs.counts(now),
      };
    },
    async need({ params }) {
      const need = await store.needs.get(params.id);
      if (!need) throw new Fault("needs.no-need", `There is no need ${params.id}`);
      const office = await store.office.read();
      const rule = readRetention(await store.settings.get("retention"));
      const calls = await Promise.all(need.calls.slice(-MOST_CALLS).map((id) => store.calls.get(id)));
      const messages = await Promise.all(need.messages.slice(-MOST_CALLS).map((id) => store.messages.get(id)));
      return {
        ...needView(need, office, hourNow(parts)),
        history: (await store.needs.history(need.id)).map(pastView),
        callRecords: there(calls).map((call) => callView(call, office)),
        messageRecords: there(messages).map((message) => messageView(message, office, rule, sweepsFrom(parts))),
        textRecords: (await store.texts.ofNeed(need.id)).map(({ id, sentAt, body }) => ({
          id,
          at: sentAt,
          note: body,
        })),
      };
    },
    async takeNeed({ params, body, by }) {
      const owner = { id: null, name: body.owner ?? by.name };
      const person = (await store.office.read()).people.find(({ name }) => name === owner.name);
      return changed(
        await store.needs.take(params.id, { ...owner, id: person?.id ?? null }, "page", {
          by: by.name,
          seen: body.seen,
        }),
      );
    },
    giveBackNeed: async ({ params, by }) => changed(await store.needs.giveBack(params.id, by.name)),
    noteNeed: async ({ params, body, by }) => changed(await store.needs.note(params.id, body.note, by.name)),
    closeNeed: async ({ params, body, by }) =>
      changed(await store.needs.close(params.id, { reason: body.reason, note: body.note || null }, by.name)),
    reopenNeed: async ({ params, by }) => changed(await store.needs.reopen(params.id, by.name)),
  };
}

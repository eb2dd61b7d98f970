import type { Clock } from "../kernel/clock.ts";
import type { EmailParts } from "../notify/email.ts";
import type { Store } from "../store/store.ts";

export interface AfterCallParts {
  readonly store: Pick<Store, "calls" | "callLinks" | "office">;
  readonly clock: Clock;
  /** Where the page is asked for in the office's network; null where there is none. */
  readonly page: () => string | null;
}

/** The link by which whoever took a call says what came of it: for them alone, while it is known who called. */
export const afterCallLink = ({ store, clock, page }: AfterCallParts): NonNullable<EmailParts["afterCall"]> =>
  async function afterCall({ payload, to }) {
    const base = page();
    if (base === null || typeof payload.call !== "string") return null;
    const call = await store.calls.get(payload.call);
    if (!call || call.forgottenAt !== null) return null;
    const { people } = await store.office.read();
    const mine = people.filter(({ email }) => email?.toLowerCase() === to.toLowerCase());
    const took = call.steps.findLast(({ what }) => what === "put-through");
    const person = mine.find(({ id }) => took?.what === "put-through" && took.detail.person === id);
    if (!person) return null;
    const { token, until } = await store.callLinks.tokenFor(call.id, person.id, clock.now());
    return { url: new URL(`/after-call/${token}`, base).href, until };
  };

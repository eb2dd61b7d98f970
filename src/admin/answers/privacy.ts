import { formsOf, parsePhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import { dayOfDate, zoneNamed } from "../../duty/wall-clock.ts";
import type { AdminParts } from "../parts.ts";
import { MOST_AUDIT_DAYS } from "../schemas/privacy.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";

type Which = "auditorAccess" | "openToAuditors" | "closeToAuditors" | "aboutCaller" | "forgetCaller";

/** Who may see callers; what a caller may ask for. */
export function privacyAnswers({ store, clock }: AdminParts, discretion: Discretion, live: Live): Answers<Which> {
  /** Faults: `admin.bad-request`. */
  async function callerOf(text: string) {
    const { country } = await store.office.read();
    const number = parsePhoneNumber(text, country);
    return { number, forms: formsOf(number), shown: showPhoneNumber(number, country) };
  }
  return {
    auditorAccess: () => discretion.access(),
    async openToAuditors({ body, by }) {
      const { zone } = await store.office.read();
      const [first, last] = [dayOfDate(body.from), dayOfDate(body.to)];
      if (last < first || last < zoneNamed(zone).dayAt(clock.now())) throw new Refused("past");
      if (last - first >= MOST_AUDIT_DAYS) throw new Refused("audit-too-long", String(MOST_AUDIT_DAYS));
      await discretion.name(body, by.name);
      return discretion.access();
    },
    async aboutCaller({ body, by }) {
      const { number, forms, shown } = await callerOf(body.number);
      const about = await store.callers.about(number, forms);
      const { calls, messages, texts, needs, entries, logbook, letters, journal, mentions } = about;
      await store.journal.add({ by: by.name, what: "caller.about", before: null, after: { calls: calls.length } });
      return {
        at: clock.now(),
        number,
        shown,
        calls: calls.map((call) => ({ ...call })),
        messages: messages.map(({ file: _, untrimmed, ...message }) => ({ ...message, untrimmed: untrimmed !== null })),
        texts: texts.map((text) => ({ ...text })),
        needs: needs.map((need) => ({ ...need })),
        entries: entries.map((entry) => ({ ...entry })),
        logbook: logbook.map((entry) => ({ ...entry })),
        letters: letters.map((letter) => ({ ...letter })),
        journal: journal.map((entry) => ({ ...entry })),
        mentions: mentions.map((mention) => ({ ...mention })),
      };
    },
    async forgetCaller({ body, by }) {
      const { number, forms } = await callerOf(body.number);
      const { messages } = await store.callers.about(number, forms);
      const forgotten = await store.callers.forget(number, forms, by.name, clock.now());
      for (const { id } of messages) if (!(await store.messages.get(id))) live.messageRemoved(id);
      await live.officeMayHaveChanged(by.name, "callers");
      return forgotten;
    },
    async closeToAuditors({ by }) {
      await discretion.name(null, by.name);
      return discretion.access();
    },
  };
}

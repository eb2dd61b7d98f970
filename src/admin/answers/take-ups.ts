import type { Office } from "../../duty/office.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Instant } from "../../kernel/units.ts";
import type { TakeUp } from "../../needs/take-up.ts";
import type { SignedLink } from "../../store/signed-links.ts";
import type { AdminParts } from "../parts.ts";
import type { TakeUpLinkView } from "../schemas/take-ups.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { hourNow } from "../views/hour-now.ts";
import { peopleNamed, takeUpView } from "../views/take-up-view.ts";

/** By the link of a letter, or at the page, somebody says that they are there. Looking at a link says nothing. */
export function takeUpAnswers(parts: AdminParts, live: Live): Answers<"takeUpLink" | "takeUpByLink" | "confirmTakeUp"> {
  const { store } = parts;

  async function found(token: string) {
    const link = await store.takeUpLinks.read(token);
    const takeUp = link && (await store.takeUps.get(Number(link.about)));
    return { link, takeUp, office: await store.office.read() };
  }

  return {
    async takeUpLink({ params }) {
      const { link, takeUp, office } = await found(params.token);
      return shown(link, takeUp, office, hourNow(parts));
    },
    async takeUpByLink({ params }) {
      const { link, takeUp, office } = await found(params.token);
      const now = hourNow(parts);
      const before = shown(link, takeUp, office, now);
      const person = office.people.find(({ id }) => id === link?.person);
      if (!takeUp || !person || before.state !== "open") return before;
      const by = { id: person.id, name: person.name };
      const after = await store.takeUps.confirm(takeUp.id, by, "link", now).catch((thrown) => {
        // The shift was given to another, or ended, at this very moment.
        if (thrown instanceof Fault && thrown.code === "needs.no-take-up") return store.takeUps.get(takeUp.id);
        throw thrown;
      });
      await live.takeUpsMayHaveChanged();
      return shown(link, after, office, now);
    },
    async confirmTakeUp({ params, by }) {
      const office = await store.office.read();
      const own = peopleNamed(office, by.name);
      const now = hourNow(parts);
      const takeUp = await store.takeUps.get(params.id);
      // Whoever says so at the page for another has heard it from them.
      const id = takeUp !== null && own.includes(takeUp.person) ? takeUp.person : null;
      const done = await store.takeUps.confirm(params.id, { id, name: by.name }, "page", now);
      await live.takeUpsMayHaveChanged();
      return takeUpView(done, now);
    },
  };
}

function shown(link: SignedLink | null, takeUp: TakeUp | null, office: Office, now: Instant): TakeUpLinkView {
  const person = office.people.find(({ id }) => id === link?.person);
  const blank = {
    office: office.name,
    language: person?.language ?? office.language,
    zone: takeUp?.zone ?? office.zone,
  };
  const none = { ...blank, shift: null, by: null, since: null };
  if (!link || !takeUp || !person) return { ...none, state: "unknown" };
  const { name, service, from, until, confirmed } = takeUp;
  if (link.until < now || until <= now) return { ...none, state: "over" };
  const shift = { name, own: takeUp.person === person.id, service, from, until };
  if (confirmed) {
    const state = confirmed.by.id === person.id ? "yours" : "taken";
    return { ...blank, state, shift, by: confirmed.by.name, since: confirmed.at };
  }
  if (takeUp.missedAt !== null) return { ...none, state: "over" };
  if (takeUp.withdrawnAt !== null) return { ...none, state: "gone" };
  return { ...none, state: "open", shift };
}

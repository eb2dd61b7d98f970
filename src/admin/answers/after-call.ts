import { addressBook, clientBehind, ourNameFor } from "../../attendant/address-book.ts";
import type { Office } from "../../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import { Fault } from "../../kernel/fault.ts";
import type { CallRecord } from "../../store/call-record.ts";
import type { LogEntry } from "../../store/log-entry.ts";
import type { SignedLink } from "../../store/signed-links.ts";
import type { AdminParts } from "../parts.ts";
import type { AfterCallView } from "../schemas/logbook.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { hourNow } from "../views/hour-now.ts";

/** By the link of a letter, whoever took a call says what came of it. Looking at it says nothing. */
export function afterCallAnswers(parts: AdminParts, live: Live): Answers<"afterCall" | "sayAfterCall"> {
  const { store } = parts;

  async function seen(token: string) {
    const link = await store.callLinks.read(token);
    const office = await store.office.read();
    const call = link && (await store.calls.get(link.about));
    const entries = call ? await store.logbook.ofCall(call.id) : [];
    return { link, call, view: shown(link, call, entries, office, hourNow(parts)), office };
  }

  return {
    afterCall: async ({ params }) => (await seen(params.token)).view,
    async sayAfterCall({ params, body }) {
      const { link, call, view, office } = await seen(params.token);
      const person = office.people.find(({ id }) => id === link?.person);
      if (!link || !call || !person || (view.state !== "asked" && view.state !== "said")) return view;
      try {
        const { came, note } = body;
        const said = await store.logbook.say(call.id, {
          came,
          note: note || null,
          by: person.name,
          person: person.id,
          how: "link",
        });
        if (said.need !== null) await live.needChanged(await store.needs.get(said.need));
      } catch (thrown) {
        // The caller was forgotten meanwhile.
        if (!(thrown instanceof Fault) || thrown.code !== "store.no-call") throw thrown;
      }
      return (await seen(params.token)).view;
    },
  };
}

/** For whoever took the call, while the link has its time and it is known who called; for anybody else nothing. */
function shown(
  link: SignedLink | null,
  call: CallRecord | null,
  entries: readonly LogEntry[],
  office: Office,
  now: number,
): AfterCallView {
  const person = office.people.find(({ id }) => id === link?.person);
  const { name, zone } = office;
  const blank = { office: name, language: person?.language ?? office.language, zone, call: null, said: null };
  if (!link || !call || !person || call.endedAt === null) return { ...blank, state: "unknown" };
  if (link.until < now) return { ...blank, state: "over" };
  const took = call.steps.findLast((step) => step.what === "put-through");
  if (took?.what !== "put-through" || took.detail.person !== person.id || call.forgottenAt !== null)
    return { ...blank, state: "unknown" };
  const last = entries.findLast(({ kind }) => kind === "came");
  return {
    ...blank,
    state: last ? "said" : "asked",
    call: about(call, entries, office),
    said: last?.came ? { came: last.came, note: last.text, by: last.by, at: last.at } : null,
  };
}

function about(call: CallRecord, entries: readonly LogEntry[], office: Office): NonNullable<AfterCallView["call"]> {
  const number = readPhoneNumber(call.caller.number, office.country);
  const book = addressBook(office);
  const client = clientBehind(number, book);
  const digits = call.steps.flatMap((step) => (step.what === "key" && step.detail.known ? [step.detail.digit] : []));
  return {
    at: call.at,
    shown: number === null ? call.caller.number : showPhoneNumber(number, office.country),
    number,
    name: (number === null ? undefined : ourNameFor(number, book)) ?? call.caller.name,
    fragile: client?.fragile ?? false,
    service: entries.find(({ kind }) => kind === "call")?.service ?? null,
    keys: [...new Set(digits)].map((key) => ({
      key,
      label: office.menu.find((each) => each.key === key)?.label ?? null,
    })),
    note: client?.note ?? null,
    relatives: (client?.relatives ?? []).map(({ name, relation = null, number: theirs }) => ({
      name,
      relation,
      shown: theirs === undefined ? null : showPhoneNumber(theirs, office.country),
    })),
  };
}

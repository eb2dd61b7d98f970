import { addressBook, clientBehind } from "../../attendant/address-book.ts";
import type { Office, Person } from "../../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Need } from "../../needs/need.ts";
import type { NeedLink } from "../../store/need-links.ts";
import type { AdminParts } from "../parts.ts";
import type { CallBackView } from "../schemas/needs.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { hourNow } from "../views/hour-now.ts";

/** By the link of a letter, whoever was asked says that they call back. Looking at it takes nothing. */
export function callBackAnswers(
  parts: AdminParts,
  live: Live,
): Answers<"callBack" | "acceptCallBack" | "closeCallBack"> {
  const { store } = parts;

  async function found(token: string) {
    const link = await store.needLinks.read(token);
    return { link, need: link && (await store.needs.get(link.need)), office: await store.office.read() };
  }

  /** Does it while the link stands at this; where somebody was faster, what is seen is who. */
  async function acting(
    token: string,
    state: CallBackView["state"],
    act: (need: Need, person: Pick<Person, "id" | "name">) => Promise<Need>,
  ): Promise<CallBackView> {
    const { link, need, office } = await found(token);
    const before = shown(link, need, office, hourNow(parts));
    const person = office.people.find(({ id }) => id === link?.person);
    if (!link || !need || !person || before.state !== state) return before;
    try {
      const after = await act(need, person);
      await live.needChanged(after);
      return shown(link, after, office, hourNow(parts));
    } catch (thrown) {
      if (!(thrown instanceof Fault) || !thrown.code.startsWith("needs.")) throw thrown;
      return shown(link, await store.needs.get(need.id), office, hourNow(parts));
    }
  }

  return {
    async callBack({ params }) {
      const { link, need, office } = await found(params.token);
      return shown(link, need, office, hourNow(parts));
    },
    acceptCallBack: ({ params }) =>
      acting(params.token, "open", (need, { id, name }) => store.needs.take(need.id, { id, name }, "link")),
    closeCallBack: ({ params, body }) =>
      acting(params.token, "yours", (need, { name }) =>
        store.needs.close(need.id, { reason: body.reason, note: body.note || null }, name),
      ),
  };
}

/** What whoever has the link may see: who called while it is theirs or nobody's, and who has it once it is not. */
function shown(link: NeedLink | null, need: Need | null, office: Office, now: number): CallBackView {
  const person = office.people.find(({ id }) => id === link?.person);
  const blank = { office: office.name, language: person?.language ?? office.language, zone: office.zone };
  const none = { ...blank, by: null, since: null, need: null };
  if (!link || !need || !person) return { ...none, state: "unknown" };
  if (need.closedAt !== null) return { ...none, state: "closed", by: need.closedBy, since: need.closedAt };
  if (link.until < now) return { ...none, state: "over" };
  if (need.owner?.id === person.id) return { ...none, state: "yours", since: need.takenAt, need: about(need, office) };
  if (need.owner) return { ...none, state: "taken", by: need.owner.name, since: need.takenAt };
  return { ...none, state: "open", need: about(need, office) };
}

function about(need: Need, office: Office): NonNullable<CallBackView["need"]> {
  const number = readPhoneNumber(need.number, office.country);
  const client = clientBehind(number, addressBook(office));
  return {
    shown: number === null ? need.number : showPhoneNumber(number, office.country),
    number,
    name: need.name,
    weight: need.weight,
    why: need.why,
    at: need.openedAt,
    dueAt: need.dueAt,
    messages: need.messages.length,
    note: client?.note ?? null,
    relatives: (client?.relatives ?? []).map(({ name, relation = null, number: theirs }) => ({
      name,
      relation,
      shown: theirs === undefined ? null : showPhoneNumber(theirs, office.country),
    })),
  };
}

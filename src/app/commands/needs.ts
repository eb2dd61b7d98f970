import { callerFrom } from "../../attendant/address-book.ts";
import type { Office } from "../../duty/office.ts";
import { systemClock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Need, NeedPast, NeedReason } from "../../needs/need.ts";
import { type CommonOptions, callerName, operator, print, table, wallClock, withStore } from "../terminal.ts";

interface ListOptions extends CommonOptions {
  readonly closed?: boolean;
  readonly overdue?: boolean;
  readonly limit: number;
}

/** Who is to be called back: by weight and deadline. */
export const listNeeds = (options: ListOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const state = options.closed ? "closed" : options.overdue ? "overdue" : "open";
    const now = systemClock.now();
    const needs = await store.needs.list({ state, now, limit: options.limit });
    print(options, needs, () =>
      needs.length === 0
        ? [options.closed ? "None was closed." : "Nobody is to be called back."]
        : table([
            ["ID", "DUE", "WEIGHT", "FROM", "CALLS", "WHY", "STATE"],
            ...needs.map((need) => [
              need.id,
              wallClock(need.dueAt, need.zone),
              need.weight,
              nameOf(need, office),
              String(need.calls.length),
              whys[need.why],
              stateOf(need, now),
            ]),
          ]),
    );
  });

/** One, with all that happened to it. */
export const showNeed = (id: string, options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const need = await store.needs.get(id);
    if (!need) throw new Fault("needs.no-need", `There is no need ${id}; \`permanence needs list\` shows them.`);
    const office = await store.office.read();
    const history = await store.needs.history(id);
    print(options, { ...need, history }, () => [
      `${nameOf(need, office)}, ${need.weight}: ${stateOf(need, systemClock.now())}`,
      ...table(history.map((past) => [`  ${wallClock(past.at, need.zone)}`, inWords(past, history)])),
    ]);
  });

interface CloseOptions extends CommonOptions {
  readonly reason: NeedReason;
  readonly note?: string;
}

/** Closes it, with its messages. */
export const closeNeed = (id: string, { reason, note, ...options }: CloseOptions): Promise<void> =>
  act(options, (store) => store.needs.close(id, { reason, note: note?.trim() || null }, operator()));

/** Somebody deals with it. `by`: whoever runs the command, unless told. */
export const takeNeed = (id: string, { by, ...options }: CommonOptions & { readonly by?: string }): Promise<void> =>
  act(options, (store) => store.needs.take(id, { id: null, name: by ?? operator() }, "command", { by: operator() }));

/** Opens it again, with its messages. */
export const reopenNeed = (id: string, options: CommonOptions): Promise<void> =>
  act(options, (store) => store.needs.reopen(id, operator()));

type Work = (store: Parameters<Parameters<typeof withStore>[1]>[0]) => Promise<Need>;

const act = (options: CommonOptions, work: Work): Promise<void> =>
  withStore(options, async (store) => {
    const need = await work(store);
    print(options, need, () => [`${need.id}: ${stateOf(need, systemClock.now())}`]);
  });

const nameOf = ({ presentation, number, name }: Need, office: Office): string =>
  callerName({ presentation, number, name: callerFrom({ presentation, number, name }, office).name ?? name }, office);

function stateOf({ closedAt, closedBy, reason, owner, dueAt }: Need, now: number): string {
  if (closedAt !== null) return `closed${closedBy ? ` by ${closedBy}` : ""}, ${reason ?? "other"}`;
  return [owner ? `taken by ${owner.name}` : "open", ...(dueAt < now ? ["OVERDUE"] : [])].join(", ");
}

const whys: Readonly<Record<Need["why"], string>> = {
  "nobody-took-it": "nobody took it",
  message: "left a message",
  left: "hung up before",
  failed: "the call failed",
  interrupted: "the appliance stopped",
  "empty-message": "said nothing",
  "follow-up": "to be followed up",
  text: "wrote a text message",
};

function inWords(past: NeedPast, history: readonly NeedPast[]): string {
  const askOf = (id: number) => {
    const ask = history.find((each) => each.what === "asked" && each.detail.ask === id);
    return ask?.what === "asked" ? ask.detail : null;
  };
  switch (past.what) {
    case "opened":
      return `opened by call ${past.detail.call}: ${whys[past.detail.why]}`;
    case "joined":
      return `rang again, call ${past.detail.call}: ${whys[past.detail.why]}`;
    case "message":
      return `message ${past.detail.message}`;
    case "asked":
      return `${past.detail.name} asked by ${past.detail.channel}, round ${past.detail.round}`;
    case "answered":
      return askOf(past.detail.ask)?.channel === "email" && past.detail.answer === "failed"
        ? `${askOf(past.detail.ask)?.name}: the mail could not be sent`
        : `${askOf(past.detail.ask)?.name ?? past.detail.person}: ${past.detail.answer}`;
    case "taken":
      return `taken by ${past.detail.by.name} (${past.detail.how})`;
    case "given-back":
      return `given back by ${past.detail.by}`;
    case "told":
      return `${past.detail.name ?? past.detail.person} told`;
    case "last-resort": {
      const told = past.detail.told.map(({ name }) => name).join(", ");
      return told === "" ? "nobody took it, and there is nobody to tell" : `nobody took it: ${told} told`;
    }
    case "note":
      return `${past.detail.by}: “${past.detail.text}”`;
    case "closed":
      return `closed${past.detail.by ? ` by ${past.detail.by}` : ""}, ${past.detail.reason}${past.detail.note ? `: “${past.detail.note}”` : ""}`;
    case "reopened":
      return "by" in past.detail ? `opened again by ${past.detail.by}` : "opened again: its message came later";
  }
}

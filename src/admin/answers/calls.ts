import { Readable } from "node:stream";
import { describePlan } from "../../attendant/describe-plan.ts";
import type { Office } from "../../duty/office.ts";
import { DAY_MS, MINUTE_MS } from "../../duty/wall-clock.ts";
import { instant } from "../../kernel/units.ts";
import type { CallSearch } from "../../store/browse.ts";
import type { CallRecord, CallStep } from "../../store/call-record.ts";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../sentences/refusals.ts";
import { stepView } from "../sentences/say-step.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Answers } from "../server/routes.ts";
import { sendSound } from "../server/send-sound.ts";
import { keptSound } from "../sound/kept-sound.ts";
import { csvHead, csvRow } from "../views/calls-csv.ts";
import { fragileNumbers } from "../views/fragile-numbers.ts";
import { lookingFor } from "../views/looking-for.ts";
import { openSpans } from "../views/open-spans.ts";
import { callView } from "../views/views.ts";
import { reasons } from "./plan.ts";

/** Rows of the table that are fetched at once: the event loop is never held up by a whole year. */
const BATCH = 500;
/** As far back as hours are told from each other. */
const MOST_DAYS = 400;

type Filters = Partial<Record<"since" | "until", number | undefined>> &
  Partial<Record<"line" | "search" | "before", string | undefined>> &
  Pick<CallSearch, "outcome" | "group"> & {
    readonly only?: keyof typeof kinds | undefined;
    readonly hours?: "in" | "out" | undefined;
  };

/** What only some calls are, as the store finds them. */
const kinds = {
  fragile: (office: Office) => ({ numbers: fragileNumbers(office) }),
  answered: () => ({ answered: true }),
  owed: () => ({ owed: "any" }),
  "called-back": () => ({ owed: "called-back" }),
  "got-through": () => ({ owed: "got-through" }),
  waiting: () => ({ owed: "waiting" }),
  queued: () => ({ queued: "any" }),
  "queued-through": () => ({ queued: "through" }),
  "queued-left": () => ({ queued: "left" }),
  "queued-message": () => ({ queued: "message" }),
} as const satisfies Readonly<Record<string, (office: Office) => Partial<CallSearch>>>;

export function callsAnswers(
  { store, folder, clock }: AdminParts,
  discretion: Discretion,
): Answers<"calls" | "call" | "callSaid" | "callsCsv"> {
  /** What the caller heard in this step, in its words and, while it is kept, its sound. */
  async function saidIn(step: CallStep, { said }: CallRecord) {
    const text = step.what === "announced" ? said[step.detail.said ?? ""] : undefined;
    if (step.what !== "announced" || text === undefined) return null;
    const { version, language } = step.detail;
    return { text, language, sound: (await keptSound(folder, store, version)) === null ? null : version };
  }

  /** When the office was open, among what is asked for. */
  const spansOf = async ({ since, until, hours }: Filters, office: Office): Promise<CallSearch["spans"]> => {
    if (hours === undefined) return undefined;
    const now = clock.now();
    const end = Math.min(until ?? now, now + MINUTE_MS);
    const start = Math.min(end, Math.max(since ?? 0, end - MOST_DAYS * DAY_MS));
    const period = { since: instant(start), until: instant(end) };
    return { within: hours === "in", all: await openSpans(store.seals, office, period, now) };
  };
  const find = async (
    limit: number,
    { since, until, outcome, group, only, line, search, before }: Filters,
    office: Office,
    spans: CallSearch["spans"],
  ) =>
    store.browse.calls({
      limit,
      before,
      outcome,
      group,
      ...(only !== undefined && kinds[only](office)),
      spans,
      line,
      search: lookingFor(search, office),
      since: since === undefined ? undefined : instant(since),
      until: until === undefined ? undefined : instant(until),
    });

  return {
    async calls({ query, by }) {
      if (query.search) discretion.refuse(by);
      const office = await store.office.read();
      const { limit, ...filters } = query;
      const found = await find(limit + 1, filters, office, await spansOf(filters, office));
      return { calls: found.slice(0, limit).map((each) => callView(each, office)), more: found.length > limit };
    },
    async call({ params, language, by }) {
      const office = await store.office.read();
      const found = await store.calls.get(params.id);
      if (!found) throw new Refused("no-such", params.id);
      const call = discretion.isOwed(by) ? unnamed(found) : found;
      return {
        ...callView(call, office),
        steps: await Promise.all(
          call.steps.map(async (step) => stepView(step, office, language, await saidIn(step, call))),
        ),
        plan: call.plan && {
          lines: [...describePlan(call.plan, language, office.country)],
          because: reasons(call.plan, language),
        },
      };
    },
    async callSaid({ params, query, request, reply }) {
      const call = await store.calls.get(params.id);
      const played = call?.steps.some((step) => step.what === "announced" && step.detail.version === query.version);
      const file = played ? await keptSound(folder, store, query.version) : null;
      if (file === null) throw new Refused("no-sound");
      return sendSound(reply, request.headers.range, file, null);
    },
    async callsCsv({ query, language, reply, by }) {
      if (query.search) discretion.refuse(by);
      const { since = null, until = null, line = null } = query;
      await store.journal.add({ by: by.name, what: "calls.export", before: null, after: { since, until, line } });
      const office = await store.office.read();
      const spans = await spansOf(query, office);
      const example = (await store.example.state()) !== "own";
      async function* rows() {
        yield csvHead(language, example);
        let before: string | undefined;
        for (;;) {
          const found = await find(BATCH, { ...query, before }, office, spans);
          const shown = found.map((call) => callView(call, office));
          const seen = discretion.isOwed(by) ? discretion.facts(shown, office, language) : shown;
          yield seen.map((call) => csvRow(call, language, example)).join("");
          before = found.at(-1)?.id;
          if (found.length < BATCH) return;
        }
      }
      reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="calls.csv"');
      return reply.send(Readable.from(rows()));
    },
  };
}

/** What a call kept of who called, in words that no list of today explains any more. */
function unnamed(call: CallRecord): CallRecord {
  const because = call.plan?.because.map((reason) =>
    naming.includes(reason.code) ? { ...reason, values: { name: "•", person: "•", number: "•" } } : reason,
  );
  return {
    ...call,
    plan: call.plan && { ...call.plan, because: because ?? [] },
    steps: call.steps.map((step) => (step.what === "note" ? { ...step, detail: { text: "•" } } : step)),
  };
}

/** Reasons of the attendant that name the caller. */
const naming: readonly string[] = ["fragile-client", "caller-is", "blocked"];

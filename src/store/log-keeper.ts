import type { Plan, Step } from "../attendant/plan.ts";
import type { Office } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";
import type { CallOutcome, Rung } from "./call-record.ts";
import type { Reading, Transaction } from "./database.ts";
import { addEntry, type LogService } from "./log-entry.ts";
import { readLogRules } from "./log-rules.ts";
import { addLetter } from "./outbox.ts";

/** What calls write into the logbook, within the transaction that keeps them. */
export interface LogKeeper {
  /** A call has ended: where somebody on call took it there is a line, and a letter that asks them what came of it. */
  callEnded(tx: Transaction, call: string, at: Instant): Promise<void>;
}

interface Row {
  readonly at: Instant;
  readonly zone: string;
  readonly plan: string | null;
  readonly outcome: CallOutcome | null;
}

export function createLogKeeper(office: (tx: Transaction) => Promise<Office>, log: Log): LogKeeper {
  const peopleOf = (tx: Transaction): Promise<Pick<Office, "people">> =>
    office(tx).catch((thrown) => {
      log.error("store.office-unread", { fault: explain(thrown) });
      return { people: [] };
    });
  return {
    async callEnded(tx, id, at) {
      const call = await tx.get<Row>("SELECT at, zone, plan, outcome FROM call WHERE id = ?", [id]);
      if (call?.outcome !== "forwarded" && call?.outcome !== "interrupted") return;
      const taken = await takenBy(tx, id);
      if (!taken || (await tx.get("SELECT 1 FROM logbook WHERE kind = 'call' AND call = ?", [id]))) return;
      const service = await serviceOf(tx, id, call.plan, taken);
      const rules = readLogRules(await setting(tx));
      if (service === "duty" && !rules.afterDuty) return;
      const { at: aboutAt, zone } = call;
      await addEntry(tx, { at, aboutAt, zone, kind: "call", call: id, service, person: taken.person, by: taken.name });
      if (service === "on-call" && !rules.afterOnCall) return;
      const { people } = await peopleOf(tx);
      const email = people.find((each) => each.id === taken.person)?.email;
      if (email === undefined) return;
      await addLetter(tx, { channel: "email", to: email, subject: "", kind: "after-call", payload: { call: id } }, at);
    },
  };
}

async function setting(from: Reading): Promise<unknown> {
  const row = await from.get<{ value: string }>("SELECT value FROM setting WHERE key = 'logbook'");
  return row && JSON.parse(row.value);
}

/** The last who was joined with the caller. */
export async function takenBy(from: Reading, call: string): Promise<Rung | null> {
  const row = await from.get<{ detail: string }>(
    "SELECT detail FROM step WHERE call = ? AND what = 'put-through' ORDER BY seq DESC LIMIT 1",
    [call],
  );
  return row ? (JSON.parse(row.detail) as Rung) : null;
}

/**
 * Whether it was taken on duty or on call. Who is both is rung first for the one and then for the other: as often as they
 * were rung, so many of their places in the plan were used up.
 */
async function serviceOf(
  from: Reading,
  call: string,
  text: string | null,
  { person, number }: Rung,
): Promise<LogService> {
  const plan = text === null ? null : (JSON.parse(text) as Plan);
  const keys = await from.all<{ digit: string }>(
    "SELECT detail ->> 'digit' AS digit FROM step WHERE call = ? AND what = 'key' AND detail -> 'known' = 'true' ORDER BY seq",
    [call],
  );
  const rung = await from.get<{ times: number }>(
    "SELECT count(*) AS times FROM step WHERE call = ? AND what = 'ringing' AND detail ->> 'number' = ?",
    [call, number],
  );
  const places = placesOf(
    plan?.steps ?? [],
    keys.map(({ digit }) => digit),
    (contact) => contact.person === person && contact.number === number,
  );
  return places[Math.max(0, Math.min(places.length, rung?.times ?? 1) - 1)] === "on-call" ? "on-call" : "duty";
}

type IsTheirs = (contact: { readonly person: string; readonly number: string }) => boolean;

/** As what somebody stands in the way that a call took through its plan, in the order in which they are rung. */
function placesOf(
  steps: readonly Step[],
  keys: readonly string[],
  isTheirs: IsTheirs,
): ("duty" | "on-call" | "menu")[] {
  return steps.flatMap((step) => {
    if (step.do === "forward") return step.to.some(isTheirs) ? [step.via] : [];
    if (step.do !== "menu") return [];
    const pressed = keys.find((digit) => step.keys[digit as keyof typeof step.keys] !== undefined);
    const branch = pressed === undefined ? step.otherwise : (step.keys[pressed as keyof typeof step.keys] ?? []);
    return placesOf(branch, keys.slice(keys.indexOf(pressed ?? "") + 1), isTheirs);
  });
}

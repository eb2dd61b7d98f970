import { rm } from "node:fs/promises";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import type { Forget } from "./forget.ts";
import type { Journal } from "./journal.ts";
import { LOG_RULES } from "./log-rules.ts";
import type { OfficeStore } from "./office.ts";
import { BY_PHONE_SETTING } from "./phone-pins.ts";
import { endOfChain, sealBreak } from "./seal-break.ts";

/** `offered`: it is there, and nobody has chosen yet. `example`: they chose to try it. `own`: never, or no longer. */
export type ExampleState = "offered" | "example" | "own";

/** The agency that a simulated line answers for until somebody begins with their own. */
export interface Example {
  state(): Promise<ExampleState>;
  /** Whether somebody has begun to make it theirs: it is not as it was put there. */
  changed(): Promise<boolean>;
  /** For the first start of a folder without an office; does nothing once somebody has left the example. */
  offer(office: Office): Promise<void>;
  /** Somebody tries it. Faults: `store.example-left`. */
  try(by: string): Promise<void>;
  /**
   * All that came of it goes in one transaction: calls, messages, what is owed, letters, the journal, statistics; and
   * its people, hours and texts, unless they are to be kept. Accounts, mail and the rules of the box stay. Does nothing
   * once it is left. `expecting`: whether whoever leaves knows that it was changed. Faults: `store.example-changed`.
   */
  leave(by: string, how: { readonly keepOffice: boolean; readonly knowsOfChanges: boolean }): Promise<void>;
  /** Another office was put in its place as a whole: it is nobody's example any more. */
  replaced(by: string): Promise<void>;
}

interface Kept {
  readonly is: ExampleState;
  /** The office's when the example had been put there. */
  readonly revision: number | null;
}

const KEY = "example";
/** What is of the box, and of the people who work with it. */
const OF_THE_BOX = [
  ...["setting", "user", "session", "message_gone", "office_revision", "clock_doubt", "line_sim", "sim_ability"],
];
const SETTINGS_OF_THE_BOX = [KEY, "secret", "mail", "retention", "voice", LOG_RULES, BY_PHONE_SETTING];
/** The first word of the settings of each line: the PIN of its SIM, and what the box set in the network. */
const SETTINGS_OF_A_LINE = ["sim", "diverted"];
/** Whom callers are sent to without the box: somebody of the office, who goes with its people. */
const SENT_ELSEWHERE = ["safe", "away"];
const OF_THE_OFFICE = [
  ...["office", "hours_slot", "person", "person_number", "rota_rule", "closure", "leave", "absence", "override"],
  ...["override_person", "known_caller", "blocked_number", "menu_key", "menu_person", "announcement", "phone_pin"],
];

interface Parts {
  readonly write: Database;
  readonly read: Reading;
  readonly office: OfficeStore;
  readonly journal: Journal;
  readonly forget: Forget;
  /** The copy of the office beside the database. */
  readonly snapshot: string;
  /** The data folder. */
  readonly folder: string;
  readonly clock: Clock;
}

export function createExample({ write, read, office, journal, forget, snapshot, folder, clock }: Parts): Example {
  const keptIn = async (from: Reading): Promise<Kept | null> => {
    const row = await from.get<{ value: string }>("SELECT value FROM setting WHERE key = ?", [KEY]);
    return row ? (JSON.parse(row.value) as Kept) : null;
  };
  const keep = (tx: Transaction, value: Kept) =>
    tx.insert("setting", { key: KEY, value: JSON.stringify(value) }, "replace");
  const differs = async (kept: Kept, from: Reading): Promise<boolean> => {
    const row = await from.get<{ revision: number }>("SELECT revision FROM office_revision");
    return kept.revision === null || row?.revision !== kept.revision;
  };

  return {
    state: async () => (await keptIn(read))?.is ?? "own",
    async changed() {
      const kept = await keptIn(read);
      return kept !== null && kept.is !== "own" && differs(kept, read);
    },
    async offer(example) {
      const kept = await keptIn(write);
      if (kept?.is === "own" || (await office.isSet())) return;
      // The mark comes first: whenever the power fails, no example is there without it.
      await write.transaction((tx) => keep(tx, { is: "offered", revision: null }));
      await office.replace(example, "first start");
      const revision = await office.revision();
      await write.transaction((tx) => keep(tx, { is: "offered", revision }));
    },
    try: (by) =>
      write.transaction(async (tx) => {
        const kept = await keptIn(tx);
        if (!kept || kept.is === "own") throw new Fault("store.example-left", "The example was left");
        if (kept.is === "example") return;
        await keep(tx, { ...kept, is: "example" });
        await journal.add({ by, what: "example.try", before: null, after: null }, tx);
      }),
    async leave(by, { keepOffice, knowsOfChanges }) {
      if (!keepOffice && ((await keptIn(write))?.is ?? "own") !== "own") {
        // A copy of it would bring it back at the next start; while it is still there, that makes the copy anew.
        await rm(snapshot, { force: true });
      }
      await write.transaction(async (tx) => {
        const kept = await keptIn(tx);
        if (!kept || kept.is === "own") return;
        if (!knowsOfChanges && (await differs(kept, tx)))
          throw new Fault("store.example-changed", "The example was changed by its owner");
        const end = await endOfChain(tx);
        await tx.run("INSERT OR IGNORE INTO message_gone (id) SELECT id FROM message");
        await empty(tx, keepOffice ? [...OF_THE_BOX, ...OF_THE_OFFICE] : OF_THE_BOX);
        await tx.run(
          `DELETE FROM setting WHERE key NOT IN (SELECT value FROM json_each(?1))
             AND substr(key, 1, instr(key, '.') - 1) NOT IN (SELECT value FROM json_each(?2))`,
          [
            JSON.stringify(SETTINGS_OF_THE_BOX),
            JSON.stringify([...SETTINGS_OF_A_LINE, ...(keepOffice ? SENT_ELSEWHERE : [])]),
          ],
        );
        if (end) await sealBreak(tx, clock.now(), { why: "example", by, madeAt: null, folder, end });
        await keep(tx, { is: "own", revision: null });
        await journal.add({ by, what: "example.leave", before: null, after: null }, tx);
      });
      await forget.files();
    },
    async replaced(by) {
      await write.transaction(async (tx) => {
        const kept = await keptIn(tx);
        if (!kept || kept.is === "own") return;
        await keep(tx, { is: "own", revision: null });
        await journal.add({ by, what: "example.leave", before: null, after: null }, tx);
      });
    },
  };
}

/**
 * Every table but these. What guards evidence from being deleted steps aside within the transaction: what an example
 * leaves is none.
 */
async function empty(tx: Transaction, but: readonly string[]): Promise<void> {
  await tx.run("PRAGMA defer_foreign_keys = ON");
  const all = await tx.all<{ type: string; name: string; tbl_name: string; sql: string | null }>(
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  );
  const tables = all.filter(({ type, name }) => type === "table" && !but.includes(name)).map(({ name }) => name);
  const guards = all.filter(
    ({ type, tbl_name, sql }) => type === "trigger" && tables.includes(tbl_name) && sql?.includes("RAISE"),
  );
  for (const { name } of guards) await tx.run(`DROP TRIGGER "${name}"`);
  for (const name of tables) await tx.run(`DELETE FROM "${name}"`);
  for (const { sql } of guards) await tx.run(sql ?? "");
}

import type { SimAbility } from "../kernel/forward-ways.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database } from "./database.ts";
import type { WriteQueue } from "./write-queue.ts";

export interface KeptSim {
  readonly sim: string;
  readonly operator: string;
}

/** What was seen of an ability of a SIM. */
export interface KeptAbility {
  readonly ability: SimAbility;
  readonly works: boolean;
  readonly at: Instant;
  readonly in: "trial" | "call";
}

/** What SIMs and their operators do; `met` and `saw` write in order, as calls are written. */
export interface SimStore {
  /** The line has this SIM from now on: what was seen of it. */
  met(line: string, sim: KeptSim): Promise<readonly KeptAbility[]>;
  saw(sim: KeptSim, seen: KeptAbility): void;
  /** The SIM that the line had last, with what was seen of it; null where none was ever known. */
  of(line: string): Promise<(KeptSim & { readonly abilities: readonly KeptAbility[] }) | null>;
}

interface Row {
  readonly ability: SimAbility;
  readonly works: 0 | 1;
  readonly at: Instant;
  readonly seen_in: KeptAbility["in"];
}

export function createSimStore(queue: WriteQueue, read: Database): SimStore {
  async function abilities({ sim, operator }: KeptSim): Promise<readonly KeptAbility[]> {
    const rows = await read.all<Row>(
      "SELECT ability, works, at, seen_in FROM sim_ability WHERE sim = ? AND operator = ? ORDER BY ability",
      [sim, operator],
    );
    return rows.map(({ seen_in, works, ...row }) => ({ ...row, works: works === 1, in: seen_in }));
  }
  return {
    async met(line, { sim, operator }) {
      queue.put("line sim", async (tx) => {
        await tx.insert("line_sim", { line, sim, operator }, "replace");
      });
      return abilities({ sim, operator });
    },
    saw: ({ sim, operator }, { ability, works, at, in: seen_in }) =>
      queue.put("sim ability", async (tx) => {
        await tx.insert("sim_ability", { sim, operator, ability, works: works ? 1 : 0, at, seen_in }, "replace");
      }),
    async of(line) {
      const sim = await read.get<KeptSim>("SELECT sim, operator FROM line_sim WHERE line = ?", [line]);
      return sim ? { ...sim, abilities: await abilities(sim) } : null;
    },
  };
}

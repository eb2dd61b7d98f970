import { createHmac, randomBytes } from "node:crypto";
import type { Database, Reading, Transaction } from "./database.ts";

/**
 * The box's own key, made once and kept with the data: what is hashed with it is the same for ever, and says nothing to
 * whoever has not the database.
 */
export interface Secret {
  /** In hex. `purpose` keeps apart what must not be compared. `tx`: within a transaction that is under way. */
  hash(purpose: string, text: string, tx?: Transaction): Promise<string>;
}

const KEY = "secret";

export function createSecret(write: Database): Secret {
  let known: string | null = null;
  const find = async (from: Reading): Promise<string | null> => {
    const row = await from.get<{ value: string }>("SELECT value FROM setting WHERE key = ?", [KEY]);
    return row ? (JSON.parse(row.value) as string) : null;
  };
  const make = async (tx: Transaction): Promise<string> => {
    const found = await find(tx);
    if (found !== null) return found;
    const made = randomBytes(32).toString("base64url");
    await tx.insert("setting", { key: KEY, value: JSON.stringify(made) });
    return made;
  };
  return {
    async hash(purpose, text, tx) {
      known ??= (await find(tx ?? write)) ?? (tx ? await make(tx) : await write.transaction(make));
      return createHmac("sha256", known).update(`${purpose} ${text}`).digest("hex");
    },
  };
}

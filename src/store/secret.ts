import { createHmac, randomBytes } from "node:crypto";
import type { Database, Reading, Transaction } from "./database.ts";

/**
 * The box's own key, made once and kept with the data: what is hashed with it is the same for ever, and says nothing to
 * whoever has not the database.
 */
export interface Secret {
  /** In hex. `purpose` keeps apart what must not be compared. `tx`: within a transaction that is under way. */
  hash(purpose: string, text: string, tx?: Transaction): Promise<string>;
  /** The same for one purpose, once the key is read. */
  sealer(purpose: string, tx?: Transaction): Promise<(text: string) => string>;
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
  const key = async (tx?: Transaction): Promise<string> => {
    known ??= (await find(tx ?? write)) ?? (tx ? await make(tx) : await write.transaction(make));
    return known;
  };
  const hashed = (secret: string, purpose: string, text: string): string =>
    createHmac("sha256", secret).update(`${purpose} ${text}`).digest("hex");
  return {
    hash: async (purpose, text, tx) => hashed(await key(tx), purpose, text),
    async sealer(purpose, tx) {
      const secret = await key(tx);
      return (text) => hashed(secret, purpose, text);
    },
  };
}

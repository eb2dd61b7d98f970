import type { Language } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database, Queries, Reading } from "./database.ts";
import type { Journal } from "./journal.ts";

/** `reception` deals with messages, absences and announcements; `auditor` only reads. */
export type Role = "admin" | "reception" | "auditor";

export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  /** Of their page. */
  readonly language: Language;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant | null;
}

export interface NewUser extends Pick<User, "name" | "role" | "language"> {
  /** The hash, never the password itself. */
  readonly password: string;
}

export interface UserStore {
  list(): Promise<User[]>;
  count(): Promise<number>;
  /** With the hash of the password; names are the same in capitals and small letters. */
  named(name: string): Promise<{ readonly user: User; readonly password: string } | null>;
  /** Journalled without the hash. `first`: only where there is nobody yet. Faults: `store.name-taken`, `store.not-first`. */
  add(user: NewUser, by: string, first?: boolean): Promise<User>;
  /** Ends the user's sessions, but for what only changes their language. Faults: `store.no-user`, `store.name-taken`, `store.last-admin`. */
  change(id: number, changes: Partial<NewUser>, by: string): Promise<User>;
  /** Ends every session of a user, without a change. Fault: `store.no-user`. */
  signOut(id: number, by: string): Promise<void>;
  /** Faults: `store.no-user`, `store.last-admin`. */
  remove(id: number, by: string): Promise<void>;
}

interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly password: string;
  readonly created_at: Instant;
  readonly seen_at: Instant | null;
}

export const selectUsers = `SELECT user.*, (SELECT max(seen_at) FROM session WHERE session.user = user.id) AS seen_at FROM user`;

export const userOf = (row: UserRow): User => ({
  id: row.id,
  name: row.name,
  role: row.role,
  language: row.language,
  createdAt: row.created_at,
  lastSeenAt: row.seen_at,
});

export function createUserStore(write: Database, read: Reading, journal: Journal, clock: Clock): UserStore {
  const known = async (tx: Queries, id: number): Promise<UserRow> => {
    const row = await tx.get<UserRow>(`${selectUsers} WHERE id = ?`, [id]);
    if (row) return row;
    throw new Fault("store.no-user", `There is no user ${id}`);
  };
  return {
    list: async () => (await read.all<UserRow>(`${selectUsers} ORDER BY name`)).map(userOf),
    count: async () => (await read.get<{ n: number }>("SELECT count(*) AS n FROM user"))?.n ?? 0,
    async named(name) {
      const row = await read.get<UserRow>(`${selectUsers} WHERE name = ?`, [name]);
      return row ? { user: userOf(row), password: row.password } : null;
    },
    add: (user, by, first = false) =>
      write.transaction(async (tx) => {
        if (first && (await tx.get("SELECT 1 FROM user")))
          throw new Fault("store.not-first", "The first user is there already");
        await refuseTaken(tx, user.name, null);
        const id = await tx.insert("user", { ...pick(user), created_at: clock.now() });
        const added = userOf(await known(tx, id));
        await journal.add({ by, what: "user.add", before: null, after: told(added) }, tx);
        return added;
      }),
    change: (id, changes, by) =>
      write.transaction(async (tx) => {
        const before = await known(tx, id);
        if (changes.name !== undefined) await refuseTaken(tx, changes.name, id);
        const { name, role, language, password } = { ...before, ...changes };
        const change = "UPDATE user SET name = ?, role = ?, language = ?, password = ? WHERE id = ?";
        await tx.run(change, [name, role, language, password, id]);
        await keepAnAdmin(tx);
        if (name !== before.name || role !== before.role || password !== before.password)
          await tx.run("DELETE FROM session WHERE user = ?", [id]);
        const after = userOf(await known(tx, id));
        const newPassword = password === before.password ? {} : { password: "changed" };
        const entry = { before: told(userOf(before)), after: { ...told(after), ...newPassword } };
        await journal.add({ by, what: "user.change", ...entry }, tx);
        return after;
      }),
    signOut: (id, by) =>
      write.transaction(async (tx) => {
        const user = userOf(await known(tx, id));
        await tx.run("DELETE FROM session WHERE user = ?", [id]);
        await journal.add({ by, what: "user.sign-out", before: { name: user.name }, after: { name: user.name } }, tx);
      }),
    remove: (id, by) =>
      write.transaction(async (tx) => {
        const before = userOf(await known(tx, id));
        await tx.run("DELETE FROM user WHERE id = ?", [id]);
        await keepAnAdmin(tx);
        await journal.add({ by, what: "user.remove", before: told(before), after: null }, tx);
      }),
  };
}

const pick = ({ name, role, language, password }: NewUser) => ({ name, role, language, password });
const told = ({ name, role, language }: User) => ({ name, role, language });

async function refuseTaken(tx: Queries, name: string, except: number | null): Promise<void> {
  const other = await tx.get<{ id: number }>("SELECT id FROM user WHERE name = ?", [name]);
  if (other && other.id !== except) throw new Fault("store.name-taken", `There is a user "${name}" already`);
}

/** Nobody could let anybody in any more. */
async function keepAnAdmin(tx: Queries): Promise<void> {
  if (await tx.get("SELECT 1 FROM user WHERE role = 'admin'")) return;
  throw new Fault("store.last-admin", "There must be one admin left");
}

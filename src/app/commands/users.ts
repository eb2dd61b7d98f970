import { password as passwordRule, userName } from "../../admin/schemas/session.ts";
import { createPasswords } from "../../admin/server/passwords.ts";
import { Fault } from "../../kernel/fault.ts";
import { setUpMark } from "../../store/set-up-mark.ts";
import type { Store } from "../../store/store.ts";
import type { User } from "../../store/users.ts";
import { dataFolder } from "../paths.ts";
import { readSecret } from "../read-secret.ts";
import { type CommonOptions, operator, print, withStore } from "../terminal.ts";

/**
 * Sets a new password for somebody, who is signed out everywhere; for whoever stands at the box, also while it runs.
 * Where no admin is left, a name that nobody has becomes one.
 */
export const setPassword = (name: string, options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const known = await store.users.named(name);
    const admins = (await store.users.list()).filter(({ role }) => role === "admin");
    if (!known && admins.length > 0) throw await noSuchUser(store, name);
    const password = await newPassword();
    const user = await (known ? change(store, known.user, password) : begin(store, name, password));
    await setUpMark(dataFolder(options.data)).make();
    print(options, { name: user.name, role: user.role, created: known === null }, () => [
      known
        ? `${user.name} has a new password, and is signed out everywhere.`
        : `There was no admin: ${user.name} is one now.`,
    ]);
  });

async function change(store: Store, user: User, password: string): Promise<User> {
  return store.users.change(user.id, { password: await createPasswords().hash(password) }, operator());
}

async function begin(store: Store, name: string, password: string): Promise<User> {
  if (!userName.safeParse(name).success)
    throw new Fault("app.bad-name", "A name has 1 to 60 letters, digits, spaces and . _ @ ' -");
  const { language } = await store.office.read();
  const hashed = await createPasswords().hash(password);
  return store.users.add({ name, role: "admin", language, password: hashed }, operator());
}

async function noSuchUser(store: Store, name: string): Promise<Fault> {
  const names = (await store.users.list()).map((user) => user.name).join(", ");
  return new Fault("app.no-user", `There is no user "${name}"; there are: ${names}.`);
}

/** Never an argument: those are seen by everybody on the machine. Faults: `app.no-password`, `app.bad-password`. */
async function newPassword(): Promise<string> {
  const password = await readSecret("New password: ");
  if (password === "") throw new Fault("app.no-password", "No password was given: type it, or send it on a line.");
  if (!passwordRule.safeParse(password).success)
    throw new Fault("app.bad-password", "A password has 10 to 200 characters.");
  if (process.stdin.isTTY && (await readSecret("Once more: ")) !== password)
    throw new Fault("app.bad-password", "The two are not the same.");
  return password;
}

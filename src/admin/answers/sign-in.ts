import { Fault } from "../../kernel/fault.ts";
import { minutes } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import type { Session } from "../schemas/session.ts";
import { Refused } from "../sentences/refusals.ts";
import type { FirstPassword } from "../server/first-password.ts";
import type { Passwords } from "../server/passwords.ts";
import { createPatience } from "../server/patience.ts";
import type { Answers, Question } from "../server/routes.ts";
import { COOKIE, type Sessions, type Visitor } from "../server/sessions.ts";

type Which = "health" | "setup" | "setUp" | "session" | "signIn" | "signOut" | "changePassword" | "changeLanguage";

/** The way in: the first password, signing in and out. */
export function signInAnswers(
  { store, clock, log, settings }: AdminParts,
  sessions: Sessions,
  passwords: Passwords,
  first: FirstPassword,
): Answers<Which> {
  const addresses = createPatience(clock, minutes(15));
  // Shorter, so that nobody keeps somebody else out for long.
  const names = createPatience(clock, minutes(1));

  /** Runs a try that may be a guess. */
  async function guess<T>(address: string, name: string, attempt: () => Promise<T | null>): Promise<T> {
    const keys = [[addresses, address] as const, [names, name.toLowerCase()] as const];
    const wait = Math.max(...keys.map(([patience, key]) => patience.wait(key)));
    if (wait > 0) throw new Refused("too-many", String(wait));
    for (const [patience, key] of keys) patience.tried(key);
    const result = await attempt();
    if (result === null) {
      log.warn("admin.wrong-password", { address, name });
      throw new Refused("wrong-password");
    }
    for (const [patience, key] of keys) patience.succeeded(key);
    return result;
  }

  async function enter({ reply, visitor }: Pick<Question<"signIn">, "reply" | "visitor">, user: Visitor["user"]) {
    // Whoever had a cookie set for them beforehand has no use of it.
    if (visitor) await sessions.end(visitor);
    const begun = await sessions.begin(user);
    reply.setCookie(COOKIE, begun.cookie, {
      ...{ httpOnly: true, sameSite: "strict", path: "/", secure: settings.https !== null },
      maxAge: Math.floor((begun.visitor.expiresAt - clock.now()) / 1000),
    });
    return shown(begun.visitor);
  }

  return {
    health: async () => ({ ok: true }),
    setup: ({ request }) => first.state(request.ip),
    async setUp(question) {
      const { body, request } = question;
      const { needed } = await first.state(request.ip);
      if (!needed) throw new Refused("set-up");
      const wait = addresses.wait(request.ip);
      if (wait > 0) throw new Refused("too-many", String(wait));
      if (!first.mayBy(request.ip, body.code)) {
        addresses.tried(request.ip);
        throw new Refused("needs-code");
      }
      const { name, language } = body;
      const password = await passwords.hash(body.password);
      const user = await store.users.add({ name, role: "admin", language, password }, name, true);
      await first.done();
      log.info("admin.set-up", { name, address: request.ip });
      return enter(question, user);
    },
    session: async ({ visitor }) => (visitor ? shown(visitor) : nobody),
    async signIn(question) {
      const { name, password } = question.body;
      const user = await guess(question.request.ip, name, async () => {
        const known = await store.users.named(name);
        return (await passwords.fits(password, known?.password ?? null)) ? (known?.user ?? null) : null;
      });
      return enter(question, user);
    },
    async signOut({ visitor, reply }) {
      if (visitor) await sessions.end(visitor);
      reply.clearCookie(COOKIE, { path: "/" });
      return { done: true };
    },
    async changePassword(question) {
      const { by, body, request } = question;
      await guess(request.ip, by.name, async () => {
        const known = await store.users.named(by.name);
        return (await passwords.fits(body.current, known?.password ?? null)) ? known : null;
      });
      const user = await store.users.change(by.id, { password: await passwords.hash(body.next) }, by.name);
      return enter({ ...question, visitor: null }, user);
    },
    changeLanguage: ({ by, body }) => store.users.change(by.id, { language: body.language }, by.name),
  };
}

const nobody: Session = { user: null, csrf: null, expiresAt: null, idleUntil: null };
const shown = ({ user, csrf, expiresAt, idleUntil }: Visitor): Session => ({ user, csrf, expiresAt, idleUntil });

export function usersAnswers(
  { store }: AdminParts,
  passwords: Passwords,
): Answers<"users" | "addUser" | "changeUser" | "signOutUser" | "removeUser"> {
  return {
    users: async () => ({ users: await store.users.list() }),
    async addUser({ body, by }) {
      const { name, role, language } = body;
      const known = await store.users.named(name);
      // Before the password is worked at, which takes its time.
      if (known) throw new Fault("store.name-taken", `There is a user "${name}" already`);
      return store.users.add({ name, role, language, password: await passwords.hash(body.password) }, by.name);
    },
    async changeUser({ params, body, by }) {
      const { password, name, role, language } = body;
      const changes = {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(language !== undefined && { language }),
        ...(password !== undefined && { password: await passwords.hash(password) }),
      };
      return store.users.change(params.id, changes, by.name);
    },
    async signOutUser({ params, by }) {
      await store.users.signOut(params.id, by.name);
      return { done: true };
    },
    async removeUser({ params, by }) {
      await store.users.remove(params.id, by.name);
      return { done: true };
    },
  };
}

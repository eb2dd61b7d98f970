import { explain, Fault } from "../../kernel/fault.ts";
import { minutes } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import type { Session } from "../schemas/session.ts";
import { Refused } from "../sentences/refusals.ts";
import { countedAs } from "../server/addresses.ts";
import { DEVICE_AGE, DEVICE_COOKIE, type Devices } from "../server/devices.ts";
import type { Discretion } from "../server/discretion.ts";
import type { FirstPassword } from "../server/first-password.ts";
import type { Live } from "../server/live.ts";
import type { Passwords } from "../server/passwords.ts";
import { createPatience } from "../server/patience.ts";
import type { Answers, Question } from "../server/routes.ts";
import { COOKIE, type Sessions, type Visitor } from "../server/sessions.ts";
import { hourNow } from "../views/hour-now.ts";
import { peopleNamed } from "../views/take-up-view.ts";

type Which = "health" | "setup" | "setUp" | "session" | "signIn" | "signOut" | "changePassword" | "changeLanguage";

/** The way in: the first password, signing in and out. */
export function signInAnswers(
  parts: AdminParts,
  sessions: Sessions,
  passwords: Passwords,
  first: FirstPassword,
  devices: Devices,
  discretion: Discretion,
  live: Pick<Live, "takeUpsMayHaveChanged">,
): Answers<Which> {
  const { store, clock, log, settings } = parts;
  const shown = ({ user, csrf, expiresAt, idleUntil }: Visitor): Session => ({
    user,
    csrf,
    expiresAt,
    idleUntil,
    seesCallers: !discretion.isOwed(user),
  });
  const addresses = createPatience(clock, minutes(15));
  // Shorter, so that nobody keeps somebody else out for long.
  const names = createPatience(clock, minutes(1));
  const atHome = createPatience(clock, minutes(1));

  /** Runs a try that may be a guess. `device`: that of a browser on which this very user was signed in before. */
  async function guess<T>(
    { ip }: Question<"signIn">["request"],
    name: string,
    device: string | null,
    attempt: () => Promise<T | null>,
  ): Promise<T> {
    const address = countedAs(ip);
    const keys =
      device === null
        ? [[addresses, address] as const, [names, name.toLowerCase()] as const]
        : [[atHome, `${device} ${address}`] as const];
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

  /** The browser's mark, where it is this user's own. */
  async function deviceOf(
    { cookies }: Question<"signIn">["request"],
    user: number | undefined,
  ): Promise<string | null> {
    const cookie = cookies[DEVICE_COOKIE];
    return user !== undefined && (await devices.userOf(cookie)) === user ? String(user) : null;
  }

  /** Whoever opens the page in their own shift has taken it up. That it can't be written keeps nobody out. */
  async function seen({ name }: Visitor["user"]): Promise<void> {
    try {
      const people = peopleNamed(await store.office.read(), name);
      if ((await store.takeUps.seenOnPage(people, name, hourNow(parts))) > 0) await live.takeUpsMayHaveChanged();
    } catch (thrown) {
      log.warn("admin.not-seen", { why: explain(thrown) });
    }
  }

  async function enter({ reply, visitor }: Pick<Question<"signIn">, "reply" | "visitor">, user: Visitor["user"]) {
    // Whoever had a cookie set for them beforehand has no use of it.
    if (visitor) await sessions.end(visitor);
    const begun = await sessions.begin(user);
    await seen(user);
    const hidden = { httpOnly: true, sameSite: "strict", secure: settings.https !== null } as const;
    const maxAge = Math.floor((begun.visitor.expiresAt - clock.now()) / 1000);
    reply.setCookie(COOKIE, begun.cookie, { ...hidden, path: "/", maxAge });
    const device = await devices.cookieFor(user.id);
    reply.setCookie(DEVICE_COOKIE, device, { ...hidden, path: "/api/session", maxAge: DEVICE_AGE });
    return shown(begun.visitor);
  }

  return {
    health: async () => ({ ok: true }),
    setup: ({ request }) => first.state(request.ip),
    async setUp(question) {
      const { body, request } = question;
      const { needed } = await first.state(request.ip);
      if (!needed) throw new Refused("set-up");
      const address = countedAs(request.ip);
      const wait = addresses.wait(address);
      if (wait > 0) throw new Refused("too-many", String(wait));
      if (!first.mayBy(request.ip, body.code)) {
        addresses.tried(address);
        throw new Refused("needs-code");
      }
      const { name, language } = body;
      const password = await passwords.hash(body.password);
      const user = await store.users.add({ name, role: "admin", language, password }, name, true);
      await first.done();
      log.info("admin.set-up", { name, address: request.ip });
      return enter(question, user);
    },
    async session({ visitor }) {
      if (!visitor) return nobody;
      await seen(visitor.user);
      return shown(visitor);
    },
    async signIn(question) {
      const { name, password } = question.body;
      const known = await store.users.named(name);
      const device = await deviceOf(question.request, known?.user.id);
      const user = await guess(question.request, name, device, async () =>
        (await passwords.fits(password, known?.password ?? null, device !== null)) ? (known?.user ?? null) : null,
      );
      return enter(question, user);
    },
    async signOut({ visitor, reply }) {
      if (visitor) await sessions.end(visitor);
      reply.clearCookie(COOKIE, { path: "/" });
      return { done: true };
    },
    async changePassword(question) {
      const { by, body, request } = question;
      // Whoever is signed in is at home; a stranger at their desk has a few tries all the same.
      await guess(request, by.name, String(by.id), async () => {
        const known = await store.users.named(by.name);
        return (await passwords.fits(body.current, known?.password ?? null, true)) ? known : null;
      });
      const user = await store.users.change(by.id, { password: await passwords.hash(body.next) }, by.name);
      await sessions.lookAgain();
      return enter({ ...question, visitor: null }, user);
    },
    changeLanguage: ({ by, body }) => store.users.change(by.id, { language: body.language }, by.name),
  };
}

const nobody: Session = { user: null, csrf: null, seesCallers: false, expiresAt: null, idleUntil: null };

export function usersAnswers(
  { store }: AdminParts,
  passwords: Passwords,
  sessions: Sessions,
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
      const changed = await store.users.change(params.id, changes, by.name);
      await sessions.lookAgain();
      return changed;
    },
    async signOutUser({ params, by }) {
      await store.users.signOut(params.id, by.name);
      await sessions.lookAgain();
      return { done: true };
    },
    async removeUser({ params, by }) {
      await store.users.remove(params.id, by.name);
      await sessions.lookAgain();
      return { done: true };
    },
  };
}

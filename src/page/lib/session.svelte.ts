import type { Language, Role } from "../../admin/schemas/common.ts";
import type { Session, Setup, User } from "../../admin/schemas/session.ts";
import { api, carry, Refusal, whenSignedOut } from "./api.ts";
import { preferences } from "./preferences.svelte.ts";

/** Who uses the page. */
class Visitor {
  user = $state<User | null>(null);
  /** Whether the box tells this person who called. */
  seesCallers = $state(true);
  /** The session ended while the page was open: what is typed stays, and the sign-in comes over it. */
  expired = $state(false);
  setup = $state<Setup | null>(null);
  known = $state(false);
  #left = false;
  /** The page on which they would not sign in: until they change something or go elsewhere, nobody asks anew. */
  #stayedOutOn: string | null = null;
  #waiting: ((signedIn: boolean) => void) | null = null;
  #asking: Promise<boolean> | null = null;

  constructor() {
    whenSignedOut((toChange) => this.#again(toChange));
    addEventListener("focus", () => this.#lookAgain());
  }

  async find(): Promise<void> {
    this.setup = await api.get("setup");
    if (!this.setup.needed) this.#take(await api.get("session"));
    this.known = true;
  }

  async signIn(name: string, password: string): Promise<void> {
    this.#take(await api.post("session", { body: { name, password } }));
  }

  async setUp(account: { name: string; password: string; code?: string }): Promise<void> {
    this.#take(await api.post("setup", { body: { ...account, language: preferences.language } }));
    this.setup = null;
  }

  /** Whoever else has a session of this account is signed out. */
  async changePassword(current: string, next: string): Promise<void> {
    this.#take(await api.put("session/password", { body: { current, next } }));
  }

  /** They do not want to sign in again now: whatever waited for it is refused. */
  stayOut(): void {
    this.expired = false;
    this.#stayedOutOn = location.pathname;
    this.#waiting?.(false);
    this.#waiting = null;
  }

  /** The box forgets everybody now: nobody is asked to sign in over what they are doing. */
  leave(): void {
    this.#left = true;
  }

  /** The language of one's page: on this browser at once, and on the next one too. */
  speak(language: Language): void {
    void preferences.speak(language);
    void api.put("session/language", { body: { language } }).catch(() => undefined);
  }

  async signOut(): Promise<void> {
    await api.remove("session").catch((thrown) => {
      if (!(thrown instanceof Refusal && thrown.signedOut)) throw thrown;
    });
    carry(null);
    this.user = null;
  }

  may(...roles: readonly Role[]): boolean {
    return this.user !== null && roles.includes(this.user.role);
  }

  /** Another window may have begun a new session; else the person is asked, over what they are doing. */
  #again(toChange: boolean): Promise<boolean> {
    if (!toChange && this.#stayedOutOn === location.pathname) return Promise.resolve(false);
    this.#lookAgain();
    this.#asking ??= (async () => {
      const found = await this.#elsewhere();
      if (found !== false) return found ?? false;
      if (!this.user || this.#left) return false;
      this.expired = true;
      return new Promise<boolean>((resolve) => {
        this.#waiting = resolve;
      });
    })().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** Whoever stands at the door may have come in by another one meanwhile. */
  #lookAgain(): void {
    if (this.#waiting) void this.#elsewhere();
  }

  /** Whether another window began a new session; null when the box does not answer. */
  async #elsewhere(): Promise<boolean | null> {
    const session = await api.get("session").catch(() => null);
    if (!session) return null;
    return session.user && this.user ? this.#take(session) : false;
  }

  #take(session: Session): true {
    if (session.user) void preferences.suggest(session.user.language);
    this.user = session.user;
    this.seesCallers = session.seesCallers;
    this.expired = false;
    this.#stayedOutOn = null;
    this.#waiting?.(true);
    this.#waiting = null;
    carry(session.csrf);
    return true;
  }
}

export const visitor = new Visitor();

import type { Role } from "../../schemas/common.ts";
import type { Session, Setup, User } from "../../schemas/session.ts";
import { api, carry, whenSignedOut } from "./api.ts";
import { preferences } from "./preferences.svelte.ts";

/** Who uses the page. */
class Visitor {
  user = $state<User | null>(null);
  /** The session ended while the page was open: what is typed stays, and the sign-in comes over it. */
  expired = $state(false);
  setup = $state<Setup | null>(null);
  known = $state(false);

  constructor() {
    whenSignedOut(() => {
      if (this.user) this.expired = true;
    });
  }

  async find(): Promise<void> {
    this.setup = await api.get<Setup>("setup");
    if (!this.setup.needed) this.#take(await api.get<Session>("session"));
    this.known = true;
  }

  async signIn(name: string, password: string): Promise<void> {
    this.#take(await api.post<Session>("session", { name, password }));
  }

  async setUp(account: { name: string; password: string; code?: string }): Promise<void> {
    this.#take(await api.post<Session>("setup", { ...account, language: preferences.language }));
    this.setup = null;
  }

  /** Whoever else has a session of this account is signed out. */
  async changePassword(current: string, next: string): Promise<void> {
    this.#take(await api.put<Session>("session/password", { current, next }));
  }

  async signOut(): Promise<void> {
    await api.remove("session");
    carry(null);
    this.user = null;
  }

  may(...roles: readonly Role[]): boolean {
    return this.user !== null && roles.includes(this.user.role);
  }

  #take(session: Session): void {
    this.user = session.user;
    this.expired = false;
    carry(session.csrf);
  }
}

export const visitor = new Visitor();

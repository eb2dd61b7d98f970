import type { AtChannel } from "../../serial/at-channel.ts";
import type { GsmProfile } from "./profile.ts";
import type { SimIdentity } from "./sim-book.ts";

/** A cellular module that was brought up: registered, and telling of calls. */
export interface GsmModule {
  readonly channel: AtChannel;
  readonly profile: GsmProfile;
  /** Null where it does not tell. */
  readonly sim: SimIdentity | null;
}

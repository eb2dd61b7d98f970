import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import type { Profile } from "./profile.ts";
import type { SampleCandidate } from "./sample-choice.ts";
import type { V253Settings } from "./settings.ts";

/** A modem that was brought up: what every part of the driver works with. */
export interface Modem {
  readonly channel: AtChannel;
  readonly profile: Profile;
  readonly samples: SampleCandidate;
  readonly settings: V253Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** What is said in each call, off-hook: the sample format first. See `learnVoice`. */
  readonly inCall: readonly string[];
}

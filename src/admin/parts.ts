import type { Announcements } from "../announcements/library.ts";
import type { Backups } from "../backup/backups.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Verdict } from "../kernel/clock-trust.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";
import type { Store } from "../store/store.ts";
import type { LineCare } from "./line-care.ts";
import type { MailForm, MailView } from "./schemas/mail.ts";
import type { MobileAct, PhoneAct, PhoneSign } from "./schemas/phone.ts";
import type { Happening } from "./server/happening.ts";

/** A line as it was set up; how it fares is told as it happens. */
export interface LineInfo {
  readonly name: string;
  /** Its own number, as callers dial it. */
  readonly number: string | null;
  readonly port: string;
  /** The profile, or `auto`. */
  readonly modem: string;
  readonly simulated: boolean;
  readonly forwards: boolean;
  /** It has a SIM: text messages come and go. */
  readonly texts: boolean;
}

/** What a person reads in `config.json` about the server. */
export interface AdminSettings {
  /** The address to listen at: `::` for every one of the machine. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly https: HttpsSettings | null;
  /** The name in the office's network, without `.local`; null to stay unannounced. */
  readonly mdns: string | null;
  /** Names, beside addresses and local ones, under which the page may be asked for. */
  readonly names: readonly string[];
  /** Questions that one address may ask in a minute. */
  readonly perMinute?: number;
}

/** A certificate of one's own, or one that the box makes (`null`). */
export interface HttpsSettings {
  readonly files: { readonly certificate: string; readonly key: string } | null;
}

/** A telephone with which a person at the page calls a simulated line, and the mobiles that it may ring. */
export interface Phone {
  /**
   * Places a call that goes on until either side or `close` ends it. `tell` hears it all; `gone`: nothing more comes.
   * Faults when it could not be placed.
   */
  call(
    order: {
      readonly line: string;
      /** null: withheld. */
      readonly from: string | null;
      /** Answered by hand for as long as the call is there. */
      readonly mobiles: readonly string[];
    },
    tell: (sign: PhoneSign) => void,
    gone: () => void,
  ): Promise<PhoneCall>;
  /** Somebody writes to a line's SIM. */
  write(text: { readonly line: string; readonly from: string; readonly body: string }): Promise<void>;
  /** What came to the telephones of others, oldest first. */
  texts(): Promise<readonly { readonly to: string; readonly body: string; readonly at: number }[]>;
}

export interface PhoneCall {
  act(act: PhoneAct): void;
  mobile(act: MobileAct): void;
  close(): void;
}

/** How mail leaves the house. What it gives never has the password in it. */
export interface Mail {
  now(): Pick<MailView, "by" | "settings" | "technician">;
  /**
   * Keeps what the page set, or null for none of its own; takes effect at once. `expecting` sees what was kept before
   * and refuses by throwing. Faults: `admin.mail-password`.
   */
  save(mail: MailForm | null, by: string, expecting: (before: MailView["settings"]) => void): Promise<void>;
  /** With what is used now, or with these. Faults: `notify.*`, `admin.mail-password`. */
  sendTest(to: string, mail?: MailForm): Promise<void>;
}

/** What is known of the clock. */
export interface Time {
  verdict(): Verdict;
  /** Whether something may be deleted for its age. */
  settled(): boolean;
  /** The hour by which the schedule is read for a call that the clock says is at `at`; null when none is known. */
  hourFor(at: Instant): Instant | null;
}

/** All that the page's server needs of the house. */
export interface AdminParts {
  readonly store: Store;
  readonly announcements: Announcements;
  readonly clock: Clock;
  readonly log: Log;
  /** The data folder: certificates and recorded announcements are kept in it. */
  readonly folder: string;
  /** The project's `audio/`, with the texts that the appliance came with. */
  readonly shipped: string;
  /** The built page; null to serve the API alone. */
  readonly page: string | null;
  readonly settings: AdminSettings;
  readonly lines: () => readonly LineInfo[];
  /** What is wrong with the house though it runs. */
  readonly troubles: () => readonly Fault[];
  /** Tells every call and line as it happens, until the function that it gives is called. */
  readonly watch: (listener: (happening: Happening) => void) => () => void;
  readonly backups: Backups;
  /** To test lines and try them out; without it, they are watched only. */
  readonly care?: LineCare;
  /** Where lines are simulated. */
  readonly phone?: Phone;
  readonly mail: Mail;
  /** Somebody may have changed something: called after each question that could. */
  readonly changed?: () => void;
  /** Bytes that are free on the disk of the data folder; null where it does not say. */
  readonly freeDisk?: () => Promise<number | null>;
  /** Whether the hour is to be believed; without it, it is. */
  readonly time?: Time;
}

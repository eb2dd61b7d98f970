import { stat } from "node:fs/promises";
import type { Language, Office } from "../duty/office.ts";
import { type Clock, within } from "../kernel/clock.ts";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Millis, millis, minutes, seconds } from "../kernel/units.ts";
import type { CallRecord } from "../store/call-record.ts";
import type { Message } from "../store/message-record.ts";
import type { Outbox, OutboxEntry } from "../store/outbox.ts";
import { retryAt } from "./back-off.ts";
import { type Letter, lostLetter, messageLetter, missedCallLetter, soundOf, testLetter } from "./compose.ts";
import { serverTrouble } from "./mail-fault.ts";
import type { MailSettings } from "./mail-settings.ts";
import { type Envelope, openPost, type Post } from "./post.ts";

export interface NotifyParts {
  readonly outbox: Pick<Outbox, "due" | "nextDue" | "delivered" | "failed">;
  readonly clock: Clock;
  readonly log: Log;
  /** As it is set now, asked at each round. Null when nobody has set up mail yet: entries wait for it. */
  readonly mail: () => MailSettings | null;
  readonly office: () => Promise<Office>;
  readonly message: (id: string) => Promise<Message | null>;
  readonly call: (id: string) => Promise<CallRecord | null>;
  /** How long a server may say nothing. */
  readonly patience?: Millis;
  /** Wraps what waits for the disk or the network (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

export interface Notify {
  /** Something was put into the outbox. */
  wake(): void;
  /**
   * Sends a letter at once, to see whether mail works: with what is set now, or with other settings.
   * Faults: `notify.not-configured` and those of `mail-fault.ts`.
   */
  sendTest(to: string, mail?: MailSettings): Promise<void>;
  /** Gives the letter that is on its way a few seconds; after that it counts as not sent. */
  close(): Promise<void>;
}

/** The wall clock may be set meanwhile, and what was due tomorrow be due now. */
const LONGEST_SLEEP = minutes(5);
const CLOSE_WITHIN = seconds(3);
/** Somebody waits for the answer. */
const TEST_PATIENCE = seconds(10);
/** After a fault of the store itself. */
const STORE_REST = minutes(1);

export function openNotify(parts: NotifyParts): Notify {
  return new Deliveries(parts);
}

class Deliveries implements Notify {
  readonly #parts: NotifyParts;
  readonly #running: Promise<void>;
  #closed = false;
  /** Asked for while the loop was at work: it looks again before it sleeps. */
  #woken = false;
  #sleep = new AbortController();
  #saidUnconfigured = false;
  /** Gone out, but not yet marked so: with a disk that can't be written, no one gets the same letter every minute. */
  readonly #sent = new Set<number>();

  constructor(parts: NotifyParts) {
    this.#parts = parts;
    this.#running = this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#sleep.abort();
  }

  async sendTest(to: string, mail?: MailSettings): Promise<void> {
    const settings = mail ?? this.#parts.mail();
    if (!settings) throw new Fault("notify.not-configured", "No mail server is set up yet");
    const office = await this.#parts.office();
    const letter = testLetter(office, languageOf(to, office));
    const id = `permanence-test-${this.#parts.clock.now()}`;
    const post = openPost(settings, this.#parts.clock, this.#parts.patience ?? TEST_PATIENCE);
    await this.#during(post.send(letter, { id, fromName: office.name, to, attachment: null }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#sleep.abort();
    await within(
      this.#parts.clock,
      CLOSE_WITHIN,
      () => new Fault("notify.closed", "Closed"),
      () => this.#running,
    ).catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      this.#woken = false;
      const rest = await this.#round().catch((thrown) => {
        this.#parts.log.error("notify.outbox", { why: explain(thrown) });
        return STORE_REST;
      });
      await this.#rest(rest);
    }
  }

  async #rest(d: Millis): Promise<void> {
    if (this.#closed || this.#woken) return;
    this.#sleep = new AbortController();
    await this.#parts.clock.sleep(d, this.#sleep.signal).catch(() => undefined);
  }

  /** Delivers what is due; says how long nothing will be. */
  async #round(): Promise<Millis> {
    const { outbox, clock } = this.#parts;
    const due = await this.#during(outbox.due(clock.now()));
    const mail = this.#parts.mail();
    if (!mail) {
      this.#sayUnconfigured(due.length);
      return LONGEST_SLEEP;
    }
    this.#saidUnconfigured = false;
    const post = openPost(mail, clock, this.#parts.patience);
    let trouble: Fault | null = null;
    for (const entry of due) {
      if (this.#closed) break;
      trouble = await this.#deliver(entry, post, trouble);
    }
    const next = await this.#during(outbox.nextDue());
    return millis(next === null ? LONGEST_SLEEP : Math.min(LONGEST_SLEEP, Math.max(0, next - clock.now())));
  }

  /** One entry. `trouble` is what the server had with the one before: then it isn't asked again in this round. */
  async #deliver(entry: OutboxEntry, post: Post, trouble: Fault | null): Promise<Fault | null> {
    const { outbox, clock, log } = this.#parts;
    try {
      if (!this.#sent.has(entry.id)) {
        if (trouble) throw trouble;
        const { letter, envelope } = await this.#during(this.#letterOf(entry));
        await this.#during(post.send(letter, envelope));
        this.#sent.add(entry.id);
      }
    } catch (thrown) {
      const fault = asFault(thrown, "notify.failed");
      const again = retryAt(clock.now(), entry.attempts);
      log.warn("notify.failed", { entry: entry.id, attempts: entry.attempts + 1, why: explain(fault) });
      await this.#during(outbox.failed(entry.id, `${fault.code}: ${fault.message}`, again));
      return serverTrouble(fault) ? fault : null;
    }
    await this.#during(outbox.delivered(entry.id));
    this.#sent.delete(entry.id);
    log.info("notify.delivered", { entry: entry.id, kind: entry.kind });
    return null;
  }

  async #letterOf(entry: OutboxEntry): Promise<{ letter: Letter; envelope: Envelope }> {
    const office = await this.#parts.office();
    const language = languageOf(entry.to, office);
    const call = await found(entry.payload.call, this.#parts.call);
    const message = await found(entry.payload.message, this.#parts.message);
    const envelope = {
      id: `permanence-${entry.id}-${entry.createdAt}`,
      fromName: office.name,
      to: entry.to,
      attachment: null,
    };
    if (!message && call && entry.kind === "missed-call")
      return { letter: missedCallLetter(call, office, language), envelope };
    if (!message) {
      this.#parts.log.error("notify.nothing-to-tell", { entry: entry.id, kind: entry.kind });
      return { letter: lostLetter(call, office, language), envelope };
    }
    const size = await stat(message.file).then(
      (file) => file.size,
      () => null,
    );
    const sound = soundOf(message, size);
    const attachment = sound.is === "attached" ? { name: sound.name, file: message.file } : null;
    return { letter: messageLetter(message, call, sound, office, language), envelope: { ...envelope, attachment } };
  }

  #sayUnconfigured(waiting: number): void {
    if (waiting === 0 || this.#saidUnconfigured) return;
    this.#saidUnconfigured = true;
    this.#parts.log.warn("notify.not-configured", {
      waiting,
      why: "No mail server is set up: what there is to tell waits",
    });
  }

  #during<T>(work: Promise<T>): Promise<T> {
    return this.#parts.during?.(work) ?? work;
  }
}

const languageOf = (to: string, office: Office): Language =>
  office.people.find(({ email }) => email?.toLowerCase() === to.toLowerCase())?.language ?? office.language;

const found = async <T>(id: unknown, find: (id: string) => Promise<T | null>): Promise<T | null> =>
  typeof id === "string" ? find(id) : null;

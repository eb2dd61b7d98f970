import { within } from "../kernel/clock.ts";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import { instant, type Millis, millis, minutes, plus, seconds } from "../kernel/units.ts";
import type { Outbox, OutboxEntry } from "../store/outbox.ts";
import { createBackOff } from "./back-off.ts";
import type { Channel, Way } from "./channel.ts";
import { testLetter } from "./compose.ts";
import { type EmailParts, emailChannel, languageOf } from "./email.ts";
import type { MailSettings } from "./mail-settings.ts";
import { openPost } from "./post.ts";

export interface NotifyParts extends EmailParts {
  readonly outbox: Pick<Outbox, "due" | "delivered" | "failed" | "needless" | "stuck">;
  /** A letter does not go out. */
  readonly undelivered?: () => void;
  /** Wraps what waits for the disk or the network (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

export interface Notify {
  /** Something was put into the outbox, or what carries it is set up otherwise. */
  wake(): void;
  /**
   * Sends a letter at once, to see whether mail works: with what is set now, or with other settings.
   * Faults: `notify.not-configured` and those of `mail-fault.ts`.
   */
  sendTest(to: string, mail?: MailSettings): Promise<void>;
  /** Gives the letter that is on its way a few seconds; after that it counts as not sent. */
  close(): Promise<void>;
}

/** Whoever puts something into the outbox and wakes nobody: the command line, another process. */
const LONGEST_SLEEP = minutes(5);
const CLOSE_WITHIN = seconds(3);
/** Somebody waits for the answer. */
const TEST_PATIENCE = seconds(10);
/** After a fault of the store itself. */
const STORE_REST = minutes(1);
/** Nothing is put off for longer: a time beyond it was stamped by a clock that was ahead. */
const LONGEST_PUT_OFF = minutes(24 * 60);
/** All that waits, whatever its time: that is judged here. */
const WHENEVER = instant(Number.MAX_SAFE_INTEGER);
const MOST_AT_ONCE = 500;

export function openNotify(parts: NotifyParts): Notify {
  return new Deliveries(parts);
}

class Deliveries implements Notify {
  readonly #parts: NotifyParts;
  readonly #channels: Readonly<Record<"email", Channel>>;
  readonly #backOff = createBackOff();
  readonly #running: Promise<void>;
  #closed = false;
  /** Asked for while the loop was at work: it looks again before it sleeps. */
  #woken = false;
  #sleep = new AbortController();
  #saidUnconfigured = false;
  #setUp: string | undefined;
  /** Gone out, but not yet marked so: with a disk that can't be written, no one gets the same letter every minute. */
  readonly #sent = new Set<number>();

  constructor(parts: NotifyParts) {
    this.#parts = parts;
    this.#channels = { email: emailChannel(parts) };
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
    const waiting = await this.#during(this.#parts.outbox.due(WHENEVER, MOST_AT_ONCE));
    const way = this.#open(waiting.length);
    if (!way) {
      await this.#sayStuck(waiting);
      return LONGEST_SLEEP;
    }
    const left = new Set(waiting);
    let trouble: Fault | null = null;
    for (const entry of waiting) {
      if (this.#closed) break;
      if (this.#waits(entry) > 0) continue;
      const fault = await this.#deliver(entry, way, trouble);
      if (!fault) left.delete(entry);
      else if (way.blocks(fault)) trouble = fault;
    }
    // Asked at the end: one that got through gives all of them another chance.
    return millis(Math.min(LONGEST_SLEEP, ...[...left].map((entry) => this.#waits(entry))));
  }

  /** The way of this round; null where there is none yet. */
  #open(waiting: number): Way | null {
    const way = this.#channels.email.open();
    if (way?.setUp !== this.#setUp) this.#backOff.forget();
    this.#setUp = way?.setUp;
    if (!way) this.#sayUnconfigured(waiting);
    else this.#saidUnconfigured = false;
    return way;
  }

  #waits({ id, attempts, nextAt }: OutboxEntry): Millis {
    const { clock } = this.#parts;
    const ahead = attempts > 0 ? 0 : nextAt - clock.now();
    return millis(Math.max(ahead > LONGEST_PUT_OFF ? 0 : ahead, this.#backOff.wait(id, clock.elapsed())));
  }

  /** One entry. `trouble` is what the other side had with one before: then it isn't asked again in this round. */
  async #deliver(entry: OutboxEntry, way: Way, trouble: Fault | null): Promise<Fault | null> {
    const { outbox, clock, log } = this.#parts;
    const { id, attempts } = entry;
    try {
      if (!this.#sent.has(id)) {
        if (trouble) throw trouble;
        if ((await this.#during(way.deliver(entry))) === "needless") {
          await this.#during(outbox.needless(id));
          this.#backOff.delivered(id);
          log.info("notify.needless", { entry: id, kind: entry.kind });
          return null;
        }
        this.#sent.add(id);
      }
    } catch (thrown) {
      const fault = asFault(thrown, "notify.failed");
      const wait = this.#backOff.failed(id, attempts, way.lasts(fault) ? "lasting" : "passing", clock.elapsed());
      log.warn("notify.failed", { entry: id, attempts: attempts + 1, why: explain(fault) });
      await this.#during(outbox.failed(id, `${fault.code}: ${fault.message}`, plus(clock.now(), wait)));
      this.#parts.undelivered?.();
      return fault;
    }
    await this.#during(outbox.delivered(id));
    this.#sent.delete(id);
    this.#backOff.delivered(id);
    this.#backOff.works(clock.elapsed());
    log.info("notify.delivered", { entry: id, kind: entry.kind });
    return null;
  }

  /** Whoever waits for an answer to a letter learns that none goes out. */
  async #sayStuck(waiting: readonly OutboxEntry[]): Promise<void> {
    if (waiting.every(({ lastError }) => lastError !== null)) return;
    await this.#during(this.#parts.outbox.stuck("notify.not-configured: No mail server is set up"));
    this.#parts.undelivered?.();
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

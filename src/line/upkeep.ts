import { type Clock, within } from "../kernel/clock.ts";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { millis, seconds } from "../kernel/units.ts";
import type { AtChannel, Notice } from "../serial/at-channel.ts";
import type { OpenPipe } from "../serial/byte-pipe.ts";
import { openAtChannel } from "../serial/open-at-channel.ts";
import { Alarm } from "./alarm.ts";
import { type Breakdown, type RecoveryStep, recoveryStep } from "./recovery.ts";

/** A modem that was brought up. */
export interface Up {
  readonly channel: AtChannel;
}

export interface UpkeepOptions<Modem extends Up> {
  readonly open: OpenPipe;
  readonly clock: Clock;
  readonly log: Log;
  /** Brings the modem out of whatever state a program before left it in. */
  readonly leave: Uint8Array;
  /** Which lines are never an answer; the channel's own list by default. */
  readonly isUnsolicited?: (line: string) => boolean;
  /** `reset`: it is put back to a known state first, as the one before was that stood here, if any did. */
  readonly bringUp: (
    channel: AtChannel,
    reset: false | { readonly last: Modem | null },
    /** It has to wait for something, which lasts: told as an outage, once. */
    waits: (fault: Fault) => void,
    /** It is not wanted any more. */
    signal: AbortSignal,
  ) => Promise<Modem>;
  readonly onReady: () => void;
  /** Once for each outage. */
  readonly onTrouble: (fault: Fault) => void;
  readonly onNotice: (notice: Notice) => void;
}

/** Answers to what was sent before the port was opened come in this time, and are nobody's. */
const LEFTOVERS = millis(100);
/** Opening is waited for so long; a port that needs more is tried again. */
const OPEN_WITHIN = seconds(15);
/** A modem that breaks down sooner than this after it was brought up has not recovered: the stages go on. */
const RECOVERED_AFTER = seconds(20);

/** Keeps a modem up: opens, initialises, and brings it back in stages, for as long as it takes. */
export class Upkeep<Modem extends Up> {
  readonly #options: UpkeepOptions<Modem>;
  readonly #closing = new AbortController();
  readonly #recovered: Alarm;
  #attempt = 0;
  #troubled = false;
  /** What went wrong last: a port that is missing is looked for twice a second, and told of once. */
  #why = "";
  /** There was no port to be opened. */
  #absent = false;
  #channel: AtChannel | null = null;
  #modem: Modem | null = null;
  #last: Modem | null = null;
  #giveUp = new AbortController();
  /** Waits for the port to be left. */
  #borrower: (() => Promise<void>) | null = null;
  #break: (fault: Fault) => void = () => undefined;

  constructor(options: UpkeepOptions<Modem>) {
    this.#options = options;
    this.#recovered = new Alarm(options.clock, () => {
      this.#attempt = 0;
    });
  }

  /** The modem, while it can be used. */
  get modem(): Modem | null {
    return this.#modem;
  }

  /** Something asked of this modem went wrong: unless that is known already, it is brought back. */
  report(thrown: unknown, modem: Modem): void {
    if (modem === this.#modem) this.#break(asFault(thrown, "line.trouble"));
  }

  /**
   * Lends the port of a modem that can't be used, closed, for as long as `work` takes; bringing it back begins anew
   * after that. Throws what `work` throws.
   */
  lend<T>(work: (open: OpenPipe, closing: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#borrower = () => work(this.#options.open, this.#closing.signal).then(resolve, reject);
      this.#giveUp.abort();
      void this.#leavePort();
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#recovered.clear();
    this.#break(new Fault("serial.closed", "The line was closed."));
    await this.#leavePort();
  }

  /** Ends after `close`. */
  async run(): Promise<void> {
    const { signal } = this.#closing;
    for (let breakdown: Breakdown = "lost"; !signal.aborted; ) {
      if (this.#borrower) {
        await this.#leavePort();
        await this.#borrower();
        this.#borrower = null;
        this.#attempt = 0;
        breakdown = "lost";
      }
      this.#giveUp = new AbortController();
      const broken = new Promise<Fault>((resolve) => {
        this.#break = (fault) => {
          // At once, so that nothing more is begun with it and nothing it says is taken for news.
          this.#modem = null;
          resolve(fault);
        };
      });
      let up = false;
      try {
        const modem = await this.#bringUp(recoveryStep(breakdown, this.#attempt++));
        if (this.#borrower) continue;
        this.#modem = modem;
        this.#last = modem;
        up = true;
        this.#troubled = false;
        this.#why = "";
        this.#recovered.set(RECOVERED_AFTER);
        this.#options.onReady();
        throw await broken;
      } catch (thrown) {
        this.#recovered.clear();
        if (signal.aborted) return;
        if (this.#borrower) continue;
        const fault = asFault(thrown, "line.trouble");
        if (this.#absent) {
          breakdown = "absent";
          this.#attempt = 0;
        } else if (isLost(fault) || breakdown === "absent") breakdown = "lost";
        else if (up) breakdown = "silent";
        this.#trouble(fault);
      }
    }
  }

  #trouble(fault: Fault): void {
    const why = explain(fault);
    if (why !== this.#why) this.#options.log.warn("line.trouble", { attempt: this.#attempt, why });
    this.#why = why;
    if (this.#troubled) return;
    this.#troubled = true;
    this.#options.onTrouble(inPlainWords(fault));
  }

  async #bringUp(step: RecoveryStep): Promise<Modem> {
    const channel = (step.do === "probe" ? this.#channel : null) ?? (await this.#reopen(step));
    const signal = AbortSignal.any([this.#closing.signal, this.#giveUp.signal]);
    const reset = step.do === "reopen" && step.reset && { last: this.#last };
    return this.#options.bringUp(channel, reset, (fault) => this.#trouble(fault), signal);
  }

  async #reopen(step: RecoveryStep): Promise<AtChannel> {
    const { open, clock, log, leave, isUnsolicited } = this.#options;
    const signal = AbortSignal.any([this.#closing.signal, this.#giveUp.signal]);
    await this.#leavePort();
    if (step.do === "reopen") await clock.sleep(step.after, signal);
    this.#absent = true;
    const opening = open();
    const late = () => new Fault("serial.timeout", "The port could not be opened in time.");
    const pipe = await within(clock, OPEN_WITHIN, late, () => opening, signal).catch((thrown) => {
      // A port that opens after all is not wanted any more.
      opening.then((port) => port.close()).catch(() => undefined);
      throw thrown;
    });
    this.#absent = false;
    const channel = openAtChannel({ pipe, clock, log, ...(isUnsolicited && { isUnsolicited }) });
    this.#channel = channel;
    void this.#read(channel);
    await pipe.write(leave);
    await clock.sleep(LEFTOVERS, signal);
    return channel;
  }

  async #read(channel: AtChannel): Promise<void> {
    try {
      for await (const notice of channel.notices) {
        if (this.#modem?.channel === channel) this.#options.onNotice(notice);
      }
    } catch (thrown) {
      if (this.#channel === channel) this.#break(asFault(thrown, "serial.lost"));
    }
  }

  async #leavePort(): Promise<void> {
    const channel = this.#channel;
    this.#channel = null;
    this.#modem = null;
    try {
      await channel?.close();
    } catch (thrown) {
      // A port that is gone may fail to close; it is opened anew all the same.
      this.#options.log.debug("line.close-failed", { why: explain(thrown) });
    }
  }
}

const isLost = (fault: Fault): boolean => fault.code === "serial.lost" || fault.code === "serial.closed";

/** What went wrong, for a person who knows the box but no modems. */
function inPlainWords(fault: Fault): Fault {
  if (fault.code.startsWith("line.") || fault.code.startsWith("audio.")) return fault;
  if (isLost(fault)) {
    return new Fault("line.unplugged", "The modem was unplugged, or its port is gone. It is looked for again.", fault);
  }
  if (fault.code === "serial.timeout" || fault.code === "serial.refused") {
    return new Fault("line.trouble", "The modem does not answer as it should. It is being brought back.", fault);
  }
  return new Fault("line.no-port", "The modem's port can't be opened. It is tried again.", fault);
}

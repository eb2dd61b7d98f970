import { Channel } from "../kernel/channel.ts";
import type { Clock } from "../kernel/clock.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Millis, millis } from "../kernel/units.ts";
import type { Asking } from "./asking.ts";
import type { AtReply, Notice } from "./at-channel.ts";
import { AtParser } from "./at-parser.ts";
import { encodeCommand, isAnswer, isCallProgress } from "./at-words.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { inTime } from "./deadline.ts";
import { Unshielder } from "./dle.ts";
import { ringInSound } from "./ring-in-sound.ts";
import { forLog } from "./secrets.ts";

export interface ConversationOptions {
  readonly pipe: BytePipe;
  readonly clock: Clock;
  readonly log: Log;
  readonly isUnsolicited: (line: string) => boolean;
}

/** Who gets the audio that the modem sends. */
export interface AudioSink {
  audio(bytes: Uint8Array): void;
  /** `<DLE><ETX>` came: text follows. */
  ended(): void;
  fail(fault: Fault): void;
}

/** An echo may come late, after its command was given up: this many are remembered. */
const ECHOES = 8;
const LINE_FEED = 0x0a;
/** Of a text message; a space follows it, and no line end. */
const PROMPT = ">";
/** Sound is read in pieces of so much: each costs as much as its reading, and a key may be heard that much later. */
const GATHERED = millis(60);

/**
 * Both directions of one pipe: sends, and knows to whom what comes belongs: the command under way, the audio
 * stream, or nobody (a notice). It holds one asking; whose turn it is, is for the caller to see to.
 */
export class Conversation {
  readonly notices = new Channel<Notice>();
  readonly clock: Clock;
  readonly log: Log;
  /** While true, lines that nobody waits for are the tail of a command that was given up, and no notices. */
  catchingUp = false;
  readonly #pipe: BytePipe;
  readonly #isUnsolicited: (line: string) => boolean;
  readonly #parser = new AtParser();
  readonly #echoes: string[] = [];
  #asking: Asking | null = null;
  #sink: AudioSink | null = null;
  #unshielder = new Unshielder();
  #ringIn = ringInSound();
  #lineFeedDue = false;
  #staleAnswers = 0;
  #fault: Fault | null = null;

  constructor(options: ConversationOptions) {
    this.clock = options.clock;
    this.log = options.log;
    this.#pipe = options.pipe;
    this.#isUnsolicited = options.isUnsolicited;
    void this.#read();
  }

  /** How many final results came that nobody waited for. */
  get staleAnswers(): number {
    return this.#staleAnswers;
  }

  /** Sends a command (after the bytes of `before`); resolves at its final result, whatever that is. */
  async ask(asking: Asking, limit: Millis, before: Uint8Array | null = null): Promise<AtReply> {
    const bytes = encodeCommand(asking.command);
    this.mayEcho(asking.command);
    this.expect(asking);
    return this.finish(asking, limit, async () => {
      if (before) await this.write(before);
      await this.write(bytes);
    });
  }

  /** A line of this is what the modem was told, said again. */
  mayEcho(text: string): void {
    this.#echoes.push(text);
    if (this.#echoes.length > ECHOES) this.#echoes.shift();
  }

  /** Lines that come from now on answer this asking. */
  expect(asking: Asking): void {
    if (this.#fault) asking.fail(this.#fault);
    this.#asking = asking;
  }

  /** Does `first` and waits for the final result: both within `limit`. Throws `serial.timeout`. */
  async finish(asking: Asking, limit: Millis, first: () => Promise<void>): Promise<AtReply> {
    const command = forLog(asking.command);
    const late = () => new Fault("serial.timeout", `The modem did not answer ${command} within ${limit} ms.`);
    const work = async () => {
      await first();
      return asking.reply;
    };
    try {
      return await inTime(this.clock, limit, late, work);
    } finally {
      if (this.#asking === asking) this.#asking = null;
    }
  }

  /** From the next byte on, what comes is audio, until `<DLE><ETX>` or `undivert`. */
  divert(sink: AudioSink): void {
    this.#ringIn = ringInSound();
    this.#unshielder = new Unshielder();
    this.#lineFeedDue = true;
    this.#sink = sink;
    this.#pipe.gather?.(GATHERED);
  }

  undivert(): void {
    this.#sink = null;
    this.#pipe.gather?.(millis(0));
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#fault) throw this.#fault;
    await this.#pipe.write(bytes);
  }

  async close(): Promise<void> {
    this.#end(new Fault("serial.closed", "The connection to the modem is closed."));
    await this.#pipe.close();
  }

  async #read(): Promise<void> {
    try {
      for await (const bytes of this.#pipe.incoming) this.#feed(bytes);
      this.#end(new Fault("serial.lost", "The modem's side of the connection was closed."));
    } catch (thrown) {
      this.#end(asFault(thrown, "serial.lost"));
    }
  }

  #end(fault: Fault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#asking?.fail(fault);
    this.#asking = null;
    this.#sink?.fail(fault);
    this.#sink = null;
    if (fault.code === "serial.closed") this.notices.close();
    else this.notices.fail(fault);
  }

  #feed(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.#fault; ) {
      at = this.#sink ? this.#feedAudio(this.#sink, bytes, at) : this.#feedText(bytes, at);
    }
  }

  #feedAudio(sink: AudioSink, bytes: Uint8Array, from: number): number {
    // The line of `CONNECT` was taken at its CR; the LF after it is no sample.
    const skip = this.#lineFeedDue && bytes[from] === LINE_FEED ? 1 : 0;
    this.#lineFeedDue = false;
    const { audio, events, ended, next } = this.#unshielder.take(bytes, from + skip);
    if (audio.length > 0) {
      if (this.#ringIn(audio)) this.#notice("RING");
      sink.audio(audio);
    }
    for (const event of events) this.notices.put(event);
    if (ended) {
      this.undivert();
      sink.ended();
    }
    return next;
  }

  #feedText(bytes: Uint8Array, from: number): number {
    const { items, next } = this.#parser.next(bytes, from);
    for (const item of items) {
      if (item.kind === "line") this.#line(item.text);
      else this.notices.put(item);
    }
    if (this.#asking?.awaitsPrompt && this.#parser.takePrompt(PROMPT)) this.#asking.prompted();
    return next;
  }

  #line(text: string): void {
    const asking = this.#asking;
    if (this.#echoes.includes(text)) return;
    if (text === PROMPT && asking?.awaitsPrompt) {
      asking.prompted();
      return;
    }
    if (!asking?.claims(text) && this.#isUnsolicited(text)) this.#notice(text);
    else if (!asking || asking.isStray(text)) this.#unasked(text);
    else if (asking.isFinal(text)) {
      this.#asking = null;
      asking.settle(text);
    } else if (isCallProgress(text)) this.#notice(text);
    else asking.gather(text);
  }

  #unasked(text: string): void {
    const stale = isAnswer(text);
    if (stale) this.#staleAnswers++;
    if (stale || (this.catchingUp && !isCallProgress(text))) this.log.debug("serial.stale", { text: forLog(text) });
    else this.#notice(text);
  }

  #notice(text: string): void {
    this.notices.put({ kind: "line", text });
  }
}

import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { type Millis, seconds } from "../kernel/units.ts";
import { Asking } from "./asking.ts";
import type {
  AtChannel,
  AtReply,
  CommandOptions,
  PromptedWithin,
  ReceiveStream,
  TransmitStream,
} from "./at-channel.ts";
import { encodeCommand, encodeHex, isQuestion, isUnsolicitedByDefault } from "./at-words.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { catchUp } from "./catch-up.ts";
import { Conversation } from "./conversation.ts";
import { inTime } from "./deadline.ts";
import { receiveStream } from "./receive-stream.ts";
import { forLog } from "./secrets.ts";
import { STRAY_AFTER_SOUND, STRAY_WITHIN, StrayResults } from "./stray-results.ts";
import { transmitStream } from "./transmit-stream.ts";
import { Turns } from "./turns.ts";

export interface AtChannelOptions {
  readonly pipe: BytePipe;
  readonly clock: Clock;
  readonly log?: Log;
  /** Which lines are never an answer; replaces the default list (`isUnsolicitedByDefault`). */
  readonly isUnsolicited?: (line: string) => boolean;
}

const USUAL_LIMIT = seconds(5);

/** `<DLE><CAN><DLE><ETX>`: ends a transmission of which nobody knows how far it came. */
const ABORT_TRANSMIT = Uint8Array.of(0x10, 0x18, 0x10, 0x03);
/** `<DLE>!` */
const ABORT_RECEIVE = Uint8Array.of(0x10, 0x21);
/** ESC: gives up what a prompt asks for. */
const ABORT_PROMPT = Uint8Array.of(0x1b);

/** What the modem may still be busy with after a limit ran out. */
interface Behind {
  /** Ends a stream that may be open. */
  readonly abort: Uint8Array | null;
  readonly staleAnswers: number;
  /** When it was asked what it did not answer, by the clock's elapsed time. */
  readonly since: Millis;
}

/**
 * Speaks AT over a pipe, and owns it: closing the channel closes the pipe. `notices` throws `serial.lost` when the
 * pipe breaks, and ends after `close`. A stream keeps its turn until it ended: commands wait behind it. A command
 * after one that timed out first gets in step with the modem again, which may take 3 s more; a modem that stays
 * silent through this is a `serial.timeout`.
 *
 * A result answers the command under way, and nothing in it says so: one too many would answer every later command one
 * too early. So none is sent while one may come too many; a stream is opened by `CONNECT` and nothing else; and after a
 * question that was answered by nothing, its answer is waited for a little longer.
 */
export function openAtChannel(options: AtChannelOptions): AtChannel {
  const { pipe, clock, log = silentLog, isUnsolicited = isUnsolicitedByDefault } = options;
  const conversation = new Conversation({ pipe, clock, log, isUnsolicited });
  const turns = new Turns();
  const strays = new StrayResults(clock);
  let behind: Behind | null = null;

  const fellBehind = (fault: Fault, abort: Uint8Array | null, since = clock.elapsed()) => {
    if (fault.code !== "serial.timeout") return;
    log.warn("serial.timeout", { fault: fault.message });
    behind = { abort, staleAnswers: conversation.staleAnswers, since };
  };

  const getInStep = async () => {
    if (!behind) return;
    const cameSince = conversation.staleAnswers > behind.staleAnswers;
    if (behind.abort || !cameSince) await catchUp(conversation, behind.abort, behind.since);
    behind = null;
  };

  const ask = async (asking: Asking, limit: Millis, abort: Uint8Array | null): Promise<AtReply> => {
    await getInStep();
    const since = clock.elapsed();
    try {
      return await conversation.ask(asking, limit);
    } catch (thrown) {
      if (thrown instanceof Fault) fellBehind(thrown, abort, since);
      throw thrown;
    }
  };

  async function command(text: string, options: CommandOptions = {}): Promise<AtReply> {
    const { within = USUAL_LIMIT, success = ["OK"], twice = false } = options;
    encodeCommand(text);
    const giveBack = await turns.take();
    try {
      await strays.over;
      let reply = await ask(new Asking(text, success), within, null);
      if (reply.result === "ERROR" && twice) {
        await clock.sleep(STRAY_WITHIN);
        reply = await ask(new Asking(text, success), within, null);
      }
      if (isQuestion(text) && reply.result === "OK" && reply.lines.length === 0) reply = await answerOf(text, reply);
      if (reply.result === "VCON") strays.mayCome();
      if (!success.some((word) => isResult(reply.result, word))) throw refused(text, reply.result);
      return reply;
    } finally {
      giveBack();
    }
  }

  /** The answer to a question that was answered by a bare `OK`, which may have been that of the command before. */
  async function answerOf(text: string, bare: AtReply): Promise<AtReply> {
    const asking = new Asking(text, ["OK"]);
    conversation.expect(asking);
    try {
      return await conversation.finish(asking, STRAY_WITHIN, async () => undefined);
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === "serial.timeout") return { ...bare, lines: asking.lines };
      throw thrown;
    }
  }

  /** The command, its prompt, the digits, the final result; an `OK` ahead of the prompt answers something else. */
  async function prompted(text: string, hex: string, { prompt, answer }: PromptedWithin): Promise<AtReply> {
    const bytes = encodeCommand(text);
    const data = encodeHex(hex);
    const giveBack = await turns.take();
    const since = clock.elapsed();
    try {
      await strays.over;
      await getInStep();
      let given = false;
      let write = (): void => undefined;
      const written = new Promise<void>((resolve, reject) => {
        write = () => void conversation.write(data).then(resolve, reject);
      });
      const asking = new Asking(text, ["OK"], {
        isStray: (line) => line === "OK" && !given,
        onPrompt: () => {
          given = true;
          conversation.mayEcho(hex);
          write();
        },
      });
      conversation.mayEcho(text);
      conversation.expect(asking);
      const late = () => new Fault("serial.timeout", `The modem did not ask for the text within ${prompt} ms.`);
      const reply = await conversation.finish(asking, answer, async () => {
        await conversation.write(bytes);
        await inTime(clock, prompt, late, () => Promise.race([written, asking.reply]));
      });
      if (reply.result !== "OK") throw refused(text, reply.result);
      return reply;
    } catch (thrown) {
      if (thrown instanceof Fault) fellBehind(thrown, ABORT_PROMPT, since);
      throw thrown;
    } finally {
      giveBack();
    }
  }

  /** Sends the command of a stream; `connected` runs before any byte after `CONNECT` is looked at. */
  async function open<Stream>(
    text: string,
    within: Millis,
    abort: Uint8Array,
    connected: (giveBack: () => void) => Stream,
  ): Promise<Stream> {
    encodeCommand(text);
    const giveBack = await turns.take();
    const opened: Stream[] = [];
    const onFinal = (result: string) => {
      if (isResult(result, "CONNECT")) opened.push(connected(giveBack));
    };
    try {
      const isStray = (line: string) => line === "OK" || line === "VCON";
      const reply = await ask(new Asking(text, ["CONNECT"], { onFinal, isStray }), within, abort);
      const stream = opened[0];
      if (stream === undefined) throw refused(text, reply.result);
      return stream;
    } catch (thrown) {
      giveBack();
      throw thrown;
    }
  }

  return {
    notices: conversation.notices,
    command,
    prompted,
    transmit: (text, within): Promise<TransmitStream> =>
      open(text, within, ABORT_TRANSMIT, (giveBack) => {
        const asking = new Asking(text, ["OK"], { isStray: (line) => strays.isStray(line) });
        conversation.expect(asking);
        return transmitStream(conversation, asking, (fault) => {
          if (fault) fellBehind(fault, ABORT_TRANSMIT);
          else strays.mayCome();
          giveBack();
        });
      }),
    receive: (text, within): Promise<ReceiveStream> =>
      open(text, within, ABORT_RECEIVE, (giveBack) => {
        const stream = receiveStream(conversation, text, (fault, ending) => {
          if (fault) fellBehind(fault, ending ?? ABORT_RECEIVE);
          else strays.mayCome(STRAY_AFTER_SOUND);
          giveBack();
        });
        conversation.divert(stream.sink);
        return stream;
      }),
    close: () => conversation.close(),
  };
}

/** `CONNECT 115200` is a `CONNECT`. */
const isResult = (result: string, word: string): boolean => result === word || result.startsWith(`${word} `);

/** Its cause is what the modem said. */
const refused = (command: string, result: string): Fault =>
  new Fault("serial.refused", `The modem answered ${forLog(command)} with ${forLog(result)}.`, result);

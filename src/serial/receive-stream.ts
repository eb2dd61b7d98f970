import { Channel } from "../kernel/channel.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import { seconds } from "../kernel/units.ts";
import { Asking } from "./asking.ts";
import type { ReceiveStream } from "./at-channel.ts";
import { isCallProgress } from "./at-words.ts";
import type { AudioSink, Conversation } from "./conversation.ts";
import { inTime } from "./deadline.ts";

/** The modem says `OK` right after `<DLE><ETX>`, or as late as it says everything; then it never will. */
const RESULT_DUE = seconds(4);

/**
 * The audio between `CONNECT` and `<DLE><ETX>`, and the final result after it. `over` is called once, with the fault
 * if the stream did not end as it should, and with the ending that was tried.
 */
export function receiveStream(
  conversation: Conversation,
  command: string,
  over: (fault: Fault | null, ending: Uint8Array | null) => void,
): ReceiveStream & { readonly sink: AudioSink } {
  const audio = new Channel<Uint8Array>();
  let tried: Uint8Array | null = null;
  let done = (): void => undefined;
  let failed = (_fault: Fault): void => undefined;
  const finished = new Promise<void>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  finished.then(
    () => over(null, tried),
    (thrown) => over(asFault(thrown, "serial.lost"), tried),
  );

  const sink: AudioSink = {
    audio: (bytes) => audio.put(bytes),
    ended() {
      audio.close();
      const asking = new Asking(command, ["OK"]);
      conversation.expect(asking);
      conversation
        .finish(asking, RESULT_DUE, async () => undefined)
        .then(({ result }) => {
          if (isCallProgress(result)) conversation.notices.put({ kind: "line", text: result });
          done();
        }, failed);
    },
    fail(fault) {
      audio.fail(fault);
      failed(fault);
    },
  };

  return {
    sink,
    audio,
    async stop(ending, limit) {
      const late = () => new Fault("serial.timeout", `The modem did not end its audio within ${limit} ms.`);
      const work = async () => {
        if (!audio.closed) {
          tried = ending;
          await conversation.write(ending);
        }
        await finished;
      };
      try {
        await inTime(conversation.clock, limit, late, work);
      } catch (thrown) {
        conversation.undivert();
        audio.close();
        failed(asFault(thrown, "serial.lost"));
        throw thrown;
      }
    },
  };
}

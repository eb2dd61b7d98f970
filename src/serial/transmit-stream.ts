import { asFault, Fault } from "../kernel/fault.ts";
import type { Millis } from "../kernel/units.ts";
import type { Asking } from "./asking.ts";
import type { TransmitStream } from "./at-channel.ts";
import { isCallProgress } from "./at-words.ts";
import type { Conversation } from "./conversation.ts";
import { CAN, DLE, ETX, shield } from "./dle.ts";

const END = Uint8Array.of(DLE, ETX);
/** V.253: `<DLE><CAN>` clears the modem's buffer; what ends the stream is the `<DLE><ETX>` after it. */
const cancelling = (last: Uint8Array) => Uint8Array.of(DLE, CAN, ...shield(last), DLE, ETX);

/**
 * The stream between `CONNECT` and the modem's final result, which `asking` waits for. `over` is called once,
 * with the fault if the modem never gave a result.
 */
export function transmitStream(
  conversation: Conversation,
  asking: Asking,
  over: (fault: Fault | null) => void,
): TransmitStream {
  /** Set once the stream is no more: why writing to it is in vain. */
  let ended: Fault | null = null;
  asking.reply.then(
    ({ result }) => {
      if (isCallProgress(result)) conversation.notices.put({ kind: "line", text: result });
      ended = new Fault("serial.refused", `The modem ended the playing by itself (${result}).`, result);
      over(null);
    },
    (thrown) => {
      ended = asFault(thrown, "serial.lost");
      over(ended);
    },
  );

  const finish = async (ending: Uint8Array, limit: Millis) => {
    if (ended?.code === "serial.refused") return;
    if (ended) throw ended;
    try {
      await conversation.finish(asking, limit, () => conversation.write(ending));
    } catch (thrown) {
      // Whoever else waits for the end (`cancel` may come during `end`) need not wait longer.
      asking.fail(asFault(thrown, "serial.lost"));
      throw thrown;
    }
  };

  return {
    async write(bytes) {
      if (ended) throw ended;
      await conversation.write(shield(bytes));
    },
    end: (limit) => finish(END, limit),
    cancel: (limit, last = new Uint8Array()) => finish(cancelling(last), limit),
  };
}

import { Fault } from "../kernel/fault.ts";
import { type Millis, millis, seconds } from "../kernel/units.ts";
import { Asking } from "./asking.ts";
import type { AtReply } from "./at-channel.ts";
import { SIGN_OF_LIFE } from "./at-words.ts";
import type { Conversation } from "./conversation.ts";

const PROBES = 3;
const PROBE_LIMIT = seconds(1);
/** A modem answers in order: once it answers at all, what it still owed comes within this after it. */
const QUIET = millis(250);
/** A modem of which each answer comes 2 s late still works. */
const SLOWEST = seconds(2.5);
const MOST_ANSWERS = 20;

/**
 * Gets in step with a modem that was given up on: asks for a sign of life until something answers, then drops answers
 * until it is quiet, for the first may have been the late answer to the command before. A modem that took long (`since`
 * it was asked first) is given as long to be quiet: it still owes an answer to each time that it was asked, and may begin
 * with one when it is done with the other. `abort` ends a stream that may still be open. Throws `serial.timeout` when the modem stays silent, or does not stop talking.
 */
export async function catchUp(conversation: Conversation, abort: Uint8Array | null, since: Millis): Promise<void> {
  conversation.catchingUp = true;
  try {
    for (let probe = 0; probe < PROBES; probe++) {
      if (!(await heard((asking) => conversation.ask(asking, PROBE_LIMIT, abort)))) continue;
      const took = probe === 0 ? 0 : Math.min(conversation.clock.elapsed() - since, SLOWEST);
      return await untilQuiet(conversation, millis(QUIET + took));
    }
    throw new Fault("serial.timeout", "The modem does not answer any more.");
  } finally {
    conversation.catchingUp = false;
  }
}

async function untilQuiet(conversation: Conversation, quiet: Millis): Promise<void> {
  for (let answers = 0; answers < MOST_ANSWERS; answers++) {
    const more = await heard((asking) => {
      conversation.expect(asking);
      return conversation.finish(asking, quiet, async () => undefined);
    });
    if (!more) return;
    conversation.log.debug("serial.stale", { text: "one more answer to a command given up" });
  }
  throw new Fault("serial.timeout", "The modem keeps answering what it was not asked.");
}

/** Did a final result come? */
async function heard(wait: (asking: Asking) => Promise<AtReply>): Promise<boolean> {
  try {
    await wait(new Asking(SIGN_OF_LIFE, ["OK"]));
    return true;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "serial.timeout") return false;
    throw thrown;
  }
}

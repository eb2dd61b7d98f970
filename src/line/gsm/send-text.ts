import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import { minutes, seconds } from "../../kernel/units.ts";
import { Turns } from "../../serial/turns.ts";
import { careful } from "../careful.ts";
import type { SendText } from "../line.ts";
import { isSilence, refusal, signOfLife } from "../saying.ts";
import { mayBeTheReport, whyNotSent } from "./cms-words.ts";
import type { GsmModule } from "./module.ts";
import { type Pdu, submitPdus } from "./pdu-submit.ts";
import { type GsmStation, isTaken } from "./station.ts";

/** The prompt may be late; the network's word takes some seconds. A caller's answer waits behind it: no longer than this. */
const WITHIN = { prompt: seconds(6), answer: seconds(25) } as const;
/** Once the box is told to stop. */
const WORD_WITHIN = seconds(5);
/** Between two parts a call goes first. */
const LOOK_EVERY = seconds(1);
const CALL_PATIENCE = minutes(3);

/**
 * Texts from this SIM, one after the other, between calls (27.005, `+CMGS` in PDU mode). What reaches the module is a
 * length and hexadecimal digits.
 */
export function textSender(station: GsmStation): SendText {
  const turns = new Turns();
  let reference = 0;
  return async (to, body, signal) => {
    const giveBack = await turns.take();
    try {
      const module = station.upkeep.modem;
      reference = (reference + 1) & 0xff;
      const report = !station.refuses.report;
      const parts = submitPdus(to, body, { reference, report });
      const plain = submitPdus(to, body, { reference, report: false });
      if (!module) throw new Fault("line.trouble", "The module can't be used at the moment.");
      if (signal.aborted) throw interrupted(0, parts.length);
      if (isTaken(station)) throw new Fault("line.busy", "The line is in use.");
      const given: number[] = [];
      const done = await careful(station, module, async () => {
        for (const [n, part] of parts.entries()) {
          await whenFree(station, signal);
          if (signal.aborted) throw interrupted(n, parts.length);
          const said = give(station, module, station.refuses.report ? (plain[n] ?? part) : part, plain[n] ?? part);
          const sent = await untilLate(station.clock, said, signal, () => cut(n, parts.length));
          if (sent !== null && !station.refuses.report) given.push(sent);
        }
        return true;
      });
      if (!done) throw new Fault("line.text-not-sent", "The module failed while the text was being sent.");
      return { parts: given };
    } finally {
      giveBack();
    }
  };
}

/** Of a shutdown: no more is begun. */
const interrupted = (sent: number, of: number): Fault =>
  sent === 0
    ? new Fault("line.interrupted", "The box was stopped before the text was sent.")
    : new Fault("line.text-cut", `The box was stopped when ${sent} of ${of} parts of the text had been sent.`);

const cut = (sent: number, of: number): Fault =>
  new Fault(
    "line.text-cut",
    `The box was stopped while part ${sent + 1} of ${of} of the text was on its way: it may have arrived.`,
  );

/** What is on its way is told as it is, if its end comes soon after the signal. */
async function untilLate<T>(clock: Clock, work: Promise<T>, signal: AbortSignal, late: () => Fault): Promise<T> {
  let stop = (): void => undefined;
  const tooLate = new Promise<never>((_, reject) => {
    stop = () => void clock.sleep(WORD_WITHIN).then(() => reject(late()));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    signal.removeEventListener("abort", stop);
    work.catch(() => undefined);
  }
}

async function whenFree(station: GsmStation, signal: AbortSignal): Promise<void> {
  const since = station.clock.elapsed();
  while (isTaken(station) && !signal.aborted) {
    if (station.clock.elapsed() - since > CALL_PATIENCE) throw new Fault("line.busy", "The line is in use.");
    await station.clock.sleep(LOOK_EVERY, signal).catch(() => undefined);
  }
}

/** The number that the network gave it; null where the module does not tell. */
async function give(station: GsmStation, { channel }: GsmModule, pdu: Pdu, plain: Pdu): Promise<number | null> {
  try {
    const { lines } = await channel.prompted(`AT+CMGS=${pdu.length}`, pdu.hex, WITHIN);
    const number = /^\+CMGS: ?(\d+)/m.exec(lines.join("\n"))?.[1];
    return number === undefined ? null : Number(number);
  } catch (thrown) {
    const said = refusal(thrown);
    if (said !== null && pdu !== plain && pdu.hex !== plain.hex && mayBeTheReport(said)) {
      station.refuses.report = true;
      return give(station, { channel } as GsmModule, plain, plain);
    }
    if (said !== null) {
      const { words, isForGood } = whyNotSent(said);
      throw new Fault(isForGood ? "line.text-refused" : "line.text-not-sent", words, said);
    }
    if (!isSilence(thrown)) throw thrown;
    await signOfLife(channel);
    throw new Fault("line.text-not-sent", "The module did not say in time that the text was sent.", thrown);
  }
}

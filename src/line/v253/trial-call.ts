import type { Digit } from "../../kernel/phone-number.ts";
import { seconds } from "../../kernel/units.ts";
import { Alarm } from "../alarm.ts";
import type { OwnCallOutcome, TrialCall, TrialCallResult, TrialStep } from "../line.ts";
import { waitForCalls } from "./bring-up.ts";
import { hear, tonesOf } from "./hearing.ts";
import { offHook, onHook, pressKeys } from "./hook.ts";
import { type KeyState, noKey, pressKey } from "./keys.ts";
import { dialTone } from "./leg-sounds.ts";
import type { Modem } from "./modem.ts";
import { play } from "./playing.ts";
import { ringLeg } from "./second-leg.ts";
import type { Trial } from "./station.ts";
import { prepareVoice } from "./voice-settings.ts";

type Result = Omit<TrialCallResult, "end">;

const OFF_HOOK_WITHIN = seconds(3);
const DIAL_TONE_WITHIN = seconds(3);
const SECOND_DIAL_TONE_WITHIN = seconds(2);
/** As whoever is rung for a caller hears it: a second time, for the first word is lost on the way to the ear. */
const TIMES_SAID = 2;
/** The flash that undoes the other is taken for one, and not for hanging up with a call on hold. */
const AFTER_CANCEL = seconds(0.6);

interface Heard {
  readonly outcome: OwnCallOutcome;
  readonly key: Digit | null;
}

interface Hearing {
  /** Keys that count. */
  readonly keys: readonly Digit[];
  readonly tell: (step: TrialStep) => void;
  /** Done before it hangs up on somebody who answered. */
  readonly last?: () => Promise<void>;
}

/**
 * A call of the line's own: someone is rung, hears the prompt, and presses a key or not. Leaves the line waiting for
 * calls.
 */
export async function ownCall(
  modem: Modem,
  trial: Trial,
  digits: string,
  call: TrialCall,
  { keys, tell, last }: Hearing,
  signal: AbortSignal,
): Promise<Heard> {
  const none = (outcome: OwnCallOutcome): Heard => ({ outcome, key: null });
  await offHook(modem, OFF_HOOK_WITHIN);
  try {
    await prepareVoice(modem);
    if (!(await dialTone(modem, DIAL_TONE_WITHIN, signal))) return none(signal.aborted ? "no-answer" : "no-dial-tone");
    tell("dialling");
    await pressKeys(modem, digits, signal);
    if (signal.aborted) return none("no-answer");
    tell("ringing");
    const rung = await ringLeg(modem, call.ringFor, signal).outcome;
    if (rung !== "answered" || signal.aborted) return none(rung === "answered" ? "no-answer" : rung);
    tell("answered");
    const key = await keyAfter(modem, trial, call, keys, signal);
    if (!signal.aborted) await last?.();
    return key === null ? none("no-key") : { outcome: "key", key };
  } finally {
    await onHook(modem);
    await waitForCalls(modem);
  }
}

const ANY: readonly Digit[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"];

/** The same as a trial: then a hook flash, to learn whether the exchange gives the dial tone that a transfer needs. */
export async function trialCall(
  modem: Modem,
  trial: Trial,
  digits: string,
  call: TrialCall,
  tell: (step: TrialStep) => void,
  signal: AbortSignal,
): Promise<Result> {
  let secondCall: boolean | null = null;
  const last = async () => {
    if (modem.settings.forwarding !== "hook-flash") return;
    tell("flash");
    secondCall = await secondDialTone(modem, signal);
  };
  const { outcome, key } = await ownCall(modem, trial, digits, call, { keys: ANY, tell, last }, signal);
  return { outcome: outcome === "key" ? (key === "1" ? "accepted" : "refused") : outcome, secondCall };
}

/** The key that is pressed during the prompt or soon after; null when none is, or the other side hangs up. */
async function keyAfter(
  modem: Modem,
  trial: Trial,
  call: TrialCall,
  wanted: readonly Digit[],
  signal: AbortSignal,
): Promise<Digit | null> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  let pressed: Digit | null = null;
  let keys: KeyState = noKey;
  trial.dle = (code) => {
    const { state, digit } = pressKey(keys, code);
    keys = state;
    if (digit === null || !wanted.includes(digit)) return;
    pressed ??= digit;
    over.abort();
  };
  try {
    for (let time = 0; time < TIMES_SAID && !stop.aborted; time++) {
      await play(modem, call.prompt(), stop).finished;
      const quiet = new AbortController();
      const patience = new Alarm(modem.clock, () => quiet.abort());
      patience.set(call.keyWithin);
      const tones = tonesOf(modem);
      const end = await hear(modem, AbortSignal.any([stop, quiet.signal]), (frame) => {
        const tone = tones.feed(frame);
        if (tone === "busy" || tone === "congestion" || tone === "dial") over.abort();
      });
      patience.clear();
      if (end === "ended") over.abort();
    }
  } finally {
    trial.dle = () => undefined;
  }
  return pressed;
}

async function secondDialTone(modem: Modem, signal: AbortSignal): Promise<boolean> {
  const { start, cancel } = modem.settings.transfer;
  await pressKeys(modem, start);
  const heard = await dialTone(modem, SECOND_DIAL_TONE_WITHIN, signal);
  if (heard) {
    await pressKeys(modem, cancel);
    await modem.clock.sleep(AFTER_CANCEL);
  }
  return heard;
}

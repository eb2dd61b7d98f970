import { seconds } from "../../kernel/units.ts";
import { Alarm } from "../alarm.ts";
import type { TrialCall, TrialCallResult, TrialStep } from "../line.ts";
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

/**
 * A call of the line's own: someone is rung, hears the prompt, and presses a key or not. Of a trial, then a hook flash, to
 * learn whether the exchange gives the dial tone that a transfer needs. Leaves the line waiting for calls.
 */
export async function trialCall(
  modem: Modem,
  trial: Trial,
  digits: string,
  call: TrialCall,
  tell: (step: TrialStep) => void,
  signal: AbortSignal,
): Promise<Result> {
  const none = (outcome: Result["outcome"]): Result => ({ outcome, secondCall: null });
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
    const key = await keyAfter(modem, trial, call, signal);
    const outcome = key === null ? "no-key" : key === "1" ? "accepted" : "refused";
    if (signal.aborted || call.plain || modem.settings.forwarding !== "hook-flash") return none(outcome);
    tell("flash");
    return { outcome, secondCall: await secondDialTone(modem, signal) };
  } finally {
    await onHook(modem);
    await waitForCalls(modem);
  }
}

/** The key that is pressed during the prompt or soon after; null when none is, or the other side hangs up. */
async function keyAfter(modem: Modem, trial: Trial, call: TrialCall, signal: AbortSignal): Promise<string | null> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  let pressed: string | null = null;
  let keys: KeyState = noKey;
  trial.dle = (code) => {
    const { state, digit } = pressKey(keys, code);
    keys = state;
    pressed ??= digit;
    if (digit !== null) over.abort();
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

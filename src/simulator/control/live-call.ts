import { ulawDecoded, ulawEncoded } from "../../audio/g711.ts";
import { FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import type { Digit } from "../../kernel/phone-number.ts";
import type { CallEvent, HandOrder, SimulatedCall } from "../exchange/calls.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { national } from "../exchange/star-codes.ts";
import type { LiveAnswer } from "./control-messages.ts";

export interface LiveCallOrder {
  readonly exchange: Exchange;
  /** null: withheld. */
  readonly from: string | null;
  readonly to: string;
  /** Mobiles that somebody answers by hand as long as the call's owner is there; created if need be. */
  readonly mobiles: readonly string[];
  /** What they say to a caller put through to them. */
  readonly hello: Pcm | null;
}

/** A call that somebody makes now, with the mobiles that it may ring in the same hands. */
export interface LiveCall {
  readonly call: SimulatedCall;
  press(key: Digit): void;
  say(sound: Pcm): void;
  order(number: string, order: HandOrder): void;
  hangUp(): void;
  /** The owner has gone: hangs up, and lets the mobiles be. */
  release(): void;
}

/** Told at once: 80 ms, few enough to be talked with, enough to spare small computers hundreds of lines a second. */
const TOLD_SAMPLES = 4 * FRAME_SAMPLES;

/** Places a call, and tells what its caller hears and how the mobiles stand, as it goes on. */
export function placeLiveCall(
  { exchange, from, to, mobiles, hello }: LiveCallOrder,
  tell: (answer: LiveAnswer) => void,
): LiveCall {
  const held = mobiles.map((number) => {
    const known = exchange.mobiles.find((mobile) => national(mobile.number) === national(number));
    return { number, mobile: known ?? exchange.mobile(number, []) };
  });
  const letGo = held.map(({ mobile }) => mobile.takeInHand(hello));
  const call = exchange.call({ from: from === null ? null : national(from), to });

  let waiting: number[] = [];
  const flush = (): void => {
    if (waiting.length > 0) tell({ of: "heard", ulaw: Buffer.from(waiting).toString("base64") });
    waiting = [];
  };
  const unlisten = call.listen((frame) => {
    for (const sample of frame) waiting.push(ulawEncoded[sample & 0xffff] ?? 0xff);
    if (waiting.length >= TOLD_SAMPLES) flush();
  });

  let told = "";
  const look = (): void => {
    const states = held.map(({ number, mobile }) => ({ number, state: mobile.state }));
    const now = JSON.stringify(states);
    if (now === told) return;
    told = now;
    tell({ of: "mobiles", mobiles: states });
  };
  look();
  const unwatch = exchange.watch(look);
  void call.ended.then(flush);

  return {
    call,
    press: (key) => call.press(key),
    say: (sound) => call.say(sound),
    order: (number, order) => held.find((one) => one.number === number)?.mobile.order(order),
    hangUp: () => call.hangUp(),
    release() {
      call.hangUp();
      unlisten();
      unwatch();
      for (const release of letGo) release();
    },
  };
}

export function fromUlaw(base64: string): Pcm {
  return Int16Array.from(Buffer.from(base64, "base64"), (code) => ulawDecoded[code] ?? 0);
}

/** What an event is about: a number, a key, an end. */
export function detailOf(event: CallEvent): string | null {
  switch (event.kind) {
    case "rang":
      return event.number;
    case "answered":
      return event.by;
    case "key":
      return event.key;
    case "put-through":
      return event.to;
    case "hung-up":
      return event.end;
    case "on-hold":
    case "back":
      return null;
  }
}

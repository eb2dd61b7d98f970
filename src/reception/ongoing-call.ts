import { setMaxListeners } from "node:events";
import { isWordless } from "../attendant/announcement-kinds.ts";
import type { Contact } from "../attendant/plan.ts";
import { concat, durationOf, frames, isConstant, type Pcm, rotated, samplesIn } from "../audio/pcm.ts";
import { advance, newCall } from "../call/advance.ts";
import type { CallEnd, CallInput, CallState, Effect, Prompt } from "../call/call.ts";
import { isSecret } from "../call/remote.ts";
import { unknownCaller } from "../kernel/caller-id.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { TellWay } from "../kernel/forward-ways.ts";
import { between, type Instant, type Millis, millis, plus, seconds } from "../kernel/units.ts";
import type { DialOutcome, Joined, Line, Transfer } from "../line/line.ts";
import type { Call, CallEntry, Reception, Tape } from "./reception.ts";
import { watchDuty } from "./watch-duty.ts";

const ANSWER_WITHIN = seconds(5);
/** A line operation that was told to stop gets this long before the line is hung up over it. */
const STOP_WITHIN = seconds(2);

/** A line that is heard is never so still: what was said by then would have been heard. */
const MUTE = seconds(3);

/** Performs the effects of one call on its line, one line operation at a time, and feeds back what came of them. */
export class OngoingCall {
  readonly record: Call;
  readonly #line: Line;
  readonly #reception: Reception;
  readonly #entry: CallEntry;
  readonly #over = new AbortController();
  readonly #begun: Millis;
  #state: CallState = newCall;
  #inputs: CallInput[] = [];
  #advancing = false;
  /** The line operation that runs, or the last one that did. */
  #operation: Promise<void>;
  #stopper = new AbortController();
  /** Who was rung last. */
  #rung: Contact | null = null;
  #dutyWatch: AbortController | null = null;
  /** How much of the music was heard: it goes on from there. */
  #music = 0;
  #tape: Tape | null = null;
  /** What a person of the team recorded last, in this call. */
  #spoken: Pcm = new Int16Array(0);
  /** That of the leg: what is learned in a call makes the line offer none for the next. */
  #transfer: Transfer | undefined;
  /** Resolves when nothing is left of what was not to be kept. */
  #dropped: Promise<void> = Promise.resolve();
  #finished!: () => void;
  /** Resolves when the line is on-hook and the call is written down. */
  readonly finished = new Promise<void>((resolve) => {
    this.#finished = resolve;
  });

  /** `after`: the line is busy until then (the call before is still being hung up). */
  constructor(line: Line, reception: Reception, after: Promise<void>) {
    this.#line = line;
    this.#reception = reception;
    this.#operation = after;
    // A deadline listens until it has passed, and whoever waits has many.
    setMaxListeners(0, this.#over.signal);
    const at = reception.clock.now();
    this.#begun = reception.clock.elapsed();
    this.record = { id: reception.newCallId(), line: line.name, at, caller: unknownCaller, plan: null };
    this.#entry = reception.begin(this.record);
  }

  /** On-hook, or about to be; what was recorded may still be on its way. */
  get over(): boolean {
    return this.#state.phase === "over" || this.#state.phase === "keeping";
  }

  /** The hour by the call's own count from its first ring: whoever sets the clock meanwhile, it never goes back. */
  #now(): Instant {
    return plus(this.record.at, millis(Math.round(this.#reception.clock.elapsed() - this.#begun)));
  }

  /** Takes one input and performs what follows from it. */
  give(input: CallInput): void {
    this.#inputs.push(input);
    if (this.#advancing) return;
    this.#advancing = true;
    for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
      if (next.kind === "caller") this.record.caller = next.caller;
      const { state, effects } = advance(this.#state, next);
      this.#beDiscreet(state);
      this.#state = state;
      for (const effect of effects) this.#perform(effect);
    }
    this.#advancing = false;
  }

  /** What is typed as a code goes into no transcript of the line. */
  #beDiscreet(next: CallState): void {
    const secret = (state: CallState): boolean => state.phase === "remote" && isSecret(state.menu);
    if (secret(next) !== secret(this.#state)) this.#reception.discreet(this.#line.name, secret(next));
  }

  #perform(effect: Effect): void {
    const { clock, switchboard } = this.#reception;
    switch (effect.do) {
      case "ask":
        void this.#ask();
        break;
      case "deadline":
        clock.sleep(effect.after, this.#over.signal).then(
          () => this.give({ kind: "deadline", effect: effect.effect }),
          () => undefined,
        );
        break;
      case "answer":
        this.#run(effect.effect, () => this.#line.answer(ANSWER_WITHIN));
        break;
      case "play":
        this.#run(effect.effect, (signal) => this.#play(effect.prompt, signal));
        break;
      case "dial": {
        const { transfer } = this.#line;
        this.#transfer = transfer;
        if (!transfer) {
          switchboard.free(this.record.id);
          this.give({ kind: "dialled", effect: effect.effect, outcome: "failed" });
          break;
        }
        switchboard.keep(this.record.id, effect.contact);
        this.#rung = effect.contact;
        // Spoken while it rings, so that whoever answers hears it at once.
        void this.#reception.sound(effect.prompt, this.record);
        this.#run(effect.effect, async (signal) => {
          const { number } = effect.contact;
          let outcome: DialOutcome = "failed";
          let noLine = false;
          try {
            outcome = await transfer.dial(number, effect.ringFor, signal, effect.urgent, this.#tellWay);
          } catch (thrown) {
            noLine = thrown instanceof Fault && thrown.code === "line.busy";
            if (!noLine) throw thrown;
          } finally {
            // Without a line it is as if they were: whoever waits for them is rung for a while later.
            if (outcome === "busy" || noLine) switchboard.foundBusy(number);
            if (outcome !== "answered") switchboard.free(this.record.id);
          }
          if (signal.aborted) return;
          this.give({ kind: "dialled", effect: effect.effect, outcome, ...(noLine && { noLine }) });
        });
        break;
      }
      case "deflect":
        this.#run(effect.effect, async () => {
          const { deflection } = this.#line;
          await deflection?.send(effect.contact.number).catch((thrown) => {
            this.#tellWay("deflection", "refused");
            throw thrown;
          });
          this.#tellWay("deflection", "done");
        });
        break;
      case "complete":
        this.#run(effect.effect, () => this.#complete(effect.effect, effect.by));
        break;
      case "release":
        this.#run(effect.effect, async () => {
          try {
            await this.#transfer?.release();
          } finally {
            switchboard.free(this.record.id);
          }
        });
        break;
      case "seek":
        this.give({ kind: "sought", effect: effect.effect, contact: switchboard.seek(this.record.id, effect.to) });
        break;
      case "queue":
        switchboard.wait(this.record.id, {
          to: effect.to,
          weight: effect.step.weight,
          tell: (input) => this.give(input),
        });
        this.#dutyWatch ??= watchDuty(this.#reception, this.record, effect.step, (to) =>
          this.give({ kind: "on-duty", to }),
        );
        break;
      case "let-go":
        this.#waitNoMore();
        break;
      case "record":
        this.#run(effect.effect, (signal) => this.#recordMessage(effect, signal));
        break;
      case "record-announcement":
        this.#run(effect.effect, (signal) => this.#recordAnnouncement(effect, signal));
        break;
      case "weigh":
        this.#run(effect.effect, async (signal) => {
          const speech = (await this.#tape?.hasSound()) ?? false;
          if (!signal.aborted) this.give({ kind: "weighed", effect: effect.effect, speech });
        });
        break;
      case "check-pin":
        this.#run(effect.effect, async (signal) => {
          const who = await this.#reception.checkPin(this.record, effect.digits);
          if (!signal.aborted) this.give({ kind: "checked", effect: effect.effect, who });
        });
        break;
      case "act":
        this.#run(effect.effect, async (signal) => {
          const answer = await this.#reception.act(effect.act, effect.who, this.#spoken);
          if (!signal.aborted) this.give({ kind: "answer", effect: effect.effect, answer });
        });
        break;
      case "keep":
        void this.#keep(effect.effect);
        break;
      case "discard":
        this.#dropped = this.#discard();
        break;
      case "stop":
        this.#stopper.abort();
        break;
      case "hangUp":
        this.#stopper.abort();
        this.#over.abort();
        this.#waitNoMore();
        this.#operation = this.#hangUp(this.#operation);
        break;
      case "note":
        this.#entry.note(this.#now(), effect.note);
        break;
      case "end":
        void this.#end(effect.outcome);
        break;
    }
  }

  readonly #tellWay: TellWay = (way, outcome) => this.give({ kind: "way", way, outcome });

  /** What is heard of them after that is their end, where they go on through the line; else nothing. */
  async #complete(effect: number, by?: "transfer" | "conference"): Promise<void> {
    const { switchboard } = this.#reception;
    const contact = this.#rung;
    let through = false;
    const joined = ({ over }: Joined): void => {
      through = true;
      if (contact) switchboard.talks(this.record.id, contact);
      this.give({ kind: "joined", effect, over });
    };
    try {
      await this.#transfer?.complete(joined, this.#tellWay, by);
      if (contact && !through) switchboard.foundBusy(contact.number);
    } finally {
      switchboard.free(this.record.id);
    }
  }

  #waitNoMore(): void {
    this.#dutyWatch?.abort();
    this.#dutyWatch = null;
    this.#reception.switchboard.leave(this.record.id);
  }

  /** Starts a line operation once the one before has let go of the line; its end becomes an input. */
  #run(effect: number, work: (signal: AbortSignal) => Promise<unknown>): void {
    this.#stopper.abort();
    const stopper = new AbortController();
    this.#stopper = stopper;
    const before = this.#operation;
    this.#operation = (async () => {
      await before;
      if (stopper.signal.aborted) return;
      try {
        await work(stopper.signal);
        if (!stopper.signal.aborted) this.give({ kind: "done", effect });
      } catch (thrown) {
        if (stopper.signal.aborted) return;
        this.#reception.log.warn("call.failed", { call: this.record.id, why: explain(thrown) });
        this.give({ kind: "failed", effect, why: explain(thrown) });
      }
    })();
  }

  async #ask(): Promise<void> {
    const plan = await this.#reception.plan(this.record);
    if (this.over) return;
    this.record.plan = plan;
    this.give({ kind: "planned", plan });
  }

  async #play(prompt: Prompt, signal: AbortSignal): Promise<void> {
    const sound = await this.#reception.sound(prompt, this.record);
    const from = this.#now();
    const isMusic = prompt.to === "caller" && isWordless(prompt.announcement.kind);
    await this.#line.play(frames(isMusic ? rotated(sound.pcm, this.#music) : sound.pcm), signal);
    const stoppedAfter = signal.aborted ? between(from, this.#now()) : null;
    if (isMusic) this.#music += stoppedAfter === null ? sound.pcm.length : samplesIn(stoppedAfter);
    else this.#entry.played(from, prompt, sound, stoppedAfter);
  }

  /**
   * Ends only by the signal, or without a result when the far end fell silent for good: an event tells that. Without its
   * beep, a message is still listened to: the caller waits, and speaks.
   */
  async #recordMessage(effect: Extract<Effect, { do: "record" }>, signal: AbortSignal): Promise<void> {
    const tape = await this.#reception.tape(this.record);
    this.#tape = tape;
    try {
      await this.#line.play(frames(this.#reception.beep), signal);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#reception.log.warn("call.no-beep", { call: this.record.id, why: explain(thrown) });
      this.give({ kind: "unheard", effect: effect.effect, why: explain(thrown) });
    }
    let still: Millis | null = millis(0);
    for await (const frame of this.#line.listen({ silenceAfter: effect.silenceAfter }, signal)) {
      tape.append(frame);
      if (still === null) continue;
      still = isConstant(frame) ? millis(still + durationOf(frame)) : null;
      if (still === null || still < MUTE) continue;
      still = null;
      this.give({
        kind: "unheard",
        effect: effect.effect,
        why: "The line gives no sound at all: nobody is heard by it.",
      });
    }
  }

  /** What is heard until the signal, or for as long as it may take. */
  async #recordAnnouncement(
    { atMost, silenceAfter }: Extract<Effect, { do: "record-announcement" }>,
    signal: AbortSignal,
  ): Promise<void> {
    const heard: Pcm[] = [];
    let length = millis(0);
    this.#spoken = new Int16Array(0);
    await this.#line.play(frames(this.#reception.beep), signal);
    for await (const frame of this.#line.listen({ silenceAfter }, signal)) {
      heard.push(frame);
      length = millis(length + durationOf(frame));
      if (length >= atMost) break;
    }
    this.#spoken = concat(heard);
  }

  async #hangUp(operation: Promise<void>): Promise<void> {
    const patience = new AbortController();
    const enough = this.#reception.clock.sleep(STOP_WITHIN, patience.signal).catch(() => undefined);
    await Promise.race([operation, enough]);
    patience.abort();
    await this.#line.hangUp();
  }

  async #keep(effect: number): Promise<void> {
    await this.#operation;
    const kept = this.#tape === null ? "nothing" : await this.#tape.keep(this.#now());
    this.give({ kind: "kept", effect, kept });
  }

  async #discard(): Promise<void> {
    await this.#operation;
    await this.#tape?.discard();
  }

  async #end(outcome: CallEnd): Promise<void> {
    await this.#operation;
    await this.#dropped;
    this.#entry.end(this.#now(), outcome);
    this.#finished();
  }

  /** Resolves when the line is free for the next call; the message may still be on its way to the disk. */
  get onHook(): Promise<void> {
    return this.#operation;
  }
}

import type { Pcm } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import { asFault, explain, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import type { DialOutcome, Duplex, GoneSign, Line, SpokenLeg, SpokenLegEvent, Transfer } from "../../line/line.ts";
import { converse } from "./converse.ts";
import type { Lending } from "./lending.ts";
import { cutOff, ringback } from "./tones.ts";

export interface BridgeParts {
  /** The caller's. */
  readonly line: Line;
  readonly speak: Duplex;
  readonly lending: Lending;
  readonly clock: Clock;
  readonly log: Log;
  /** Whose tones are heard. ISO 3166. */
  readonly country: string;
  /** What is heard of whoever is rung, until they are joined. */
  readonly hear: (event: SpokenLegEvent) => void;
}

/** A second leg over another line: the same to a call as one of its own line. */
export interface Bridge extends Transfer {
  /** Somebody is rung or spoken with: what is said, and keys, are theirs. */
  readonly active: boolean;
  play(sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void>;
  /** The caller is gone: so is the leg; with `lost`, it is told first that the line broke down. Never throws. */
  drop(lost: boolean): void;
  /** When all lines are given back. */
  settled(): Promise<void>;
}

interface Leg {
  readonly over: string;
  readonly spoken: SpokenLeg;
  /** Gives the line back. */
  readonly free: () => void;
}

/** Other lines than the one that failed are tried after these faults. */
const NEXT: readonly string[] = ["line.busy", "line.trouble"];

export function openBridge(parts: BridgeParts): Bridge {
  const { line, lending, clock, log, country } = parts;
  let leg: Leg | null = null;
  let gone: GoneSign | null = null;
  /** The dialling of now. */
  let dialling: object | null = null;
  let holding: { readonly stop: AbortController; readonly over: Promise<void> } | null = null;
  /** Ends a conversation. */
  let apart = new AbortController();
  const freeing = new Set<Promise<void>>();

  /** The caller hears that it rings, until somebody has taken the call. */
  function hold(): void {
    const stop = new AbortController();
    const over = line.play(ringback(country), stop.signal).catch((thrown) => {
      log.warn("bridge.not-held", { line: line.name, why: explain(thrown) });
    });
    holding = { stop, over };
  }

  async function unhold(): Promise<void> {
    const held = holding;
    holding = null;
    held?.stop.abort();
    await held?.over;
  }

  function hear(event: SpokenLegEvent): void {
    if (event.kind === "gone") gone = event.sign;
    if (leg) parts.hear(event);
  }

  /** Frees leg and line; what is said before that is heard to its end. */
  function part(last: AsyncIterable<Pcm> | null = null): Promise<void> {
    const mine = leg;
    leg = null;
    if (!mine) return Promise.resolve();
    const work = async (): Promise<void> => {
      if (last) await mine.spoken.play(last, new AbortController().signal).catch(() => undefined);
      await mine.spoken.hangUp();
      mine.free();
    };
    const done: Promise<void> = work().finally(() => freeing.delete(done));
    freeing.add(done);
    return done;
  }

  async function ringOver(other: Line, ...[to, ringFor, signal]: Parameters<Transfer["dial"]>): Promise<DialOutcome> {
    const free = await lending.borrow(other.name, "caller", new AbortController());
    let isKept = false;
    try {
      gone = null;
      const rung = await other.ringOut?.(to, ringFor, hear, signal);
      if (rung?.outcome !== "answered") return rung?.outcome ?? "failed";
      leg = { over: other.name, spoken: rung.leg, free };
      isKept = true;
      if (gone === null && !signal.aborted) return "answered";
      const isLost = gone === "trouble" && !signal.aborted;
      await part();
      return isLost ? "failed" : "no-answer";
    } finally {
      if (!isKept) free();
    }
  }

  async function ring(...[to, ringFor, signal, urgent]: Parameters<Transfer["dial"]>): Promise<DialOutcome> {
    let isTried = false;
    for (const other of lending.forLeg(line.name, urgent === true)) {
      if (signal.aborted) return "no-answer";
      try {
        const outcome = await ringOver(other, to, ringFor, signal);
        if (outcome !== "failed") return outcome;
        isTried = true;
        log.info("bridge.not-over", { line: line.name, over: other.name });
      } catch (thrown) {
        const fault = asFault(thrown, "line.trouble");
        if (!NEXT.includes(fault.code)) throw fault;
        log.info("bridge.not-over", { line: line.name, over: other.name, why: explain(fault) });
      }
    }
    if (!isTried) throw new Fault("line.busy", "No other line is idle by which somebody could be rung.");
    return "failed";
  }

  return {
    get active() {
      return dialling !== null || leg !== null;
    },

    async dial(...asked) {
      const mine = {};
      dialling = mine;
      hold();
      let outcome: DialOutcome = "failed";
      try {
        outcome = await ring(...asked);
        return outcome;
      } finally {
        if (dialling === mine) dialling = null;
        if (outcome !== "answered") await unhold();
      }
    },

    async play(sound, signal) {
      await leg?.spoken.play(sound, signal);
    },

    async complete(joined) {
      await unhold();
      const mine = leg;
      if (!mine || gone !== null)
        throw new Fault("line.no-leg", "Whoever was rung had hung up before they could be joined.");
      const { over, spoken } = mine;
      const since = clock.elapsed();
      apart = new AbortController();
      const talk = converse(parts.speak, spoken.speak, clock, apart.signal);
      log.info("bridge.joined", { line: line.name, over });
      joined({ over });
      const { by, toLeg, toCaller } = await talk;
      const lasted = Math.round((clock.elapsed() - since) / 1000);
      log.info("bridge.over", { line: line.name, over, by, lasted, toLeg: { ...toLeg }, toCaller: { ...toCaller } });
      // Where the caller's side ended, their line tells why.
      if (by === "caller") return;
      const lost = gone === "trouble";
      await part();
      if (lost) throw new Fault("line.leg-lost", "The line over which the person was spoken with broke down.");
    },

    async release() {
      await part();
      await unhold();
    },

    drop(lost) {
      const wasJoined = holding === null;
      dialling = null;
      apart.abort();
      void unhold();
      void part(lost && wasJoined && gone === null ? cutOff(country) : null);
    },

    async settled() {
      await Promise.all(freeing);
    },
  };
}

import type { Pcm } from "../../audio/pcm.ts";
import { Channel } from "../../kernel/channel.ts";
import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Millis, millis, minutes, seconds } from "../../kernel/units.ts";
import type { Notice } from "../../serial/at-channel.ts";
import { isCallProgress } from "../../serial/at-words.ts";
import type { OpenPipe } from "../../serial/byte-pipe.ts";
import { Alarm } from "../alarm.ts";
import { careful } from "../careful.ts";
import { mustBeKnown } from "../known-profile.ts";
import type { Line, LineEvent, ListenOptions, NetworkDivert, Place, Transfer, Trials } from "../line.ts";
import { Upkeep } from "../upkeep.ts";
import { bringUp, LEAVE_ANY_STREAM, probe, waitForCalls } from "./bring-up.ts";
import { type Call, newCall } from "./call.ts";
import { dleInCall, lifted, over } from "./call-signs.ts";
import { callerIn } from "./caller-id-words.ts";
import { Floor } from "./floor.ts";
import { HeardKeys } from "./heard-keys.ts";
import { onHook } from "./hook.ts";
import type { Modem } from "./modem.ts";
import { networkDivert } from "./network-divert.ts";
import { generic } from "./profiles/generic.ts";
import { profileNames } from "./profiles.ts";
import { isNumericRing, isRhythm, isRing } from "./ring-words.ts";
import { Ringing } from "./ringing.ts";
import { checkSettings, type V253Settings } from "./settings.ts";
import { listenInCall, playInCall, watch } from "./sound.ts";
import { leaveLeg, type Station } from "./station.ts";
import { takeLine, takingWith } from "./taking-line.ts";
import { hookFlashTransfer } from "./transfer.ts";
import { lineTrials, ownCalls } from "./trials.ts";
import { prepareVoice } from "./voice-settings.ts";

export interface V253Options {
  readonly name: string;
  readonly open: OpenPipe;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: V253Settings;
  /** The profile's name, when it shall not be found by asking the modem. */
  readonly profile?: string;
}

/**
 * An analog line behind a V.253 voice modem. Starts by itself, says `ready` once the modem is initialised, and lives
 * until `close`. Fault `line.bad-settings`.
 */
export function openV253Line(options: V253Options): Line {
  checkSettings(options.settings);
  mustBeKnown(options.profile, profileNames);
  return new V253Line(options);
}

/** An idle modem is asked for a sign of life so often: one that died in silence would miss every call. */
const PROBE_EVERY = minutes(1);

/** Without a ring for so long, whoever rang in vain has given up. A caller id of its own tells another, too. */
const ALL_QUIET = seconds(8);

/**
 * A ring so soon after a call that nobody was heard in is of that same call: some makes tell no ring while they play or
 * listen. A caller who comes next is told of first, or rings later.
 */
const RINGS_ON_WITHIN = seconds(7);

class V253Line implements Line {
  readonly name: string;
  readonly events: AsyncIterable<LineEvent>;
  readonly transfer?: Transfer;
  readonly divert?: NetworkDivert;
  readonly place: Place;
  readonly trials: Trials;
  readonly #events = new Channel<LineEvent>();
  readonly #closing = new AbortController();
  readonly #station: Station;
  readonly #running: Promise<void>;
  /** Set while the rings go on of a call that could not be taken: it is over, and told. */
  readonly #inVain: Alarm;
  /** Set for a while after a call whose line gave no sound: it may never have been taken. */
  readonly #unproven: Alarm;

  constructor(options: V253Options) {
    const { clock, log, settings } = options;
    this.#inVain = new Alarm(clock, () => undefined);
    this.#unproven = new Alarm(clock, () => undefined);
    const emit = (event: LineEvent) => this.#events.put(event);
    this.name = options.name;
    this.events = this.#events;
    this.#station = {
      clock,
      log,
      settings,
      emit,
      floor: new Floor(() => watch(this.#station)),
      ringing: new Ringing({
        clock,
        emit,
        dialPlan: settings.dialPlan,
        ringsStoppedAfter: settings.ringsStoppedAfter,
      }),
      upkeep: new Upkeep<Modem>({
        open: options.open,
        clock,
        log,
        leave: LEAVE_ANY_STREAM,
        bringUp: (channel, reset) =>
          bringUp({
            channel,
            clock,
            log,
            settings,
            reset: reset && (reset.last?.profile ?? generic),
            ...(options.profile === undefined ? {} : { profile: options.profile }),
          }),
        onReady: () => emit({ kind: "ready" }),
        onTrouble: (fault) => this.#trouble(fault),
        onNotice: (notice) => this.#notice(notice),
      }),
      takenBy: null,
      call: null,
      trial: null,
    };
    this.place = ownCalls(this.#station);
    this.trials = lineTrials(this.#station, options.name);
    if (settings.forwarding === "hook-flash") this.transfer = hookFlashTransfer(this.#station);
    if (settings.forwarding === "network") this.divert = networkDivert(this.#station);
    this.#running = this.#station.upkeep.run();
    void this.#probe();
  }

  async answer(limit: Millis): Promise<void> {
    const station = this.#station;
    const { modem } = station.upkeep;
    if (!modem) throw new Fault("line.trouble", "The modem can't be used at the moment.");
    if (!station.ringing.active) throw new Fault("line.no-answer", "Nobody is calling any more.");
    const call = newCall(
      station.clock.elapsed(),
      takingWith(modem, station.takenBy),
      new HeardKeys(
        (digit) => {
          if (call.gone) return;
          call.doubt = null;
          station.emit({ kind: "digit", digit });
        },
        // Which it was may be a part of somebody's code.
        () => station.log.info("line.key-unheard"),
      ),
    );
    station.call = call;
    station.ringing.settle();
    station.ringing.over();
    try {
      await station.floor.take(async () => {
        await takeLine(modem, call.taking, limit);
        call.up = true;
        call.relayAt = station.clock.elapsed();
        await prepareVoice(modem);
      });
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === "line.caller-gone") over(station, call, "modem");
      else station.upkeep.report(thrown, modem);
      // The events tell why before this does.
      await station.clock.sleep(millis(0));
      throw new Fault("line.no-answer", "The modem could not take the call.", thrown);
    }
    if (station.call !== call) throw new Fault("line.trouble", "The modem failed while the call was being taken.");
  }

  async hangUp(): Promise<void> {
    const station = this.#station;
    await station.floor.take(async () => {
      const { call } = station;
      const { modem } = station.upkeep;
      // A modem in trouble is brought back on-hook.
      if (!call || !modem) return;
      await careful(station, modem, async () => {
        await leaveLeg(call, modem);
        await onHook(modem, call.taking.way);
        if (call.taking.proven) station.takenBy = call.taking.way;
        if (call.taking.mute) this.#unproven.set(RINGS_ON_WITHIN);
        if (station.call === call) station.call = null;
        await waitForCalls(modem);
      });
      if (station.call === call) station.call = null;
    });
  }

  play(sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void> {
    return playInCall(this.#station, sound, signal);
  }

  listen(options: ListenOptions, signal: AbortSignal): AsyncIterable<Pcm> {
    return listenInCall(this.#station, options, signal);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.hangUp();
    await this.#station.upkeep.close();
    await this.#running;
    this.#station.ringing.over();
    this.#inVain.clear();
    this.#unproven.clear();
    this.#events.close();
  }

  #trouble(fault: Fault): void {
    const station = this.#station;
    const busy = station.ringing.active || (station.call !== null && !station.call.gone);
    station.call = null;
    station.ringing.over();
    station.floor.clear();
    station.emit({ kind: "trouble", fault });
    if (fault.code === "line.not-taken") {
      station.takenBy = null;
      this.#inVain.set(ALL_QUIET);
    }
    if (busy) station.emit({ kind: "gone", who: "caller", sign: "trouble" });
  }

  #notice(notice: Notice): void {
    switch (notice.kind) {
      case "line":
        this.#line(notice.text);
        break;
      case "complex":
        this.#complex(notice.lines);
        break;
      case "dle":
        this.#dle(notice.code);
        break;
    }
  }

  #line(text: string): void {
    const { call, ringing, log } = this.#station;
    if (isRing(text)) this.#ring(text);
    else if (isRhythm(text)) this.#rhythm();
    else if (call?.up && isCallProgress(text)) over(this.#station, call, "modem");
    else if (!call && ringing.line(text)) this.#ofAnother();
    else if (!call && isNumericRing(text)) this.#wasReset();
    else log.debug("line.unheeded", { text });
  }

  /** Caller id tells of another call than the one that could not be taken. */
  #ofAnother(): void {
    this.#inVain.clear();
    this.#unproven.clear();
  }

  /** The call that was played to, listened to and hung up rings on. */
  #neverTaken(): void {
    this.#unproven.clear();
    const { modem } = this.#station.upkeep;
    const fault = new Fault("line.not-taken", "The modem did not take the line, though it said so: the line rings on.");
    if (modem) this.#station.upkeep.report(fault, modem);
  }

  /** Somebody calls a modem that no command would be understood by: it is set up again, in time for the next ring. */
  #wasReset(): void {
    const { modem } = this.#station.upkeep;
    const fault = new Fault("line.trouble", "The modem was reset by itself, and is being set up again.");
    if (modem) this.#station.upkeep.report(fault, modem);
  }

  /** Caller id in voice class; during a call it is that of a waiting one. */
  #complex(lines: readonly string[]): void {
    const { call, emit, settings } = this.#station;
    if (!call) for (const line of lines) this.#line(line);
    else if (call.up && !call.gone) {
      emit({ kind: "waiting", caller: callerIn(lines, settings.dialPlan) });
    }
  }

  #dle(code: string): void {
    const { call, ringing, trial, upkeep } = this.#station;
    const meaning = upkeep.modem?.profile.dle[code] ?? "nothing";
    if (meaning === "ring") this.#ring();
    else if (call && meaning === "telephone-lifted") lifted(this.#station, call);
    else if (call?.up) dleInCall(this.#station, call, code, meaning);
    else if (meaning === "telephone-lifted") ringing.lifted();
    // Somebody knocks: the exchange rings for them once the line is free.
    else if (trial && meaning === "waiting") trial.called.abort();
    else trial?.dle(code);
  }

  /** `text`: how it was told; some makes say the number with it. */
  #ring(text = ""): void {
    const { call, ringing, trial } = this.#station;
    // It may have crossed the answer, or be one of the call before; later, it tells that the line was not taken.
    if (call) this.#ringInCall(call);
    else if (this.#inVain.isSet) this.#inVain.set(ALL_QUIET);
    else if (this.#unproven.isSet) this.#neverTaken();
    else {
      trial?.called.abort();
      ringing.line(text);
      ringing.ring();
    }
  }

  #rhythm(): void {
    const { call, ringing } = this.#station;
    if (call) this.#ringInCall(call);
    else if (!this.#inVain.isSet && !this.#unproven.isSet) ringing.rhythm();
  }

  #ringInCall(call: Call): void {
    if (call.up && !call.gone && call.leg === "none") call.taking.ring();
  }

  async #probe(): Promise<void> {
    const { clock } = this.#station;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await clock.sleep(PROBE_EVERY, signal).catch(() => undefined);
      const { call, ringing, floor, upkeep } = this.#station;
      const { modem } = upkeep;
      if (signal.aborted || !modem || call || ringing.active || !floor.free) continue;
      await careful(this.#station, modem, () => probe(modem));
    }
  }
}

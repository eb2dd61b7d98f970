import type { Pcm } from "../../audio/pcm.ts";
import { Channel } from "../../kernel/channel.ts";
import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Millis, millis } from "../../kernel/units.ts";
import type { Notice } from "../../serial/at-channel.ts";
import { isUnsolicitedByDefault } from "../../serial/at-words.ts";
import type { OpenPipe } from "../../serial/byte-pipe.ts";
import { Turns } from "../../serial/turns.ts";
import { careful } from "../careful.ts";
import { mustBeKnown } from "../known-profile.ts";
import type {
  Deflection,
  Duplex,
  HeardTime,
  Line,
  LineEvent,
  ListenOptions,
  NetworkDivert,
  NetworkDiverts,
  Place,
  RingOut,
  SendText,
  Transfer,
  Trials,
} from "../line.ts";
import { Upkeep } from "../upkeep.ts";
import { anewWhenIdle } from "./anew.ts";
import { bringUpGsm, LEAVE_ANY_PROMPT } from "./bring-up.ts";
import { deflection } from "./deflect.ts";
import { allCalls, gsmDiverts } from "./divert.ts";
import {
  bringCallSound,
  caughtOver,
  leaveCall,
  listenInGsmCall,
  playInGsmCall,
  speakInGsmCall,
  takeCall,
} from "./in-call.ts";
import { joinsNobody } from "./join.ts";
import { knocked } from "./knock.ts";
import { look } from "./look.ts";
import type { GsmModule } from "./module.ts";
import { hearNews, isNews, ring } from "./news.ts";
import { gsmTrials, ownGsmCalls } from "./own-calls.ts";
import { generic } from "./profiles/generic.ts";
import { gsmProfileNames } from "./profiles.ts";
import { secondCall } from "./second-call.ts";
import { textSender } from "./send-text.ts";
import { checkGsmSettings, type GsmSettings } from "./settings.ts";
import type { PinMemory } from "./sim.ts";
import { knownSim, noSimBook, type SimBook } from "./sim-book.ts";
import type { SoundWay } from "./sound-way.ts";
import { spokenGsmLegs } from "./spoken-leg.ts";
import type { GsmStation } from "./station.ts";
import { type IncomingTexts, incomingTexts, ofIncomingText } from "./take-texts.ts";
import { hearTimeWhenIdle, watchIdle } from "./watch-idle.ts";

export interface GsmOptions {
  readonly name: string;
  readonly open: OpenPipe;
  /** How the module's sound comes; null where it does not. */
  readonly sound: SoundWay | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: GsmSettings;
  readonly pins: PinMemory;
  /** The SIM's PIN where the settings have none: asked anew each time that the module is brought up. */
  readonly pin?: () => Promise<string | null>;
  /** Where what a SIM allows is kept; nowhere, unless told. */
  readonly sims?: SimBook;
  /** The profile's name, when it shall not be found by asking the module. */
  readonly profile?: string;
}

/**
 * A mobile line: a SIM in a module that speaks AT (27.007). Starts by itself, says `ready` once it is registered, and
 * lives until `close`. Fault `line.bad-settings`.
 */
export function openGsmLine(options: GsmOptions): Line {
  checkGsmSettings(options.settings);
  mustBeKnown(options.profile, gsmProfileNames);
  return new GsmLine(options);
}

function unsolicited(): (line: string) => boolean {
  const ofText = ofIncomingText();
  return (line) => ofText(line) || isUnsolicitedByDefault(line) || isNews(line);
}

class GsmLine implements Line {
  readonly name: string;
  readonly events: AsyncIterable<LineEvent>;
  readonly #transfer: Transfer | undefined;
  readonly duplex?: Duplex;
  readonly ringOut?: RingOut;
  readonly divert?: NetworkDivert;
  readonly deflection: Deflection;
  readonly tryAnew: () => void;
  readonly diverts: NetworkDiverts;
  readonly place: Place;
  readonly trials: Trials;
  readonly text: SendText;
  readonly #texts: IncomingTexts;
  readonly #events = new Channel<LineEvent>();
  readonly #closing = new AbortController();
  readonly #station: GsmStation;
  readonly #running: Promise<void>;
  readonly #ofText = ofIncomingText();

  constructor(options: GsmOptions) {
    const { clock, log, settings, pins } = options;
    const emit = (event: LineEvent) => this.#events.put(event);
    this.name = options.name;
    this.events = this.#events;
    this.#station = {
      clock,
      log,
      settings,
      emit,
      rings: (listed) => ring(this.#station, listed),
      knocks: (call, listed) => knocked(this.#station, call, listed),
      moves: new Turns(),
      closing: this.#closing.signal,
      early: null,
      way: options.sound,
      looks: { running: null, next: null },
      call: null,
      own: null,
      degraded: null,
      time: { told: null, doubtful: null },
      known: knownSim(options.name, options.sims ?? noSimBook, clock, log),
      refuses: { report: false },
      upkeep: new Upkeep<GsmModule>({
        open: options.open,
        clock,
        log,
        leave: LEAVE_ANY_PROMPT,
        isUnsolicited: unsolicited(),
        bringUp: (channel, reset, waits, signal) =>
          bringUpGsm({
            channel,
            clock,
            log,
            settings,
            pins,
            pin: options.pin ?? (async () => null),
            waits,
            signal,
            way: options.sound,
            reset: this.#station.degraded ?? (reset ? (reset.last?.profile ?? generic) : false),
            wasReset: () => {
              this.#station.degraded = null;
            },
            ...(options.profile === undefined ? {} : { profile: options.profile }),
          }),
        onReady: () => {
          const { sim } = this.#station.upkeep.modem ?? { sim: null };
          if (sim) void this.#station.known.meet(sim);
          emit({ kind: "ready" });
          // Somebody may ring already.
          void look(this.#station).then(async () => {
            await hearTimeWhenIdle(this.#station);
            await this.#texts.look();
          });
        },
        onTrouble: (fault) => this.#trouble(fault),
        onNotice: (notice) => this.#notice(notice),
      }),
    };
    this.#transfer = settings.forwarding === "second-call" ? secondCall(this.#station) : undefined;
    this.deflection = deflection(this.#station);
    this.tryAnew = () => this.#station.known.tryAnew();
    this.diverts = gsmDiverts(this.#station);
    if (settings.forwarding === "network") this.divert = allCalls(this.diverts);
    if (options.sound) {
      this.duplex = (ends, signal) => speakInGsmCall(this.#station, ends, signal);
      this.ringOut = spokenGsmLegs(this.#station);
    }
    this.place = ownGsmCalls(this.#station);
    this.trials = gsmTrials(this.#station, options.name);
    this.text = textSender(this.#station);
    this.#texts = incomingTexts(this.#station);
    this.#running = this.#station.upkeep.run();
    void watchIdle(this.#station, () => this.#texts.look());
  }

  /** Absent while the network is known to refuse what it takes: no caller is told that somebody is rung for them. */
  get transfer(): Transfer | undefined {
    const { known } = this.#station;
    return known.isRefused("hold") || joinsNobody(this.#station) ? undefined : this.#transfer;
  }

  networkTime = (): HeardTime | null => this.#station.time.told;

  async answer(within: Millis): Promise<void> {
    const station = this.#station;
    const { call } = station;
    const module = station.upkeep.modem;
    if (!module) throw new Fault("line.trouble", "The module can't be used at the moment.");
    if (!call || call.gone) throw new Fault("line.no-answer", "Nobody is calling any more.");
    try {
      await takeCall(station, module, call, within);
      await bringCallSound(station, module, call);
    } catch (thrown) {
      if (!caughtOver(station, call, thrown)) {
        // Silence for a caller is worse than an end.
        await careful(station, module, () => leaveCall(station, module, call));
        station.upkeep.report(thrown, module);
      }
      // The events tell why before this does.
      await station.clock.sleep(millis(0));
      throw new Fault("line.no-answer", "The module could not take the call.", thrown);
    }
    if (station.call !== call) throw new Fault("line.trouble", "The module failed while the call was being taken.");
  }

  async hangUp(): Promise<void> {
    const station = this.#station;
    const { call } = station;
    const module = station.upkeep.modem;
    if (!call || !module) return;
    await careful(station, module, () => leaveCall(station, module, call));
    if (station.call === call) station.call = null;
    // Whoever came meanwhile rings now.
    if (station.degraded === null) await look(station);
    else anewWhenIdle(station);
  }

  play(sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void> {
    return playInGsmCall(this.#station.call, sound, signal);
  }

  listen(options: ListenOptions, signal: AbortSignal): AsyncIterable<Pcm> {
    return listenInGsmCall(this.#station, options, signal);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#station.own?.hangUp?.();
    await this.hangUp();
    await this.#station.upkeep.close();
    await this.#running;
    this.#events.close();
  }

  #trouble(fault: Fault): void {
    const station = this.#station;
    const { call } = station;
    station.call = null;
    station.own?.broken.abort();
    call?.over.abort();
    void call?.sound?.close().catch(() => undefined);
    station.emit({ kind: "trouble", fault });
    if (call && !call.gone) station.emit({ kind: "gone", who: "caller", sign: "trouble" });
    if (call) call.gone = true;
  }

  #notice(notice: Notice): void {
    if (notice.kind !== "line") return;
    const whole = notice.text;
    if (this.#ofText(whole)) {
      if (!whole.startsWith("+")) this.#texts.handed(whole);
      return;
    }
    if (/^\+C[MD][TS]I:/.test(whole)) return void this.#texts.stored(whole);
    hearNews(this.#station, whole);
  }
}

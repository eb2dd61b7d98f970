import { dtmfReceiver } from "../../audio/dtmf.ts";
import type { Pcm } from "../../audio/pcm.ts";
import { asFault, explain, Fault } from "../../kernel/fault.ts";
import { seconds } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import type { DialOutcome, GoneSign, RingOut, RungOut, SpokenLegEvent } from "../line.ts";
import { anewWhenIdle } from "./anew.ts";
import { newLeg } from "./call.ts";
import { bringSound, speakBy } from "./in-call.ts";
import { forgetsKnock } from "./leg-knock.ts";
import { look } from "./look.ts";
import type { GsmModule } from "./module.ts";
import { idleModule, leave } from "./own-calls.ts";
import { isDialable, ring } from "./second-call.ts";
import type { SoundPath } from "./sound-path.ts";
import type { GsmStation, OwnLeg } from "./station.ts";

/** As of a caller: a hang-up is known within 3 s though no notice tells of it. */
const LOOK_EVERY = seconds(2);

/** Calls of the line's own that are spoken with; see `RingOut`. */
export const spokenGsmLegs =
  (station: GsmStation): RingOut =>
  async (to, ringFor, hear, signal) => {
    if (!isDialable(to)) throw new Fault("line.undialable", "This number can't be dialled on this line.");
    const module = idleModule(station);
    const mine: OwnLeg = {
      leg: newLeg(),
      called: new AbortController(),
      broken: new AbortController(),
      keeps: true,
      hangUp: null,
      knock: null,
    };
    station.own = mine;
    const spoken = spokenLeg(station, module, mine, hear);
    mine.hangUp = spoken.hangUp;
    const stop = AbortSignal.any([signal, mine.called.signal, mine.broken.signal, station.closing]);
    let outcome: DialOutcome = "failed";
    try {
      outcome = (await careful(station, module, () => ring(station, module, mine.leg, to, ringFor, stop))) ?? "failed";
      if (outcome === "answered" && !stop.aborted) {
        await careful(station, module, () => spoken.bringSound());
        if (spoken.hasSound && !stop.aborted) return { outcome: "answered", leg: spoken } satisfies RungOut;
        outcome = "failed";
      }
    } catch (thrown) {
      station.log.warn("line.leg-failed", { why: explain(thrown) });
      outcome = "failed";
    }
    // Whoever called first, and a module that failed, tell nothing of whoever was to be rung.
    const isCut = stop.aborted && outcome !== "busy";
    await spoken.hangUp();
    if (signal.aborted) return { outcome: "no-answer" };
    return { outcome: isCut || outcome === "answered" ? "failed" : outcome };
  };

function spokenLeg(station: GsmStation, module: GsmModule, own: OwnLeg, hear: (event: SpokenLegEvent) => void) {
  const { leg, called, broken } = own;
  /** Nothing more is heard of it. */
  const over = new AbortController();
  let sound: SoundPath | null = null;
  let listener: (frame: Pcm) => void = () => undefined;
  let left: Promise<void> | null = null;

  const gone = (sign: GoneSign): void => {
    if (over.signal.aborted) return;
    over.abort();
    hear({ kind: "gone", sign });
  };

  /** A module that breaks down says of its calls that they went: it is asked once more, and a failure is told as one. */
  async function went(): Promise<void> {
    gone((await look(station)) === null ? "trouble" : "modem");
  }

  /** Looks at the list of calls for as long as it lasts, and whether there is sound. */
  async function follow(): Promise<void> {
    for (let heard = -1; !over.signal.aborted; ) {
      await station.clock.sleep(LOOK_EVERY, AbortSignal.any([over.signal, station.closing])).catch(() => undefined);
      if (over.signal.aborted) return;
      const calls = await look(station);
      if (calls) forgetsKnock(station, own, calls);
      if (!over.signal.aborted && sound?.heard === heard)
        station.upkeep.report(new Fault("line.stalled", "The module stopped giving sound in a call."), module);
      heard = sound?.heard ?? -1;
    }
  }

  async function hangUp(): Promise<void> {
    over.abort();
    await careful(station, module, () => leave(station, module, sound)).catch((thrown) =>
      station.upkeep.report(asFault(thrown, "line.trouble"), module),
    );
    if (station.own === own) station.own = null;
    // Whoever waits rings now.
    await look(station);
    anewWhenIdle(station);
  }

  return {
    get hasSound(): boolean {
      return sound !== null;
    },
    async bringSound(): Promise<void> {
      const keys = dtmfReceiver();
      leg.changed = () => {
        if (leg.state === "gone") void went();
      };
      const lost = AbortSignal.any([called.signal, broken.signal, station.closing]);
      if (lost.aborted) gone("trouble");
      else lost.addEventListener("abort", () => gone("trouble"), { once: true });
      const heard = (frame: Pcm): void => {
        if (over.signal.aborted) return;
        for (const digit of keys.feed(frame)) hear({ kind: "digit", digit });
        listener(frame);
      };
      sound = await bringSound(station, module, heard, () => over.signal.aborted || leg.state === "gone");
      if (leg.state === "gone") void went();
      void follow();
    },
    async play(said: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void> {
      if (!over.signal.aborted) await sound?.play(said, AbortSignal.any([signal, over.signal]));
    },
    async speak(ends: { hear(frame: Pcm): void; say(): Pcm | null }, signal: AbortSignal): Promise<void> {
      if (!sound) return;
      listener = (frame) => ends.hear(frame);
      await speakBy(sound, ends, AbortSignal.any([signal, over.signal]));
      listener = () => undefined;
    },
    hangUp: () => {
      left ??= hangUp();
      return left;
    },
  };
}

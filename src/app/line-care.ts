import type { LineCare, ProbeEnd } from "../admin/line-care.ts";
import { frames } from "../audio/pcm.ts";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { type Instant, seconds } from "../kernel/units.ts";
import { found } from "../line/find/check.ts";
import { runningPrograms } from "../line/find/running-programs.ts";
import type { Line, TrialEnd } from "../line/line.ts";
import { type Diverted, divertTarget, doubt, isKnown } from "../reception/divert.ts";
import type { LineConfig } from "./config.ts";
import type { Transcript } from "./transcripts.ts";

/** A line with what is needed to look after it. */
export interface CaredLine {
  readonly config: Pick<LineConfig, "name" | "forwarding" | "transcript"> & Partial<Pick<LineConfig, "deflect">>;
  readonly line: Line;
  readonly transcript: Transcript;
  readonly diverted: Diverted;
}

export interface LineCareOptions {
  readonly lines: readonly CaredLine[];
  readonly clock: Clock;
  readonly office: () => Promise<Office>;
  /** The hour by which the schedule is read; where none is known, the network forwards as it did. */
  readonly hourFor?: (at: Instant) => Instant | null;
  /** The names of running programs; another list in tests. */
  readonly programs?: () => Promise<readonly string[]>;
}

/** How long a key is waited for after the prompt: as long as for whoever is rung for a caller. */
const KEY_WITHIN = seconds(6);

/** What a person at the page does with the lines. */
export function lineCare({
  lines,
  clock,
  office,
  hourFor = (at) => at,
  programs = runningPrograms,
}: LineCareOptions): LineCare {
  const cared = (name: string): CaredLine => {
    const one = lines.find(({ config }) => config.name === name);
    if (!one) throw new Fault("app.no-line", `There is no line ${name}.`);
    return one;
  };
  return {
    forwarding: (name) => cared(name).config.forwarding,

    async check(name, options, tell, signal): Promise<TrialEnd> {
      const { trials } = cared(name).line;
      if (!trials) throw new Fault("line.no-trials", "This kind of line can't look at itself.");
      const end = await trials.check(options, tell, signal);
      if ((await programs()).includes("ModemManager")) tell(found("modem-manager"));
      return end;
    },

    async probe(name, { number, ringFor, prompt }, tell, signal): Promise<ProbeEnd> {
      const { config, line, diverted } = cared(name);
      if (config.forwarding === "network") return throughTheNetwork(line, diverted, number);
      if (!line.trials) throw new Fault("line.no-trials", "This kind of line can't place a call.");
      const call = { ringFor, prompt: () => frames(prompt), keyWithin: KEY_WITHIN };
      return line.trials.call(number, call, tell, signal);
    },

    transcript: (name) => ({ ...cared(name).transcript.state, configured: cared(name).config.transcript }),
    beginTranscript: async (name, until) => cared(name).transcript.begin(until),
    endTranscript: async (name) => cared(name).transcript.end(),
  };

  /** Set for a moment, and put back to what the schedule wants. */
  async function throughTheNetwork({ divert }: Line, diverted: Diverted, number: Parameters<Divert["set"]>[0]) {
    const none = { end: "done", secondCall: null } as const;
    if (!divert) throw new Fault("line.no-trials", "This line has no forwarding of the network.");
    const before = diverted.to ?? null;
    // Whatever comes of this, the schedule is looked at again.
    doubt(diverted);
    try {
      await divert.set(number);
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === "line.divert-refused")
        return { ...none, outcome: "not-diverted" } as const;
      throw thrown;
    }
    try {
      const at = hourFor(clock.now());
      const target = at === null ? before : divertTarget(await office(), at);
      await (target === null ? divert.clear() : divert.set(target));
      isKnown(diverted, target);
      return { ...none, outcome: "diverted" } as const;
    } catch {
      return { ...none, outcome: "still-diverted" } as const;
    }
  }
}

type Divert = NonNullable<Line["divert"]>;

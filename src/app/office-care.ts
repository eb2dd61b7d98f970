import type { LineCare } from "../admin/line-care.ts";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { seconds } from "../kernel/units.ts";
import type { OfficeEnd } from "./border/office-end.ts";
import { spellSound } from "./border/sound-in-letters.ts";
import type { LineConfig } from "./config.ts";
import { type Lasting, lasting, over } from "./lasting.ts";
import { safeNumberOf } from "./safe-number-of.ts";

export interface OfficeCareParts {
  readonly lines: readonly Pick<
    LineConfig,
    "name" | "forwarding" | "transcript" | "kind" | "pin" | "safe_number" | "country"
  >[];
  readonly border: Pick<OfficeEnd, "ask">;
  /** How the transcript of each line stood when it was told last. */
  readonly transcripts: Map<string, () => Lasting>;
  readonly clock: Clock;
}

/** Whoever has the line does this at once. */
const AT_ONCE = seconds(5);

/** The care of lines that another process has: asked of it, and told step by step. */
export function officeCare({ lines, border, transcripts, clock }: OfficeCareParts): LineCare {
  const cared = (name: string) => {
    const line = lines.find((each) => each.name === name);
    if (!line) throw new Fault("app.no-line", `There is no line ${name}.`);
    return line;
  };
  return {
    forwarding: (name) => cared(name).forwarding,
    sim: (name) =>
      cared(name).kind === "mobile" ? { configured: cared(name).pin !== null, safe: safeNumberOf(cared(name)) } : null,
    async check(line, { hearLine }, tell, signal) {
      return (await border.ask("check", { line, hearLine }, { tell, signal })).end;
    },
    async probe(line, { number, ringFor, prompt }, tell, signal) {
      const order = { line, number, ringFor: Math.round(ringFor), prompt: spellSound(prompt) };
      return border.ask("probe", order, { tell: ({ step }) => tell(step), signal });
    },
    transcript(name) {
      return { ...(transcripts.get(name)?.() ?? over), configured: cared(name).transcript };
    },
    async beginTranscript(line, until) {
      const state = await border.ask("beginTranscript", { line, until }, { within: AT_ONCE });
      transcripts.set(line, lasting(clock, state));
    },
    async endTranscript(line) {
      const state = await border.ask("endTranscript", { line }, { within: AT_ONCE });
      transcripts.set(line, lasting(clock, state));
    },
  };
}

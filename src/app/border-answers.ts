import type { LineCare } from "../admin/line-care.ts";
import type { Fault } from "../kernel/fault.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { spell, spellHappening } from "./border/happenings.ts";
import type { Answers, Peer } from "./border/peer.ts";
import { readSound } from "./border/sound-in-letters.ts";
import type { OfficeWords, TelephoneWords } from "./border/words.ts";
import type { CaredLine } from "./line-care.ts";
import type { Watchers } from "./watchers.ts";

/** What the telephone does for the office process: trials of its lines, their transcripts, and making way. */
export function borderAnswers(
  care: LineCare,
  lines: readonly CaredLine[],
  makeWay: () => Promise<void>,
): Answers<OfficeWords> {
  const transcript = (name: string) => {
    // Throws where there is no such line.
    care.transcript(name);
    return lines.find(({ config }) => config.name === name)?.transcript;
  };
  const state = (name: string) => ({ ...(transcript(name)?.state ?? { on: false, until: null }) });
  return {
    check: async ({ line, hearLine }, tell, signal) => ({ end: await care.check(line, { hearLine }, tell, signal) }),
    async probe({ line, number, ringFor, prompt }, tell, signal) {
      const call = { number: number as PhoneNumber, ringFor, prompt: readSound(prompt) };
      return { ...(await care.probe(line, call, (step) => tell({ step }), signal)) };
    },
    async beginTranscript({ line, until }) {
      await care.beginTranscript(line, until);
      return state(line);
    },
    async endTranscript({ line }) {
      await care.endTranscript(line);
      return state(line);
    },
    async makeWay() {
      await makeWay();
      return {};
    },
  };
}

export interface Greeting {
  readonly lines: readonly CaredLine[];
  /** What is wrong now. */
  readonly troubles: () => readonly Fault[];
  readonly database: number | null;
  readonly watchers: Watchers;
}

/** What an office that comes is told first: who is here, and how things stand. */
export function greet(peer: Peer<TelephoneWords>, greeting: Greeting): void {
  sayHere(peer, greeting);
  for (const told of greeting.watchers.standing()) peer.say("happening", spellHappening(told));
}

/** Again when one of it is another. */
export function sayHere({ say }: Pick<Peer<TelephoneWords>, "say">, { lines, troubles, database }: Greeting): void {
  say("here", {
    pid: process.pid,
    database,
    lines: lines.map(({ config, line, transcript }) => ({
      name: config.name,
      forwards: line.transfer !== undefined,
      transcript: { ...transcript.state },
    })),
    troubles: troubles().map(spell),
  });
}

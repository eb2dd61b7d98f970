import { dtmfReceiver } from "../../src/audio/dtmf.ts";
import { RATE } from "../../src/audio/pcm.ts";
import { cells } from "../audio/keys/cells.ts";
import { echoingLine, leadOf } from "../audio/keys/echoing.ts";
import { keyLine } from "../audio/keys/lines.ts";
import { prompts } from "../audio/keys/prompts.ts";
import { type Score, score, type Told, toldBy } from "../audio/keys/score.ts";
import { hasSox } from "../audio/sounds.ts";
import type { Figure, Measurement } from "./figure.ts";
import { type Half, keyless } from "./keyless.ts";
import { type Spandsp, spandsp } from "./spandsp.ts";

const PRESSES = 400;
/** What the receiver was designed with, and what it is judged by. `EAR_HALF=design` measures the first. */
const SEEDS: Readonly<Record<Half, number>> = { design: 1000, judge: 2000 };
const half: Half = process.env.EAR_HALF === "design" ? "design" : "judge";

const CALLS = 8;

const aims: Readonly<Record<string, number>> = { "corner mix, 40 ms": 98, "field mix": 99.5 };

export const ear: Measurement = {
  about: "telephone keys heard, refused and imagined, beside spandsp (Debian's libspandsp-dev)",
  async measure() {
    const peer = spandsp();
    try {
      return [...pressed(peer), ...(await echoed(peer)), ...imagined(peer)];
    } finally {
      peer?.done();
    }
  },
};

function pressed(peer: Spandsp | null): readonly Figure[] {
  return cells.flatMap((cell, n): readonly Figure[] => {
    if (cell.way && cell.way !== "alaw" && !hasSox) return [];
    const line = keyLine(cell, PRESSES, SEEDS[half] + n);
    const ours = score(line, toldBy(dtmfReceiver().feed, line.pcm));
    const theirs = peer && score(line, peer(line.pcm).told);
    const beside = (of: (score: Score) => number) => ({
      values: [of(ours)],
      ...(theirs ? { peer: { name: "spandsp", values: [of(theirs)] } } : {}),
    });
    if (cell.refused)
      return [
        { name: `${cell.name}: taken, of ${PRESSES}`, unit: "times", ...beside((s) => s.heard * PRESSES), aim: 0 },
      ];
    const right = beside((s) => 100 * s.right);
    const wrong: Figure = { name: "… wrong, or counted twice", unit: "times", ...beside((s) => s.wrong), aim: 0 };
    const aim = aims[cell.name];
    return [
      { name: cell.name, unit: "%", ...right, ...(aim === undefined ? {} : { aim }) },
      ...(ours.wrong + (theirs?.wrong ?? 0) > 0 ? [wrong] : []),
    ];
  });
}

/** Keys pressed while the box plays and the line gives it back; spandsp hears what the line brings, without what was played. */
async function echoed(peer: Spandsp | null): Promise<readonly Figure[]> {
  const prompt = await prompts();
  return [10, 6, 0].map((below, n): Figure => {
    const calls = Array.from({ length: CALLS }, (_, call) => {
      const line = echoingLine(prompt, below, SEEDS[half] + 100 * n + call);
      const of = (told: readonly Told[]) =>
        100 *
        score(
          line,
          told.map((each) => ({ ...each, at: each.at - leadOf })),
        ).right;
      return {
        ours: of(toldBy(dtmfReceiver().feed, line.pcm, line.played)),
        theirs: peer && of(peer(line.pcm).told),
      };
    });
    const theirs = calls.flatMap((call) => call.theirs ?? []);
    return {
      name: `our own prompt echoes ${below} dB below, mean of ${CALLS} calls`,
      unit: "%",
      values: [mean(calls.map(({ ours }) => ours))],
      ...(below === 6 ? { aim: 97 } : {}),
      ...(theirs.length > 0 ? { peer: { name: "spandsp", values: [mean(theirs)] } } : {}),
    };
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** Digits heard where nobody pressed any, and how fast. */
function imagined(peer: Spandsp | null): readonly Figure[] {
  if (!hasSox) return [];
  const kinds = new Map<string, { hours: number; ours: number; theirs: number }>();
  const speeds: number[] = [];
  const peers: number[] = [];
  for (const { name, pcm } of keyless(half)) {
    const kind = kinds.get(name) ?? { hours: 0, ours: 0, theirs: 0 };
    const length = pcm.length / RATE;
    const begun = process.cpuUsage();
    kind.ours += toldBy(dtmfReceiver().feed, pcm).length;
    const { user, system } = process.cpuUsage(begun);
    speeds.push((length * 1e6) / (user + system));
    const theirs = peer?.(pcm);
    if (theirs) peers.push(length / theirs.seconds);
    kind.theirs += theirs?.told.length ?? 0;
    kind.hours += length / 3600;
    kinds.set(name, kind);
  }
  return [
    ...[...kinds].map(
      ([name, { hours, ours, theirs }]): Figure => ({
        name: `false digits in ${hours.toFixed(2)} h: ${name}`,
        unit: "times",
        values: [ours],
        aim: 0,
        ...(peer ? { peer: { name: "spandsp", values: [theirs] } } : {}),
      }),
    ),
    {
      name: "speed on these, times real time, processor time",
      unit: "×",
      values: speeds,
      aim: 15_000,
      ...(peers.length > 0 ? { peer: { name: "spandsp", values: peers } } : {}),
    },
  ];
}

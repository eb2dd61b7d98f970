import { type Millis, seconds } from "../../kernel/units.ts";
import type { ReadEntry } from "../../serial/transcript.ts";

/** What whoever conducted the call did, as it shows in what the driver sent; `at`, `until`: since the start. */
export type Operation = { readonly at: Millis; readonly until: Millis } /** `rings`: how many had been told. */ & (
  | { readonly do: "answer"; readonly rings: number }
  | { readonly do: "hang-up" | "listen" }
  | { readonly do: "play"; readonly bytes: number; readonly stopped: boolean }
);

const CANCEL = 0x18;
const AT_ONCE = seconds(0.4);
/** Between two operations the driver listens by itself, in short. */
const OF_ITS_OWN = seconds(0.1);

/** The operations behind a transcript, in order. */
export function operationsIn(transcript: readonly ReadEntry[]): readonly Operation[] {
  const found: Operation[] = [];
  let answered = false;
  let rings = 0;
  for (const [n, entry] of transcript.entries()) {
    const text = entry.kind === "bytes" ? Buffer.from(entry.bytes).toString("latin1") : "";
    if (entry.side === "<") rings += text.match(/(?:^|[\r\n])RING|\x10R/g)?.length ?? 0;
    const command = entry.side === ">" ? (/AT.*(?=\r)/i.exec(text)?.[0] ?? "") : "";
    // What follows soon was waited with by the driver, and not by whoever conducted the call.
    const before = transcript[n - 1]?.at ?? entry.at;
    const at = entry.at - before < AT_ONCE ? before : entry.at;
    if (rings > 0 && !answered && /^AT\+FCLASS=8$/i.test(command)) {
      answered = true;
      found.push({ do: "answer", rings, at: entry.at, until: entry.at });
    } else if (!answered) continue;
    else if (/\+VLS=0|^ATH0?$/i.test(command)) {
      answered = false;
      rings = 0;
      found.push({ do: "hang-up", at, until: at });
    } else if (/\+VTX$/i.test(command)) {
      const { bytes, until, stopped } = streamAfter(transcript, n);
      found.push({ do: "play", at, until, bytes, stopped });
    } else if (/\+VRX$/i.test(command)) {
      const { until } = streamAfter(transcript, n);
      if (until - at > OF_ITS_OWN) found.push({ do: "listen", at, until });
    }
  }
  return found;
}

/** What was sent in a stream, and when its end was asked for. */
function streamAfter(transcript: readonly ReadEntry[], n: number) {
  let bytes = 0;
  let until = transcript[n]?.at ?? transcript[0]?.at;
  let stopped = false;
  for (const entry of transcript.slice(n + 1)) {
    if (entry.side === "<") continue;
    if (entry.kind === "bytes" && entry.bytes[0] !== 0x10) break;
    if (entry.kind === "audio") bytes += entry.count;
    else {
      stopped ||= entry.bytes[1] === CANCEL;
      until = entry.at;
    }
    if (stopped) break;
  }
  return { bytes, until: until as Millis, stopped };
}

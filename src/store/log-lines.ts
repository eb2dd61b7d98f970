import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant } from "../kernel/units.ts";
import type { Came } from "../needs/came.ts";
import type { TakenHow } from "../needs/need.ts";
import type { LogEntry, LogService } from "./log-entry.ts";

/** Words as they were before they were said anew. */
export interface EarlierWords {
  readonly at: Instant;
  readonly by: string;
  readonly came: Came | null;
  readonly text: string | null;
}

/** What is read as one line: a call with all that was said of it, what somebody wrote with its corrections. */
export interface LogLine {
  /** Of the newest entry in it. */
  readonly id: number;
  readonly is: "call" | "taken" | "free";
  /** Of which time it tells. */
  readonly at: Instant;
  readonly zone: string;
  /** Who took it, or wrote it. */
  readonly by: string;
  readonly service: LogService | null;
  readonly call: string | null;
  readonly need: string | null;
  readonly caller: CallerId | null;
  readonly keys: readonly string[];
  readonly how: TakenHow | null;
  readonly came: Came | null;
  readonly text: string | null;
  readonly forgotten: boolean;
  /** Who said so, and when; null while nothing is said. */
  readonly said: { readonly by: string; readonly at: Instant } | null;
  /** Oldest first. */
  readonly earlier: readonly EarlierWords[];
}

/** In the order of the time that they tell of. */
export function linesOf(entries: readonly LogEntry[]): LogLine[] {
  const roots = new Map<number, number>();
  const groups = new Map<string, LogEntry[]>();
  for (const entry of [...entries].sort((a, b) => a.id - b.id)) {
    const root = entry.kind === "free" && entry.corrects !== null ? (roots.get(entry.corrects) ?? entry.id) : entry.id;
    roots.set(entry.id, root);
    const key = entry.call === null || entry.kind === "free" ? `${entry.kind} ${root}` : `call ${entry.call}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => lineOf(group) ?? []).sort((a, b) => a.at - b.at || a.id - b.id);
}

function lineOf(group: readonly LogEntry[]): LogLine | null {
  const [first] = group;
  if (!first) return null;
  const said = group.filter(({ kind }) => kind === "came" || kind === "free");
  const last = said.at(-1);
  const is = first.kind === "came" || first.kind === "call" ? "call" : first.kind;
  const { aboutAt: at, zone, by, service, call, caller, keys, how } = first;
  return {
    is,
    at,
    zone,
    by,
    service,
    call,
    caller,
    keys,
    id: last?.id ?? first.id,
    need: last?.need ?? first.need,
    how: is === "taken" ? how : null,
    came: last?.came ?? null,
    text: last?.text ?? null,
    forgotten: last?.forgotten ?? false,
    said: last ? { by: last.by, at: last.at } : null,
    earlier: said.slice(0, -1).map((each) => ({ at: each.at, by: each.by, came: each.came, text: each.text })),
  };
}

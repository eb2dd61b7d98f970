/** One row of the bench. The values are of several runs, in `unit`; their median is what counts. */
export interface Figure {
  readonly name: string;
  readonly unit: "ms" | "µs" | "s" | "kB" | "MB" | "×" | "%" | "times";
  readonly values: readonly number[];
  /** A limit that the median should keep: below it, or above it for a multiple (`×`) and a share (`%`). */
  readonly aim?: number;
  /** The same of another program, measured in the same run. */
  readonly peer?: { readonly name: string; readonly values: readonly number[] };
}

/** What one file of this folder measures. */
export interface Measurement {
  readonly about: string;
  measure(): Promise<readonly Figure[]>;
}

/** The peer of a figure, where it could be measured. */
export const besideVgetty = (values: readonly number[]): Pick<Figure, "peer"> =>
  values.length > 0 ? { peer: { name: "vgetty", values } } : {};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that so large a part of them, from 0 to 1, does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** A figure as data, for `--json`. */
export function summed({ values, peer, ...rest }: Figure) {
  const own = median(values);
  return {
    ...rest,
    median: own,
    least: Math.min(...values),
    most: Math.max(...values),
    runs: values.length,
    ...(peer ? { peer: { name: peer.name, median: median(peer.values), runs: peer.values.length } } : {}),
    ...(peer ? { ratio: own / median(peer.values) } : {}),
  };
}

const HEAD = ["", "median", "least … most", "runs", "aim", "peer", "ours ÷ peer"];

/** A table in Markdown, its columns aligned so that it can be read as it is. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(row)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, n) => (n === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(HEAD), rule, ...rows.slice(1).map(line)].join("\n");
}

function row(figure: Figure): readonly string[] {
  const { name, unit, aim, median: own, least, most, runs, peer, ratio } = summed(figure);
  const isLeast = unit === "×" || unit === "%";
  const kept = aim === undefined || (isLeast ? own >= aim : own <= aim);
  return [
    name,
    `${short(own)} ${unit}`,
    `${short(least)} … ${short(most)}`,
    String(runs),
    aim === undefined ? "" : `${isLeast ? "≥" : "≤"} ${short(aim)} ${unit}${kept ? "" : " (missed)"}`,
    peer ? `${peer.name} ${short(peer.median)} ${unit}` : "",
    ratio === undefined ? "" : short(ratio),
  ];
}

/** Three digits that mean something. */
const short = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

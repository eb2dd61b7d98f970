import type { Stretch } from "../../../admin/schemas/today.ts";

/** A piece of one row of the band, in hundredths of the day. */
export interface Piece {
  readonly from: number;
  readonly until: number;
  readonly left: number;
  readonly width: number;
  readonly kind: "duty" | "on-call" | "closed" | "gap" | "absence";
  readonly label: string;
}

type Told = Omit<Piece, "left" | "width">;

interface Span {
  readonly from: number;
  readonly until: number;
}

const names = (people: Stretch["onDuty"]): string => people.map(({ name }) => name.split(" ")[0] ?? name).join(", ");

/** Pieces that touch and say the same are one. */
function joined(pieces: readonly Told[], { from, until }: Span): Piece[] {
  const kept: Told[] = [];
  for (const piece of pieces) {
    const last = kept.at(-1);
    if (last && last.until === piece.from && last.kind === piece.kind && last.label === piece.label)
      kept[kept.length - 1] = { ...last, until: piece.until };
    else kept.push(piece);
  }
  const share = 100 / (until - from);
  return kept.map((piece) => ({
    ...piece,
    left: (piece.from - from) * share,
    width: (piece.until - piece.from) * share,
  }));
}

/** Open hours with who answers; closed hours with why; hours in which nobody does. */
export const dutyRow = (
  stretches: readonly Stretch[],
  span: Span,
  closedLabel: (by: string, name: string | null) => string,
  absent: string,
  nobody: string,
): Piece[] =>
  joined(
    stretches.map(({ from, until, closed, absence, gap, onDuty }) => {
      if (closed) return { from, until, kind: "closed", label: closedLabel(closed.by, closed.name) };
      if (absence) return { from, until, kind: "absence", label: absent };
      if (gap === "nobody-on-duty") return { from, until, kind: "gap", label: nobody };
      return { from, until, kind: "duty", label: names(onDuty) };
    }),
    span,
  );

/** Who can be reached when it is urgent and the office is closed. */
export const onCallRow = (stretches: readonly Stretch[], span: Span, nobody: string): Piece[] =>
  joined(
    stretches.flatMap(({ from, until, closed, gap, onCall }): Told[] => {
      if (!closed) return [];
      if (gap === "nobody-on-call") return [{ from, until, kind: "gap", label: nobody }];
      return [{ from, until, kind: "on-call", label: names(onCall) }];
    }),
    span,
  );

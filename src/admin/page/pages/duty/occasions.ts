import type { Service } from "../../../../duty/office.ts";
import type { RotaView } from "./week.svelte.ts";

/** One time at which someone stands in the schedule: by a line of the rota, or by a replacement. */
export interface Occasion {
  readonly key: string;
  readonly source: { readonly kind: "rule"; readonly id: string } | { readonly kind: "override"; readonly id: string };
  readonly service: Service;
  readonly person: string;
  readonly order: number;
  readonly from: number;
  readonly until: number;
}

/** Everyone's times in a week, replacements in place of what they replace, in the order of their beginning. */
export function occasionsOf(rota: RotaView): Occasion[] {
  const slots: Occasion[] = rota.slots.flatMap((slot) => {
    const over = rota.overrides.filter(({ service }) => service === slot.service);
    return without(slot, over).map(({ from, until }) => ({
      ...slot,
      from,
      until,
      key: `${slot.rule} ${slot.person} ${from}`,
      source: { kind: "rule", id: slot.rule } as const,
    }));
  });
  const overrides: Occasion[] = rota.overrides.flatMap(({ id, service, from, until, people }) =>
    people.map((person, n) => ({
      ...{ service, from, until, person },
      key: `${id} ${person}`,
      source: { kind: "override", id } as const,
      order: n + 1,
    })),
  );
  return [...slots, ...overrides].sort((a, b) => a.from - b.from || a.order - b.order);
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** What is left of a span when others are cut out of it. */
export function without(span: Span, others: readonly Span[]): Span[] {
  return others.reduce<Span[]>(
    (left, cut) =>
      left.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, cut.from) },
          { from: Math.max(from, cut.until), until },
        ].filter((part) => part.until > part.from),
      ),
    [{ from: span.from, until: span.until }],
  );
}

import type { Service } from "../../../duty/office.ts";
import type { RotaView } from "./schedule.svelte.ts";

/** One time at which someone stands in the schedule: by a line of the rota, or by a replacement. */
export interface Occasion {
  readonly key: string;
  /** `whole`: no replacement takes a part of the slot that begins on `day`. */
  readonly source:
    | { readonly kind: "rule"; readonly id: string; readonly day: string; readonly whole: boolean }
    | { readonly kind: "override"; readonly id: string };
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
    const left = without(slot, over);
    const whole = left.length === 1 && left[0]?.from === slot.from && left[0].until === slot.until;
    return left.map(({ from, until }) => ({
      ...slot,
      from,
      until,
      key: `${slot.rule} ${slot.person} ${from}`,
      source: { kind: "rule", id: slot.rule, day: slot.day, whole } as const,
    }));
  });
  const overrides: Occasion[] = rota.overrides.flatMap(({ id, service, from, until, people }) =>
    people.map((person, n) => ({
      service,
      from,
      until,
      person,
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

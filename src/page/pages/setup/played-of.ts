import type { OfficeView } from "../../../admin/schemas/office.ts";

type Rule = OfficeView["rota"][number];
export interface Played {
  readonly name: "welcome" | "closed" | "closed-urgent" | "closed-alone";
  readonly kind: "welcome" | "closed";
  readonly urgent: boolean;
}

const always = ({ from, to, repeat, ends }: Rule): boolean =>
  from === "00:00" && to === "24:00" && repeat.every === "day" && (repeat.interval ?? 1) === 1 && ends === undefined;

/** What the plan of a call plays in and outside the hours: key 1 is offered whenever somebody is on call. */
export function playedOf(rota: readonly Rule[]): readonly Played[] {
  const welcome: Played = { name: "welcome", kind: "welcome", urgent: false };
  const onCall = rota.filter(({ service }) => service === "on-call");
  if (onCall.length === 0) return [welcome, { name: "closed", kind: "closed", urgent: false }];
  const urgent: Played = { name: "closed-urgent", kind: "closed", urgent: true };
  if (onCall.some(always)) return [welcome, urgent];
  return [welcome, urgent, { name: "closed-alone", kind: "closed", urgent: false }];
}

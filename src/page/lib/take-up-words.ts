import type { TakeUpView } from "../../admin/schemas/take-ups.ts";
import type { Words } from "../words/shape.ts";

/** « prise à 17:58 par le lien du courriel », « non confirmée, début à 18:00 ». `when`: how an instant is shown. */
export function sayTakeUp(
  { state, from, passed, confirmed }: TakeUpView,
  when: (at: number) => string,
  now: number,
  { takeUp: w }: Words,
): string {
  if (confirmed) return w.taken(when(confirmed.at), confirmed.how, confirmed.by);
  if (state === "missed") return w.marks.missed;
  if (state === "late") return passed ? w.passed(when(from)) : w.late(when(from));
  return from > now ? w.waiting(when(from)) : w.begun(when(from));
}

import type { Contact } from "../attendant/plan.ts";
import type { WaitStep } from "../call/call.ts";
import { seconds } from "../kernel/units.ts";
import type { Call, Reception } from "./reception.ts";

/** Somebody who waits learns so soon that the duty has changed, or is over. */
const LOOK = seconds(10);

/** Tells whom a caller who waits may wait for, each time that it has changed, until the controller is aborted. */
export function watchDuty(
  { clock, onDuty }: Pick<Reception, "clock" | "onDuty">,
  call: Call,
  step: WaitStep,
  tell: (to: readonly Contact[]) => void,
): AbortController {
  const over = new AbortController();
  const numbersOf = (to: readonly Contact[]): string => to.map(({ number }) => number).join(" ");
  void (async () => {
    let known = numbersOf(step.forward.to);
    while (!over.signal.aborted) {
      await clock.sleep(LOOK, over.signal).catch(() => undefined);
      if (over.signal.aborted) return;
      const to = await onDuty(call, step);
      if (over.signal.aborted || numbersOf(to) === known) continue;
      known = numbersOf(to);
      tell(to);
    }
  })();
  return over;
}

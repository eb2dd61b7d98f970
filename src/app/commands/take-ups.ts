import { systemClock } from "../../kernel/clock.ts";
import { type Instant, minutes, plus } from "../../kernel/units.ts";
import { stateOf, type TakeUp } from "../../needs/take-up.ts";
import { judgedClock } from "../judged-clock.ts";
import { dataFolder } from "../paths.ts";
import { type CommonOptions, operator, print, table, wallClock, withStore } from "../terminal.ts";

const AHEAD = minutes(24 * 60);
const BEHIND = minutes(7 * 24 * 60);

/** Who was asked whether they have taken up their duty, of the last week and the coming day. */
export const listTakeUps = (options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const at = (await judgedClock(dataFolder(options.data), store)).hour ?? systemClock.now();
    const takeUps = await store.takeUps.between(plus(at, -BEHIND as typeof AHEAD), plus(at, AHEAD));
    print(options, takeUps, () =>
      takeUps.length === 0
        ? ["Nobody was asked to take up duty."]
        : table([["ID", "WHO", "SERVICE", "FROM", "STATE"], ...takeUps.map((each) => takeUpCells(each, at))]),
    );
  });

interface ConfirmOptions extends CommonOptions {
  readonly by?: string;
}

/** Whoever's shift it is has taken it up, or somebody named stands in. */
export const confirmTakeUp = (id: number, { by, ...options }: ConfirmOptions): Promise<void> =>
  withStore(options, async (store) => {
    const takeUp = await store.takeUps.get(id);
    const { people } = await store.office.read();
    const person = by === undefined ? takeUp?.person : people.find(({ name }) => name === by)?.id;
    const at = (await judgedClock(dataFolder(options.data), store)).hour ?? systemClock.now();
    const who = { id: person ?? null, name: by ?? takeUp?.name ?? operator() };
    const done = await store.takeUps.confirm(id, who, "command", at);
    print(options, done, () => [takeUpCells(done, at).join("  ")]);
  });

export function takeUpCells(takeUp: TakeUp, at: Instant): string[] {
  const { id, name, service, from, zone } = takeUp;
  return [String(id), name, service, wallClock(from, zone), saidOfTakeUp(takeUp, at)];
}

/** "taken up by Bob at 2026-11-23 18:02 (link)". */
export function saidOfTakeUp(takeUp: TakeUp, at: Instant): string {
  const { confirmed, person, zone } = takeUp;
  switch (stateOf(takeUp, at)) {
    case "taken": {
      if (!confirmed) return "taken up";
      const by = confirmed.by.id === person ? "" : ` by ${confirmed.by.name}`;
      return `taken up${by} at ${wallClock(confirmed.at, zone)} (${confirmed.how})`;
    }
    case "waiting":
      return "not confirmed yet";
    case "late":
      return takeUp.passedAt === null ? "NOT CONFIRMED" : "SAID THAT THEY CAN'T";
    case "missed":
      return "never confirmed";
  }
}

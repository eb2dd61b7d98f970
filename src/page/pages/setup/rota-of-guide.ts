import type { OfficeView, RotaRuleInput } from "../../../admin/schemas/office.ts";
import type { HoursSlot } from "../../../duty/office.ts";

type Rule = OfficeView["rota"][number];

/** Rules that the guide made have ids of its own: it changes those again, and never what somebody planned otherwise. */
const PREFIX = "guide-";
export const isOfGuide = ({ id }: Pick<Rule, "id">): boolean => id.startsWith(PREFIX);

const days = (...weekdays: number[]): number[] => weekdays;
const working = days(1, 2, 3, 4, 5);

/** Hours that many agencies have. */
export const presets = {
  "office-hours": [
    { weekdays: working, from: "09:00", to: "12:00" },
    { weekdays: working, from: "14:00", to: "18:00" },
  ],
  "all-day": [{ weekdays: working, from: "09:00", to: "17:00" }],
  saturday: [
    { weekdays: working, from: "08:30", to: "18:00" },
    { weekdays: days(6), from: "09:00", to: "12:00" },
  ],
  "every-day": [{ weekdays: days(1, 2, 3, 4, 5, 6, 7), from: "08:00", to: "20:00" }],
} as const satisfies Readonly<Record<string, readonly HoursSlot[]>>;
export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as Preset[];

/** The preset that these hours are, or null. */
export const presetOf = (slots: readonly HoursSlot[]): Preset | null =>
  presetNames.find((name) => JSON.stringify(presets[name]) === JSON.stringify(slots.map(plain))) ?? null;

/** In the order of the presets, and with the dates that none of them has. */
const plain = ({ weekdays, from, to, ...dates }: HoursSlot): HoursSlot => ({ weekdays, from, to, ...dates });

/**
 * The rota in which these people answer in all the hours, the first of them rung first, and one is on call at any time
 * (which counts outside the hours only).
 */
export function rotaOf(
  slots: readonly HoursSlot[],
  onDuty: readonly string[],
  onCall: string,
  starts: string,
): RotaRuleInput[] {
  const duty = slots.flatMap(({ weekdays, from, to, starts: begins, ends, interval }, slot) =>
    onDuty.map(
      (person, n): RotaRuleInput => ({
        id: `${PREFIX}duty-${slot + 1}-${n + 1}`,
        service: "duty",
        person,
        order: n + 1,
        from,
        to,
        starts: begins ?? starts,
        ...(ends === undefined ? {} : { ends }),
        repeat: { every: "week", weekdays: [...weekdays], ...(interval === undefined ? {} : { interval }) },
      }),
    ),
  );
  if (onCall === "") return duty;
  const always: RotaRuleInput = {
    id: `${PREFIX}on-call`,
    service: "on-call",
    person: onCall,
    from: "00:00",
    to: "24:00",
    starts,
    repeat: { every: "day" },
  };
  return [...duty, always];
}

/** Whom the guide put on duty, in their order, and on call. */
export function peopleIn(rota: readonly Rule[]): { readonly onDuty: string[]; readonly onCall: string } {
  const own = rota.filter(isOfGuide);
  const duty = own.filter(({ service }) => service === "duty").sort((a, b) => a.order - b.order);
  return {
    onDuty: [...new Set(duty.map(({ person }) => person))],
    onCall: own.find(({ service }) => service === "on-call")?.person ?? "",
  };
}

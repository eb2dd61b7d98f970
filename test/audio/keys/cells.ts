import type { Chance } from "./chance.ts";
import type { Press } from "./press.ts";

/** What the sound goes through on its way. */
export type Way = "alaw" | "gsm" | "amr-12.2" | "amr-4.75";

/** A row of the table: presses of one kind. */
export interface Cell {
  readonly name: string;
  readonly press: (next: Chance) => Press;
  readonly way?: Way;
  /** A receiver should take none of these. */
  readonly refused?: true;
}

const plain: Press = { on: 100, row: 0, column: 0, dbm0: -15, twist: 0, noise: 40 };
const always = (how: Partial<Press>) => (): Press => ({ ...plain, ...how });

/** Q.24 (AT&T) at its edges: 40 ms, ±1.5 %, both twists, 0 … −25 dBm0 and 15 dB of noise at the worst. */
const corner = (next: Chance): Press => {
  const twist = next.between(-8, 4);
  const most = next.between(-22, 0);
  return {
    on: 40,
    row: next.of([-0.015, 0, 0.015]),
    column: next.of([-0.015, 0, 0.015]),
    dbm0: Math.min(most, most - twist) - 3,
    twist,
    noise: next.between(15, 35),
  };
};

/** What telephones send, and what comes of it over lines that are long: faint, and not quite even. */
const field = (next: Chance): Press => ({
  on: next.between(60, 200),
  row: next.between(-0.008, 0.008),
  column: next.between(-0.008, 0.008),
  dbm0: next.between(-35, -6),
  twist: next.between(-4, 3),
  noise: next.between(18, 40),
});

export const cells: readonly Cell[] = [
  { name: "corner mix, 40 ms", press: corner },
  { name: "field mix", press: field },
  { name: "field mix, A-law", press: field, way: "alaw" },
  { name: "field mix, GSM full rate", press: field, way: "gsm" },
  { name: "field mix, AMR 12.2", press: field, way: "amr-12.2" },
  { name: "field mix, AMR 4.75", press: field, way: "amr-4.75" },
  { name: "−27 dBm0", press: always({ dbm0: -27 }) },
  { name: "−30 dBm0", press: always({ dbm0: -30 }) },
  { name: "−36 dBm0", press: always({ dbm0: -36 }) },
  { name: "twist +4 dB", press: always({ twist: 4 }) },
  { name: "twist −8 dB", press: always({ twist: -8 }) },
  { name: "noise 10 dB below, 50 ms", press: always({ on: 50, noise: 10 }) },
  { name: "noise 6 dB below, 50 ms", press: always({ on: 50, noise: 6 }) },
  { name: "held for 300 ms", press: always({ on: 300, noise: 15 }) },
  { name: "broken for 10 ms", press: always({ on: 130, gap: 10, noise: 20 }) },
  { name: "low tone 3.5 % low", press: always({ row: -0.035 }), refused: true },
  { name: "low tone 3.5 % high", press: always({ row: 0.035 }), refused: true },
  { name: "high tone 3.5 % low", press: always({ column: -0.035 }), refused: true },
  { name: "high tone 3.5 % high", press: always({ column: 0.035 }), refused: true },
  { name: "20 ms", press: always({ on: 20 }), refused: true },
  { name: "−55 dBm0", press: always({ dbm0: -55 }), refused: true },
];

import { link, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { attend } from "../../src/attendant/attend.ts";
import { writeWav } from "../../src/audio/wav.ts";
import type { Office } from "../../src/duty/office.ts";
import { zoneNamed } from "../../src/duty/wall-clock.ts";
import { type Instant, seconds } from "../../src/kernel/units.ts";
import { timestamp } from "../../src/store/call-id.ts";
import type { CallOutcome } from "../../src/store/call-record.ts";
import type { Row } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { babble } from "./babble.ts";
import { type Dice, dice } from "./dice.ts";
import { type PastCaller, pastCall } from "./past-call.ts";

export interface BusyYear {
  /** The data folder: each message has its file there; they are all one. */
  readonly folder: string;
  readonly office: Office;
  /** When the year ends. */
  readonly until: Instant;
  readonly calls: number;
  readonly messages: number;
}

const DAYS = 365;
const MESSAGE = seconds(20);
/** So many calls are written at once. */
const TOGETHER = 1000;
const CALLERS = 4000;
const first = ["Jeanne", "Marcel", "Hélène", "Roger", "Simone", "Farida", "Odette", "René", "Aïcha", "Lucien"];
const last = ["Petit", "Moreau", "Lefèvre", "Garnier", "Roussel", "Da Silva", "Haddad", "Nguyen", "Schmitt", "Bernard"];
const outcomes: readonly CallOutcome[] = [
  ...(Array(14).fill("forwarded") as "forwarded"[]),
  ...(["abandoned", "abandoned", "abandoned", "information", "blocked", "empty-message", "failed"] as const),
];

/** Fills a store with what a very busy agency has after a year: the same each time. */
export async function fillYear(store: Store, year: BusyYear): Promise<void> {
  const { folder, office, until } = year;
  const die = dice(20_261_123);
  const callers = callersOf(die);
  const plan = JSON.stringify(attend({ number: null, name: null, withheld: true }, until, office, { forwards: true }));
  const times = timesOf(die, year);
  const sound = join(folder, "messages", "one.sound");
  await writeFile(sound, writeWav(babble(MESSAGE)));
  let left = year.messages;
  for (let done = 0; done < times.length; done += TOGETHER) {
    const made = times.slice(done, done + TOGETHER).map((at, n) => {
      const serial = done + n;
      const isMessage = die.chance(left / (times.length - serial));
      if (isMessage) left--;
      const id = `${timestamp(at)}-${(serial % 65_536).toString(16).padStart(4, "0")}`;
      const outcome = isMessage ? "message" : die.pick(outcomes);
      return pastCall(die, { id, at, zone: office.zone, plan, outcome }, die.pickEarly(callers));
    });
    const messages = made.flatMap(({ message }) => (message === null ? [] : [message]));
    await put(
      store,
      "call",
      made.map(({ call }) => call),
    );
    await put(
      store,
      "step",
      made.flatMap(({ steps }) => steps),
    );
    await put(store, "message", messages);
    for (const { id } of messages) await link(sound, join(folder, "messages", `${id}.wav`));
  }
}

/** Some with a name from the network, every eighth withheld. */
const callersOf = (die: Dice): PastCaller[] =>
  Array.from({ length: CALLERS }, (_, n) => ({
    number: n % 8 === 3 ? null : `0${die.pick([1, 3, 6, 7])}${String(die.whole(100_000_000)).padStart(8, "0")}`,
    name: n % 8 === 3 || die.chance(0.5) ? null : `${die.pick(first)} ${die.pick(last)}`,
  }));

/** Most by day, on working days. */
function timesOf(die: Dice, { office, until, calls }: BusyYear): Instant[] {
  const zone = zoneNamed(office.zone);
  const end = zone.dayAt(until);
  const times: Instant[] = [];
  while (times.length < calls) {
    const day = end - die.whole(DAYS);
    const minute = die.chance(0.85) ? 8 * 60 + die.whole(11 * 60) : die.whole(24 * 60);
    const isWorkingDay = (day + 3) % 7 < 5;
    const at = (zone.instantOf(day, minute) + die.whole(60_000)) as Instant;
    if (at < until && (isWorkingDay || die.chance(0.2))) times.push(at);
  }
  return times.sort((a, b) => a - b);
}

async function put(store: Store, table: string, rows: readonly Row[]): Promise<void> {
  const [model] = rows;
  if (!model) return;
  const names = Object.keys(model);
  const columns = names.map((name) => `value ->> '${name}'`).join(", ");
  await store.transaction(async (tx) => {
    await tx.run(`INSERT INTO ${table} (${names.join(", ")}) SELECT ${columns} FROM json_each(?)`, [
      JSON.stringify(rows),
    ]);
  });
}

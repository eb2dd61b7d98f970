import { addressBook, clientBehind } from "../../attendant/address-book.ts";
import type { Office } from "../../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import type { Clock } from "../../kernel/clock.ts";
import { explain, type Fault } from "../../kernel/fault.ts";
import { type Instant, instant, type Millis, minutes } from "../../kernel/units.ts";
import type { Store } from "../../store/store.ts";
import { DAY, type WatchFacts } from "../../watch/alarm.ts";
import { onCallSince } from "../../watch/planned-gaps.ts";
import type { AdminParts } from "../parts.ts";

/** Of what the facts are made. */
export interface FactParts extends Pick<AdminParts, "clock" | "time" | "freeDisk"> {
  readonly store: Pick<Store, "alarms" | "announcements" | "asks" | "outbox" | "phonePins" | "users">;
  readonly backups: Pick<AdminParts["backups"], "last">;
  readonly ownNumbers: () => readonly string[];
  /** Who is told of everything; null where no mail leaves the house. */
  readonly mailTo: () => readonly string[] | null;
  readonly troubles: () => readonly Fault[];
  /** The lines that can't take calls now. */
  readonly lines: () => WatchFacts["lines"];
}

/** Real calls of so long ago still say that a number is wrong. */
const CALLS_OF = 30 * DAY;
/** Once may be the network's own trouble. */
const IN_VAIN = 3;
const KEPT_FOR = minutes(1);

/** Gathers what the watch has to know beside the office's data. What costs a search of the calls is kept for a minute. */
export function createFacts(parts: FactParts): (office: Office, hour: Instant | null) => Promise<WatchFacts> {
  const { store, clock, backups } = parts;
  const failed = keptFor(KEPT_FOR, clock, async () => {
    const attempts = await store.alarms.attemptsSince(instant(clock.now() - CALLS_OF));
    return failedNumbers(attempts);
  });

  return async (office, hour) => {
    const verdict = parts.time?.verdict();
    const [waiting] = (await store.outbox.list({ limit: 20, waiting: true, channel: "email" })).filter(
      ({ attempts }) => attempts > 0,
    );
    const toAll = parts.mailTo();
    const [last, users] = await Promise.all([backups.last(), store.users.list()]);
    return {
      failedNumbers: await failed(),
      ownNumbers: parts.ownNumbers(),
      mail: toAll && { toAll },
      waiting: waiting ? { since: waiting.createdAt, why: waiting.lastError } : null,
      lines: parts.lines(),
      // What is known of the clock has an alarm of its own.
      troubles: parts
        .troubles()
        .filter(({ code }) => !code.startsWith("app.clock."))
        .map((fault) => ({ code: fault.code, why: explain(fault) })),
      freeDisk: (await parts.freeDisk?.()) ?? null,
      untold: (await store.asks.untold(clock.now())).map(({ need, number, since }) => ({
        need,
        caller: callerName(number, office),
        since,
      })),
      lockedCodes: (await store.phonePins.locked()).map(({ who, since, until }) => ({
        who,
        name: office.people.find(({ id }) => id === who)?.name ?? null,
        since,
        until,
      })),
      backup: {
        last: last?.at ?? null,
        appliance: users.length === 0 ? null : instant(Math.min(...users.map(({ createdAt }) => createdAt))),
      },
      closureRecorded: hour === null ? null : await closureRecorded(store, office, hour),
      clock: verdict && !verdict.trusted ? verdict.why : null,
    };
  };
}

/** A client by the address book as it is now, others by their number alone: what the network calls them is not for every eye. */
function callerName(given: string | null, office: Office): string {
  const number = readPhoneNumber(given, office.country);
  const known = clientBehind(number, addressBook(office))?.name;
  const shown = number === null ? given : showPhoneNumber(number, office.country);
  if (shown === null) return office.language === "fr" ? "un numéro masqué" : "a withheld number";
  return known === undefined ? shown : `${known} (${shown})`;
}

/** Numbers whose last calls all failed: the network refused them. Oldest first. */
export function failedNumbers(
  attempts: readonly { readonly number: string; readonly outcome: string }[],
): ReadonlySet<string> {
  const inVain = new Map<string, number>();
  for (const { number, outcome } of attempts)
    inVain.set(number, outcome === "failed" ? (inVain.get(number) ?? 0) + 1 : 0);
  return new Set([...inVain].flatMap(([number, times]) => (times >= IN_VAIN ? [number] : [])));
}

/** Since when callers hear a recording while a closure lasts; the one that offers on-call where there is any. */
async function closureRecorded(
  { announcements }: Pick<Store, "announcements">,
  office: Office,
  hour: Instant,
): Promise<Instant | null> {
  const urgent = onCallSince(office, hour) !== null;
  const version = await announcements.current({ kind: "closure", language: office.language, urgent });
  return version?.origin === "recorded" ? version.since : null;
}

/** What is older is read anew behind the answer: only the first asker waits. */
function keptFor<T>(time: Millis, clock: Pick<Clock, "elapsed">, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: Millis; readonly value: Promise<T> } | null = null;
  let reading = false;
  const renew = async (old: Promise<T> | null) => {
    reading = true;
    const value = read().finally(() => {
      reading = false;
    });
    const at = clock.elapsed();
    if (old === null) kept = { at, value };
    await value.then(
      () => {
        kept = { at, value };
      },
      () => {
        if (old === null) kept = null;
      },
    );
  };
  return () => {
    if (kept === null) void renew(null);
    else if (!reading && clock.elapsed() - kept.at >= time) void renew(kept.value);
    return kept?.value ?? read();
  };
}

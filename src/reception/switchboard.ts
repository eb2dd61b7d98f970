import type { Contact, WaitWeight } from "../attendant/plan.ts";
import type { CallInput } from "../call/call.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Millis, millis, seconds } from "../kernel/units.ts";
import type { Taken, TakenPerson } from "./taken.ts";

/**
 * Who waits for whom, on all lines: who comes first, and which of them somebody who gets free is kept for. A person of whom
 * the box knows that they are taken is waited for until they are not; one who was only found busy, for where the box hands
 * a caller over it hears no end, is tried again after a while, for one caller at a time.
 */
export interface Switchboard {
  /** Keeps the first of these for a call who can be had, and for whom nobody waits already; null when there is none. */
  seek(call: string, to: readonly Contact[]): Contact | null;
  /** Keeps this one for a call, whoever else has them. */
  keep(call: string, contact: Contact): void;
  /** Whoever was kept for this call speaks with its caller now, until they are free. */
  talks(call: string, contact: Contact): void;
  /** Nobody is kept for this call any more. */
  free(call: string): void;
  /** This number was found busy, or was handed a caller. */
  foundBusy(number: string): void;
  /** The call waits for any of these from now on; once more, with others, it keeps its place. Nobody is kept for it then. */
  wait(call: string, wait: Wait): void;
  /** It waits no longer, and nobody is kept for it; whom its caller speaks with is theirs until they are free. */
  leave(call: string): void;
}

export interface Wait {
  readonly to: readonly Contact[];
  readonly weight: WaitWeight;
  /** Is told the place, when it changes, and that it is their turn. */
  readonly tell: (input: Extract<CallInput, { kind: "place" | "turn" }>) => void;
}

/** Whoever was found busy is tried again after so long. */
const TRY_AGAIN = seconds(30);
/** Between two tries a caller has so long to hear something else. */
const REST = seconds(20);

const RANK: Readonly<Record<WaitWeight, number>> = { fragile: 0, urgent: 1, usual: 2 };

interface Ticket extends Wait {
  readonly call: string;
  readonly came: number;
  place: number | null;
  /** It is their turn, and nothing has come of it yet. */
  trying: boolean;
  /** Since when they wait without anybody being rung for them, by the clock that does not jump. */
  since: Millis;
}

export function openSwitchboard(clock: Clock, taken: Taken): Switchboard {
  const tickets = new Map<string, Ticket>();
  /** Who is kept for which call. */
  const kept = new Map<string, { readonly by: TakenPerson["with"]; readonly letGo: () => void }>();
  const busyUntil = new Map<string, Millis>();
  let came = 0;
  let speaking = new Set<string>();
  let looking = false;
  let again = false;
  let timer: AbortController | null = null;

  const inOrder = (): Ticket[] =>
    [...tickets.values()].sort((a, b) => RANK[a.weight] - RANK[b.weight] || a.came - b.came);
  const shares = (one: Wait, other: Wait): boolean =>
    one.to.some(({ person }) => other.to.some((each) => each.person === person));

  /** From when on they can be had for this caller; null while they are known to be taken. */
  function dueAt({ since }: Ticket, contact: Contact): Millis | null {
    if (taken.has(contact)) return null;
    const until = busyUntil.get(contact.number);
    return until === undefined ? millis(0) : millis(Math.max(until, since + REST));
  }

  function keep(call: string, contact: Contact, by: TakenPerson["with"] = "being-rung"): void {
    const before = kept.get(call);
    // Nobody gets them in between.
    kept.set(call, { by, letGo: taken.take(contact, by) });
    before?.letGo();
  }

  function free(call: string): void {
    const before = kept.get(call);
    kept.delete(call);
    before?.letGo();
  }

  /** Gives each who may be free to the first who waits for them, and tells the places that changed. */
  function look(): void {
    again = true;
    // What is told to a caller may come back here.
    if (looking) return;
    looking = true;
    while (again) {
      again = false;
      const now = clock.elapsed();
      /** Whom somebody further ahead waits for, who has a rest between two tries: nobody behind gets them meanwhile. */
      const ahead = new Set<string>();
      for (const ticket of inOrder()) {
        if (tickets.get(ticket.call) !== ticket || ticket.trying) continue;
        const due = (each: Contact): boolean => (dueAt(ticket, each) ?? Number.POSITIVE_INFINITY) <= now;
        const contact = ticket.to.find((each) => !ahead.has(each.person) && due(each));
        if (!contact) {
          for (const { person } of ticket.to) ahead.add(person);
          continue;
        }
        ticket.trying = true;
        keep(ticket.call, contact);
        ticket.tell({ kind: "turn", contact });
      }
      const order = inOrder();
      for (const [n, ticket] of order.entries()) {
        const place = order.slice(0, n).filter((ahead) => shares(ahead, ticket)).length + 1;
        if (place === ticket.place || tickets.get(ticket.call) !== ticket) continue;
        ticket.place = place;
        ticket.tell({ kind: "place", place });
      }
    }
    looking = false;
    wakeWhenDue();
  }

  function wakeWhenDue(): void {
    timer?.abort();
    timer = null;
    const now = clock.elapsed();
    const due = [...tickets.values()]
      .filter(({ trying }) => !trying)
      .flatMap((ticket) => ticket.to.map((each) => dueAt(ticket, each)))
      .filter((at) => at !== null && at > now);
    if (due.length === 0) return;
    const mine = new AbortController();
    timer = mine;
    const soonest = Math.min(...due.map((at) => at ?? now));
    clock.sleep(millis(soonest - now), mine.signal).then(look, () => undefined);
  }

  taken.onChange(() => {
    const now = new Set(taken.all().flatMap((each) => (each.with === "conversation" ? [each.number] : [])));
    // Of these the end was seen: nobody need guess.
    for (const number of speaking) if (!now.has(number)) busyUntil.delete(number);
    speaking = now;
    look();
  });

  return {
    seek(call, to) {
      const others = [...tickets.values()].filter((ticket) => ticket.call !== call);
      const waitedFor = new Set(others.flatMap((ticket) => ticket.to.map(({ person }) => person)));
      const contact = to.find((each) => !waitedFor.has(each.person) && !taken.has(each)) ?? null;
      if (contact) keep(call, contact);
      return contact;
    },
    keep: (call, contact) => keep(call, contact),
    talks: (call, contact) => keep(call, contact, "conversation"),
    free,
    foundBusy(number) {
      busyUntil.set(number, millis(clock.elapsed() + TRY_AGAIN));
    },
    wait(call, wait) {
      const before = tickets.get(call);
      const since = clock.elapsed();
      came += 1;
      tickets.set(call, {
        ...wait,
        call,
        came: before?.came ?? came,
        place: before?.place ?? null,
        trying: false,
        since,
      });
      free(call);
      look();
    },
    leave(call) {
      const waited = tickets.delete(call);
      if (kept.get(call)?.by === "being-rung") free(call);
      if (waited) look();
    },
  };
}

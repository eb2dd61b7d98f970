import { type Instant, instant } from "../../src/kernel/units.ts";
import type { NotifyParts } from "../../src/notify/notify.ts";
import type { OutboxEntry } from "../../src/store/outbox.ts";

export interface MemoryOutbox {
  readonly outbox: NotifyParts["outbox"];
  readonly entries: OutboxEntry[];
  add(entry: Partial<OutboxEntry>): void;
  /** Every attempt that failed, with when the next one is. */
  readonly failures: { readonly id: number; readonly why: string; readonly retryAt: Instant }[];
  /** When set, `delivered` fails with it. */
  broken: Error | null;
}

/** The store's outbox, in memory. */
export function memoryOutbox(): MemoryOutbox {
  const entries: OutboxEntry[] = [];
  const failures: MemoryOutbox["failures"] = [];
  const change = (id: number, to: Partial<OutboxEntry>) => {
    const at = entries.findIndex((entry) => entry.id === id);
    const entry = entries[at];
    if (entry) entries[at] = { ...entry, attempts: entry.attempts + 1, ...to };
  };
  const waiting = () => entries.filter((entry) => entry.deliveredAt === null);
  const memory: MemoryOutbox = {
    entries,
    failures,
    broken: null,
    add(entry) {
      entries.push({
        id: entries.length + 1,
        channel: "email",
        to: "amelie@tilleuls.example",
        subject: "",
        kind: "message",
        payload: { message: "m1", call: "c1" },
        createdAt: instant(1000),
        attempts: 0,
        nextAt: instant(0),
        lastError: null,
        deliveredAt: null,
        arrival: null,
        ...entry,
      });
    },
    outbox: {
      due: async (now) => waiting().filter((entry) => entry.nextAt <= now),
      async delivered(id) {
        if (memory.broken) throw memory.broken;
        change(id, { deliveredAt: instant(1), lastError: null });
      },
      async needless(id) {
        change(id, { deliveredAt: instant(1), lastError: "notify.needless" });
      },
      async failed(id, why, retryAt) {
        failures.push({ id, why, retryAt });
        change(id, { nextAt: retryAt, lastError: why });
      },
      async stuck(why) {
        for (const [n, entry] of entries.entries())
          if (entry.deliveredAt === null && entry.lastError === null) entries[n] = { ...entry, lastError: why };
      },
    },
  };
  return memory;
}

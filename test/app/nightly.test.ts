import assert from "node:assert/strict";
import { sweepNightly } from "../../src/app/nightly.ts";
import { office } from "../../src/duty/office.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import { type Instant, instant, type Millis, millis, plus } from "../../src/kernel/units.ts";
import type { Expired } from "../../src/store/forget.ts";
import { HeardLog } from "../kit/heard-log.ts";

const HOUR = 3_600_000;

/** Time passes as fast as it is slept, until it is over. */
function hurried(start: Instant, until: Instant) {
  const over = new AbortController();
  let now = start;
  let slept = 0;
  const clock: Clock = {
    now: () => now,
    elapsed: () => millis(slept),
    async sleep(d: Millis) {
      now = plus(now, d);
      slept += d;
      if (now > until) over.abort();
      over.signal.throwIfAborted();
    },
  };
  const set = (to: Instant) => {
    now = to;
  };
  return { clock, set, signal: over.signal };
}

describe("the nightly sweep", () => {
  const start = instant(Date.UTC(2026, 10, 23, 9, 0));
  const log = new HeardLog();
  const anOffice = office.parse({ name: "A", zone: "Europe/Paris" });
  const swept: { readonly at: string; readonly expired: Expired }[] = [];
  let broken = 0;
  const storeOf = (clock: Clock, rule: unknown) =>
    ({
      office: { read: async () => anOffice },
      settings: { get: async () => rule },
      forget: {
        async expired(expired: Expired) {
          if (broken-- > 0) throw new Error("the disk is full");
          swept.push({ at: new Date(clock.now()).toISOString().slice(0, 16), expired });
          return { messages: 1, calls: 0 };
        },
      },
    }) as unknown as Parameters<typeof sweepNightly>[0];
  beforeEach(() => {
    swept.length = 0;
    broken = 0;
  });

  const run = async (days: number, rule: unknown = undefined): Promise<void> => {
    const { clock, signal } = hurried(start, instant(start + days * 24 * HOUR));
    await sweepNightly(storeOf(clock, rule), clock, log, signal);
  };

  it("comes soon after the start, for the night that was missed, and then at three each night in the office's zone", async () => {
    await run(2);
    assert.deepEqual(
      swept.map(({ at }) => at),
      ["2026-11-23T09:10", "2026-11-24T02:00", "2026-11-25T02:00"],
    );
    assert.deepEqual(swept[0]?.expired, {
      messagesBefore: Date.UTC(2026, 7, 24, 22),
      callsBefore: Date.UTC(2025, 9, 18, 22),
      untrimmedBefore: Date.UTC(2026, 9, 23, 22),
    });
  });

  it("follows the rule that the office set", async () => {
    await run(1, { messageDays: null, callDays: 31 });
    assert.deepEqual(swept[0]?.expired, {
      messagesBefore: null,
      callsBefore: Date.UTC(2026, 9, 22, 22),
      untrimmedBefore: Date.UTC(2026, 9, 23, 22),
    });
  });

  it("is tried again when it failed, and says so", async () => {
    broken = 2;
    await run(0.1);
    assert.deepEqual(
      swept.map(({ at }) => at),
      ["2026-11-23T09:30"],
    );
    assert.equal(log.count("app.not-swept"), 2);
  });

  it("goes on where the clock was wrong and is set back", async () => {
    const { clock, set, signal } = hurried(instant(start + 1000 * 24 * HOUR), instant(start + 2000 * 24 * HOUR));
    const { sleep } = clock;
    let sleeps = 0;
    const setBack: Clock = {
      ...clock,
      async sleep(d) {
        if (++sleeps === 3) set(start);
        if (sleeps > 200) set(instant(start + 3000 * 24 * HOUR));
        await sleep(d);
      },
    };
    await sweepNightly(storeOf(setBack, undefined), setBack, log, signal);
    assert.ok(swept.some(({ at }) => at === "2026-11-24T02:00"));
  });
});

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { callerId } from "../../src/kernel/caller-id.ts";
import { instant, seconds } from "../../src/kernel/units.ts";
import { quietUntil } from "../../src/needs/ask.ts";
import type { Need } from "../../src/needs/need.ts";
import { openAsker } from "../../src/reception/asker.ts";
import type { Rang } from "../../src/reception/ring-on-idle-line.ts";
import type { AskStore } from "../../src/store/need-asks.ts";
import { openStore } from "../../src/store/store.ts";
import { at, officeWith, rule } from "../duty/offices.ts";
import { HandClock } from "../kit/clocks.ts";
import { HeardLog } from "../kit/heard-log.ts";

/** Stories for each run; with `STORIES=3000 SEED=…` some are hunted for. */
const STORIES = Number(process.env.STORIES ?? 200);
const START = at("2026-11-23T19:50+01:00");
const STEP = seconds(20);

const person = fc.record({
  email: fc.boolean(),
  roles: fc.subarray(["follows-up", "plans-duty", "on-call"] as const),
  onCall: fc.constantFrom(null, 1, 2, 3),
});
const rules = fc.record({
  every: fc.integer({ min: 1, max: 3 }),
  rounds: fc.integer({ min: 1, max: 2 }),
  calls: fc.boolean(),
});
const office = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 4 }),
  supervisors: fc.array(fc.nat(3), { maxLength: 2 }),
  addresses: fc.subarray(["agence@a.example", "P0@A.example"]),
  escalation: fc.record({ fragile: rules, urgent: rules, usual: rules }),
  quietFrom: fc.constantFrom("20:00", "19:52", "21:00"),
});
type Mail = "up" | "down" | "none" | "dead" | "refuses";
const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("call" as const),
      who: fc.constantFrom(0, 1, null),
      ends: fc.constantFrom("abandoned", "empty-message", "failed", "forwarded", "information" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("take", "link", "close", "back", "reopen" as const),
      which: fc.nat(50),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("mail" as const),
      mail: fc.constantFrom<Mail>("up", "down", "none", "dead", "refuses"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("killed" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("clock" as const), by: fc.integer({ min: -90, max: 90 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rota" as const), without: fc.nat(3) }) },
);
const story = fc.record({
  office,
  mail: fc.constantFrom<Mail>("up", "down", "none", "dead", "refuses"),
  events: fc.array(fc.record({ after: fc.nat(12), event }), { minLength: 1, maxLength: 10 }),
  rings: fc.array(
    fc.record({
      looks: fc.nat(2),
      rang: fc.constantFrom<Rang>(
        "accepted",
        "passed",
        "no-key",
        "no-answer",
        "no-answer",
        "failed",
        "called",
        "no-line",
      ),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

const numbers = ["+33140000001", "+33140000002"] as const;

function officeOf({ people, supervisors, escalation, quietFrom }: Story["office"], without: number | null = null) {
  const id = (n: number) => `p${n}`;
  return officeWith({
    people: people.map(({ email, roles }, n) => ({
      ...{ id: id(n), name: `P ${n}`, numbers: [`+3360000000${n}`], roles: [...roles] },
      ...(email && { email: `p${n}@a.example` }),
    })),
    rota: people.flatMap(({ onCall }, n) =>
      onCall === null || n === without ? [] : [{ ...rule(id(n), "on-call", "00:00", "24:00"), level: onCall }],
    ),
    callers: [{ number: numbers[0], name: "Odette", fragile: true }],
    escalation: {
      ...escalation,
      ...{ quietFrom, quietTo: "08:00" },
      supervisors: [...new Set(supervisors.filter((n) => n < people.length).map(id))],
    },
  });
}

/** A store that a killed process does not reach any more. */
function mortal(asks: AskStore): { readonly asks: AskStore; kill(): void } {
  let dead = false;
  const kill = () => {
    dead = true;
  };
  const asked = new Proxy(asks, {
    get: (target, name) => (dead ? () => Promise.reject(new Error("killed")) : Reflect.get(target, name)),
  });
  return { asks: asked, kill };
}

async function play({ office: written, mail: first, events, rings }: Story): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "asking-"));
  const clock = new HandClock(START);
  const log = new HeardLog();
  const store = await openStore({ folder, file: ":memory:", clock, log });
  let office = officeOf(written);
  await store.office.replace(office, "test");
  let mail: Mail = first;
  let working = 0;
  const during = async <T>(work: Promise<T>): Promise<T> => {
    working++;
    try {
      return await work;
    } finally {
      working--;
    }
  };
  /** Calls that were made, by ask; one that was put off was none. */
  const rung = new Map<number, number>();
  let nth = 0;

  const start = () => {
    const life = mortal(store.asks);
    const asker = openAsker({
      ...{ clock, log, during, asks: life.asks, hourFor: (when) => when },
      office: async () => office,
      addresses: () => written.addresses,
      wake: () => undefined,
      async ring(call, signal) {
        const need = await during(store.needs.get(call.need));
        assert.ok(need && need.owner === null && need.closedAt === null, "somebody is rung for what is over");
        assert.ok(need.weight !== "usual" || quietUntil(office, clock.now()) === null, "rung in quiet hours");
        rung.set(call.id, (rung.get(call.id) ?? 0) + 1);
        assert.equal(rung.get(call.id), 1, `${call.person} is rung twice in a round`);
        const { looks, rang } = rings[nth++ % rings.length] ?? { looks: 0, rang: "no-answer" };
        for (let n = 0; n < looks; n++) {
          await clock.sleep(STEP, signal).catch(() => undefined);
          if (signal.aborted) return "no-answer";
        }
        if (rang === "called" || rang === "no-line") rung.delete(call.id);
        return rang;
      },
    });
    return { asker, ...life };
  };
  let running = start();

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet = working > 0 ? 0 : quiet + 1) await new Promise((turn) => setImmediate(turn));
  }
  /** What the office process does with letters. */
  async function deliver(): Promise<void> {
    if (mail === "dead") return;
    if (mail === "none") return store.outbox.stuck("notify.not-configured: none");
    for (const { id, to } of await store.outbox.due(instant(Number.MAX_SAFE_INTEGER), 500))
      if (mail === "down" || (mail === "refuses" && to.startsWith("p0")))
        await store.outbox.failed(id, "notify.unreachable: no", clock.now());
      else await store.outbox.delivered(id);
  }
  async function step(): Promise<void> {
    clock.pass(STEP);
    await settle();
    await deliver();
  }
  const open = () => store.needs.list({ state: "open", limit: 500 });
  const all = async () => [...(await open()), ...(await store.needs.list({ state: "closed", limit: 500 }))];

  /** Each caller has as many open needs as they are owed: none or one. */
  const owed = new Map<string, boolean>();
  const keyOf = (need: Need) => need.number ?? need.id;
  async function check(): Promise<void> {
    const needs = await open();
    const keys = needs.map(keyOf);
    assert.deepEqual(keys.toSorted(), [...owed].flatMap(([key, is]) => (is ? [key] : [])).toSorted());
    for (const { owner, nextAskAt, lastResortAt } of needs)
      assert.ok(owner !== null || nextAskAt !== null || lastResortAt !== null, "nobody is asked, and nobody was told");
  }

  try {
    let serial = 0;
    for (const { after, event } of events) {
      for (let n = 0; n < after; n++) await step();
      const needs = await all();
      switch (event.do) {
        case "call": {
          const id = `c${serial++}`;
          const number = event.who === null ? null : (numbers[event.who] ?? null);
          const when = clock.now();
          store.calls.begin({ id, line: "l", at: when, caller: callerId(number ?? "P", null) });
          store.calls.end(id, { at: when, outcome: event.ends });
          await store.calls.flushed();
          const key = number ?? id;
          if (event.ends === "forwarded") owed.set(key, false);
          else if (event.ends !== "information") owed.set(key, true);
          running.asker.look();
          break;
        }
        case "mail":
          mail = event.mail;
          break;
        case "killed":
          running.kill();
          void running.asker.close();
          await settle();
          running = start();
          break;
        case "clock":
          clock.setTo(instant(clock.now() + event.by * 60_000));
          break;
        case "rota":
          office = officeOf(written, event.without);
          await store.office.replace(office, "test");
          break;
        default: {
          const need = needs[event.which % Math.max(1, needs.length)];
          if (!need) break;
          const by = office.people[event.which % office.people.length];
          const owner = { id: by?.id ?? null, name: by?.name ?? "" };
          const act = {
            take: () => store.needs.take(need.id, owner, "page", { seen: need.revision }),
            link: () => store.needs.take(need.id, owner, "link"),
            close: () => store.needs.close(need.id, { reason: "called-back" }, owner.name),
            back: () => store.needs.giveBack(need.id, owner.name),
            reopen: () => store.needs.reopen(need.id, owner.name),
          }[event.do];
          const done = await act().then(
            () => true,
            (fault: { code?: string }) => {
              assert.match(String(fault.code), /^needs\./);
              return false;
            },
          );
          if (done && event.do === "close") owed.set(keyOf(need), false);
          if (done && event.do === "reopen") owed.set(keyOf(need), true);
          running.asker.look();
        }
      }
      await settle();
      await check();
    }
    // Every level of every round, each with three minutes, and letters that nobody tries to send.
    for (let n = 0; n < 120; n++) await step();
    await check();
    for (const need of await all()) await wellAsked(need);
  } finally {
    running.kill();
    void running.asker.close();
    await settle();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
  // A fault of an `assert` within the asker is caught there, and logged.
  const wrong = log.said
    .filter(({ level, event }) => level === "error" || event === "needs.not-rung")
    .map(({ fields }) => String(fields?.why))
    .filter((why) => !why.includes("killed"));
  assert.deepEqual(wrong, []);

  async function wellAsked(need: Need): Promise<void> {
    const past = await store.needs.history(need.id);
    const asked = past.flatMap((each) =>
      each.what === "asked" ? [`${each.detail.round} ${each.detail.person} ${each.detail.channel}`] : [],
    );
    assert.equal(new Set(asked).size, asked.length, `asked twice in a round: ${asked.join(", ")}`);
    if (need.closedAt === null && need.owner === null) {
      const waits = need.nextAskAt !== null && need.nextAskAt > clock.now();
      assert.ok(
        need.lastResortAt !== null || (need.weight === "usual" && waits),
        `it stands still: ${JSON.stringify(need)}`,
      );
    }
    /** Who was asked by letter, and has not been told who has it. */
    const untold = new Set<string>();
    for (const [n, each] of past.entries()) {
      if (each.what === "asked" && each.detail.channel === "email") untold.add(each.detail.person);
      if (each.what === "last-resort")
        for (const { id, to } of each.detail.told) if (to !== null && to !== undefined) untold.add(id ?? to);
      if (each.what === "told") untold.delete(each.detail.person);
      if (each.what === "taken") untold.delete(each.detail.by.id ?? "");
      const last = past[n + 1]?.what !== "told";
      if (last && ["taken", "closed", "told"].includes(each.what))
        assert.deepEqual([...untold], [], `not told who has it: ${JSON.stringify(past)}`);
    }
  }
}

describe("whoever calls, whatever becomes of letters and calls, and whenever the appliance dies", () => {
  it(`asking goes on until somebody has it, and asks nobody twice in a round (${STORIES} stories)`, async function () {
    this.timeout(3_600_000);
    await fc.assert(fc.asyncProperty(story, play), { numRuns: STORIES });
  });
});

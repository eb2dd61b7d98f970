import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createSessions } from "../../src/admin/server/sessions.ts";
import { keptClock } from "../../src/app/kept-clock.ts";
import type { MachineTime } from "../../src/app/machine-time.ts";
import { sweepNightly } from "../../src/app/nightly.ts";
import { openTimekeeper, type Timekeeper } from "../../src/app/timekeeper.ts";
import { office } from "../../src/duty/office.ts";
import { zoneNamed } from "../../src/duty/wall-clock.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import type { Fault } from "../../src/kernel/fault.ts";
import { type Instant, instant, type Millis, millis, minutes } from "../../src/kernel/units.ts";
import { deletionOf, usualRetention } from "../../src/store/retention.ts";
import type { Store } from "../../src/store/store.ts";
import { HandClock } from "../kit/clocks.ts";
import { Place } from "../kit/place.ts";
import { becomes } from "../kit/until.ts";

const NOW = instant(Date.UTC(2026, 10, 28, 9, 0));
const DAY = minutes(24 * 60);
const YEAR = millis(365 * DAY);

/** A box: its store, its clock that others set, and what keeps and sweeps by it. */
class Box {
  readonly clock: HandClock;
  readonly troubles: Fault[] = [];
  readonly store: Store;
  readonly #place: Place;
  readonly #over = new AbortController();
  readonly #running: Promise<unknown>[] = [];
  time!: Timekeeper;
  synchronised: Instant | null = null;

  constructor(place: Place, store: Store, clock: HandClock) {
    [this.#place, this.store, this.clock] = [place, store, clock];
  }

  /** `boot`: which start of the machine it is. */
  static async start(place: Place, at: Instant, { boot = "first", sweeps = true } = {}): Promise<Box> {
    const clock = new HandClock(at);
    const store = await place.open({ clock });
    const box = new Box(place, store, clock);
    await box.#begin(boot, sweeps);
    return box;
  }

  async #begin(boot: string, sweeps: boolean): Promise<void> {
    const { clock, store, troubles } = this;
    const machine: MachineTime = {
      up: () => clock.elapsed(),
      boot: async () => boot,
      synchronised: async () => this.synchronised,
    };
    const kept = keptClock(this.#place.folder);
    if (!(await store.office.isSet()))
      await store.office.replace(office.parse({ name: "A", zone: "Europe/Paris" }), "t");
    const { log } = this.#place;
    this.time = await openTimekeeper({
      clock,
      log,
      machine,
      kept,
      doubts: store.clockDoubts,
      says: "judge",
      troubles,
    });
    const { signal } = this.#over;
    this.#running.push(this.time.run(signal));
    if (sweeps) this.#running.push(sweepNightly(store, clock, log, signal, this.time.settled));
  }

  /** In steps of a quarter of a day at most, as nights come one by one. */
  async pass(d: Millis): Promise<void> {
    for (let left: number = d; left > 0; left -= DAY / 4) {
      this.clock.pass(millis(Math.min(left, DAY / 4)));
      await this.clock.asleep(this.#running.length);
    }
  }

  setTo(at: Instant): void {
    this.clock.setTo(at);
  }

  /** A call with a message that is closed, and a letter that waits. */
  async closedMessage(id: string): Promise<void> {
    const { store, clock } = this;
    const at = clock.now();
    store.calls.begin({ id, line: "l", at, caller: callerId("0612345678", null) });
    store.calls.end(id, { at, outcome: "message", answeredAt: at });
    const partPath = store.messages.partPath(id);
    await writeFile(partPath, id);
    const letter = {
      channel: "email",
      to: "a@example.org",
      subject: "",
      kind: "message",
      payload: { message: id },
    } as const;
    await store.messages.keep({ callId: id, partPath, duration: millis(1000), empty: false, tell: () => [letter] });
    await store.messages.mark(id, { closed: true }, "ann");
  }

  /** A call without a message. */
  async call(id: string): Promise<void> {
    const at = this.clock.now();
    this.store.calls.begin({ id, line: "l", at, caller: callerId("0612345678", null) });
    this.store.calls.end(id, { at, outcome: "abandoned" });
    await this.store.calls.flushed();
  }

  /** What is left of both. */
  async left(id: string): Promise<string> {
    const message = await this.store.messages.get(id);
    const call = await this.store.calls.get(id);
    const waits = (await this.store.outbox.list({ waiting: true })).some(({ payload }) => payload.message === id);
    const parts = [
      message && existsSync(message.file) ? "message" : null,
      waits ? "letter" : null,
      call?.caller.number ? "caller" : null,
    ];
    return parts.filter((part) => part !== null).join(" ") || "nothing";
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.#running);
    await this.#place.close(this.store);
  }
}

describe("a clock that is not to be believed", () => {
  let place: Place;
  let box: Box | null = null;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(async () => {
    await box?.stop();
    box = null;
    await place.remove();
  });
  const start = async (at: Instant, options?: { readonly boot?: string; readonly sweeps?: boolean }): Promise<Box> => {
    await box?.stop();
    box = await Box.start(place, at, options);
    return box;
  };
  const ALL = "message letter caller";

  it("deletes nothing that was closed in 1970, when it is put right a minute later (R2)", async () => {
    const at = await start(instant(1000));
    await at.closedMessage("m");
    await at.call("c");
    await at.pass(minutes(1));
    at.setTo(NOW);
    await at.pass(millis(3 * DAY));
    assert.deepEqual([await at.left("m"), await at.left("c")], [ALL, "caller"]);
    await at.pass(millis(86 * DAY));
    assert.equal(await at.left("m"), ALL, "not 90 days after it was put right");
    await at.pass(millis(4 * DAY));
    assert.equal(await at.left("m"), "caller", "after those it has had its time");
  });

  it("tells of what was closed by a wrong clock the night in which it goes, as soon as that is known (R2)", async () => {
    const at = await start(NOW);
    await at.pass(minutes(1));
    const paris = zoneNamed("Europe/Paris");
    const told = async (id: string) => {
      const message = await at.store.messages.get(id);
      return message && deletionOf(message, usualRetention, paris);
    };
    for (const [id, wrong] of [
      ["ahead", instant(NOW + YEAR)],
      ["behind", instant(NOW - 30 * DAY)],
    ] as const) {
      at.setTo(wrong);
      await at.pass(minutes(1));
      await at.closedMessage(id);
      assert.equal(await told(id), null, "not known yet");
      at.setTo(NOW);
      await at.pass(minutes(1));
    }
    for (const id of ["ahead", "behind"]) {
      const deletion = await told(id);
      assert.equal(deletion, paris.instantOf(paris.dayAt(NOW) + 91, 3 * 60));
    }
    const deletion = paris.instantOf(paris.dayAt(NOW) + 91, 3 * 60);
    await at.pass(millis(deletion - at.clock.now() - minutes(1)));
    assert.deepEqual([await at.left("ahead"), await at.left("behind")], [ALL, ALL]);
    for (let times = 0; times < 3; times++) await at.pass(minutes(10));
    await becomes(async () => [await at.left("ahead"), await at.left("behind")].join(), "caller,caller");
  });

  it("deletes nothing of 1970 after another start either, nor what a command closed while nothing ran", async () => {
    const first = await start(instant(1000));
    await first.closedMessage("m");
    await first.stop();
    box = null;
    const alone = await place.open();
    place.clock.time = instant(90_000);
    await alone.calls.flushed();
    await alone.messages.mark("m", { closed: false }, "ann");
    await alone.messages.mark("m", { closed: true }, "ann");
    await place.close(alone);
    const second = await start(NOW, { boot: "second" });
    await second.pass(millis(3 * DAY));
    assert.equal(await second.left("m"), ALL);
    await second.pass(millis(89 * DAY));
    assert.equal(await second.left("m"), "caller");
  });

  it("deletes nothing while it is a year ahead, nor afterwards what was closed then (R2)", async () => {
    const at = await start(NOW);
    await at.closedMessage("before");
    await at.call("c");
    at.setTo(instant(NOW + YEAR));
    await at.pass(minutes(1));
    await at.closedMessage("ahead");
    await at.pass(millis(5 * DAY));
    assert.deepEqual(
      at.troubles.map(({ code }) => code),
      ["app.clock.ahead"],
    );
    at.setTo(instant(at.clock.now() - YEAR));
    await at.pass(millis(3 * DAY));
    assert.deepEqual([await at.left("before"), await at.left("ahead"), await at.left("c")], [ALL, ALL, "caller"]);
    assert.deepEqual(at.troubles, []);
    await at.pass(millis(90 * DAY));
    assert.deepEqual(
      [await at.left("before"), await at.left("ahead")],
      ["caller", "caller"],
      "each has had its days by now",
    );
  });

  it("deletes nothing where the box was started a year ahead, and was right before", async () => {
    const first = await start(NOW);
    await first.closedMessage("m");
    await first.pass(minutes(1));
    const second = await start(instant(NOW + YEAR), { boot: "second" });
    await second.pass(millis(10 * DAY));
    assert.equal(await second.left("m"), ALL);
    const third = await start(instant(NOW + 2 * DAY), { boot: "third" });
    await third.pass(millis(3 * DAY));
    assert.equal(await third.left("m"), ALL);
    assert.deepEqual(third.troubles, []);
  });

  it("deletes nothing soon after a jump that may be right, unless a time server agrees", async () => {
    const at = await start(NOW);
    await at.closedMessage("m");
    await at.pass(millis(85 * DAY));
    at.setTo(instant(at.clock.now() + 10 * DAY));
    await at.pass(millis(2 * DAY));
    assert.equal(await at.left("m"), ALL);
    at.synchronised = at.clock.now();
    for (let times = 0; times < 3; times++) await at.pass(minutes(10));
    assert.equal(await at.left("m"), "caller");
  });

  it("believes a person who has looked", async () => {
    const at = await start(NOW);
    at.setTo(instant(NOW + YEAR));
    await at.pass(minutes(1));
    assert.equal(at.time.verdict().trusted, false);
    const looked = { wall: at.clock.now(), up: at.clock.elapsed(), boot: "first" };
    await keptClock(place.folder).keep({ ...looked, by: "person", since: looked.wall, unsettled: millis(0) });
    await at.pass(minutes(1));
    const verdict = at.time.verdict();
    assert.equal(verdict.trusted && verdict.good.by, "person");
    assert.deepEqual([at.troubles, at.time.settled()], [[], true]);
  });

  it("knows no hour in 1970, and keeps the hour that it had in one that is set far away", async () => {
    const at = await start(instant(1000), { sweeps: false });
    assert.equal(at.time.hourFor(at.clock.now()), null);
    assert.deepEqual(
      at.troubles.map(({ code }) => code),
      ["app.clock.unset"],
    );
    at.setTo(NOW);
    await at.pass(minutes(1));
    assert.equal(at.time.hourFor(at.clock.now()), at.clock.now());
    for (const far of [instant(5000), instant(NOW + YEAR)]) {
      at.setTo(far);
      const hour = at.time.hourFor(at.clock.now()) ?? 0;
      assert.ok(Math.abs(hour - NOW - minutes(1)) < minutes(1), new Date(hour).toISOString());
    }
  });

  it("ends no session: not when it is put right, set ahead, or set back (R2)", async () => {
    const at = await start(instant(1000), { sweeps: false });
    const user = await at.store.users.add({ name: "Ann", role: "admin", language: "fr", password: "x" }, "t");
    const open = () => createSessions(at.store.sessions, at.clock, place.log, at.time.settled);
    let sessions = open();
    const { cookie } = await sessions.begin(user);
    const isIn = async () => ((await sessions.of(cookie))?.user.name ?? "out") === "Ann";
    for (const to of [
      NOW,
      instant(NOW + YEAR),
      instant(NOW + minutes(10)),
      instant(NOW + 2 * DAY),
      instant(NOW - DAY),
    ]) {
      at.setTo(to);
      assert.ok(await isIn(), new Date(to).toISOString());
      await at.pass(minutes(1));
      await sessions.begin(user);
      assert.ok(await isIn(), `${new Date(to).toISOString()}, a minute later`);
    }
    // Nor in a process that begins when it is right again.
    at.setTo(instant(NOW + 3 * DAY));
    await at.pass(minutes(1));
    sessions = open();
    assert.ok(await isIn());
    await at.pass(minutes(12 * 60 + 1));
    assert.ok(!(await isIn()), "twelve hours of rest end it all the same");
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import type { CallEnd } from "../../src/call/call.ts";
import { type Millis, millis, seconds } from "../../src/kernel/units.ts";
import type { CallerStep, MobileBehaviour, SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import { gsmDialects } from "../../src/simulator/modems/gsm/gsm-dialects.ts";
import { gsmFaultNames } from "../../src/simulator/modems/gsm/gsm-faults.ts";
import { dialects } from "../../src/simulator/modems/v253/dialects.ts";
import { faultNames } from "../../src/simulator/modems/v253/modem-faults.ts";
import { speech } from "./ear.ts";
import { anne, bob, carl, dora, fragile, stranger } from "./office.ts";
import { owesWhatIsOwed } from "./owed.ts";
import { type Scene, scene } from "./scene.ts";

/** Anything that callers, mobiles, exchanges and modems may do, at any moment of a call. */

const upTo = (s: number): fc.Arbitrary<Millis> => fc.integer({ min: 0, max: s * 50 }).map((n) => millis(n * 20));
const key = fc.constantFrom("0", "1", "2", "3", "7", "*", "#", "A");

const callerStep: fc.Arbitrary<CallerStep> = fc.oneof(
  upTo(8).map((wait) => ({ wait })),
  fc.double({ min: 0.2, max: 12, noNaN: true }).map((s) => ({ say: speech("anyone", s) })),
  key.map((pressed) => ({ key: pressed })),
  fc.constant({ untilBeep: true } as const),
  fc.constant({ untilQuiet: millis(600) }),
);
const script = fc
  .tuple(fc.array(callerStep, { maxLength: 6 }), fc.boolean())
  .map(([steps, hangsUp]): CallerStep[] => (hangsUp ? [...steps, { hangUp: true }] : steps));

const mobile: fc.Arbitrary<MobileBehaviour> = fc.record(
  {
    after: upTo(30),
    does: fc.constantFrom("answer", "refuse", "ignore", "voicemail", "busy"),
    presses: fc.array(fc.record({ key, after: upTo(12) }), { maxLength: 2 }),
    hangsUpAfter: upTo(15),
  },
  { requiredKeys: ["after", "does"] },
);

const faultOf = <Name>(names: readonly Name[]) =>
  fc.array(fc.record({ fault: fc.constantFrom(...names), at: upTo(50), lasts: upTo(40) }), { maxLength: 2 });

const anyTime = fc.constantFrom("2026-11-23T10:00", "2026-11-23T20:00", "2026-11-23T11:59:40", "2026-10-25T02:59:50");
const anyMobiles = fc.tuple(mobile, mobile, mobile, mobile);
const anyCallers = fc.array(
  fc.record({
    from: fc.constantFrom(stranger, fragile, anne, null, "0199;ATH"),
    script,
    givesUpAfter: upTo(60),
    next: upTo(40),
  }),
  { minLength: 1, maxLength: 3 },
);

const story = fc.record({
  at: anyTime,
  dialect: fc.constantFrom(...Object.keys(dialects)),
  socket: fc.record({
    callerIdAt: fc.constantFrom("before-first-ring", "after-first-ring", "never"),
    endSign: fc.constantFrom("busy", "congestion", "dial", "loop-break", "nothing"),
    callWaiting: fc.boolean(),
    secondCall: fc.boolean(),
  }),
  mobiles: anyMobiles,
  callers: anyCallers,
  faults: faultOf(faultNames),
  /** Somebody takes the telephone beside the box into their hand. */
  lifted: fc.option(fc.record({ at: upTo(50), lasts: upTo(30) }), { freq: 4 }),
});

interface Faults<Name> {
  add(fault: Name): void;
  remove(fault: Name): void;
}

async function breakAndMend<Name>(
  { clock }: Scene,
  faults: Faults<Name>,
  { fault, at, lasts }: { readonly fault: Name; readonly at: Millis; readonly lasts: Millis },
): Promise<void> {
  await clock.sleep(at);
  faults.add(fault);
  await clock.sleep(lasts);
  faults.remove(fault);
}

const mobileStory = fc.record({
  at: anyTime,
  dialect: fc.constantFrom(...Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound)),
  services: fc.record({ hold: fc.boolean(), conference: fc.boolean(), transfer: fc.boolean(), waiting: fc.boolean() }),
  whenTaken: fc.constantFrom("busy", "waits"),
  mobiles: anyMobiles,
  callers: anyCallers,
  faults: faultOf(gsmFaultNames),
});

const SOUNDS = Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound);
const anySim = fc.record({
  dialect: fc.constantFrom(...SOUNDS),
  services: fc.record({ hold: fc.boolean(), conference: fc.boolean(), transfer: fc.boolean(), waiting: fc.boolean() }),
  settings: fc.record({
    whenTaken: fc.constantFrom("busy", "waits"),
    forwarding: fc.constantFrom("none", "second-call"),
  }),
});
/** Several lines of any kind, of which the first is one that can be joined with others. */
const houseStory = fc.record({
  at: anyTime,
  first: anySim,
  others: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: anySim.map((mobile) => ({ mobile })) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.keys(dialects)).map((dialect) => ({ dialect })) },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  keptIdle: fc.constantFrom(0, 1),
  asks: fc.boolean(),
  mobiles: anyMobiles,
  callers: anyCallers,
  /** By whom each is called. */
  lines: fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
  faults: fc.array(
    fc.record({ line: fc.nat(3), fault: fc.constantFrom(...gsmFaultNames), at: upTo(50), lasts: upTo(40) }),
    {
      maxLength: 2,
    },
  ),
});

async function liftAndPutDown({ clock, socket }: Scene, at: Millis, lasts: Millis): Promise<void> {
  await clock.sleep(at);
  socket.lift();
  await clock.sleep(lasts);
  socket.putDown();
}

/** What the book says of the calls is no more than what the exchange, which sees all, and the folder of messages know. */
async function tellsOnlyWhatWasSeen(office: Scene, calls: readonly SimulatedCall[]): Promise<void> {
  const outcomes = office.outcomes();
  const told = (outcome: CallEnd) => outcomes.filter((each) => each === outcome).length;
  const seen = (holds: (call: SimulatedCall) => boolean) => calls.filter(holds).length;
  const kept = await office.kept();
  for (const { pcm } of kept)
    assert.ok(
      pcm.some((sample) => sample !== 0),
      "a message has sound",
    );
  assert.equal(told("message"), kept.length, "each call that is told as a message has one, and no other has");
  const joined = office.logged.filter(({ event }) => event === "bridge.joined").length;
  const connected = seen(({ connectedTo }) => connectedTo !== null) + joined;
  assert.ok(told("forwarded") <= connected, `${told("forwarded")} told as put through, ${connected} were`);
}

const everyone = ([first, second, third, fourth]: readonly MobileBehaviour[]) =>
  ({ [anne]: first, [bob]: second, [carl]: third, [dora]: fourth }) as Readonly<Record<string, MobileBehaviour>>;

type AnyCaller = typeof anyCallers extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

/** Dials them all, one after another, until each is gone and written down. */
async function everyCall(
  office: Scene,
  callers: readonly AnyCaller[],
  broken: Promise<unknown>,
  lineOf: (nth: number) => number = () => 1,
) {
  const calls: SimulatedCall[] = [];
  for (const [nth, { next, ...caller }] of callers.entries()) {
    calls.push(office.dial(caller, lineOf(nth)));
    await office.clock.pass(next);
  }
  await office.clock.run(broken);
  // A caller whom nobody disconnects goes at last.
  await office.clock.pass(seconds(60));
  for (const call of calls) call.hangUp();
  const begun = () => new Set(office.told.flatMap((each) => (each.of === "line" ? [] : [each.call.id]))).size;
  await office.until(() => calls.every(({ state }) => state === "ended"), "every caller is gone");
  await office.until(() => office.outcomes().length === begun(), "every call has an end");
  return calls;
}

/** Callers on three lines for two people, who speak, are busy or do not answer, so that most of them wait. */
const queueStory = fc.record({
  mobiles: fc.tuple(fc.array(mobile, { minLength: 1, maxLength: 4 }), fc.array(mobile, { minLength: 1, maxLength: 4 })),
  callers: fc.array(
    fc.record({
      script: fc.constantFrom<CallerStep[]>(
        [],
        [{ wait: seconds(70) }, { hangUp: true }],
        [{ wait: seconds(40) }, { key: "#" }, { untilBeep: true }, { say: speech("anyone", 4) }, { hangUp: true }],
        [{ untilBeep: true }, { hangUp: true }],
      ),
      line: fc.integer({ min: 1, max: 3 }),
      next: upTo(25),
      speaksFor: upTo(60),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  fragile: fc.integer({ min: 0, max: 4 }),
});

/** `STORIES=500 SEED=17` hunts for new ones. */
const RUNS = Number(process.env.STORIES ?? 15);

describe("whatever happens", () => {
  it("the line ends on-hook and idle, every call is written down, and the next one is answered", async function () {
    this.timeout(60_000 + RUNS * 2000);
    await fc.assert(
      fc.asyncProperty(story, async ({ at, dialect, socket, mobiles, callers, faults, lifted }) => {
        const people = everyone(mobiles);
        await scene({ at, dialect, socket, mobiles: people }, async (office) => {
          const broken = Promise.all([
            ...faults.map((each) => breakAndMend(office, office.modem.faults, each)),
            lifted && liftAndPutDown(office, lifted.at, lifted.lasts),
          ]);
          const calls = await everyCall(office, callers, broken);
          for (const phone of office.exchange.mobiles) assert.equal(phone.ringing, false, `${phone.number} rings on`);
          for (const call of calls) {
            const wasAnswered = call.events.some(({ kind }) => kind === "answered");
            // A line that is said to understand a flash and does not costs its caller some silence.
            if (wasAnswered && faults.length === 0 && !lifted && socket.secondCall) office.neverLeftInSilence(call);
            const { connectedTo } = call;
            // A modem that had to be recovered while a leg was up hung up, which transfers the caller.
            if (connectedTo === null || faults.length > 0 || lifted) continue;
            const pressed = people[connectedTo]?.presses?.some((press) => press.key === "1");
            assert.ok(pressed, `${connectedTo} took a call without pressing the key`);
          }
          await tellsOnlyWhatWasSeen(office, calls);
          await owesWhatIsOwed(office);
        });
      }),
      { numRuns: RUNS, timeout: 30_000 },
    );
  });

  it("a mobile line ends idle, every call is written down, and the next one is answered", async function () {
    this.timeout(60_000 + RUNS * 2000);
    await fc.assert(
      fc.asyncProperty(mobileStory, async ({ at, mobiles, callers, faults, ...line }) => {
        const people = everyone(mobiles);
        const { dialect, services, whenTaken } = line;
        await scene({ at, mobile: { dialect, services, settings: { whenTaken } }, mobiles: people }, async (office) => {
          const broken = Promise.all(faults.map((each) => breakAndMend(office, office.plant.module.faults, each)));
          const calls = await everyCall(office, callers, broken);
          for (const phone of office.exchange.mobiles) assert.equal(phone.ringing, false, `${phone.number} rings on`);
          for (const { connectedTo } of calls) {
            if (connectedTo === null || faults.length > 0) continue;
            const pressed = people[connectedTo]?.presses?.some((press) => press.key === "1");
            assert.ok(pressed, `${connectedTo} took a call without pressing the key`);
          }
          await tellsOnlyWhatWasSeen(office, calls);
          await owesWhatIsOwed(office);
        });
      }),
      { numRuns: RUNS, timeout: 30_000 },
    );
  });

  it("several lines of any kind end idle, nobody is left in a call, and the next one is answered", async function () {
    this.timeout(60_000 + RUNS * 6000);
    await fc.assert(
      fc.asyncProperty(houseStory, async ({ at, first, others, keptIdle, asks, mobiles, callers, lines, faults }) => {
        const people = everyone(mobiles);
        const house = {
          at,
          mobile: first,
          more: others,
          keptIdle,
          mobiles: people,
          ...(asks && { asks: true as const }),
        };
        await scene(house, async (office) => {
          const { plants, exchange } = office;
          const broken = Promise.all(
            faults.map(async ({ line, ...each }) => {
              const plant = plants[line % plants.length];
              if (plant && (line % plants.length === 0 || "mobile" in (others[(line % plants.length) - 1] ?? {})))
                await breakAndMend(office, plant.module.faults, each);
            }),
          );
          const calls = await everyCall(office, callers, broken, (nth) => ((lines[nth] ?? 0) % plants.length) + 1);
          // A need may be rung about; a call of a caller is over for everybody in it.
          if (!asks) {
            await office.until(office.atRest, "all lines are free");
            for (const { number, ringing, calls: own } of exchange.mobiles) {
              assert.equal(ringing, false, `${number} rings on`);
              const isIn = own.some(({ answeredAt, endedAt, caller }) => answeredAt && !endedAt && caller === null);
              assert.ok(!isIn, `${number} is left in a call`);
            }
          }
          for (const { connectedTo } of calls) {
            if (connectedTo === null || faults.length > 0) continue;
            const pressed = people[connectedTo]?.presses?.some((press) => press.key === "1");
            assert.ok(pressed, `${connectedTo} took a call without pressing the key`);
          }
          await tellsOnlyWhatWasSeen(office, calls);
          await owesWhatIsOwed(office);
        });
      }),
      { numRuns: RUNS, timeout: 25_000, endOnFailure: true },
    );
  });

  it("whoever waits in order is served, or somebody's task, and never left in silence", async function () {
    this.timeout(60_000 + RUNS * 6000);
    await fc.assert(
      fc.asyncProperty(queueStory, async ({ mobiles: [ofAnne, ofBob], callers, fragile: nth }) => {
        // A third try finds everybody as they are by then.
        const mobiles = { [anne]: ofAnne, [bob]: ofBob };
        await scene({ at: "2026-11-23T10:00", mobiles, more: [{}, {}] }, async (office) => {
          const calls: SimulatedCall[] = [];
          for (const [n, { script, line, next, speaksFor }] of callers.entries()) {
            const call = office.dial(
              { from: n === nth ? fragile : `01990001${10 + n}`, script, givesUpAfter: seconds(60) },
              line,
            );
            calls.push(call);
            void (async () => {
              while (call.connectedTo === null && call.state !== "ended") await office.clock.sleep(seconds(1));
              await office.clock.sleep(speaksFor);
              call.hangUp();
            })();
            await office.clock.pass(next);
          }
          await office.until(() => calls.every(({ state }) => state === "ended"), "every caller is gone");
          const begun = () => new Set(office.told.flatMap((each) => (each.of === "line" ? [] : [each.call.id]))).size;
          await office.until(() => office.outcomes().length === begun(), "every call has an end");
          for (const call of calls)
            if (call.events.some(({ kind }) => kind === "answered")) office.neverLeftInSilence(call);
          const notes = office.notes();
          const [began, ended] = ["waiting", "waited"].map((what) => notes.filter((note) => note.what === what).length);
          assert.equal(ended, began, "each wait ends");
          await tellsOnlyWhatWasSeen(office, calls);
          await owesWhatIsOwed(office);
        });
      }),
      { numRuns: Math.ceil(RUNS / 3), timeout: 60_000 },
    );
  });
});

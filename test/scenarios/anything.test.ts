import assert from "node:assert/strict";
import fc from "fast-check";
import type { CallEnd } from "../../src/call/call.ts";
import { type Millis, millis, seconds } from "../../src/kernel/units.ts";
import type { CallerStep, MobileBehaviour, SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import { dialects } from "../../src/simulator/modems/v253/dialects.ts";
import { type FaultName, faultNames } from "../../src/simulator/modems/v253/modem-faults.ts";
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

const fault = fc.record({
  fault: fc.constantFrom(...faultNames),
  at: upTo(50),
  lasts: upTo(40),
});

const story = fc.record({
  at: fc.constantFrom("2026-11-23T10:00", "2026-11-23T20:00", "2026-11-23T11:59:40", "2026-10-25T02:59:50"),
  dialect: fc.constantFrom(...Object.keys(dialects)),
  socket: fc.record({
    callerIdAt: fc.constantFrom("before-first-ring", "after-first-ring", "never"),
    endSign: fc.constantFrom("busy", "congestion", "dial", "loop-break", "nothing"),
    callWaiting: fc.boolean(),
    secondCall: fc.boolean(),
  }),
  mobiles: fc.tuple(mobile, mobile, mobile, mobile),
  callers: fc.array(
    fc.record({
      from: fc.constantFrom(stranger, fragile, anne, null, "0199;ATH"),
      script,
      givesUpAfter: upTo(60),
      next: upTo(40),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  faults: fc.array(fault, { maxLength: 2 }),
  /** Somebody takes the telephone beside the box into their hand. */
  lifted: fc.option(fc.record({ at: upTo(50), lasts: upTo(30) }), { freq: 4 }),
});

async function breakAndMend(office: Scene, name: FaultName, at: Millis, lasts: Millis): Promise<void> {
  await office.clock.sleep(at);
  office.modem.faults.add(name);
  await office.clock.sleep(lasts);
  office.modem.faults.remove(name);
}

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
  const connected = seen(({ connectedTo }) => connectedTo !== null);
  assert.ok(told("forwarded") <= connected, `${told("forwarded")} told as put through, ${connected} were`);
}

/** `STORIES=500 SEED=17` hunts for new ones. */
const RUNS = Number(process.env.STORIES ?? 15);

describe("whatever happens", () => {
  it("the line ends on-hook and idle, every call is written down, and the next one is answered", async function () {
    this.timeout(60_000 + RUNS * 2000);
    await fc.assert(
      fc.asyncProperty(story, async ({ at, dialect, socket, mobiles, callers, faults, lifted }) => {
        const [first, second, third, fourth] = mobiles;
        const people: Readonly<Record<string, MobileBehaviour>> = {
          [anne]: first,
          [bob]: second,
          [carl]: third,
          [dora]: fourth,
        };
        await scene({ at, dialect, socket, mobiles: people }, async (office) => {
          const broken = Promise.all([
            ...faults.map((each) => breakAndMend(office, each.fault, each.at, each.lasts)),
            lifted && liftAndPutDown(office, lifted.at, lifted.lasts),
          ]);
          const calls: SimulatedCall[] = [];
          for (const { next, ...caller } of callers) {
            calls.push(office.dial(caller));
            await office.clock.pass(next);
          }
          await office.clock.run(broken);
          // A caller whom nobody disconnects goes at last.
          await office.clock.pass(seconds(60));
          for (const call of calls) call.hangUp();
          const begun = () => new Set(office.told.flatMap((each) => (each.of === "line" ? [] : [each.call.id]))).size;
          await office.until(() => calls.every(({ state }) => state === "ended"), "every caller is gone");
          await office.until(() => office.outcomes().length === begun(), "every call has an end");
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
});

import assert from "node:assert/strict";
import type { Office } from "../../src/duty/office.ts";
import type { Fault } from "../../src/kernel/fault.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { minutes, seconds } from "../../src/kernel/units.ts";
import { type DivertChoices, keepDiverts, leaveDiverts } from "../../src/reception/diverts.ts";
import { noSafeNumber, type SafeNumber, type SetDiverts } from "../../src/store/safe-number.ts";
import { type MobileLineOptions, mobileLine } from "../line/gsm/mobile-line.ts";
import { anne, officeWith } from "../scenarios/office.ts";

const guard = "+33639980077" as PhoneNumber;
const weekdays = [1, 2, 3, 4, 5];
const allDay = officeWith({ hours: [{ weekdays, from: "09:00", to: "18:00" }] });

interface Kept {
  readonly line?: MobileLineOptions;
  readonly safe?: Partial<SafeNumber>;
  readonly byNetwork?: boolean;
  readonly office?: Office;
  readonly before?: SetDiverts;
  /** What is in the network when the box starts. */
  readonly found?: Readonly<Record<string, { readonly to: string; readonly after: number }>>;
}

/** The network of a mobile line, kept as it was chosen. It is ten in Paris on a Monday. */
async function kept(options: Kept, play: (it: Awaited<ReturnType<typeof open>>) => Promise<void>): Promise<void> {
  const it = await open(options);
  await play(it);
  it.stop();
  await it.mobile.done(it.running);
  await it.mobile.close();
}

async function open({ safe = {}, byNetwork = false, office = allDay, before = {}, found = {}, line = {} }: Kept) {
  const mobile = mobileLine({ ...line, ...(byNetwork && { settings: { forwarding: "network" } }) });
  Object.assign(mobile.sim.forwards, found);
  const told: (string | null)[] = [];
  const closing = new AbortController();
  let choices: DivertChoices = { safe: { ...noSafeNumber, ...safe }, away: null };
  let set: SetDiverts = before;
  let trial: PhoneNumber | null = null;
  const parts = {
    line: mobile.line,
    byNetwork,
    office: async () => office,
    choices: async () => choices,
    before: async () => set,
    tried: async () => trial,
    keep: async (now: SetDiverts) => {
      set = now;
    },
    clock: mobile.clock,
    log: mobile.log,
    hourFor: <T>(at: T) => at,
    tell: (fault: Fault | null) => void told.push(fault?.code ?? null),
  };
  const diverted = { to: undefined };
  await mobile.ready();
  const running = keepDiverts(parts, diverted, closing.signal);
  const queries = () => mobile.modem.commands.filter((said) => /^AT\+CCFC=\d,2$/.test(said)).length;
  await mobile.until(() => queries() >= 4, "all four are asked for at the start");
  await mobile.clock.pass(seconds(10));
  return {
    mobile,
    told,
    running,
    queries,
    set: () => set,
    tries: (to: PhoneNumber | null) => {
      trial = to;
    },
    stop: () => closing.abort(),
    choose: (now: Partial<DivertChoices>) => {
      choices = { ...choices, ...now };
    },
    leave: () => mobile.done(leaveDiverts(parts, diverted)),
    forwards: () =>
      Object.fromEntries(Object.entries(mobile.sim.forwards).map(([when, { to, after }]) => [when, `${to} ${after}`])),
  };
}

describe("the forwardings of a mobile network", () => {
  it("busy, no reply after so many seconds, and no network go to the safe number that was chosen", () =>
    kept(
      { safe: { number: guard, busy: true, noReply: 25, unreachable: true } },
      async ({ forwards, told, mobile }) => {
        await mobile.until(() => Object.keys(forwards()).length === 3, "all three");
        assert.deepEqual(forwards(), { busy: `${guard} 20`, noAnswer: `${guard} 25`, unreachable: `${guard} 20` });
        assert.deepEqual(told, []);
        // A caller of a box without a network reaches somebody.
        mobile.exchange.mobile(guard, { after: seconds(2), does: "answer" });
        mobile.sim.reachable = false;
        const call = mobile.exchange.call({ from: "0199000050", to: mobile.sim.number });
        await mobile.until(() => call.state === "put-through", "the safe number");
        call.hangUp();
        mobile.sim.reachable = true;
      },
    ));

  it("what was chosen anew is set and asked for at once, and what was taken back is removed", () =>
    kept({ safe: { number: guard, unreachable: true } }, async ({ forwards, choose, mobile }) => {
      await mobile.until(() => forwards().unreachable !== undefined, "no network");
      choose({ safe: { ...noSafeNumber, number: guard, busy: true } });
      await mobile.until(() => forwards().busy !== undefined && forwards().unreachable === undefined, "the change");
      const [order, query] = mobile.modem.commands.filter((said) => said.startsWith("AT+CCFC=1,")).slice(-2);
      assert.match(order ?? "", /^AT\+CCFC=1,3,/);
      assert.equal(query, "AT+CCFC=1,2");
    }));

  for (const [what, when] of [
    ["of all calls", "always"],
    ["when busy", "busy"],
    ["without a reply", "noAnswer"],
    ["without a network", "unreachable"],
  ] as const)
    it(`${what}, left in the network by another device, is removed and told once (N8)`, () =>
      kept({ found: { [when]: { to: "+33639980099", after: 20 } } }, async ({ forwards, told, mobile }) => {
        await mobile.until(() => Object.keys(forwards()).length === 0, "it is gone");
        assert.deepEqual(told, ["line.diverted-by-another", null]);
        await mobile.clock.pass(minutes(30));
        assert.equal(told.length, 2);
      }));

  it("what the box itself had set before a power cut is put right, and is nobody else's doing", () =>
    kept(
      { before: { always: { to: guard, done: true } }, found: { always: { to: guard, after: 20 } } },
      async ({ forwards, told, mobile }) => {
        await mobile.until(() => Object.keys(forwards()).length === 0, "it is gone");
        assert.deepEqual(told, []);
      },
    ));

  it("what another device sets in the meantime is found within a quarter of an hour", () =>
    kept({}, async ({ mobile, told, forwards }) => {
      mobile.sim.forwards.always = { to: "+33639980099", after: 20 };
      await mobile.clock.pass(minutes(16));
      assert.deepEqual(forwards(), {});
      assert.deepEqual(told, ["line.diverted-by-another", null]);
    }));

  it("everybody is sent away while the box is to be off for long, and comes back when it is not", () =>
    kept({ byNetwork: true }, async ({ mobile, forwards, choose }) => {
      await mobile.until(() => forwards().always === `${anne} 20`, "whoever is on duty");
      choose({ away: guard });
      await mobile.until(() => forwards().always === `${guard} 20`, "the safe number");
      // The end of the duty changes nothing of it.
      await mobile.clock.pass(minutes(10 * 60));
      assert.equal(forwards().always, `${guard} 20`);
      choose({ away: null });
      await mobile.until(() => forwards().always === undefined, "nobody is on duty any more");
    }));

  for (const [what, safe, expected] of [
    ["go to the safe number, where that was chosen", { number: guard, whenOff: true }, `${guard} 20`],
    ["go to nobody who is on duty now, and is not for long", { number: guard }, undefined],
  ] as const)
    it(`while the box is shut down calls ${what}`, () =>
      kept({ byNetwork: true, safe }, async ({ mobile, forwards, leave, stop, set }) => {
        await mobile.until(() => forwards().always === `${anne} 20`, "whoever is on duty");
        stop();
        await leave();
        assert.equal(forwards().always, expected);
        assert.equal(set().always?.to ?? null, expected === undefined ? null : guard);
      }));

  /** The network has taken the order, and the module is gone before it could say so. */
  const cutOff = async ({ mobile, choose, forwards }: Awaited<ReturnType<typeof open>>) => {
    mobile.modem.faults.add("slow-answers");
    choose({ away: guard });
    await mobile.until(() => forwards().always === `${guard} 20`, "the order");
    mobile.modem.faults.add("port-vanishing");
    await mobile.until(() => mobile.kinds().at(-1) === "trouble", "it is gone");
    choose({ away: null });
    mobile.modem.faults.remove("slow-answers");
    mobile.modem.faults.remove("port-vanishing");
    await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
    assert.equal(forwards().always, `${guard} 20`);
  };

  it("an order that was cut off is not taken for one that was never given: it is taken back", () =>
    kept({}, async (it) => {
      await cutOff(it);
      await it.mobile.clock.pass(seconds(60));
      assert.deepEqual([it.forwards(), it.told], [{}, []]);
    }));

  it("nor is it while the box is shut down, and what was not done is not noted as done", () =>
    kept({}, async (it) => {
      const { mobile, leave, stop, forwards, set } = it;
      mobile.modem.faults.add("slow-answers");
      it.choose({ away: guard });
      await mobile.until(() => forwards().always === `${guard} 20`, "the order");
      mobile.modem.faults.add("port-vanishing");
      await mobile.until(() => mobile.kinds().at(-1) === "trouble", "it is gone");
      stop();
      it.choose({ away: null });
      await leave();
      assert.deepEqual(set().always, { to: null, done: false });
      mobile.modem.faults.remove("slow-answers");
      mobile.modem.faults.remove("port-vanishing");
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
      await leave();
      assert.deepEqual([forwards(), set().always], [{}, { to: null, done: true }]);
    }));

  it("a shutdown in the middle of an order does not wait for it, and has the last word", () =>
    kept({}, async ({ mobile, choose, forwards, stop, running, leave }) => {
      mobile.modem.faults.add("slow-answers");
      choose({ away: guard });
      await mobile.until(() => forwards().always === `${guard} 20`, "the order");
      choose({ away: null });
      const since = mobile.clock.elapsed();
      stop();
      await mobile.done(running);
      assert.ok(mobile.clock.elapsed() - since < 1000);
      await leave();
      await mobile.clock.pass(seconds(30));
      assert.deepEqual(forwards(), {});
    }));

  it("an operator that refuses one of them takes the others; it is not asked each minute", () =>
    kept(
      {
        safe: { number: guard, busy: true, unreachable: true },
        line: { services: { forwarding: ["always", "noAnswer", "unreachable"] } },
      },
      async ({ mobile, forwards }) => {
        await mobile.until(() => forwards().unreachable !== undefined, "the one that is taken");
        assert.equal(forwards().busy, undefined);
        const asked = () => mobile.modem.commands.filter((said) => said.startsWith("AT+CCFC=1,")).length;
        const before = asked();
        await mobile.clock.pass(minutes(10));
        assert.equal(asked(), before);
      },
    ));

  it("what can't be set is said once in the log, and again after it was put right", () =>
    kept({ safe: { number: "3949", busy: true } }, async ({ mobile, choose, forwards }) => {
      const said = () => mobile.log.count("line.not-diverted");
      await mobile.until(() => said() > 0, "it is said");
      await mobile.clock.pass(minutes(5));
      assert.equal(said(), 1);
      choose({ safe: { ...noSafeNumber, number: guard, busy: true } });
      await mobile.until(() => forwards().busy !== undefined, "it is put right");
      choose({ safe: { ...noSafeNumber, number: "3949", busy: true } });
      await mobile.clock.pass(minutes(5));
      assert.equal(said(), 2);
    }));

  it("tried out, each is set for a moment and put back to what is wanted", () =>
    kept(
      {
        safe: { number: guard, unreachable: true },
        line: { services: { forwarding: ["always", "noAnswer", "unreachable"] } },
      },
      async ({ mobile, forwards, tries, told }) => {
        await mobile.until(() => forwards().unreachable !== undefined, "no network");
        tries(anne as PhoneNumber);
        const set = () => mobile.modem.commands.filter((said) => said.includes(`3,"${anne}"`)).map((said) => said[8]);
        await mobile.until(() => new Set(set()).size === 4, "each of them");
        await mobile.clock.pass(seconds(60));
        assert.deepEqual(forwards(), { unreachable: `${guard} 20` });
        assert.deepEqual(told, []);
        tries(null);
      },
    ));

  it("a caller is answered though the network is asked: it waits for them", () =>
    kept({}, async ({ mobile, queries }) => {
      const call = await mobile.rung("0199000050");
      await mobile.done(mobile.line.answer(seconds(5)));
      const before = queries();
      await mobile.clock.pass(minutes(20));
      assert.equal(queries(), before, "nothing is asked in a call");
      assert.equal(call.state, "talking");
      await mobile.done(mobile.line.hangUp());
      await mobile.until(() => queries() > before, "and afterwards it is");
    }));
});

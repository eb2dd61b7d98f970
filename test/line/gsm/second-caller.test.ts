import assert from "node:assert/strict";
import { readPhoneNumber } from "../../../src/duty/phone-number.ts";
import { millis, seconds } from "../../../src/kernel/units.ts";
import { gsmDialects } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import { babble } from "../../bench/babble.ts";
import { LINE, type MobileLineOptions, mobileLine, sound } from "./mobile-line.ts";

type Mobile = ReturnType<typeof mobileLine>;
const AMELIE = readPhoneNumber("+33639980001", "FR");
assert.ok(AMELIE);
const amelie = AMELIE;
const MME_ROUX = "+33199000042";
const M_BLANC = "+33199000043";
const never = new AbortController().signal;
const heard = Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound);

async function on(options: MobileLineOptions, play: (mobile: Mobile) => Promise<void>): Promise<void> {
  const mobile = mobileLine(options);
  await mobile.ready();
  await play(mobile);
  await mobile.close();
  assert.deepEqual(mobile.sim.calls, [], "the line is on-hook");
}

const answered = async (mobile: Mobile) => {
  const call = await mobile.rung(MME_ROUX);
  await mobile.done(mobile.line.answer(seconds(10)));
  return call;
};
const dial = (mobile: Mobile) => mobile.line.transfer?.dial(amelie, seconds(12), never) ?? Promise.reject();
const knocks = (mobile: Mobile) => mobile.exchange.call({ from: M_BLANC, to: LINE });
const waiting = (mobile: Mobile) =>
  mobile.events.flatMap((event) => (event.kind === "waiting" ? [event.caller.number] : []));
const gone = (mobile: Mobile) => mobile.events.filter((event) => event.kind === "gone");

describe("whoever knocks while the box puts a caller through", () => {
  for (const dialect of heard)
    for (const faults of [[], ["slow-answers"], ["no-waiting-notice"]] as const)
      it(`is never let into the conversation (${dialect}${faults.map((fault) => `, ${fault}`)})`, async () => {
        for (let at = 0; at < 9000; at += 750)
          for (const does of at % 1500 === 0 ? (["answer", "ignore"] as const) : (["answer"] as const))
            await on({ dialect, faults }, async (mobile) => {
              mobile.exchange.mobile(amelie, { after: seconds(3), does, hangsUpAfter: seconds(60) });
              const call = await answered(mobile);
              const states = new Set<string>();
              const dialled = dial(mobile);
              await mobile.clock.pass(millis(at));
              const other = knocks(mobile);
              const stop = mobile.exchange.watch(() => states.add(other.state));
              const outcome = await mobile.done(dialled);
              if (outcome === "answered")
                await mobile.done(mobile.line.transfer?.complete(() => undefined) ?? Promise.reject());
              assert.equal(call.state, outcome === "answered" ? "put-through" : "talking", `${at} ms, ${outcome}`);
              if (does === "answer") assert.equal(outcome, "answered", `${at} ms`);
              stop();
              assert.ok(!states.has("talking"), `${at} ms: ${[...states].join(" ")}`);
              assert.deepEqual(gone(mobile), []);
              other.hangUp();
              await mobile.clock.pass(seconds(1));
              await mobile.done(mobile.line.hangUp());
            });
      }).timeout(240_000);

  it("is turned away before the caller is held, though callers may wait here", () =>
    on({ settings: { whenTaken: "waits" } }, async (mobile) => {
      mobile.exchange.mobile(amelie, { after: seconds(3), does: "answer", hangsUpAfter: seconds(60) });
      const call = await answered(mobile);
      const other = knocks(mobile);
      await mobile.clock.pass(seconds(5));
      assert.equal(other.state, "ringing");
      assert.equal(await mobile.done(dial(mobile)), "answered");
      assert.deepEqual([call.state, other.state], ["on-hold", "ended"]);
      await mobile.done(mobile.line.transfer?.release() ?? Promise.reject());
      assert.equal(call.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  it("is told once, though no notice tells of them, and turned away", () =>
    on({ faults: ["no-waiting-notice"] }, async (mobile) => {
      const call = await answered(mobile);
      const other = knocks(mobile);
      assert.equal(await mobile.done(other.ended), "busy");
      assert.deepEqual(waiting(mobile), ["0199000043"]);
      assert.equal(call.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  it("is told once, though a notice tells of them again and again", () =>
    on({ settings: { whenTaken: "waits" } }, async (mobile) => {
      await answered(mobile);
      const other = knocks(mobile);
      for (let n = 0; n < 5; n++) {
        await mobile.clock.pass(seconds(2));
        await mobile.inject('\r\n+CCWA: "+33199000043",145,1,,0\r\n');
      }
      assert.deepEqual(waiting(mobile), ["0199000043"]);
      other.hangUp();
      await mobile.clock.pass(seconds(5));
      knocks(mobile);
      await mobile.clock.pass(seconds(5));
      assert.deepEqual(waiting(mobile), ["0199000043", "0199000043"]);
      await mobile.done(mobile.line.hangUp());
    }));
});

describe("a call of the list", () => {
  it("that rings with the number of one that was taken is another", () =>
    on({ faults: ["no-hang-up-notice"] }, async (mobile) => {
      const call = await answered(mobile);
      call.hangUp();
      await mobile.done(call.ended);
      const other = knocks(mobile);
      await mobile.until(() => gone(mobile).length > 0, "the end");
      await mobile.done(mobile.line.hangUp());
      await mobile.until(() => mobile.kinds().filter((kind) => kind === "ring").length > 1, "the other rings");
      await mobile.done(mobile.line.answer(seconds(5)));
      assert.equal(other.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  it("that has another number than the one that rang before is told as another", () =>
    on({ faults: ["no-hang-up-notice"] }, async (mobile) => {
      const call = await mobile.rung(MME_ROUX);
      call.hangUp();
      await mobile.done(call.ended);
      knocks(mobile);
      const callers = () => mobile.events.flatMap((event) => (event.kind === "caller" ? [event.caller.number] : []));
      await mobile.until(() => callers().length > 1, "who calls now");
      assert.deepEqual(callers(), ["0199000042", "0199000043"]);
      assert.equal(gone(mobile).length, 1);
      await mobile.done(mobile.line.answer(seconds(5)));
      await mobile.done(mobile.line.hangUp());
    }));
});

describe("a call of the line's own", () => {
  const place = (mobile: Mobile) => {
    const call = {
      ringFor: seconds(20),
      prompt: () => sound(babble(seconds(2))),
      keyWithin: seconds(4),
      keys: ["1"] as const,
    };
    return mobile.line.place?.(amelie, call, never) ?? Promise.reject();
  };

  it("that a module which fails ends is told as such, and not that somebody called", () =>
    on({}, async (mobile) => {
      const phone = mobile.exchange.mobile(amelie, { after: seconds(3), does: "answer" });
      const placed = place(mobile);
      await mobile.until(() => phone.ringing, "it rings");
      mobile.modem.faults.add("port-vanishing");
      assert.deepEqual(await mobile.done(placed), { end: "done", outcome: "broken", key: null });
      mobile.modem.faults.remove("port-vanishing");
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
    }));

  it("turns nobody away who knocks unnoticed as it ends", () =>
    on({ faults: ["no-waiting-notice"] }, async (mobile) => {
      const phone = mobile.exchange.mobile(amelie, { after: seconds(3), does: "answer" });
      const placed = place(mobile);
      await mobile.until(() => phone.state === "announced", "it is spoken");
      const stop = new AbortController();
      const other = knocks(mobile);
      await mobile.done(placed);
      stop.abort();
      await mobile.until(() => mobile.kinds().includes("ring"), "the ring");
      await mobile.done(mobile.line.answer(seconds(5)));
      assert.equal(other.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  it("is over with it though the list of calls never had it before somebody called", () =>
    on({}, async (mobile) => {
      const phone = mobile.exchange.mobile(amelie, { after: seconds(3), does: "ignore" });
      const placed = place(mobile);
      await mobile.until(() => phone.ringing, "it rings");
      // As where the list was garbled so far.
      await mobile.inject("\r\nRING\r\n");
      assert.equal((await mobile.done(placed)).end, "called");
      assert.deepEqual([phone.ringing, mobile.sim.calls], [false, []]);
    }));
});

describe("whoever knocks, and gives up in the moment in which they are turned away", () => {
  it("does not take with them a caller who is on hold", async () => {
    for (const at of [0, 9500, 10_000, 10_500, 11_000])
      await on({ faults: ["slow-answers"], settings: { whenTaken: "waits" } }, async (mobile) => {
        mobile.exchange.mobile(amelie, { after: seconds(4), does: "refuse" });
        const call = await answered(mobile);
        const dialled = dial(mobile);
        await mobile.until(() => mobile.sim.calls.length === 2, "another is rung");
        await mobile.until(() => mobile.sim.calls.length === 1, "and refuses");
        const other = knocks(mobile);
        await mobile.clock.pass(millis(at));
        other.hangUp();
        await mobile.done(dialled);
        assert.equal(call.state, "talking", `${at} ms`);
        await mobile.done(mobile.line.hangUp());
      });
  });
});

describe("a line that is closed", () => {
  for (const when of ["while it rings", "while it is spoken"])
    it(`ends a call of its own ${when}`, async () => {
      const mobile = mobileLine();
      await mobile.ready();
      const phone = mobile.exchange.mobile(amelie, { after: seconds(3), does: "answer", hangsUpAfter: seconds(90) });
      const call = {
        ringFor: seconds(20),
        prompt: () => sound(babble(seconds(20))),
        keyWithin: seconds(4),
        keys: ["1"] as const,
      };
      const placed = mobile.line.place?.(amelie, call, never) ?? Promise.reject();
      await mobile.until(() => (when === "while it rings" ? phone.ringing : phone.state === "announced"), when);
      const since = mobile.clock.elapsed();
      await mobile.close();
      assert.deepEqual([mobile.sim.calls, (await mobile.done(placed)).end], [[], "stopped"]);
      assert.ok(mobile.clock.elapsed() - since < 10_000);
    });
});

describe("somebody who rings in the moment in which the caller gives up", () => {
  it("and is taken by the same word is not left in silence", () =>
    on({ faults: ["no-hang-up-notice", "late-caller-id"] }, async (mobile) => {
      const call = await mobile.rung(MME_ROUX);
      await mobile.clock.pass(seconds(1));
      call.hangUp();
      await mobile.until(() => call.state === "ended", "the first is gone");
      const other = knocks(mobile);
      await mobile.until(() => other.state === "ringing", "another rings");
      await assert.rejects(mobile.done(mobile.line.answer(seconds(5))), { code: "line.no-answer" });
      await mobile.clock.pass(seconds(5));
      assert.deepEqual([other.state, mobile.sim.calls], ["ended", []]);
    }));
});

describe("a module that is brought up", () => {
  it("ends what is left of a call, and turns nobody away who rings meanwhile", async () => {
    const mobile = mobileLine({ state: { sim: "pin" } });
    mobile.exchange.mobile(amelie, { after: seconds(1), does: "answer", hangsUpAfter: seconds(90) });
    mobile.sim.dial(amelie);
    await mobile.until(() => mobile.sim.calls.some(({ state }) => state === "active"), "a call of nobody");
    const caller = knocks(mobile);
    await mobile.until(() => caller.state === "ringing", "another knocks");
    mobile.modem.state.sim = "ready";
    await mobile.ready();
    await mobile.until(() => mobile.kinds().includes("ring"), "the ring");
    await mobile.done(mobile.line.answer(seconds(5)));
    assert.equal(caller.state, "talking");
    await mobile.close();
  });
});

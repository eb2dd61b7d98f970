import assert from "node:assert/strict";
import { readPhoneNumber } from "../../../src/duty/phone-number.ts";
import { seconds } from "../../../src/kernel/units.ts";
import type { OpenPipe } from "../../../src/serial/byte-pipe.ts";
import { babble } from "../../bench/babble.ts";
import { LINE, mobileLine, sound } from "./mobile-line.ts";

type Mobile = ReturnType<typeof mobileLine>;
const AMELIE = readPhoneNumber("+33639980001", "FR");
assert.ok(AMELIE);
const amelie = AMELIE;
const MME_ROUX = "+33199000042";

const troubles = (mobile: Mobile) =>
  mobile.events.flatMap((event) => (event.kind === "trouble" ? [event.fault.code] : []));
const resets = (mobile: Mobile) => mobile.modem.commands.filter((command) => command === "AT+CRESET").length;

describe("a module whose sound does not come to the program", () => {
  for (const [what, options] of [
    ["is analog", { dialect: "a7670" }],
    ["has no port", { soundPort: () => null }],
  ] as const)
    it(`for it ${what} answers nobody, and that is told in words`, async () => {
      const mobile = mobileLine(options);
      await mobile.until(() => troubles(mobile).length > 0, "the trouble");
      assert.deepEqual(troubles(mobile), ["line.no-sound"]);
      const call = mobile.exchange.call({ from: MME_ROUX, to: LINE });
      await mobile.clock.pass(seconds(25));
      assert.deepEqual([mobile.kinds(), call.state, resets(mobile)], [["trouble"], "ringing", 0]);
      call.hangUp();
      await mobile.close();
    });
});

describe("the port of a module's sound", () => {
  /** Counts those that are open; each takes so long to open. */
  function counted(takes: number) {
    const ports = { open: 0, asked: 0 };
    const soundPort =
      (open: OpenPipe, clock: Mobile["clock"]): OpenPipe =>
      async () => {
        ports.asked++;
        const pipe = await open();
        await clock.sleep(seconds(takes));
        ports.open++;
        return {
          incoming: pipe.incoming,
          write: (bytes) => pipe.write(bytes),
          async close() {
            ports.open--;
            await pipe.close();
          },
        };
      };
    return { ports, soundPort };
  }

  it("is left where the line breaks while it opens", async () => {
    const { ports, soundPort } = counted(3);
    const mobile = mobileLine({ soundPort });
    await mobile.ready();
    await mobile.rung(MME_ROUX);
    const answered = mobile.line.answer(seconds(5));
    answered.catch(() => undefined);
    await mobile.until(() => ports.asked > 0, "it is being opened");
    mobile.modem.faults.add("port-vanishing");
    await assert.rejects(mobile.done(answered), { code: "line.no-answer" });
    await mobile.clock.pass(seconds(5));
    assert.equal(ports.open, 0);
    mobile.modem.faults.remove("port-vanishing");
    await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
    await mobile.close();
  });

  it("is left where the caller hangs up while it opens: the next call finds it free", async () => {
    const { ports, soundPort } = counted(3);
    const mobile = mobileLine({ soundPort });
    await mobile.ready();
    const call = await mobile.rung(MME_ROUX);
    const answered = mobile.line.answer(seconds(5));
    answered.catch(() => undefined);
    await mobile.until(() => ports.asked > 0, "it is being opened");
    call.hangUp();
    await mobile.until(() => mobile.kinds().at(-1) === "gone", "the end");
    await mobile.done(mobile.line.hangUp());
    await mobile.clock.pass(seconds(10));
    assert.deepEqual([ports.open, troubles(mobile), mobile.modem.commands.at(-1) !== "AT+CPCMREG=1"], [0, [], true]);
    await mobile.rung(MME_ROUX);
    await mobile.done(mobile.line.answer(seconds(5)));
    assert.equal(ports.open, 1);
    await mobile.close();
    assert.equal(ports.open, 0);
  });

  it("is waited for some seconds, and left when it opens after all", async () => {
    const { ports, soundPort } = counted(20);
    const mobile = mobileLine({ soundPort });
    await mobile.ready();
    const call = await mobile.rung(MME_ROUX);
    const since = mobile.clock.elapsed();
    await assert.rejects(mobile.done(mobile.line.answer(seconds(5))), { code: "line.no-answer" });
    assert.ok(mobile.clock.elapsed() - since < 10_000);
    assert.deepEqual([troubles(mobile), call.state], [["line.no-sound"], "ended"]);
    await mobile.clock.pass(seconds(30));
    assert.equal(ports.open, 0);
    await mobile.close();
  });
});

describe("a module whose sound was refused", () => {
  it("in a call of the line's own is started anew after it", async () => {
    const mobile = mobileLine({ faults: ["sound-refused"] });
    await mobile.ready();
    mobile.exchange.mobile(amelie, { after: seconds(2), does: "answer", presses: [{ key: "1", after: seconds(2) }] });
    const call = {
      ringFor: seconds(20),
      prompt: () => sound(babble(seconds(2))),
      keyWithin: seconds(4),
      keys: ["1"] as const,
    };
    const placed = await mobile.done(
      mobile.line.place?.(amelie, call, new AbortController().signal) ?? Promise.reject(),
    );
    assert.equal(placed.outcome, "key");
    await mobile.until(() => resets(mobile) > 0 && mobile.kinds().at(-1) === "ready", "it is back");
    await mobile.clock.pass(seconds(180));
    assert.equal(resets(mobile), 1, "once is enough");
    await mobile.close();
  });

  it("in a call that broke is started anew when it is brought back", async () => {
    const mobile = mobileLine({ faults: ["sound-refused"] });
    await mobile.ready();
    await mobile.rung(MME_ROUX);
    await mobile.done(mobile.line.answer(seconds(5)));
    mobile.modem.faults.add("port-vanishing");
    await mobile.until(() => troubles(mobile).length > 0, "the trouble");
    mobile.modem.faults.remove("port-vanishing");
    await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
    assert.equal(resets(mobile), 1);
    await mobile.close();
  });
});

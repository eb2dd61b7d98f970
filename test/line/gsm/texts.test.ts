import assert from "node:assert/strict";
import { seconds } from "../../../src/kernel/units.ts";
import { LINE, type MobileLineOptions, mobileLine } from "./mobile-line.ts";

const AMELIE = "+33639980012";
const MME_ROUX = "+33139980005";
const HOME = "0139980005";

type Mobile = ReturnType<typeof mobileLine>;

async function on(options: MobileLineOptions, what: (mobile: Mobile) => Promise<void>): Promise<void> {
  const mobile = mobileLine(options);
  await mobile.ready();
  await what(mobile);
  await mobile.close();
}

const send = (mobile: Mobile, to: string, body: string) =>
  mobile.done(mobile.line.text?.(to, body, never) ?? Promise.reject(new Error("no texts")));
const came = (mobile: Mobile) => mobile.events.flatMap((event) => (event.kind === "text" ? [event] : []));
const until = (mobile: Mobile, count: number) => mobile.until(() => came(mobile).length >= count, `${count} texts`);
const bodies = (mobile: Mobile) => came(mobile).map(({ body }) => body);
const never = new AbortController().signal;
const LONG = "Bonjour, c’est Mme Roux. L’eau monte à la cave, ça goutte partout. ".repeat(15).trim();

describe("a text from a mobile line", () => {
  for (const dialect of ["sim7600", "ec25", "standard"])
    it(`arrives as it was written (${dialect})`, () =>
      on({ dialect }, async (mobile) => {
        const bodies = ["Rappelez M. Roux.", "Où êtes-vous ? 🚨 [10 €]", LONG];
        for (const body of bodies) await send(mobile, AMELIE, body);
        assert.deepEqual(
          mobile.exchange.texts.map(({ from, to, body }) => [from, to, body]),
          bodies.map((body) => [LINE, AMELIE, body]),
        );
      }));

  for (const faults of [["late-prompt"], ["slow-answers"], ["echo-on"], ["no-reports"]] as const)
    it(`arrives once over a module with ${faults}`, () =>
      on({ faults }, async (mobile) => {
        await send(mobile, AMELIE, LONG);
        assert.deepEqual(
          mobile.exchange.texts.map(({ body }) => body),
          [LONG],
        );
      }));

  it("is told of delivery where the operator does", () =>
    on({}, async (mobile) => {
      await send(mobile, AMELIE, "x");
      const { parts } = await send(mobile, AMELIE, "y");
      const arrived = () => mobile.events.flatMap((event) => (event.kind === "text-report" ? [event.part] : []));
      await mobile.until(() => parts.every((part) => arrived().includes(part)), "the report");
      assert.equal(parts.length, 1);
    }));

  it("goes without a report where the operator knows none", () =>
    on({ services: { reports: false } }, async (mobile) => {
      await send(mobile, AMELIE, "un");
      await send(mobile, AMELIE, "deux");
      assert.deepEqual(
        mobile.exchange.texts.map(({ body }) => body),
        ["un", "deux"],
      );
      assert.equal(mobile.modem.commands.filter((command) => command.startsWith("AT+CMGS")).length, 3);
    }));

  for (const [texts, code] of [
    [8, "line.text-refused"],
    [1, "line.text-refused"],
    [42, "line.text-not-sent"],
    [500, "line.text-not-sent"],
  ] as const)
    it(`that the operator refuses (${texts}) is told in words, and the line is well`, () =>
      on({ services: { texts } }, async (mobile) => {
        await assert.rejects(send(mobile, AMELIE, "x"), { code });
        assert.ok(!mobile.kinds().includes("trouble"));
        mobile.sim.services = { ...mobile.sim.services, texts: true };
        await send(mobile, AMELIE, "y");
      }));

  it("that the module never asks for is given up, and the next one arrives", () =>
    on({}, async (mobile) => {
      mobile.modem.faults.add("wedged");
      await assert.rejects(send(mobile, AMELIE, "x"), { code: "line.text-not-sent" });
      mobile.modem.faults.remove("wedged");
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
      await send(mobile, AMELIE, "y");
      assert.deepEqual(
        mobile.exchange.texts.map(({ body }) => body),
        ["y"],
      );
    }));

  it("carries no command, whoever wrote it", () =>
    on({}, async (mobile) => {
      const before = mobile.modem.commands.length;
      const body = 'x\x1a\r\nATD0899100100;\r\nAT+CMGS=5\r> "\x1bAT+CFUN=1,1\r';
      await send(mobile, AMELIE, body);
      const said = mobile.modem.commands
        .slice(before)
        .filter((command) => !/^AT\+C(MGS=\d+|REG\?|EREG\?|LCC|MGL=4)$/.test(command));
      assert.deepEqual(said, []);
      assert.equal(mobile.exchange.texts.length, 1);
      for (const to of [`${AMELIE}"\rATD0899;`, "0639980012;ATD0899", "\x1a"])
        await assert.rejects(send(mobile, to, "x"), { code: "line.undialable" });
      assert.equal(mobile.exchange.texts.length, 1);
    }));

  it("waits for nobody's call: the line is in use", () =>
    on({}, async (mobile) => {
      await mobile.rung(MME_ROUX);
      await assert.rejects(send(mobile, AMELIE, "x"), { code: "line.busy" });
      await mobile.done(mobile.line.answer(seconds(5)));
      await mobile.done(mobile.line.hangUp());
      await send(mobile, AMELIE, "y");
    }));

  it("lets whoever calls in between its parts go first", () =>
    on({}, async (mobile) => {
      const sending = mobile.line.text?.(AMELIE, LONG, never) ?? Promise.reject();
      const call = await mobile.rung(MME_ROUX);
      await mobile.done(mobile.line.answer(seconds(10)));
      assert.equal(call.state, "talking");
      const sent = mobile.modem.commands.filter((command) => command.startsWith("AT+CMGS")).length;
      await mobile.clock.pass(seconds(20));
      assert.equal(mobile.modem.commands.filter((command) => command.startsWith("AT+CMGS")).length, sent);
      await mobile.done(mobile.line.hangUp());
      await mobile.done(sending);
      assert.deepEqual(
        mobile.exchange.texts.map(({ body }) => body),
        [LONG],
      );
    }));
});

describe("a text, when the box is stopped,", () => {
  const sent = (mobile: Mobile) => mobile.modem.commands.filter((command) => command.startsWith("AT+CMGS")).length;
  const stopped = async (mobile: Mobile, stop: AbortController, sending: Promise<unknown>) => {
    sending.catch(() => undefined);
    const since = mobile.clock.elapsed();
    stop.abort();
    const code = await mobile.done(sending).then(
      () => null,
      (thrown) => (thrown as { code: string }).code,
    );
    assert.ok(mobile.clock.elapsed() - since <= 6000, "within some seconds");
    return code;
  };
  const begin = (mobile: Mobile, body: string, stop: AbortController) =>
    mobile.line.text?.(AMELIE, body, stop.signal) ?? Promise.reject();

  it("that is on its way is told as it is", () =>
    on({}, async (mobile) => {
      const stop = new AbortController();
      const sending = begin(mobile, "x", stop);
      await mobile.until(() => sent(mobile) > 0, "it is on its way");
      assert.equal(await stopped(mobile, stop, sending), null);
      assert.equal(mobile.exchange.texts.length, 1);
    }));

  it("begins no part more", () =>
    on({}, async (mobile) => {
      const stop = new AbortController();
      const sending = begin(mobile, LONG, stop);
      await mobile.until(() => sent(mobile) > 1, "the second part");
      assert.equal(await stopped(mobile, stop, sending), "line.text-cut");
      await mobile.clock.pass(seconds(20));
      assert.equal(sent(mobile), 2);
    }));

  it("whose module says nothing is waited for no longer", () =>
    on({}, async (mobile) => {
      const stop = new AbortController();
      const sending = begin(mobile, "x", stop);
      await mobile.until(() => sent(mobile) > 0, "it is on its way");
      mobile.modem.faults.add("wedged");
      assert.equal(await stopped(mobile, stop, sending), "line.text-cut");
      mobile.modem.faults.remove("wedged");
      await mobile.clock.pass(seconds(60));
    }));

  it("that waits for a call to be over is not begun", () =>
    on({}, async (mobile) => {
      const stop = new AbortController();
      const sending = begin(mobile, LONG, stop);
      await mobile.rung(MME_ROUX);
      await mobile.done(mobile.line.answer(seconds(10)));
      const before = sent(mobile);
      assert.equal(await stopped(mobile, stop, sending), before === 0 ? "line.interrupted" : "line.text-cut");
      assert.equal(sent(mobile), before);
      await mobile.done(mobile.line.hangUp());
    }));
});

describe("a text to a mobile line", () => {
  for (const faults of [
    [],
    ["texts-direct"],
    ["no-text-notice"],
    ["slow-answers"],
    ["split-reads"],
    ["merged-reads"],
    ["garbage-bytes"],
    ["deletes-nothing"],
  ] as const)
    it(`comes once, and whole (${faults[0] ?? "no fault"})`, () =>
      on({ faults, dialect: "ec25", state: { textPlaces: 40 } }, async (mobile) => {
        for (const body of ["Je suis sourde, merci d’écrire. 🙏", LONG])
          mobile.exchange.text({ from: MME_ROUX, to: LINE, body });
        await until(mobile, 2);
        await mobile.clock.pass(seconds(200));
        assert.deepEqual(bodies(mobile), ["Je suis sourde, merci d’écrire. 🙏", LONG]);
        assert.deepEqual(came(mobile)[0]?.from, { presentation: "given", number: HOME, name: null });
        assert.equal(
          mobile.modem.texts.used > 0,
          faults.some((fault) => fault === "deletes-nothing"),
        );
      }));

  it("stays in its place until somebody has kept it, and is told again meanwhile", async () => {
    let keeps = false;
    await on({ keeps: () => keeps }, async (mobile) => {
      for (const body of ["Je suis tombée", LONG]) mobile.exchange.text({ from: MME_ROUX, to: LINE, body });
      await until(mobile, 2);
      const { used } = mobile.modem.texts;
      assert.ok(used > 1, `${used}`);
      await mobile.clock.pass(seconds(90));
      assert.equal(mobile.modem.texts.used, used);
      keeps = true;
      await until(mobile, 4);
      await mobile.clock.pass(seconds(10));
      assert.deepEqual(bodies(mobile), ["Je suis tombée", LONG, "Je suis tombée", LONG]);
      assert.equal(mobile.modem.texts.used, 0);
    });
  });

  it("its parts may come in any order", () =>
    on({}, async (mobile) => {
      const count = Math.ceil([...LONG].length / 60);
      const order = Array.from({ length: count }, (_, n) => (n * 7) % count);
      mobile.exchange.text({
        from: MME_ROUX,
        to: LINE,
        body: LONG,
        order: count % 7 === 0 ? [...Array(count).keys()].reverse() : order,
      });
      await until(mobile, 1);
      assert.deepEqual(bodies(mobile), [LONG]);
    }));

  it("a part that never comes is waited for no more than some minutes", () =>
    on({}, async (mobile) => {
      mobile.exchange.text({ from: MME_ROUX, to: LINE, body: "a".repeat(150), order: [0, 2] });
      await mobile.clock.pass(seconds(240));
      assert.deepEqual(bodies(mobile), []);
      await mobile.clock.pass(seconds(180));
      assert.deepEqual(bodies(mobile), [`${"a".repeat(60)}[…]${"a".repeat(30)}`]);
      assert.equal(mobile.modem.texts.used, 0);
    }));

  it("more than the SIM holds comes all the same, as places are freed", () =>
    on({ state: { textPlaces: 3 } }, async (mobile) => {
      for (let n = 0; n < 12; n++) mobile.exchange.text({ from: MME_ROUX, to: LINE, body: `${n}` });
      await until(mobile, 12);
      assert.deepEqual(
        bodies(mobile)
          .map(Number)
          .sort((a, b) => a - b),
        [...Array(12).keys()],
      );
    }));

  it("that came while the program was away is read at the start", async () => {
    const mobile = mobileLine();
    mobile.exchange.text({ from: MME_ROUX, to: LINE, body: "avant" });
    await mobile.ready();
    await until(mobile, 1);
    await mobile.close();
  });

  it("of a stranger with a name has no number", () =>
    on({}, async (mobile) => {
      mobile.exchange.text({ from: "Ameli", to: LINE, body: "colis" });
      await until(mobile, 1);
      assert.deepEqual(came(mobile)[0]?.from, { presentation: "unavailable", number: null, name: "Ameli" });
    }));

  it("in a conversation disturbs nobody: it is read after it", () =>
    on({}, async (mobile) => {
      const call = await mobile.rung(MME_ROUX);
      await mobile.done(mobile.line.answer(seconds(5)));
      mobile.exchange.text({ from: AMELIE, to: LINE, body: "OK" });
      const before = mobile.modem.commands.length;
      await mobile.clock.pass(seconds(90));
      assert.equal(call.state, "talking");
      assert.deepEqual([...new Set(mobile.modem.commands.slice(before))], ["AT+CLCC"], "nothing is asked of texts");
      await mobile.done(mobile.line.hangUp());
      await until(mobile, 1);
    }));
});

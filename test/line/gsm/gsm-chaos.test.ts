import assert from "node:assert/strict";
import fc from "fast-check";
import { readPhoneNumber } from "../../../src/duty/phone-number.ts";
import { millis, seconds } from "../../../src/kernel/units.ts";
import type { SimulatedCall } from "../../../src/simulator/exchange/calls.ts";
import { gsmDialects } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import { type GsmFaultName, gsmFaultNames } from "../../../src/simulator/modems/gsm/gsm-faults.ts";
import { babble } from "../../bench/babble.ts";
import { LINE, mobileLine, sound } from "./mobile-line.ts";

const AMELIE = readPhoneNumber("+33639980001", "FR");
assert.ok(AMELIE);
const to = AMELIE;

type Operation = "answer" | "play" | "listen" | "dial" | "release" | "complete" | "hangUp" | "place";
type Step =
  | { readonly say: string }
  | { readonly pass: number }
  | { readonly operate: Operation }
  | { readonly calls: string | null }
  | { readonly leaves: true }
  | { readonly fault: GsmFaultName }
  | { readonly mend: true }
  | { readonly abort: true };

const ucs2 = (text: string) =>
  [...text].map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0").toUpperCase()).join("");

/** What a module may well say at any moment, and what none should. */
const notice = fc.constantFrom(
  "RING",
  "+CRING: VOICE",
  "RINGRING",
  'RING+CLIP: "0199000042",129,,,,0',
  `+CLIP: "${ucs2("0199000042")}",129,,,"${ucs2("Épicerie du Château")}",0`,
  `+CLIP: "0199000042",129,,,"${"Association des amis ".repeat(40)}",0`,
  '+CLIP: "",128,,,,1',
  '+CCWA: "0199000043",129,1,,0',
  "NO CARRIER",
  "BUSY",
  "NO ANSWER",
  "VOICE CALL: BEGIN",
  "VOICE CALL: END: 000012",
  "MISSED_CALL: 10:00AM 0199000042",
  "+CLCC: 1,1,6,0,0",
  "+CLCC: 2,0,6,0,0",
  "+CLCC: 9,9,9",
  '+QIND: "ccinfo",1,1,-1,0,0,"0199000042",129',
  "+CREG: 0",
  "+CSQ: 99,99",
  "AT+CLCC",
  '+CUSD: 0,"RING",15',
);
const nonsense = fc.oneof(
  fc.constantFrom("OK", "ERROR", "+CME ERROR: 100", "CONNECT", "> "),
  fc.string({ unit: "binary-ascii", maxLength: 40 }),
);
const line = (text: string) => `\r\n${text}\r\n`;
const pieces = (text: string, cut: number): Step[] => [
  { say: text.slice(0, cut % (text.length + 1)) },
  { pass: 5 },
  { say: text.slice(cut % (text.length + 1)) },
];

const step: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(notice.map(line), fc.nat(60)).map(([text, cut]) => pieces(text, cut)) },
  { weight: 2, arbitrary: fc.tuple(nonsense.map(line), fc.nat(60)).map(([text, cut]) => pieces(text, cut)) },
  { weight: 6, arbitrary: fc.constantFrom(1, 50, 300, 3000).map((pass) => [{ pass }]) },
  {
    weight: 9,
    arbitrary: fc
      .constantFrom<Operation>("answer", "play", "listen", "dial", "release", "complete", "hangUp", "place")
      .map((operate) => [{ operate }]),
  },
  { weight: 3, arbitrary: fc.constantFrom("+33199000042", "+33199000043", null).map((calls) => [{ calls }]) },
  { weight: 2, arbitrary: fc.constant([{ leaves: true } as const]) },
  { weight: 2, arbitrary: fc.constantFrom(...gsmFaultNames).map((fault) => [{ fault }]) },
  { weight: 2, arbitrary: fc.constant([{ mend: true } as const]) },
  { weight: 2, arbitrary: fc.constant([{ abort: true } as const]) },
);

const story = fc.record({
  dialect: fc.constantFrom(...Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound)),
  services: fc.record({
    hold: fc.boolean(),
    conference: fc.boolean(),
    transfer: fc.boolean(),
    waiting: fc.boolean(),
  }),
  does: fc.constantFrom("answer", "refuse", "ignore", "busy"),
  steps: fc.array(step, { minLength: 1, maxLength: 20 }).map((all) => all.flat()),
});

/** Plays the steps; nothing but faults may come of them. */
async function live({ dialect, services, does, steps }: typeof story extends fc.Arbitrary<infer T> ? T : never) {
  const on = mobileLine({ dialect, services });
  await on.ready();
  on.exchange.mobile(to, { after: seconds(2), does, hangsUpAfter: seconds(10) });
  let stop = new AbortController();
  const begun: Promise<unknown>[] = [];
  const calls: SimulatedCall[] = [];
  const operate = (kind: Operation): Promise<unknown> => {
    const { line } = on;
    switch (kind) {
      case "answer":
        return line.answer(seconds(5));
      case "play":
        return line.play(sound(babble(seconds(1))), stop.signal);
      case "listen":
        return (async () => {
          for await (const frame of line.listen({ silenceAfter: seconds(2) }, stop.signal))
            assert.equal(frame.length, 160);
        })();
      case "dial":
        return line.transfer?.dial(to, seconds(8), stop.signal) ?? Promise.resolve();
      case "release":
        return line.transfer?.release() ?? Promise.resolve();
      case "complete":
        return line.transfer?.complete(() => undefined) ?? Promise.resolve();
      case "hangUp":
        return line.hangUp();
      case "place":
        return (
          line.place?.(
            to,
            { ringFor: seconds(5), prompt: () => sound(babble(seconds(1))), keyWithin: seconds(1), keys: ["1"] },
            stop.signal,
          ) ?? Promise.resolve()
        );
    }
  };
  const mend = () => {
    for (const fault of on.modem.faults.active) on.modem.faults.remove(fault);
  };
  for (const one of steps) {
    if ("say" in one) await on.inject(one.say);
    else if ("pass" in one) await on.clock.pass(millis(one.pass));
    else if ("fault" in one) on.modem.faults.add(one.fault);
    else if ("mend" in one) mend();
    else if ("calls" in one) calls.push(on.exchange.call({ from: one.calls, to: LINE }));
    else if ("leaves" in one) calls.at(-1)?.hangUp();
    else if ("abort" in one) {
      stop.abort();
      stop = new AbortController();
    } else
      begun.push(
        operate(one.operate).catch((thrown) => {
          assert.match(String(thrown.code), /^line\./, String(thrown.stack));
        }),
      );
  }
  mend();
  stop.abort();
  await on.done(on.line.hangUp());
  for (const call of calls) call.hangUp();
  await on.done(Promise.all(begun));
  await on.done(on.line.hangUp());
  // Long enough for any recovery that is under way, and for a look at an idle module.
  await on.clock.pass(seconds(150));
  return { on, calls };
}

/** `CHAOS=1000` hunts for longer. */
const RUNS = Number(process.env.CHAOS ?? 60);

describe("a mobile line in any weather", () => {
  it("ends idle after hangUp, whatever came in whatever order, and takes the next call", async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const { on, calls } = await live(told);
        const kinds = on.kinds().join(" ");
        assert.deepEqual(on.sim.calls, [], `the SIM is idle; there was ${kinds}`);
        assert.ok(kinds.lastIndexOf("ready") > kinds.lastIndexOf("trouble"), `not ready again: ${kinds}`);
        const many = (kind: string) => on.events.filter((event) => event.kind === kind).length;
        assert.equal(many("ready"), many("trouble") + 1, kinds);
        if (calls.length === 0) assert.equal(many("gone"), 0, `nobody called, and nobody left; there was ${kinds}`);
        if (calls.length === 0) assert.equal(many("ring"), 0, `nobody called; there was ${kinds}`);
        await on.rung("+33199000044");
        await on.done(on.line.answer(seconds(5)));
        await on.done(on.line.hangUp());
        await on.close();
      }),
      { numRuns: RUNS },
    );
  }).timeout(60_000 + RUNS * 1000);
});

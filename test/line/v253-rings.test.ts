import assert from "node:assert/strict";
import fc from "fast-check";
import { type Millis, millis, seconds } from "../../src/kernel/units.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { type Rig, rig, START } from "./rig.ts";
import { dle, type TinyModem, tinyModem } from "./tiny-modem.ts";

/** What an idle line tells of what a modem says, each after so many seconds; without `ready`. */
async function toldOf(
  said: readonly (readonly [after: number, what: string | Uint8Array])[],
  then: (on: Rig, modem: TinyModem) => Promise<void> = async (on) => on.clock.pass(seconds(2)),
): Promise<readonly string[]> {
  const clock = new VirtualClock(START);
  const modem = tinyModem(clock);
  const on = rig({ clock, open: modem.open });
  try {
    await on.until("ready");
    for (const [after, what] of said) {
      await clock.pass(seconds(after));
      modem.say(what);
    }
    await then(on, modem);
    return on.story.slice(1);
  } finally {
    await on.close();
  }
}

const RING = "\r\nRING\r\n";
const id = (number: string) => `\r\nNMBR = ${number}\r\n`;
const caller = "caller 0612345678";

describe("rings (L10)", () => {
  const oneCall: Readonly<Record<string, readonly number[]>> = {
    "5 s apart, one missing": [0, 5, 10],
    "5 s apart, the second missing": [0, 10, 5],
    "6 s apart, one missing": [0, 6, 12, 6],
    "6 s apart, the first missing": [0, 12, 6],
    "8.5 s apart": [0, 8.5, 8.5, 8.5],
    "10 s apart": [0, 10, 10, 10],
    "10 s apart, one missing": [0, 10, 20, 10],
    unsteady: [0, 4, 9.5, 6, 11],
  };
  for (const [what, gaps] of Object.entries(oneCall)) {
    it(`${what}: one call, its number kept`, async () => {
      const rings = gaps.map((gap) => [gap, RING] as const);
      const story = await toldOf([[0, id("0612345678")], ...rings]);
      assert.deepEqual(story, [caller, ...gaps.map(() => "ring")]);
    });
  }

  it("that stop are an end, soon after the usual gap", async () => {
    for (const [gaps, within] of [
      [[0], 13],
      [[0, 5], 13],
      [[0, 10, 10], 22],
    ] as const) {
      const clock = new VirtualClock(START);
      const modem = tinyModem(clock);
      const on = rig({ clock, open: modem.open });
      await on.until("ready");
      for (const gap of gaps) {
        await clock.pass(seconds(gap));
        modem.say(RING);
      }
      await on.until("gone caller rings-stopped", 1, seconds(within + 0.1));
      await on.close();
    }
  });

  it("caller id ahead of a first ring that was lost is kept", async () => {
    assert.deepEqual(
      await toldOf([
        [0, id("0612345678")],
        [7.5, RING],
      ]),
      [caller, "ring"],
    );
  });

  const spellings = ["+33612345678", "0033612345678", "33612345678", "612345678", "06 12 34 56 78", "O", "P"];
  for (const again of spellings) {
    it(`the same caller again as ${again} is one call`, async () => {
      const story = await toldOf([
        [0, id("0612345678")],
        [1, RING],
        [1, id(again)],
        [5, RING],
        [1, "\r\nMESG=04014F\r\n"],
        [5, RING],
      ]);
      assert.deepEqual(story, [caller, "ring", "ring", "ring"]);
    });
  }

  const words = ["RING", "RING 1", "RING A", "RINGA", "RINGB", "RING2", "RING;0612345678"];
  for (const word of words) {
    it(`${word} is a ring`, async () => {
      const story = await toldOf([
        [0, `\r\n${word}\r\n`],
        [5, `\r\n${word}\r\n`],
      ]);
      assert.deepEqual(
        story.filter((one) => one === "ring"),
        ["ring", "ring"],
      );
      assert.equal(story.includes(caller), word.includes(";"));
    });
  }

  it("stop when the telephone beside the box is lifted, which is told (L2)", async () => {
    await toldOf(
      [
        [0, RING],
        [2, dle("H")],
      ],
      async (on) => {
        await on.until("gone caller rings-stopped", 1, seconds(8));
        assert.deepEqual(on.story.slice(1), ["ring", "local-telephone", "gone caller rings-stopped"]);
      },
    );
  });

  it("that go on after that are of the same call (L2)", async () => {
    assert.deepEqual(
      await toldOf([
        [0, RING],
        [2, dle("H")],
        [3, RING],
        [5, RING],
      ]),
      ["ring", "local-telephone", "ring", "ring"],
    );
  });

  it("RINGING is none", async () => assert.deepEqual(await toldOf([[0, "\r\nRINGING\r\n"]]), []));

  it("told by their rhythm alone are rings, and with it they are not told twice", async () => {
    const rhythm = "\r\nDRON=15\r\n\r\nDROF=35\r\n";
    assert.deepEqual(
      await toldOf([
        [0, rhythm],
        [5, rhythm],
      ]),
      ["ring", "ring"],
    );
    assert.deepEqual(
      await toldOf([
        [0, rhythm + RING],
        [5, RING + rhythm],
      ]),
      ["ring", "ring"],
    );
  });

  it("one that is lost while a command runs is not missed", async () => {
    await toldOf([[0, RING]], async (on, modem) => {
      await on.clock.pass(seconds(10));
      modem.say(RING);
      await on.until("ring", 2);
      await on.run(on.line.answer(seconds(3)));
      assert.equal(modem.hook, "off");
    });
  });
});

describe("caller id on an idle line (L13)", () => {
  const bytes = (text: string, encoding: "latin1" | "utf8") => Buffer.from(`\r\nNAME = ${text}\r\n`, encoding);
  for (const encoding of ["latin1", "utf8"] as const) {
    it(`a name in ${encoding} keeps its letters, cut anywhere`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(20), async (at) => {
          const name = bytes("LEFÈVRE RENÉ", encoding);
          const clock = new VirtualClock(START);
          const modem = tinyModem(clock);
          const on = rig({ clock, open: modem.open });
          await on.until("ready");
          modem.say(id("0612345678"));
          modem.say(name.subarray(0, at));
          await clock.pass(millis(50));
          modem.say(name.subarray(at));
          modem.say(RING);
          await on.until("ring");
          const told = on.events.flatMap((event) => (event.kind === "caller" ? [event.caller.name] : []));
          assert.deepEqual(told, ["LEFÈVRE RENÉ"]);
          await on.close();
        }),
        { numRuns: 20 },
      );
    });

    it(`the same in voice class (${encoding})`, async () => {
      const event = Buffer.concat([
        Buffer.from("\x10XNMBR = 0612345678\r\nNAME = ", "latin1"),
        Buffer.from("RENÉ", encoding),
        Buffer.from("\r\n\x10.", "latin1"),
      ]);
      await toldOf(
        [
          [0, event],
          [1, dle("R")],
        ],
        async (on) => {
          await on.until("ring");
          assert.deepEqual(on.events[1], {
            kind: "caller",
            caller: { presentation: "given", number: "0612345678", name: "RENÉ" },
          });
        },
      );
    });
  }

  it("withheld in words of its own, inside an event too", async () => {
    assert.deepEqual(
      await toldOf([
        [0, "\x10XDATE=0115\r\nPRIVATE NUMBER\r\n\x10."],
        [1, dle("R")],
      ]),
      ["caller withheld", "ring"],
    );
  });

  it("an event cut in the middle of its number, the rest 300 ms later", async () => {
    assert.deepEqual(
      await toldOf([
        [0, RING],
        [1, "\x10XDATE=0115\r\nNMBR = 06123"],
        [0.3, "45678\r\nNAME=X\r\n\x10."],
      ]),
      ["ring", caller],
    );
  });

  it("a name 600 ms before its number, after the ring", async () => {
    await toldOf(
      [
        [0, RING],
        [1, "\r\nNAME = DUPONT\r\n"],
        [0.6, id("0612345678")],
      ],
      async (on) => {
        await on.until(caller);
        assert.ok(on.events.some((event) => event.kind === "caller" && event.caller.name === "DUPONT"));
      },
    );
  });

  it("a name of one backspace is none, and zeros are no number", async () => {
    await toldOf(
      [
        [0, "\r\nNMBR=0000000000\r\nNAME=\x08\r\n"],
        [1, RING],
      ],
      async (on) => {
        await on.clock.pass(seconds(4));
        assert.deepEqual(on.story.slice(1), ["ring"]);
      },
    );
  });

  it("with no ring after it, it is of a call for somebody else: nothing is told", async () => {
    assert.deepEqual(
      await toldOf([[0, `\r\nDATE=0115\r\n${id("0612345678")}\r\nNAME=X\r\n`]], async (on) =>
        on.clock.pass(seconds(60)),
      ),
      [],
    );
  });

  it("holds no control character, whatever is in the name", async () => {
    const hostile: fc.Arbitrary<Uint8Array> = fc.uint8Array({ minLength: 1, maxLength: 40 });
    const ring: Millis = seconds(1);
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const clock = new VirtualClock(START);
        const modem = tinyModem(clock);
        const on = rig({ clock, open: modem.open });
        await on.until("ready");
        modem.say(
          Buffer.concat([Buffer.from(`${id("0612345678")}NAME=`, "latin1"), name, Buffer.from("\r\n", "latin1")]),
        );
        await clock.pass(ring);
        modem.say(`\x10.\r\n${RING}`);
        await on.until("ring");
        for (const event of on.events) {
          if (event.kind !== "caller") continue;
          assert.equal(event.caller.number, "0612345678");
          assert.doesNotMatch(event.caller.name ?? "", /\p{C}/u);
        }
        await on.close();
      }),
      { numRuns: 60 },
    );
  });
});

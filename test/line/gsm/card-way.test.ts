import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../src/kernel/clock.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import { minutes, seconds } from "../../../src/kernel/units.ts";
import { cardWay } from "../../../src/line/gsm/card-way.ts";
import { babble } from "../../bench/babble.ts";
import { findSaid } from "../../scenarios/ear.ts";
import { mobileLine, sound } from "./mobile-line.ts";

const MME_ROUX = "+33199000042";
const never = new AbortController().signal;
const busy = () => new Fault("audio.card-busy", "The sound card is in use by another program.");
const well = () => ({ fault: null as Fault | null, there: true });

async function on(
  dialect: string,
  card: ReturnType<typeof well>,
  play: (mobile: ReturnType<typeof mobileLine>) => Promise<void>,
): Promise<void> {
  const mobile = mobileLine({ dialect, card });
  await play(mobile);
  await mobile.close();
  assert.deepEqual(mobile.sim.calls, [], "the line is on-hook");
}

const told = (mobile: ReturnType<typeof mobileLine>) =>
  mobile.events.flatMap((event) => (event.kind === "trouble" ? [event.fault.code] : []));

describe("a module whose sound comes over a sound card", () => {
  for (const [dialect, switched] of [
    ["a7670", []],
    ["ec25", ["AT+QPCMV=1,2", "AT+QPCMV=0"]],
  ] as const)
    it(`answers, is heard and hangs up, and is told what it must be: ${dialect}`, () =>
      on(dialect, well(), async (mobile) => {
        await mobile.ready();
        const call = await mobile.rung(MME_ROUX);
        const from = mobile.modem.commands.length;
        await mobile.done(mobile.line.answer(seconds(5)));
        const prompt = babble(seconds(3));
        await mobile.done(mobile.line.play(sound(prompt), never));
        assert.ok(findSaid(prompt, call.heard()), "the caller heard it");
        await mobile.done(mobile.line.hangUp());
        const said = mobile.modem.commands.slice(from).filter((command) => /PCM/.test(command));
        assert.deepEqual(said, switched);
      }));

  it("is not ready while its card is another program's: told once, and ready as soon as it is free", () => {
    const card = { ...well(), fault: busy() as Fault | null };
    return on("a7670", card, async (mobile) => {
      await mobile.until(() => told(mobile).length > 0, "it is told");
      await mobile.clock.pass(seconds(60));
      assert.deepEqual([told(mobile), mobile.kinds().includes("ready")], [["audio.card-busy"], false]);
      card.fault = null;
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is ready");
    });
  });

  it("a call whose card can't be opened is ended and told, and the module is started anew", () => {
    const card = well();
    return on("a7670", card, async (mobile) => {
      await mobile.ready();
      const call = await mobile.rung(MME_ROUX);
      card.fault = busy();
      await assert.rejects(mobile.done(mobile.line.answer(seconds(5))), { code: "line.no-answer" });
      await mobile.done(call.ended);
      assert.deepEqual(told(mobile), ["audio.card-busy"]);
      card.fault = null;
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is ready");
      assert.equal(mobile.modem.commands.filter((command) => command === "AT+CRESET").length, 1);
      await mobile.rung(MME_ROUX);
      await mobile.done(mobile.line.answer(seconds(5)));
      await mobile.done(mobile.line.hangUp());
      assert.equal(mobile.modem.commands.filter((command) => command === "AT+CRESET").length, 1);
    });
  });

  it("a card that is unplugged while nobody calls is told within a minute or so, and waited for", () => {
    const card = well();
    return on("a7670", card, async (mobile) => {
      await mobile.ready();
      card.there = false;
      card.fault = new Fault("audio.card-gone", "There is no such card.");
      await mobile.clock.pass(minutes(2));
      assert.deepEqual(told(mobile), ["audio.card-gone"]);
      Object.assign(card, well());
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is ready");
    });
  });
});

describe("whether a sound card is plugged in", () => {
  it("is what the kernel lists; where it lists none at all, or the name tells no card, it is taken to be", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cards-"));
    await mkdir(join(folder, "Device"));
    await mkdir(join(folder, "card1"));
    const isThere = (name: string, cards = folder) => cardWay({ name }, systemClock, silentLog, cards).isThere();
    const names = ["plughw:CARD=Device,DEV=0", "hw:Device", "hw:1,0", "default", "plughw:CARD=Other", "hw:2"];
    assert.deepEqual(await Promise.all(names.map((name) => isThere(name))), [true, true, true, true, false, false]);
    assert.equal(await isThere("plughw:CARD=Other", join(folder, "nowhere")), true);
    await rm(folder, { recursive: true });
  });
});

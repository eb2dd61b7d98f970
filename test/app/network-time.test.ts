import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptClock } from "../../src/app/kept-clock.ts";
import { offerNetworkTime } from "../../src/app/network-time.ts";
import { instant, millis, seconds } from "../../src/kernel/units.ts";
import type { HeardTime } from "../../src/line/line.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { HeardLog } from "../kit/heard-log.ts";

const NOW = instant(Date.UTC(2026, 10, 28, 9, 0));

describe("the hour of mobile networks", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "network-time-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** What is offered after a while by lines that were told so; `written`: how often the file was. */
  async function offered(...told: readonly ((clock: VirtualClock) => HeardTime | null)[]) {
    const [clock, log, over] = [new VirtualClock(instant(0)), new HeardLog(), new AbortController()];
    const kept = keptClock(folder);
    let written = 0;
    const counted: typeof kept = {
      ...kept,
      keepNetwork(heard) {
        written++;
        return clock.hold(kept.keepNetwork(heard));
      },
      network: () => clock.hold(kept.network()),
    };
    const lines = [{ name: "wall" }, ...told.map((tell, n) => ({ name: `m-${n}`, networkTime: () => tell(clock) }))];
    const machine = {
      up: () => millis(clock.elapsed() + 50_000),
      boot: async () => "this",
      synchronised: async () => null,
    };
    const running = offerNetworkTime({ lines, clock, log, machine, kept: counted }, over.signal);
    await clock.pass(seconds(60));
    over.abort();
    await clock.pass(seconds(6));
    await running;
    return { reading: await kept.network(), written, differ: log.count("app.network-times-differ") };
  }

  it("is offered once, as of when it was heard", async () => {
    const told = { at: NOW, heard: millis(-10_000) };
    assert.deepEqual(await offered(() => told), {
      reading: { wall: NOW, up: 40_000, boot: "this" },
      written: 1,
      differ: 0,
    });
  });

  it("is not offered where there is none, or two of them differ", async () => {
    assert.deepEqual(await offered(() => null), { reading: null, written: 0, differ: 0 });
    const [one, other] = [
      { at: NOW, heard: millis(0) },
      { at: instant(NOW + 600_000), heard: millis(0) },
    ];
    assert.deepEqual(
      await offered(
        () => one,
        () => other,
      ),
      { reading: null, written: 0, differ: 1 },
    );
  });

  it("is taken back when another network contradicts the one that was heard alone", async () => {
    const one = { at: NOW, heard: millis(0) };
    const later = (clock: VirtualClock) =>
      clock.elapsed() > 30_000 ? { at: instant(NOW + 600_000), heard: millis(0) } : null;
    assert.deepEqual(await offered(() => one, later), { reading: null, written: 2, differ: 1 });
  });

  it("is written anew only where it says something else", async () => {
    const drifts = (clock: VirtualClock) => ({ at: instant(NOW + clock.elapsed() * 1.001), heard: clock.elapsed() });
    assert.equal((await offered(drifts)).written, 1);
    const jumps = (clock: VirtualClock) => ({
      at: instant(NOW + clock.elapsed() + (clock.elapsed() > 30_000 ? 600_000 : 0)),
      heard: clock.elapsed(),
    });
    assert.equal((await offered(jumps)).written, 1);
  });
});

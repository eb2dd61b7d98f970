import assert from "node:assert/strict";
import { frames, RATE } from "../../src/audio/pcm.ts";
import { progressTone } from "../../src/audio/progress-tones.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { instant, millis, seconds } from "../../src/kernel/units.ts";
import type { Modem } from "../../src/line/v253/modem.ts";
import { play } from "../../src/line/v253/playing.ts";
import { generic } from "../../src/line/v253/profiles/generic.ts";
import { defaultSettings } from "../../src/line/v253/settings.ts";
import type { AtChannel, TransmitStream } from "../../src/serial/at-channel.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

/** A modem's buffer that drains at the sample rate, behind a port on which each write takes `slow`. */
function slowModem(clock: VirtualClock, slow: number) {
  let written = 0;
  let began: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  const buffered = () => written - ((clock.now() - (began ?? clock.now())) * RATE) / 1000;
  const stream: TransmitStream = {
    async write(bytes) {
      if (written > RATE / 2) least = Math.min(least, buffered());
      await clock.sleep(millis(slow));
      began ??= clock.now();
      written += bytes.length;
    },
    end: async () => undefined,
    cancel: async () => undefined,
  };
  const modem: Modem = {
    clock,
    log: silentLog,
    channel: { transmit: async () => stream } as Partial<AtChannel> as AtChannel,
    profile: generic,
    samples: { code: 1, format: "u8", command: "AT+VSM=1,8000" },
    settings: defaultSettings,
    inCall: ["AT+VSM=1,8000"],
  };
  return { modem, leastBuffered: () => (least * 1000) / RATE, written: () => written };
}

describe("playing through a slow port", () => {
  for (const slow of [0, 1, 5, 12])
    it(`never lets the modem's buffer run dry in a long announcement, when a write takes ${slow} ms`, async () => {
      const clock = new VirtualClock(instant(0));
      const { modem, leastBuffered, written } = slowModem(clock, slow);
      const sound = progressTone("dial", seconds(10));
      await clock.run(play(modem, frames(sound), new AbortController().signal).finished);
      assert.ok(written() >= sound.length, `${written()} of ${sound.length}`);
      assert.ok(leastBuffered() > 60, `${leastBuffered()} ms were left`);
    });
});

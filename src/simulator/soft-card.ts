import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { FRAME, FRAME_SAMPLES } from "../audio/pcm.ts";
import { Fault } from "../kernel/fault.ts";
import type { BytePipe } from "../serial/byte-pipe.ts";

/** A sound card of ALSA's own plugins: `arecord` hears what is written to the pipe, and what `aplay` plays comes out of it. */
export interface SoftCard {
  readonly pipe: BytePipe;
}

/** What the folder of a card holds: the configuration that makes ALSA's programs know the device. */
export const CARD_CONFIG = "asound.conf";
/** And how the device is called in it. */
export const CARD_DEVICE = "simulated";

const silence = new Uint8Array(FRAME_SAMPLES * 2);

/** Makes a card in a folder, S16LE at 8 kHz. Its pace is that of who writes, for ALSA's plugins have none. Fault `simulator.no-card`. */
export async function openSoftCard(folder: string): Promise<SoftCard> {
  const [heard, said] = [join(folder, "heard"), join(folder, "said")];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { status, error } = spawnSync("mkfifo", ["-m", "600", heard, said], { stdio: "ignore" });
  if (status !== 0) throw new Fault("simulator.no-card", `No pipe can be made in ${folder}.`, error);
  await writeFile(join(folder, CARD_CONFIG), configuration(heard, said));

  // Both ways, so that it does not end when whoever plays does.
  const ear = new Socket({
    fd: openSync(said, constants.O_RDWR | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
  let mouth: number | null = null;
  let quiet = 0;
  const leave = () => {
    if (mouth !== null) closeSync(mouth);
    mouth = null;
  };
  /** What nobody hears, or whoever hears it is too slow for, is lost. */
  const give = (bytes: Uint8Array) => {
    try {
      mouth ??= openSync(heard, constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(mouth, bytes);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "EAGAIN") leave();
    }
  };
  // A card is heard outside of calls as well.
  const pulse = setInterval(() => {
    if (++quiet > 2) give(silence);
  }, FRAME);
  return {
    pipe: {
      incoming: ear,
      async write(bytes) {
        quiet = 0;
        give(bytes);
      },
      async close() {
        clearInterval(pulse);
        leave();
        ear.destroy();
        await rm(folder, { recursive: true, force: true });
      },
    },
  };
}

/** ALSA's words; a path is quoted in them. */
const configuration = (heard: string, said: string): string => `</usr/share/alsa/alsa.conf>
pcm.${CARD_DEVICE} {
  type asym
  capture.pcm { type file slave.pcm "null" file "/dev/null" infile ${JSON.stringify(heard)} format "raw" }
  playback.pcm { type file slave.pcm "null" file ${JSON.stringify(said)} format "raw" }
}
`;

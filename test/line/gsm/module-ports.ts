import type { Clock } from "../../../src/kernel/clock.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { millis } from "../../../src/kernel/units.ts";
import type { BytePipe } from "../../../src/serial/byte-pipe.ts";
import { memoryPipe } from "../../../src/serial/memory-pipe.ts";
import type { SimCard } from "../../../src/simulator/exchange/sim-calls.ts";
import type { GsmDialect } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import type { GsmFaultName } from "../../../src/simulator/modems/gsm/gsm-faults.ts";
import { createGsmModem } from "../../../src/simulator/modems/gsm/gsm-modem.ts";
import type { GsmState } from "../../../src/simulator/modems/gsm/gsm-state.ts";

interface Options {
  readonly clock: Clock;
  readonly sim: SimCard;
  readonly dialect: GsmDialect;
  readonly faults?: readonly GsmFaultName[];
  readonly state?: Partial<GsmState>;
}

/** A port whose module takes 10 000 bytes a second at most, while it is so. */
const slowed = (pipe: BytePipe, clock: Clock, isSlow: () => boolean): BytePipe => {
  let before = Promise.resolve();
  return {
    incoming: pipe.incoming,
    close: () => pipe.close(),
    write(bytes) {
      before = before.then(async () => {
        if (isSlow()) await clock.sleep(millis(bytes.length / 10));
        await pipe.write(bytes);
      });
      return before;
    },
  };
};

/** A simulated module with its two ports in memory, which may be opened again and be pulled out. */
export function modulePorts(options: Options) {
  const { clock } = options;
  let plugged = true;
  let [at, moduleAt] = memoryPipe();
  let sound: ReturnType<typeof memoryPipe>[0] | null = null;
  let opened = false;
  const module = createGsmModem({
    ...options,
    pipe: moduleAt,
    pcm: null,
    port: {
      unplug() {
        plugged = false;
        at.lose();
        sound?.lose();
      },
      plug() {
        plugged = true;
      },
    },
  });
  const there = () => {
    if (!plugged) throw new Fault("serial.no-such-port", "The module is not plugged in.");
  };
  return {
    module,
    opened: () => opened,
    /** What comes to the program beside what the module says. */
    inject: (text: string) => moduleAt.write(Buffer.from(text, "latin1")).catch(() => undefined),
    async open() {
      there();
      if (opened) {
        [at, moduleAt] = memoryPipe();
        module.attach(moduleAt, null);
      }
      opened = true;
      return at;
    },
    async openSound() {
      there();
      const [ours, theirs] = memoryPipe();
      sound = ours;
      module.attachPcm(theirs);
      return slowed(ours, clock, () => module.faults.has("uplink-stalls"));
    },
  };
}

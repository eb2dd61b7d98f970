import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import type { BytePipe } from "../../src/serial/byte-pipe.ts";
import type { Exchange } from "../../src/simulator/exchange/exchange.ts";
import { generic } from "../../src/simulator/modems/v253/dialects.ts";
import { createModem, type Modem } from "../../src/simulator/modems/v253/v253-modem.ts";
import { openPty } from "../../src/simulator/pty.ts";

/** A line of text that passed between modem and client. `at`: milliseconds of `performance.now()`. */
interface Passed {
  readonly at: number;
  readonly text: string;
}

/** A simulated line whose modem notes when it had said something to its client, and when it was told something. */
export interface TimedLine {
  readonly number: string;
  readonly port: string;
  readonly modem: Modem;
  /** What the modem had written, last byte included: each write as one. Sound is left out. */
  readonly said: readonly Passed[];
  /** Command lines, as of the arrival of their CR. */
  readonly told: readonly Passed[];
  close(): Promise<void>;
}

let count = 0;

/** Puts a generic V.253 modem on a line of the exchange, and a pseudo-terminal into `folder` for its client. */
export async function openTimedLine(exchange: Exchange, number: string, folder: string): Promise<TimedLine> {
  const pty = await openPty(join(folder, `bench-${++count}.tty`));
  const said: Passed[] = [];
  const told: Passed[] = [];
  const isSound = (): boolean => modem.mode !== "command";
  const pipe = timed(pty.pipe, isSound, said, told);
  const modem = createModem({ clock: systemClock, socket: exchange.socket(number), pipe, dialect: generic });
  return { number, port: pty.path, modem, said, told, close: () => modem.close() };
}

function timed(pipe: BytePipe, isSound: () => boolean, said: Passed[], told: Passed[]): BytePipe {
  let typed = "";
  async function* incoming(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of pipe.incoming) {
      const at = performance.now();
      if (!isSound()) {
        const lines = (typed + Buffer.from(bytes).toString("latin1")).split("\r");
        typed = lines.pop() ?? "";
        for (const line of lines) if (line.includes("AT")) told.push({ at, text: line.slice(line.indexOf("AT")) });
      }
      yield bytes;
    }
  }
  return {
    incoming: incoming(),
    async write(bytes) {
      const sound = isSound();
      await pipe.write(bytes);
      if (!sound) said.push({ at: performance.now(), text: Buffer.from(bytes).toString("latin1") });
    },
    close: () => pipe.close(),
  };
}

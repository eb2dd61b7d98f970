import type { BytePipe } from "../../../src/serial/byte-pipe.ts";
import { memoryPipe } from "../../../src/serial/memory-pipe.ts";

/** What is said to a command; `null` is silence, a missing one is `ERROR`. Bytes are sent as they are. */
export type Table = Readonly<Record<string, string | Uint8Array | null>>;

export interface TableModem {
  open(): Promise<BytePipe>;
  /** The commands that came. */
  readonly heard: readonly string[];
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** A modem that answers commands by a table, and ends its audio when it is told to. */
export function tableModem(table: Table): TableModem {
  const heard: string[] = [];
  const open = async () => {
    const [ours, modem] = memoryPipe();
    const answer = async (command: string) => {
      heard.push(command);
      const said = Object.hasOwn(table, command) ? table[command] : "\r\nERROR\r\n";
      if (said === null || said === undefined) return;
      await modem.write(typeof said === "string" ? Buffer.from(said, "latin1") : said);
    };
    void (async () => {
      let pending = "";
      for await (const bytes of modem.incoming) {
        pending += latin1(bytes);
        if (pending.endsWith("\x10!")) {
          pending = "";
          await modem.write(Buffer.from("\x10\x03\r\nOK\r\n", "latin1"));
        }
        for (let end = pending.indexOf("\r"); end !== -1; end = pending.indexOf("\r")) {
          const command = pending.slice(0, end);
          pending = pending.slice(end + 1);
          await answer(command);
        }
      }
    })().catch(() => undefined);
    return ours;
  };
  return { open, heard };
}

export const ok = "\r\nOK\r\n";
export const info = (...lines: readonly string[]): string => `\r\n${lines.join("\r\n")}\r\n${ok}`;

/** A plain V.253 modem that can do all that is asked. */
export const good: Table = {
  AT: ok,
  ATQ0V1E0: ok,
  ATI0: info("5601"),
  ATI3: info("U.S. Robotics 56K FAX EXT V5.22"),
  ATI: info("5601"),
  "AT+FCLASS=?": info("0,1,2.0,8"),
  "AT+FCLASS=8": ok,
  "AT+FCLASS=0": ok,
  "AT+VSM=?": info('128,"8-BIT LINEAR",(7200,8000,11025)', '131,"MU-LAW",8000'),
  "AT+VSM=128,8000": ok,
  "AT+VCID=1": ok,
  "AT+VLS=1": ok,
  "AT+VLS=0": ok,
};

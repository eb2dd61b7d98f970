import type { BytePipe } from "../../src/serial/byte-pipe.ts";

/** A client of a modem for tests: sends text, and keeps every byte that came back. */
export interface Client {
  /** All that came, in 8-bit characters. */
  readonly heard: string;
  readonly bytes: readonly number[];
  send(text: string): Promise<void>;
  /** Sends a command, and gives what came until a final result. */
  ask(command: string): Promise<string>;
  /** Resolves with what came since the last call, once it holds `wanted`. */
  until(wanted: string | RegExp): Promise<string>;
  forget(): void;
}

const FINAL = /\r\n(?:OK|ERROR|CONNECT|VCON|BUSY|NO CARRIER|NO DIALTONE)\r\n$|^\d+\r$/;

export function client(pipe: BytePipe): Client {
  let heard = "";
  let mark = 0;
  const wake: (() => void)[] = [];
  const read = async () => {
    for await (const bytes of pipe.incoming) {
      for (const byte of bytes) heard += String.fromCharCode(byte);
      for (const go of wake.splice(0)) go();
    }
  };
  void read().catch(() => undefined);
  const self: Client = {
    get heard() {
      return heard;
    },
    get bytes() {
      return [...heard].map((character) => character.charCodeAt(0));
    },
    forget() {
      mark = heard.length;
    },
    send: (text) => pipe.write(Uint8Array.from(text, (character) => character.charCodeAt(0))),
    async ask(command) {
      self.forget();
      await self.send(`${command}\r`);
      return self.until(FINAL);
    },
    async until(wanted) {
      for (;;) {
        const since = heard.slice(mark);
        const found = typeof wanted === "string" ? since.includes(wanted) : wanted.test(since);
        if (found) {
          mark = heard.length;
          return since;
        }
        await new Promise<void>((resolve) => {
          wake.push(resolve);
        });
      }
    },
  };
  return self;
}

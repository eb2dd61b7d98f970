import type { BytePipe } from "../../src/serial/byte-pipe.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import type { VirtualClock } from "../../src/simulator/virtual-clock.ts";

const DLE = 0x10;

/** A modem of a few lines that takes any command, and says whatever a test wants, whenever it wants. */
export interface TinyModem {
  readonly hook: "on" | "off";
  readonly commands: readonly string[];
  /** Sends this to the client, text or bytes, without having been asked. */
  say(what: string | Uint8Array): void;
  /** Answers for commands that are not just `OK`. */
  readonly answers: Map<string, string>;
  open(): Promise<BytePipe>;
  lose(): void;
}

export function tinyModem(clock: VirtualClock): TinyModem {
  const answers = new Map([["AT+VSM=?", '1,"UNSIGNED PCM",8,0,8000,0,0\r\n\r\nOK']]);
  const commands: string[] = [];
  let hook: "on" | "off" = "on";
  let mode: "command" | "transmit" | "receive" = "command";
  let pair = memoryPipe();
  let text = "";
  let dle = false;

  const send = (what: string | Uint8Array) =>
    // A client that is gone hears nothing.
    void pair[1].write(typeof what === "string" ? Buffer.from(what, "latin1") : what).catch(() => undefined);

  const result = (words: string) => send(`\r\n${words}\r\n`);

  function command(line: string): void {
    const [at] = /AT.*$/i.exec(line) ?? [];
    if (at === undefined) return;
    commands.push(at);
    if (/^AT\+VLS=[15]/.test(at)) hook = "off";
    if (/^AT(H0?|\+VLS=0|\+FCLASS=0|Z)$/.test(at)) hook = "on";
    const stream = /^AT\+V(TX|RX)$/.exec(at)?.[1];
    if (stream && !answers.has(at)) {
      mode = stream === "TX" ? "transmit" : "receive";
      result("CONNECT");
      if (mode === "receive") void receive();
    } else result(answers.get(at) ?? "OK");
  }

  async function receive(): Promise<void> {
    while (mode === "receive") {
      send(new Uint8Array(160).fill(0x80));
      await clock.sleep(20 as Parameters<VirtualClock["sleep"]>[0]);
    }
  }

  function take(byte: number): void {
    if (dle || byte === DLE) {
      if (dle) code(byte);
      dle = !dle;
    } else if (mode === "command" && byte === 0x0d) {
      const line = text;
      text = "";
      command(line);
    } else if (mode === "command") text += String.fromCharCode(byte);
  }

  function code(byte: number): void {
    if (mode === "transmit" && byte === 0x03) {
      mode = "command";
      result("OK");
    } else if (mode === "receive" && (byte === 0x21 || byte === 0x1b)) {
      mode = "command";
      send(Uint8Array.of(DLE, 0x03));
      result("OK");
    }
  }

  async function read([, side]: ReturnType<typeof memoryPipe>): Promise<void> {
    try {
      for await (const bytes of side.incoming) bytes.forEach(take);
    } catch {
      // Lost, as the test wanted.
    }
  }

  return {
    get hook() {
      return hook;
    },
    commands,
    answers,
    say: send,
    async open() {
      pair = memoryPipe();
      dle = false;
      void read(pair);
      return pair[0];
    },
    lose: () => pair[0].lose(),
  };
}

/** `<DLE>` and a code each. */
export const dle = (codes: string): Uint8Array =>
  Buffer.from([...codes].map((code) => `\x10${code}`).join(""), "latin1");

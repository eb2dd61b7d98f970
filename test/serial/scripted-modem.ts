import { instant } from "../../src/kernel/units.ts";
import type { AtChannel, Notice } from "../../src/serial/at-channel.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { type AtChannelOptions, openAtChannel } from "../../src/serial/open-at-channel.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { bytes, text } from "./bytes.ts";

/** What a modem does when it is told something: says this, or what the function gives. */
export type Answers = Readonly<Record<string, string | (() => string)>>;

export interface Rig {
  readonly channel: AtChannel;
  readonly clock: VirtualClock;
  /** Everything the modem heard, as text. */
  heard(): string;
  /** The modem says this, in chunks as given. */
  say(...chunks: readonly string[]): Promise<void>;
  lose(): void;
  hangUp(): Promise<void>;
  /** The notices so far, as text. */
  readonly notices: string[];
  /** How reading the notices ended. */
  readonly ended: Promise<unknown>;
}

/** A channel to a modem that answers by a table; a command that is not in it is answered by silence. */
export function rig(answers: Answers = {}, options: Partial<AtChannelOptions> = {}): Rig {
  const clock = new VirtualClock(instant(0));
  const [pipe, modem] = memoryPipe();
  const channel = openAtChannel({ pipe, clock, ...options });
  let heard = "";
  let pending = "";
  const say = async (...chunks: readonly string[]) => {
    for (const chunk of chunks) await modem.write(bytes(chunk));
  };
  void (async () => {
    for await (const chunk of modem.incoming) {
      heard += text(chunk);
      pending += text(chunk);
      for (let end = pending.indexOf("\r"); end !== -1; end = pending.indexOf("\r")) {
        const answer = answers[pending.slice(0, end).replace(/^.*(?=AT)/s, "")];
        pending = pending.slice(end + 1);
        if (answer !== undefined) await say(typeof answer === "string" ? answer : answer());
      }
    }
  })().catch(() => undefined);

  const notices: string[] = [];
  const ended = (async () => {
    for await (const notice of channel.notices) notices.push(shown(notice));
  })().catch((thrown) => thrown);
  return {
    channel,
    clock,
    heard: () => heard,
    say,
    lose: () => modem.lose(),
    hangUp: () => modem.close(),
    notices,
    ended,
  };
}

function shown(notice: Notice): string {
  switch (notice.kind) {
    case "line":
      return notice.text;
    case "dle":
      return `<DLE>${notice.code}`;
    case "complex":
      return `<DLE>X ${notice.lines.join("; ")}`;
  }
}

export const ok = "\r\nOK\r\n";

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type FileHandle, open, readlink, rename, rm, symlink } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Fault } from "../kernel/fault.ts";
import type { BytePipe } from "../serial/byte-pipe.ts";

/** A pseudo-terminal: clients open `path` as they would a modem's port, the modem holds `pipe`. */
export interface Pty {
  readonly path: string;
  /** Goes on over `unplug` and `plug`; ends at `close`. What is written while unplugged is lost. */
  readonly pipe: BytePipe;
  /** The port disappears: whoever holds it sees it vanish. */
  unplug(): Promise<void>;
  /** It is back under the same path. */
  plug(): Promise<void>;
}

interface Plugged {
  readonly socat: ChildProcess;
  /** Keeps the port's other side open, so that clients may come and go without an end to the pipe. */
  readonly held: FileHandle;
  /** The link that is this socat's own. */
  readonly own: string;
}

const APPEARS_WITHIN_MS = 5000;
const AGAIN_AFTER_MS = 300;
let links = 0;

/** Opens a pseudo-terminal at `path`, for its owner alone. Needs `socat`. Fault `simulator.no-pty`. */
export async function openPty(path: string): Promise<Pty> {
  let plugged: Plugged | null = await start(path);
  let open = true;
  let back: () => void = () => undefined;
  let plugging = Promise.resolve();

  const stop = async (): Promise<void> => {
    const old = plugged;
    plugged = null;
    if (old) await unlink(path, old.own);
    await old?.held.close();
    if (old && old.socat.exitCode === null && old.socat.signalCode === null && old.socat.kill())
      await once(old.socat, "exit");
  };

  async function startAgain(): Promise<void> {
    while (open && !plugged) {
      await wait(AGAIN_AFTER_MS);
      if (open && !plugged) plugged = await start(path).catch(() => null);
    }
  }

  async function* incoming(): AsyncGenerator<Uint8Array, void, undefined> {
    while (open) {
      const now = plugged;
      if (now?.socat.stdout) {
        for await (const bytes of now.socat.stdout) yield bytes as Uint8Array;
        // It may have been killed by someone else: then the port was unplugged, and is plugged in again.
        if (plugged === now) await stop().then(startAgain);
      } else {
        plugging = new Promise((resolve) => {
          back = resolve;
        });
        await plugging;
      }
    }
  }

  return {
    path,
    pipe: {
      incoming: incoming(),
      async write(bytes) {
        const { stdin } = plugged?.socat ?? {};
        if (stdin?.writable && !stdin.write(bytes)) await Promise.race([once(stdin, "drain"), once(stdin, "close")]);
      },
      async close() {
        open = false;
        await stop();
        back();
      },
    },
    unplug: stop,
    async plug() {
      if (plugged || !open) return;
      plugged = await start(path);
      back();
    },
  };
}

async function start(path: string): Promise<Plugged> {
  // Socat removes its link when it ends, and one that outlives a killed simulator would remove the next one's.
  const own = `${path}.${process.pid}-${++links}`;
  await rm(own, { force: true });
  const socat = spawn("socat", [`PTY,link=${socatSafe(own)},rawer,mode=0600`, "STDIO"], {
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: Ctrl-C at a terminal must not unplug the modem before the appliance has hung up.
    detached: true,
  });
  // A write after the end is lost, like any byte sent to an unplugged port.
  socat.stdin.on("error", () => undefined);
  let words = "";
  socat.stderr.on("data", (text) => {
    words += text;
  });
  const failed = new Promise<never>((_, reject) => {
    const say = (why: string, cause?: unknown) =>
      reject(new Fault("simulator.no-pty", `No pseudo-terminal could be made at ${path}: ${why}.`, cause));
    socat.once("error", (cause) => say("the program socat is missing (Debian: apt install socat)", cause));
    socat.once("exit", () => say(words.trim() || "socat ended"));
  });
  failed.catch(() => undefined);
  const held = await Promise.race([failed, appeared(own)]);
  // In one step, over whatever a killed process left behind.
  await symlink(basename(own), `${own}.new`);
  await rename(`${own}.new`, path);
  return { socat, held, own };
}

/** Unless it leads to another one by now. */
async function unlink(path: string, own: string): Promise<void> {
  const to = await readlink(path).catch(() => null);
  if (to === basename(own)) await rm(path, { force: true });
}

async function appeared(path: string): Promise<FileHandle> {
  for (let waited = 0; ; waited += 10) {
    try {
      return await open(path, "r+");
    } catch (absent) {
      if (waited >= APPEARS_WITHIN_MS) {
        throw new Fault("simulator.no-pty", `The pseudo-terminal ${path} did not appear.`, absent);
      }
      await wait(10);
    }
  }
}

/** A path may not hold what socat takes for the end of an option. */
function socatSafe(path: string): string {
  if (!/[,!:"'\\]/.test(path)) return path;
  throw new Fault("simulator.no-pty", `The path ${path} holds a character that socat does not take: , ! : " ' or \\.`);
}

import { Bonjour } from "bonjour-service";
import type { Clock } from "../../kernel/clock.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { seconds } from "../../kernel/units.ts";

export interface Announced {
  /** Why the page is not known by its name now; null when it is. */
  readonly trouble: () => Fault | null;
  close(): Promise<void>;
}

interface Announcement {
  readonly name: string;
  readonly port: number;
  readonly secure: boolean;
}

/** What another program holds, or what was lacking, may be there again. */
const AGAIN = seconds(60);
/** It asks first whether another has the name, which takes a second. */
const LATEST = seconds(10);
/** A network that is gone takes no leave. Milliseconds. */
const LEAVE = 2000;

/**
 * Makes the page known in the office's network as `<name>.local` (mDNS). Where that can't be done (no network, another
 * program has the port, no descriptor left), the log and the page's troubles say so, the page is asked for by its
 * address, and it is tried again each minute.
 */
export function announceName(what: Announcement, clock: Clock, log: Log, udp?: number): Announced {
  const closing = new AbortController();
  let trouble: Fault | null = null;
  const kept = keep();

  async function keep(): Promise<void> {
    while (!closing.signal.aborted) {
      const why = await publish(what, clock, udp, closing.signal, () => (trouble = null));
      if (why === null) return;
      const told = explain(why);
      if (trouble === null) log.warn("admin.not-announced", { name: what.name, why: told });
      trouble = new Fault("admin.not-announced", `The page can't be announced as ${what.name}.local: ${told}`, why);
      await clock.sleep(AGAIN, closing.signal).catch(() => undefined);
    }
  }
  return {
    trouble: () => trouble,
    async close() {
      closing.abort();
      await kept;
    },
  };
}

/** Until it fails, with why; null when it is to end. */
async function publish(
  { name, port, secure }: Announcement,
  clock: Clock,
  udp: number | undefined,
  closing: AbortSignal,
  isUp: () => void,
): Promise<unknown> {
  let bonjour: Bonjour | null = null;
  const up = new AbortController();
  try {
    const why = await new Promise<unknown>((resolve) => {
      closing.addEventListener("abort", () => resolve(null), { once: true });
      bonjour = new Bonjour(udp === undefined ? {} : { port: udp }, resolve);
      // The library listens to none of its socket's errors: unheard, the first of them would end the process.
      const socket = socketOf(bonjour);
      socket.on("error", resolve);
      socket.on("warning", (thrown) => {
        if (!OF_ONE_NETWORK.test(syscallOf(thrown))) resolve(thrown);
      });
      const host = `${name}.local`;
      const service = bonjour.publish({ name: `Permanence (${name})`, type: secure ? "https" : "http", port, host });
      service.on("error", resolve);
      service.on("up", () => {
        up.abort();
        isUp();
      });
      // Where another appliance has the name, the library gives up without a word to us.
      clock.sleep(LATEST, AbortSignal.any([closing, up.signal])).then(
        () => resolve(new Error("another one in the network has this name, or nothing can be sent")),
        () => undefined,
      );
    });
    if (why === null) await takeLeave(bonjour);
    return why;
  } catch (thrown) {
    return thrown;
  } finally {
    up.abort();
    destroy(bonjour);
  }
}

/** A network card without multicast is no reason to stay silent on the others. */
const OF_ONE_NETWORK = /Membership|MulticastInterface/;
const syscallOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException | null)?.syscall ?? "";

interface Heard {
  on(event: "error" | "warning", listener: (thrown: unknown) => void): void;
}

/** Types hide it, for the library means to need nobody's help with it. */
const socketOf = (bonjour: Bonjour): Heard =>
  (bonjour as unknown as { readonly server: { readonly mdns: Heard } }).server.mdns;

async function takeLeave(bonjour: Bonjour | null): Promise<void> {
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, LEAVE);
    bonjour?.unpublishAll(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

function destroy(bonjour: Bonjour | null): void {
  try {
    bonjour?.destroy();
  } catch {
    // It was never open.
  }
}

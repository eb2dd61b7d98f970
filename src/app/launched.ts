/** What a process of the appliance says to the launcher that started it, if one did. */
export type LaunchedSays =
  /** It works. What says nothing for long is started again. */
  | { readonly is: "alive" }
  /** The line can take calls. */
  | { readonly is: "ready"; readonly line: string }
  /** The lines of its configuration that are simulated, in any words that change when they do; "" where none is. */
  | { readonly is: "simulates"; readonly lines: string };

/** Null when it is none of these. Checked by hand: the launcher loads as little as it can. */
export function readLaunched(message: unknown): LaunchedSays | null {
  if (typeof message !== "object" || message === null || !("is" in message)) return null;
  if (message.is === "alive") return { is: "alive" };
  if (message.is === "ready" && "line" in message && typeof message.line === "string")
    return { is: "ready", line: message.line };
  if (message.is === "simulates" && "lines" in message && typeof message.lines === "string")
    return { is: "simulates", lines: message.lines };
  return null;
}

/** Nobody may be there to hear it. */
export function sayToLauncher(says: LaunchedSays): void {
  if (process.connected) process.send?.(says, undefined, undefined, () => undefined);
}

/** When the process is asked to stop: by a signal, or because its launcher is gone. */
export const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    process.on("disconnect", () => resolve());
  });

import { z } from "zod";

/** What a process of the appliance says to the launcher that started it, if one did. */
export const launchedSays = z.discriminatedUnion("is", [
  /** It works. What says nothing for long is started again. */
  z.object({ is: z.literal("alive") }),
  /** The line can take calls. */
  z.object({ is: z.literal("ready"), line: z.string() }),
]);

export type LaunchedSays = z.infer<typeof launchedSays>;

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

import { Bonjour } from "bonjour-service";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";

/**
 * Makes the page known in the office's network as `<name>.local` (mDNS). Where that can't be done (no network, another
 * program has the port), the log says so and the page is asked for by its address. Ends with the function given.
 */
export function announceName(name: string, port: number, secure: boolean, log: Log): () => Promise<void> {
  const failed = (thrown: unknown) => log.warn("admin.not-announced", { name, why: explain(thrown) });
  try {
    const bonjour = new Bonjour({}, failed);
    const service = bonjour.publish({
      name: "Permanence",
      type: secure ? "https" : "http",
      port,
      host: `${name}.local`,
    });
    service.on("error", failed);
    return () =>
      new Promise((resolve) => {
        bonjour.unpublishAll(() => {
          bonjour.destroy();
          resolve();
        });
      });
  } catch (thrown) {
    failed(thrown);
    return async () => undefined;
  }
}

import type { Server } from "node:http";
import { Server as SecureServer } from "node:https";
import { explain } from "../../kernel/fault.ts";
import { minutes } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import { type Certificate, certificateFor } from "./certificate.ts";

/** A certificate lasts for years, and so does a box: one that ends is looked for this often. */
const LOOK = minutes(10);

/** Changes the certificate that the box made for itself when it ends, or was made by a wrong clock, without a restart. */
export async function keepCertificate(
  { clock, log, settings, folder, time }: AdminParts,
  server: Server,
  name: string,
  first: Certificate,
  signal: AbortSignal,
): Promise<void> {
  const { https } = settings;
  if (!https || https.files || !(server instanceof SecureServer)) return;
  for (let served = first; !signal.aborted; ) {
    await clock.sleep(LOOK, signal).catch(() => undefined);
    if (signal.aborted || !(time?.verdict().trusted ?? true)) continue;
    try {
      const next = await certificateFor(https, folder, name, clock);
      if (next.cert !== served.cert) server.setSecureContext(next);
      served = next;
    } catch (thrown) {
      log.warn("admin.certificate-kept", { why: explain(thrown) });
    }
  }
}

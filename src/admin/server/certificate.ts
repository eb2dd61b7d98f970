import { X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import { RELEASED } from "../../kernel/plausible.ts";
import { minutes } from "../../kernel/units.ts";
import type { HttpsSettings } from "../parts.ts";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY = minutes(24 * 60);
/** No browser takes one that lasts longer than 825 days. */
const DAYS = 800;
/** Made anew when it ends sooner. */
const SPARE_DAYS = 30;

/**
 * The certificate of one's own, or one that the box makes and keeps in its data folder: people then confirm it once.
 * By a clock that is not to be believed (`believed`), the one that is kept does, whatever its dates.
 * Faults: `admin.certificate` when that of one's own can't be read.
 */
export async function certificateFor(
  { files }: HttpsSettings,
  folder: string,
  name: string,
  clock: Clock,
  believed = true,
): Promise<Certificate> {
  if (files) return own(files);
  const into = join(folder, "tls");
  const kept = await read(join(into, "certificate.pem"), join(into, "key.pem")).catch(() => null);
  if (kept && lasts(kept, clock, believed)) return kept;
  const made = await make(name, clock);
  await mkdir(into, { recursive: true, mode: 0o700 });
  await writeFile(join(into, "key.pem"), made.key, { mode: 0o600 });
  await writeFile(join(into, "certificate.pem"), made.cert);
  return made;
}

const read = async (certificate: string, key: string): Promise<Certificate> => ({
  cert: await readFile(certificate, "utf8"),
  key: await readFile(key, "utf8"),
});

async function own({ certificate, key }: { certificate: string; key: string }): Promise<Certificate> {
  return read(certificate, key).catch((thrown) => {
    throw new Fault("admin.certificate", `The certificate ${certificate} and its key can't be read`, thrown);
  });
}

function lasts({ cert }: Certificate, clock: Clock, believed: boolean): boolean {
  try {
    const { validFrom, validTo } = new X509Certificate(cert);
    const now = clock.now();
    return !believed || (Date.parse(validFrom) <= now && Date.parse(validTo) > now + SPARE_DAYS * DAY);
  } catch {
    return false;
  }
}

/** For every name and address that this machine has now. */
async function make(name: string, clock: Clock): Promise<Certificate> {
  // It is read by browsers whose clocks are right: one of 1970 would have ended for them.
  const now = Math.max(clock.now(), RELEASED);
  const names = [`${name}.local`, name, hostname(), "localhost"];
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  const { cert, private: key } = await generate([{ name: "commonName", value: `${name}.local` }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + DAYS * DAY),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...[...new Set(names)].map((value) => ({ type: 2 as const, value })),
          ...addresses.filter((ip) => !ip.includes("%")).map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { cert, key };
}

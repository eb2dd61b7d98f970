import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Operation } from "../../src/admin/schemas/api.ts";
import { addressOf, type Client } from "../admin/client.ts";
import { largest } from "../admin/largest-bodies.ts";
import { Rig } from "../admin/rig.ts";

/** How long each question of the API, at its largest, holds up the loop: `node dist/test/bench/largest-bodies.js`. */
const rig = await Rig.open();
const boss = await rig.boss();

async function measured(name: string, ask: (client: Client) => Promise<{ readonly status: number }>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  delay.enable();
  const began = performance.now();
  const { status } = await ask(boss);
  const took = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  console.log(
    `${name.padEnd(18)} ${status}  ${took.toFixed(0).padStart(6)} ms, loop held ${(delay.max / 1e6).toFixed(0)} ms`,
  );
}

try {
  for (const [operation, parts] of await largest(boss)) {
    const { method, path } = addressOf(operation as Operation, parts);
    const { type, bytes, body } = parts as { type?: string; bytes?: Buffer; body?: unknown };
    await measured(operation, (client) =>
      bytes
        ? client.send(method, path, {
            headers: { "content-type": type ?? "", "x-csrf": client.csrf ?? "" },
            body: bytes,
          })
        : client.json(method, path, body),
    );
  }
} finally {
  await rig.close();
}

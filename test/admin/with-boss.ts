import { whileRunning } from "../while-running.ts";
import type { Client } from "./client.ts";
import { Rig } from "./rig.ts";

/** A server of its own for each test of a suite, and its first admin. */
export function withBoss() {
  let rig: Rig;
  let boss: Client;
  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
  });
  afterEach(() => rig.close());
  return { rig: whileRunning(() => rig), boss: whileRunning(() => boss) };
}

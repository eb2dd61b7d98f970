import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seconds } from "../../src/kernel/units.ts";
import { tapPipe } from "../../src/serial/tap.ts";
import { dialects } from "../../src/simulator/modems/v253/dialects.ts";
import { CALLER, LINE, simulated } from "./simulated.ts";
import { callerDoes, usualCall } from "./usual-call.ts";

/**
 * Records one call on each simulated modem: `node dist/test/line/record-transcripts.js test/transcripts`. A transcript
 * of a real modem, taken with the same tap, belongs beside these.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Where to? Give a folder.");

for (const dialect of Object.keys(dialects)) {
  const rows = [`# A call on a simulated ${dialect} modem: caller id, two rings, prompt, keys 5 and #, goodbye.`];
  const on = simulated({
    dialect,
    tap: (pipe, clock) => tapPipe({ pipe, clock, write: (row) => void rows.push(row) }),
  });
  await on.until("ready");
  on.exchange.call({ from: CALLER, name: "DUPONT MARIE", to: LINE, script: callerDoes });
  await usualCall(on);
  await on.clock.pass(seconds(1));
  await on.close();
  await writeFile(join(folder, `${dialect}.txt`), `${rows.join("\n")}\n`);
}

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../src/kernel/clock.ts";
import { explain } from "../../../src/kernel/fault.ts";
import { seconds } from "../../../src/kernel/units.ts";
import { cardWay } from "../../../src/line/gsm/card-way.ts";
import { openGsmLine } from "../../../src/line/gsm/gsm-line.ts";
import { defaultGsmSettings } from "../../../src/line/gsm/settings.ts";
import type { LineEvent } from "../../../src/line/line.ts";
import { createExchange } from "../../../src/simulator/exchange/exchange.ts";
import { gsmDialects } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import { CARD_CONFIG, CARD_DEVICE, openSoftCard } from "../../../src/simulator/soft-card.ts";
import { HeardLog } from "../../kit/heard-log.ts";
import { until } from "../../kit/until.ts";
import { LINE } from "./mobile-line.ts";
import { modulePorts } from "./module-ports.ts";

/** Processes of ALSA's programs that were started for the card of a folder: `arecord` and `aplay` themselves. */
export async function programsAt(folder: string): Promise<{ readonly name: string; readonly pid: number }[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => {
      const about = (file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
      const [name, env, state] = await Promise.all([about("comm"), about("environ"), about("stat")]);
      return { name: name.trim(), pid: Number(pid), isOurs: env.includes(`ALSA_CONFIG_PATH=${folder}/`), state };
    }),
  );
  return all.filter(({ name, isOurs, state }) => isOurs && /^(arecord|aplay)$/.test(name) && !/\) Z /.test(state));
}

/**
 * Programs of ALSA that meet what no plugin can make happen: while the file `busy` is in the folder another program has
 * the card, once `gone` is there it was unplugged. Their words are those of the real ones.
 */
async function programsThatFail(folder: string): Promise<string> {
  const inside = join(folder, "programs");
  await rm(inside, { recursive: true, force: true });
  await mkdir(inside);
  for (const [name, last] of [
    ["arecord", "pcm_read:2221: read error: No such device"],
    ["aplay", "pcm_write:2127: write error: No such device"],
  ] as const)
    await writeFile(
      join(inside, name),
      `#!/bin/sh
if [ -e "${folder}/busy" ]; then echo "${name}: main:831: audio open error: Device or resource busy" >&2; exit 1; fi
if [ -e "${folder}/gone" ]; then echo "ALSA lib confmisc.c:165:(snd_config_get_card) Cannot get card index for Device" >&2; echo "${name}: main:831: audio open error: No such device" >&2; exit 1; fi
# What runs beside the shell has no input but one that is named.
exec 3<&0
/usr/bin/${name} "$@" <&3 3<&- & child=$!
trap 'kill -9 $child; exit 1' TERM
while [ ! -e "${folder}/gone" ] && kill -0 $child 2>/dev/null; do sleep 0.05; done
if [ -e "${folder}/gone" ]; then kill -9 $child 2>/dev/null; echo "${name}: ${last}" >&2; exit 1; fi
`,
      { mode: 0o755 },
    );
  return inside;
}

const PATIENCE_MS = 30_000;

/** A mobile line of analog sound, in real time: a simulated module, and a sound card of ALSA's own plugins at its pins. */
export async function cardLine({ failing = false } = {}) {
  const clock = systemClock;
  const log = new HeardLog();
  const folder = await mkdtemp(join(tmpdir(), "card-line-"));
  const before = process.env.PATH;
  if (failing) process.env.PATH = `${await programsThatFail(folder)}:${before}`;
  const card = await openSoftCard(join(folder, "card"));
  const exchange = createExchange({ clock });
  const sim = exchange.sim(LINE);
  const dialect = gsmDialects.a7670;
  if (!dialect) throw new Error("there is no module a7670");
  const { module, open } = modulePorts({ clock, sim, dialect });
  module.attachPcm(card.pipe);
  const line = openGsmLine({
    name: "mobile",
    open,
    sound: cardWay({ name: CARD_DEVICE, config: join(folder, "card", CARD_CONFIG) }, clock, log),
    clock,
    log,
    settings: defaultGsmSettings,
    pins: { isRefused: async () => false, refused: async () => undefined },
  });
  const events: LineEvent[] = [];
  void (async () => {
    for await (const event of line.events) events.push(event);
  })();
  const kinds = () => events.map(({ kind }) => kind);
  return {
    log,
    folder,
    module,
    sim,
    line,
    events,
    kinds,
    /** Codes of what was told, each once told. */
    told: (...expected: readonly string[]) => {
      const faults = events.flatMap((event) => (event.kind === "trouble" ? [event.fault] : []));
      assert.deepEqual(
        faults.map(({ code }) => code),
        expected,
        faults.map(explain).join(" "),
      );
    },
    becomes: (kind: LineEvent["kind"]) =>
      until(
        () => kinds().includes(kind),
        () => `it tells ${kind}; it told ${kinds().join(" ")}`,
        PATIENCE_MS,
      ),
    isReady: () =>
      until(
        () => kinds().at(-1) === "ready",
        () => `it is ready; it told ${kinds().join(" ")}; it heard ${module.commands.slice(-9).join(" ")}`,
        PATIENCE_MS,
      ),
    programs: () => programsAt(join(folder, "card")),
    async answered(script: Parameters<typeof exchange.call>[0]["script"] = []) {
      const rung = kinds().filter((kind) => kind === "ring").length;
      const call = exchange.call({ from: "+33199000042", to: LINE, script });
      await until(() => kinds().filter((kind) => kind === "ring").length > rung, "it rings");
      await line.answer(seconds(5)).catch((thrown) => {
        const why = events.map((event) => (event.kind === "trouble" ? explain(event.fault) : event.kind));
        throw new Error(`not answered: ${why.join(", ")}`, { cause: thrown });
      });
      return call;
    },
    async close() {
      await line.close();
      await module.close();
      process.env.PATH = before;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

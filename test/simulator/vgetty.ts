import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Debian's answering machine (package `mgetty-voice`), run on a port in folders of its own. */
export interface Vgetty {
  readonly pid: number;
  /** Its log so far, at the noisiest level unless told otherwise: every byte in and out. */
  log(): Promise<string>;
  /** Processor time so far and greatest memory; null once it has ended, as it does after each call. */
  usage(): Promise<{ readonly cpuMs: number; readonly peakKb: number } | null>;
  /** Files of messages that it has kept, raw modem data with a header. */
  messages(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface VgettyOptions {
  /** A greeting as raw modem data (`rmd`); without one it beeps only. */
  readonly greeting?: Uint8Array;
  readonly rings?: number;
  readonly beepMs?: number;
  /** How much it logs: 6, the default, is every byte; 0 as little as it can. */
  readonly logLevel?: number;
}

/** The system's folders that vgetty has built in; each is replaced, for it alone, by one of ours. */
const FOLDERS = { "/etc/mgetty": "etc", "/var/log/mgetty": "log", "/var/spool/voice": "spool", "/run/lock": "lock" };

const run = promisify(execFile);
const privately = process.getuid?.() === 0 ? ["-m"] : ["-r", "-m"];

/** Whether vgetty can be run here: it, and a mount namespace for its folders. */
export async function vgettyRuns(): Promise<boolean> {
  const works = await run("unshare", [...privately, "test", "-x", "/usr/sbin/vgetty"]).then(
    () => true,
    () => false,
  );
  return (
    works &&
    (await run("socat", ["-V"]).then(
      () => true,
      () => false,
    ))
  );
}

/** Starts vgetty on the pseudo-terminal at `port`; its initialisation takes some seconds. */
export async function startVgetty(port: string, options: VgettyOptions = {}): Promise<Vgetty> {
  const { logLevel = 6 } = options;
  const folder = await mkdtemp(join(tmpdir(), "permanence-vgetty-"));
  const inside = (...names: string[]): string => join(folder, ...names);
  for (const name of Object.values(FOLDERS)) await mkdir(inside(name));
  for (const name of ["incoming", "messages"]) await mkdir(inside("spool", name));
  await writeFile(inside("etc", "mgetty.config"), `debug ${logLevel}\nspeed 115200\n`);
  await writeFile(inside("etc", "voice.conf"), voiceConf(options));
  if (options.greeting) {
    await writeFile(inside("spool", "messages", "standard.rmd"), options.greeting);
    await writeFile(inside("spool", "messages", "Index"), "standard.rmd\n");
  }
  const mounts = Object.entries(FOLDERS).map(([there, here]) => `mount --bind "$1/${here}" ${there}`);
  // It takes the name of a device below /dev, nothing else.
  const device = (await realpath(port)).replace(/^\/dev\//, "");
  const script = `${mounts.join(" && ")} && exec /usr/sbin/vgetty -x ${logLevel} "$2"`;
  const child: ChildProcess = spawn("unshare", [...privately, "sh", "-c", script, "sh", folder, device], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  await once(child, "spawn");
  return {
    pid: child.pid ?? 0,
    async log() {
      const names = await readdir(inside("log"));
      const texts = await Promise.all(names.map((name) => readFile(inside("log", name), "latin1")));
      return texts.join("\n");
    },
    usage: () => usageOf(child.pid ?? 0).catch(() => null),
    async messages() {
      return (await readdir(inside("spool", "incoming"))).map((name) => inside("spool", "incoming", name));
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")) await once(child, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

/** Linux counts processor time in ticks of 10 ms (proc_pid_stat(5)). */
async function usageOf(pid: number): Promise<{ readonly cpuMs: number; readonly peakKb: number }> {
  const [stat, status] = await Promise.all(["stat", "status"].map((name) => readFile(`/proc/${pid}/${name}`, "utf8")));
  const fields = (stat ?? "").replace(/^.*\) /, "").split(" ");
  const peak = /Vm(?:HWM|RSS):\s+(\d+)/.exec(status ?? "")?.[1];
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, peakKb: Number(peak ?? 0) };
}

/** Resolves once vgetty has set the modem up and waits for a call. */
export async function vgettyReady(commands: readonly string[]): Promise<void> {
  const last = (text: string): number => commands.lastIndexOf(text);
  while (last("AT+VIT=0") < 0 || last("AT") < last("AT+VIT=0")) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Sound as vgetty keeps it for a generic V.253 modem: a header, then 8-bit unsigned samples at 8 kHz. */
export function rmd(samples: Uint8Array): Uint8Array {
  const file = new Uint8Array(32 + samples.length);
  file.set(new TextEncoder().encode("RMD1V253modem"));
  // Big-endian: compression 0 (the modem's own), 8000 Hz, 8 bits.
  file.set([0, 0, 0x1f, 0x40, 8], 20);
  file.set(samples, 32);
  return file;
}

export const samplesOf = (file: Uint8Array): Uint8Array => file.subarray(32);

const voiceConf = ({ rings = 1, beepMs = 300, logLevel = 6 }: VgettyOptions): string => `part generic
voice_log_level ${logLevel}
voice_dir /var/spool/voice
phone_owner root
phone_group root
phone_mode 0660
receive_dir incoming
message_dir messages
message_list Index
backup_message standard.rmd
port_speed 115200
command_delay 10
port_timeout 10
beep_frequency 933
beep_length ${beepMs}
rec_max_len 20
rec_silence_len 70
do_hard_flow true
program vgetty
rings ${rings}
answer_mode voice
rec_always_keep true
dtmf_program
`;

import { readFile } from "node:fs/promises";

export interface Usage {
  /** Processor time so far, of all threads. */
  readonly cpuMs: number;
  /** Greatest memory so far. */
  readonly peakKb: number;
}

/** What a process has used until now (proc_pid_stat(5); a tick of the processor's time is 10 ms). */
export async function usageOf(pid: number): Promise<Usage> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  // The second field is the program's name, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * 10,
    peakKb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN),
  };
}

/** The memory that a process has now. MB. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

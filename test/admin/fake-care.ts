import type { LineCare, LineFinding, ProbeEnd, TranscriptState } from "../../src/admin/line-care.ts";
import type { Forwarding, ProbeStep } from "../../src/admin/schemas/line-care.ts";
import { Fault, type FaultCode } from "../../src/kernel/fault.ts";

/** Lines of which a test says what is found. */
export function fakeCare() {
  const asked: string[] = [];
  const state = {
    forwarding: "hook-flash" as Forwarding,
    findings: [] as LineFinding[],
    steps: [] as ProbeStep[],
    probe: { end: "done", outcome: "accepted", secondCall: true } as ProbeEnd,
    refuses: null as FaultCode | null,
    transcript: { on: false, until: null, configured: false } as TranscriptState,
    sim: null as { readonly configured: boolean } | null,
    /** Waits after its findings until its listener leaves. */
    goesOn: false,
  };
  const left = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted || !state.goesOn) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
  const refuse = () => {
    if (state.refuses) throw new Fault(state.refuses, "It can't be done now.");
  };
  const care: LineCare = {
    forwarding: () => state.forwarding,
    sim: () => state.sim,
    async check(line, { hearLine }, tell, signal) {
      asked.push(`check ${line} ${hearLine}`);
      refuse();
      for (const finding of state.findings) tell(finding);
      await left(signal);
      asked.push("ended");
      return signal.aborted ? "stopped" : "done";
    },
    async probe(line, { number, ringFor, prompt }, tell, signal) {
      asked.push(`probe ${line} ${number} ${ringFor} ${prompt.length > 0}`);
      refuse();
      for (const step of state.steps) tell(step);
      await left(signal);
      return signal.aborted ? { ...state.probe, end: "stopped" } : state.probe;
    },
    transcript: () => state.transcript,
    async beginTranscript(line, until) {
      asked.push(`begin ${line}`);
      state.transcript = { on: true, until, configured: false };
    },
    async endTranscript(line) {
      asked.push(`end ${line}`);
      state.transcript = { on: false, until: null, configured: false };
    },
  };
  return { care, asked, state };
}

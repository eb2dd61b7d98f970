import { Fault } from "../../kernel/fault.ts";
import type { CallRecord, CallStep, Rung } from "../../store/call-record.ts";
import { type CommonOptions, callerName, duration, print, table, wallClock, withStore } from "../terminal.ts";

interface ListOptions extends CommonOptions {
  readonly limit: number;
}

/** The calls, newest first. */
export const listCalls = (options: ListOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const calls = await store.calls.list({ limit: options.limit });
    print(options, calls, () =>
      calls.length === 0
        ? ["No calls yet."]
        : table([
            ["ID", "WHEN", "LINE", "FROM", "OUTCOME"],
            ...calls.map((call) => [
              call.id,
              wallClock(call.at, call.zone),
              call.line,
              callerName(call.caller, office),
              `${call.outcome ?? "in progress"}${call.putThroughTo ? ` to ${call.putThroughTo.person}` : ""}`,
            ]),
          ]),
    );
  });

/** One call, step by step. */
export const showCall = (id: string, options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const call = await store.calls.get(id);
    if (!call) throw new Fault("app.no-call", `There is no call ${id}; \`permanence calls list\` shows them.`);
    const office = await store.office.read();
    print(options, call, () => [
      `${wallClock(call.at, call.zone)} on ${call.line}, from ${callerName(call.caller, office)}: ${call.outcome ?? "in progress"}`,
      ...table(
        call.steps.flatMap((step) => {
          const words = step.what === "announced" ? call.said[step.detail.said ?? ""] : undefined;
          return [
            [`  ${wallClock(step.at, call.zone, "HH:mm:ss.SSS")}`, stepInWords(step, call)],
            ...(words === undefined ? [] : [["", `  “${words}”`]]),
          ];
        }),
      ),
    ]);
  });

function stepInWords(step: CallStep, call: CallRecord): string {
  switch (step.what) {
    case "rang":
      return `ring ${step.detail.rings}`;
    case "answered":
      return "answered";
    case "announced":
      return `announcement: ${step.detail.kind}${step.detail.stoppedAfter ? ` (stopped after ${duration(step.detail.stoppedAfter)})` : ""}`;
    case "key":
      return `key ${step.detail.digit}${step.detail.known ? "" : " (means nothing here)"}`;
    case "no-key":
      return "no key pressed";
    case "ringing":
      return `ringing ${step.detail.name}, ${step.detail.number}`;
    case "picked-up":
      return `${reached(step.detail, call)} picked up`;
    case "attempt":
      return `${reached(step.detail, call)}: ${step.detail.outcome} (rang ${duration(step.detail.ringTime)})`;
    case "let-in":
      return `${step.detail.name} gave their code: the menu of the team`;
    case "not-let-in":
      return "no code that is right: the call goes on";
    case "knocked":
      return "another call was up: not let in";
    case "taken-here":
      return "taken at the telephone beside the box";
    case "waiting":
      return "everybody busy: waits in order";
    case "waited":
      return `waited ${duration(step.detail.lasted)}: ${step.detail.how}`;
    case "put-through":
      return `put through to ${step.detail.name}${step.detail.over === undefined ? "" : `, over line ${step.detail.over}`}`;
    case "way":
      return `${step.detail.way}: ${step.detail.outcome}`;
    case "recorded":
      return step.detail.empty
        ? "nothing was said: no message"
        : `message of ${duration(step.detail.duration)}${call.message === null ? ", not kept" : `: ${call.message}`}`;
    case "held":
      return `message of ${duration(step.detail.duration)} held in memory: the disk does not take it (${step.detail.why})`;
    case "hung-up":
      return `hung up by the ${step.detail.by}${step.detail.sign ? ` (${step.detail.sign})` : ""}`;
    case "fault":
      return `fault: ${step.detail.sentence}`;
    case "note":
      return step.detail.text;
  }
}

/** With the number, where the person was rung at several. */
function reached({ person, name, number }: Rung, { attempts }: CallRecord): string {
  return attempts.some((other) => other.person === person && other.number !== number) ? `${name} (${number})` : name;
}

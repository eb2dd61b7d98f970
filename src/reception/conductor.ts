import type { CallInput } from "../call/call.ts";
import type { Line, LineEvent } from "../line/line.ts";
import { OngoingCall } from "./ongoing-call.ts";
import type { Reception } from "./reception.ts";

/**
 * Runs the calls of one line, one after the other, until the line is closed. Resolves when the last call is
 * written down.
 */
export async function conduct(line: Line, reception: Reception): Promise<void> {
  let call: OngoingCall | null = null;
  const unfinished = new Set<Promise<void>>();

  for await (const event of line.events) {
    if (event.kind === "ready" || event.kind === "trouble") {
      reception.lineState(line.name, reception.clock.now(), event.kind === "trouble" ? event.fault : null);
      continue;
    }
    const input = inputOf(event);
    if (!input) continue;
    if (!call || call.over) {
      if (input.kind !== "ring" && input.kind !== "caller") continue;
      call = new OngoingCall(line, reception, call?.onHook ?? Promise.resolve());
      const written: Promise<void> = call.finished.then(() => void unfinished.delete(written));
      unfinished.add(written);
    }
    call.give(input);
  }
  call?.give({ kind: "gone", who: "caller", sign: "trouble" });
  await Promise.all(unfinished);
}

/** A line's event as an input of the call; null for one that a call takes no notice of. */
function inputOf(event: Exclude<LineEvent, { kind: "ready" | "trouble" }>): CallInput | null {
  switch (event.kind) {
    case "ring":
      return { kind: "ring" };
    // Call waiting: the knocking call is left to the network's own answer; never taken into the conversation.
    case "waiting":
      return null;
    case "caller":
    case "digit":
    case "silence":
    case "local-telephone":
    case "gone":
      return event;
  }
}

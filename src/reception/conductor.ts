import type { CallInput } from "../call/call.ts";
import type { Line } from "../line/line.ts";
import { openKnocks } from "./knocks.ts";
import { OngoingCall } from "./ongoing-call.ts";
import type { Reception } from "./reception.ts";
import type { CameText } from "./text-desk.ts";

/**
 * Runs the calls of one line, one after the other, until the line is closed. Resolves when the last call is
 * written down. `texted`: what becomes of a text message; never throws. `reported`: what the network tells of one that
 * was sent.
 */
export async function conduct(
  line: Line,
  reception: Reception,
  texted: (text: CameText) => Promise<void> = async () => undefined,
  reported: (line: string, part: number, arrived: boolean) => void = () => undefined,
): Promise<void> {
  let call: OngoingCall | null = null;
  const unfinished = new Set<Promise<void>>();
  const knocks = openKnocks(line, reception, () => call?.over === false);

  for await (const event of line.events) {
    if (event.kind === "ready" || event.kind === "trouble") {
      reception.lineState(line.name, reception.clock.now(), event.kind === "trouble" ? event.fault : null);
      continue;
    }
    if (event.kind === "waiting") {
      knocks.knock(event.caller);
      continue;
    }
    if (event.kind === "text") {
      const { from, body, at, kept } = event;
      const done: Promise<void> = texted({ line: line.name, from, body, at, kept }).then(
        () => void unfinished.delete(done),
      );
      unfinished.add(done);
      continue;
    }
    if (event.kind === "text-report") {
      reported(line.name, event.part, event.arrived);
      continue;
    }
    const input: CallInput = event.kind === "ring" ? { kind: "ring" } : event;
    if (!call || call.over) {
      if (input.kind !== "ring" && input.kind !== "caller") continue;
      knocks.rings();
      call = new OngoingCall(line, reception, call?.onHook ?? Promise.resolve());
      const written: Promise<void> = call.finished.then(() => void unfinished.delete(written));
      unfinished.add(written);
    }
    call.give(input);
  }
  call?.give({ kind: "gone", who: "caller", sign: "trouble" });
  await Promise.all(unfinished);
  await knocks.close();
}

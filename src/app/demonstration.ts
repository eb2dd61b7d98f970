import { join } from "node:path";
import { controlClient } from "../simulator/control/control-client.ts";
import { summary } from "./commands/call.ts";
import { demoSound, inside } from "./paths.ts";

/** One call that a newcomer can follow: rung, answered, and whatever this hour brings. */
export async function demonstrate(line: string, folder: string, say: (line: string) => void): Promise<void> {
  const save = join(inside(folder).simulator, `heard-${Date.now()}.wav`);
  say("A caller dials the line, to show what happens at this hour …");
  const outcome = await controlClient(inside(folder).simulator).call({
    from: "0199000043",
    to: line,
    says: demoSound("caller-fr"),
    save,
  });
  for (const text of summary(outcome)) say(`caller: ${text}`);
  say(`Messages are in ${inside(folder).messages}. Another call, from another shell: npx permanence call --help`);
}

import type { Answer } from "../../../admin/schemas/api.ts";
import { api, sentenceOf } from "../../lib/api.ts";

/** What is known of one line beyond its state. */
export interface LineNow {
  readonly detail: Answer<"line">;
  readonly history: Answer<"lineHistory">["history"];
}

/** The lines, as the page shows them. */
export class LineBook {
  lines = $state.raw<Answer<"lines">["lines"] | null>(null);
  now = $state.raw<Readonly<Record<string, LineNow>>>({});
  fault = $state<string | null>(null);

  async read(): Promise<void> {
    try {
      const { lines } = await api.get("lines");
      const now = await Promise.all(lines.map(async ({ name }) => [name, await readLine(name)] as const));
      this.lines = lines;
      this.now = Object.fromEntries(now);
      this.fault = null;
    } catch (thrown) {
      this.fault = sentenceOf(thrown);
    }
  }
}

async function readLine(name: string): Promise<LineNow> {
  const params = { name };
  const [detail, { history }] = await Promise.all([
    api.get("lines/:name", { params }),
    api.get("lines/:name/history", { params }),
  ]);
  return { detail, history };
}

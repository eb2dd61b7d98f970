import { createReadStream } from "node:fs";
import { open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { instant, minutes, plus } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import { transcriptName } from "../schemas/line-care.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Board } from "../server/board.ts";
import type { Answers } from "../server/routes.ts";

type Which = "beginTranscript" | "endTranscript" | "transcripts" | "transcript" | "removeTranscript";

/** `-2026-11-23T09-00-00-000Z.txt` */
const STAMP = 29;

/** What went over a line, written down for a technician. */
export function transcriptAnswers({ store, clock, care, folder }: AdminParts, board: Board): Answers<Which> {
  const kept = join(folder, "transcripts");
  const cared = (name: string) => {
    if (!care || !board.line(name, "fr")) throw new Refused("no-such", name);
    return care;
  };
  return {
    async beginTranscript({ params: { name }, body, by }) {
      const until = plus(clock.now(), minutes(body.minutes));
      await cared(name).beginTranscript(name, until);
      await store.journal.add({ by: by.name, what: "transcript.begin", before: null, after: { line: name, until } });
      return { done: true };
    },
    async endTranscript({ params: { name }, by }) {
      await cared(name).endTranscript(name);
      await store.journal.add({ by: by.name, what: "transcript.end", before: { line: name }, after: null });
      return { done: true };
    },
    async transcripts({ params: { name }, language }) {
      if (!board.line(name, language)) throw new Refused("no-such", name);
      const all = (await readdir(kept).catch(() => [])).filter(
        (file) => transcriptName.safeParse(file).success && file.slice(0, -STAMP) === name,
      );
      const files = await Promise.all(
        all
          .toSorted()
          .reverse()
          .map(async (file) => {
            // One that is pruned at this moment is not there any more.
            const found = await stat(join(kept, file)).catch(() => null);
            return found ? [{ name: file, size: found.size, at: instant(stampOf(file)) }] : [];
          }),
      );
      return { files: files.flat() };
    },
    async transcript({ params: { file }, reply, by }) {
      const handle = await open(join(kept, file), "r").catch((thrown) => {
        throw new Refused("no-such", file, {}, thrown);
      });
      await store.journal.add({ by: by.name, what: "transcript.download", before: null, after: { file } });
      reply
        .type("text/plain; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="${file}"`);
      return reply.send(createReadStream("", { fd: handle }));
    },
    async removeTranscript({ params: { file }, by }) {
      await rm(join(kept, file)).catch((thrown) => {
        throw new Refused("no-such", file, {}, thrown);
      });
      await store.journal.add({ by: by.name, what: "transcript.remove", before: { file }, after: null });
      return { done: true };
    },
  };
}

/** When it was begun: in its name, for a copy forgets times. */
function stampOf(file: string): number {
  const [date, time = ""] = file.slice(-STAMP + 1, -".txt".length).split("T");
  const [hour, minute, second, ms] = time.split("-");
  return Date.parse(`${date}T${hour}:${minute}:${second}.${ms}`) || 0;
}

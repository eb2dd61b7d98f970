import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import type { Stage } from "../../backup/restore.ts";
import type { Language } from "../../duty/office.ts";
import type { Fault } from "../../kernel/fault.ts";
import type { AdminParts } from "../parts.ts";
import { PART, type RestoreView } from "../schemas/backup.ts";
import { Refused, refusalOf, sentenceOf } from "../sentences/refusals.ts";
import type { Answers } from "../server/routes.ts";

type Which =
  | "backup"
  | "makeBackup"
  | "backupFile"
  | "beginRestore"
  | "restorePart"
  | "checkRestore"
  | "replaceAll"
  | "endRestore";

/** Backups, and the way back. */
export function backupAnswers({ backups, store }: AdminParts): Answers<Which> {
  const { restore } = backups;
  return {
    async backup({ language }) {
      const [ready, failed, stage] = [backups.ready(), backups.failed(), restore.stage()];
      return {
        last: await backups.last(),
        making: backups.making(),
        ready,
        failed: failed && sayFault(failed, language).sentence,
        restore: stage && sayStage(stage, language),
      };
    },
    async makeBackup({ body, by }) {
      backups.make(by.name, body.password);
      return { done: true };
    },
    async backupFile({ reply, by }) {
      const ready = backups.ready();
      // Who asked to be forgotten meanwhile is in none that waits to be fetched: it went with them.
      const isThere =
        ready !== null &&
        (await access(ready.path).then(
          () => true,
          () => false,
        ));
      if (!ready || !isThere) throw new Refused("no-such", { fr: "cette sauvegarde", en: "this backup" });
      await store.journal.add({ by: by.name, what: "backup.download", before: null, after: { name: ready.name } });
      reply.header("content-disposition", `attachment; filename="${ready.name}"`).header("content-length", ready.size);
      return reply.type("application/octet-stream").send(createReadStream(ready.path));
    },
    async beginRestore({ body }) {
      await restore.begin(body.name, body.size);
      return { part: PART };
    },
    async restorePart({ query, request }) {
      const bytes: unknown = request.body;
      if (!(bytes instanceof Uint8Array)) throw new Refused("bad-type");
      return { received: await restore.take(query.at, bytes) };
    },
    async checkRestore({ body }) {
      restore.check(body.password);
      return { done: true };
    },
    async replaceAll({ body, by, reply }) {
      // The house closes its server as soon as it may: this answer goes out before.
      const answered = new Promise<void>((resolve) => reply.raw.once("close", () => resolve()));
      await restore.replace({ ...body, by: by.name }, answered);
      return { done: true };
    },
    async endRestore() {
      await restore.end();
      return { done: true };
    },
  };
}

function sayStage(stage: Stage, language: Language): RestoreView {
  switch (stage.at) {
    case "receiving":
    case "checking":
    case "replacing":
      return stage;
    case "refused":
      return { at: "refused", ...sayFault(stage.fault, language) };
    case "checked":
      return { at: "checked", ...stage.summary, token: stage.token, lost: stage.lost };
  }
}

function sayFault(fault: Fault, language: Language) {
  const refused = refusalOf(fault) ?? new Refused("fault");
  return { code: fault.code, sentence: sentenceOf(refused.why, language, refused.what) };
}

import type { AdminParts } from "../parts.ts";
import type { MailView } from "../schemas/mail.ts";
import { Refused } from "../sentences/refusals.ts";
import { revisionOf } from "../server/revision.ts";
import type { Answers } from "../server/routes.ts";

/** How mail leaves the appliance. */
export function mailAnswers({ mail, store }: AdminParts): Answers<"mail" | "saveMail" | "testMail"> {
  const view = async (): Promise<MailView> => {
    const now = mail.now();
    const waiting = await store.outbox.list({ limit: 1000, waiting: true, channel: "email" });
    return { ...now, revision: revisionOf(now.settings) ?? "", waiting: waiting.length };
  };
  return {
    mail: view,
    async saveMail({ body, by }) {
      await mail.save(body.mail, by.name, (before) => {
        const revision = revisionOf(before) ?? "";
        if (revision !== body.based) throw new Refused("changed", "", { row: before, revision });
      });
      return view();
    },
    async testMail({ body }) {
      await mail.sendTest(body.to, body.mail);
      return { done: true };
    },
  };
}

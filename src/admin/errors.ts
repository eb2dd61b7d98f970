import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Language } from "../duty/office.ts";
import { showPath } from "../duty/parse-office.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { languageOf } from "./language.ts";
import { type Refusal, Refused, refusalOf, sentenceOf, statusOf } from "./refusals.ts";

/** Answers whatever was thrown in one shape. What nobody foresaw is logged, and nothing of it is told. */
export const errorAnswer =
  (log: Log) =>
  (thrown: FastifyError | Fault, request: FastifyRequest, reply: FastifyReply): void => {
    const language = languageOf(request);
    const refused = refusedOf(thrown, language);
    if (!refused || refused.why === "fault") {
      const route = `${request.method} ${request.routeOptions.url ?? ""}`;
      log.error("admin.failed", { route, why: explain(thrown), stack: thrown.stack });
    }
    const why = refused ?? new Refused("fault");
    if (why.why === "too-many") reply.header("retry-after", why.what);
    reply.code(statusOf(why.why)).send({
      code: why.code,
      sentence: sentenceOf(why.why, language, why.what),
      ...why.more,
    });
  };

function refusedOf(thrown: FastifyError | Fault, language: Language): Refused | null {
  if (thrown instanceof Fault) return refusalOf(thrown);
  if (hasZodFastifySchemaValidationErrors(thrown))
    return new Refused(
      "bad-request",
      thrown.validation.map(({ params }) => wrong(params.issue as z.core.$ZodIssue, language)).join(" ; "),
    );
  const why = byStatus[thrown.statusCode ?? 0];
  return why ? new Refused(why, thrown.message, {}, thrown) : null;
}

/** Fastify's own refusals: a body that is no JSON, too large, of another type; too many questions. */
const byStatus: Readonly<Record<number, Refusal>> = {
  400: "bad-request",
  404: "not-found",
  406: "bad-type",
  413: "too-large",
  414: "too-large",
  415: "bad-type",
  429: "too-many",
  431: "too-large",
};

const inWords = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };

/** `numbers[0] : le numéro…`; sentences that a schema has of its own are kept. */
function wrong(issue: z.core.$ZodIssue, language: Language): string {
  const own = issue.code === "custom" || (issue.code === "invalid_format" && !issue.message.startsWith("Invalid"));
  const said = own ? issue.message : inWords[language]({ ...issue, input: undefined } as z.core.$ZodRawIssue);
  const sentence = (typeof said === "string" ? said : said?.message) ?? issue.message;
  return issue.path.length === 0 ? sentence : `${showPath(issue.path)}: ${sentence}`;
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Language } from "../../duty/office.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Refusal, Refused, refusalOf, sentenceOf, statusOf } from "../sentences/refusals.ts";
import { sayIssue } from "../sentences/say-issue.ts";
import { Unfit } from "../sentences/unfit.ts";
import { languageOf } from "./language.ts";

/** Answers whatever was thrown in one shape. What nobody foresaw is logged, and nothing of it is told. */
export const errorAnswer =
  (log: Log) =>
  (thrown: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void => {
    const language = languageOf(request);
    const refused = refusedOf(thrown, language);
    if (!refused || refused.why === "fault") {
      const route = `${request.method} ${request.routeOptions.url ?? ""}`;
      log.error("admin.failed", { route, why: explain(thrown), stack: thrown.stack });
    }
    const why = refused ?? new Refused("fault");
    if (why.why === "too-many" || why.why === "busy") reply.header("retry-after", why.what);
    reply.code(statusOf(why.why)).send({
      code: why.code,
      sentence: sentenceOf(why.why, language, why.what),
      ...why.more,
    });
  };

/** Holds each part of a question against its schema, and fills in what it leaves out. */
export const validator =
  ({ schema }: { readonly schema: unknown }) =>
  (data: unknown): { readonly value: unknown } | { readonly error: Error } => {
    const parsed = z.safeParse(schema as z.ZodType, data);
    return parsed.success ? { value: parsed.data } : { error: new Unfit(parsed.error.issues) };
  };

function refusedOf(thrown: Error & { readonly statusCode?: number | undefined }, language: Language): Refused | null {
  if (thrown instanceof Fault) return refusalOf(thrown);
  if (thrown instanceof Unfit)
    return new Refused("bad-request", thrown.issues.map((issue) => sayIssue(issue, language)).join(" ; "));
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

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Language } from "../../duty/office.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Filling, inWords } from "../sentences/fillings.ts";
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
    if (why.why === "too-many" || why.why === "busy") reply.header("retry-after", inWords(why.what, "en"));
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
  if (thrown instanceof Unfit) return new Refused("bad-request", sayIssues(thrown.issues, language));
  const why = byStatus[thrown.statusCode ?? 0];
  return why ? new Refused(why, why === "too-many" ? "60" : malformed(thrown), {}, thrown) : null;
}

/** So many say enough; a body may be wrong in a hundred thousand places. */
const MOST_ISSUES = 20;

function sayIssues(issues: Unfit["issues"], language: Language): string {
  const said = issues.slice(0, MOST_ISSUES).map((issue) => sayIssue(issue, language));
  return [...said, ...(issues.length > MOST_ISSUES ? ["…"] : [])].join(" ; ");
}

/** What is wrong with a question that could not even be read: in words of ours, nothing of the library's. */
function malformed(thrown: Error & { readonly code?: string | undefined }): Filling {
  const said = byCode[thrown.code ?? ""];
  if (said) return said;
  return thrown instanceof SyntaxError ? noJson : { fr: "elle est mal formée", en: "it is not well formed" };
}

const noJson = { fr: "son contenu n’est pas du JSON lisible", en: "its content is no JSON that can be read" };
const byCode: { readonly [code: string]: Filling | undefined } = {
  FST_ERR_CTP_INVALID_JSON_BODY: noJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: { fr: "son contenu manque", en: "its content is missing" },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    fr: "son contenu n’a pas la longueur annoncée",
    en: "its content is not as long as was announced",
  },
  FST_ERR_BAD_URL: { fr: "son adresse est mal écrite", en: "its address is not well written" },
};

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

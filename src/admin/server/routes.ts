import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Language } from "../../duty/office.ts";
import { type Answer, type Api, type Asked, api, type Operation } from "../schemas/api.ts";
import { changed, trouble } from "../schemas/common.ts";
import type { Endpoint } from "../schemas/table/endpoint.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Door } from "./door.ts";
import type { Guard } from "./guard.ts";
import { languageOf } from "./language.ts";
import type { Sessions, Visitor } from "./sessions.ts";

/** A question that passed the guard and its schemas. */
export interface Question<O extends Operation> {
  readonly params: Asked<O, "params">;
  readonly query: Asked<O, "query">;
  readonly body: Asked<O, "body">;
  readonly language: Language;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Null for an address that is open to everyone. */
  readonly visitor: Visitor | null;
  /** Who is signed in. Faults: `admin.signed-out`. */
  readonly by: Visitor["user"];
}

/** What an address that is not JSON answers with: anything that Fastify sends. */
type Given<O extends Operation> = Api[O]["gives"] extends z.ZodType ? Answer<O> : FastifyReply;

export type Answers<Which extends Operation = Operation> = {
  readonly [O in Which]: (question: Question<O>) => Promise<Given<O>>;
};

export interface Serving {
  readonly guard: Guard;
  readonly door: Door;
  /** Calls back when a visitor's session has ended. */
  readonly follow: Sessions["follow"];
  /** What this visitor may see of an answer. */
  readonly facts: (answer: unknown, visitor: Visitor, language: Language) => unknown;
}

/** Lets every address of the table be asked. */
export function serve(app: FastifyInstance, { guard, door, follow, facts }: Serving, answers: Answers): void {
  for (const operation of Object.keys(api) as Operation[]) {
    const endpoint: Endpoint = api[operation];
    const answer = answers[operation] as (question: Question<Operation>) => Promise<unknown>;
    const isStream = endpoint.gives === "text/event-stream" || endpoint.gives === "application/x-ndjson";
    const visitors = new WeakMap<FastifyRequest, Visitor | null>();
    app.route({
      method: endpoint.method,
      url: endpoint.url,
      schema: schemaOf(operation, endpoint),
      config: {
        stream: isStream,
        ...(endpoint.perMinute && { rateLimit: { max: endpoint.perMinute, timeWindow: "1 minute" } }),
      },
      ...(endpoint.largest && { bodyLimit: endpoint.largest }),
      // Before the body is read: nobody's gigabytes are taken in for nothing.
      onRequest: async (request) => {
        const visitor = await guard(endpoint, request).catch((thrown) => {
          door.pass(request, null);
          throw thrown;
        });
        door.pass(request, visitor);
        visitors.set(request, visitor);
      },
      handler: async (request, reply) => {
        const visitor = visitors.get(request) ?? null;
        const { params, query, body } = request;
        const language = languageOf(request);
        // What goes on for as long as its listener likes ends with their session.
        if (isStream && visitor)
          reply.raw.once(
            "close",
            follow(visitor, () => reply.raw.end()),
          );
        const given = await answer({
          ...({ params, query, body } as Pick<Question<Operation>, "params" | "query" | "body">),
          language,
          request,
          reply,
          visitor,
          get by() {
            if (!visitor) throw new Refused("signed-out");
            return visitor.user;
          },
        });
        return visitor && typeof endpoint.gives !== "string" && operation !== "openapi"
          ? facts(given, visitor, language)
          : given;
      },
    });
  }
}

const problems = { 400: trouble, 401: trouble, 403: trouble, 404: trouble, 409: changed.partial(changedOnly()) };

function changedOnly() {
  return { row: true, revision: true } as const;
}

function schemaOf(operation: Operation, endpoint: Endpoint) {
  const { params, query, body, gives, takes } = endpoint;
  const answer = typeof gives === "string" ? { content: { [gives]: { schema: z.string() } } } : gives;
  return {
    operationId: operation,
    summary: endpoint.does,
    tags: [endpoint.url.split("/")[2]?.split(".")[0] ?? ""],
    ...(takes && { consumes: [takes] }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    response: { 200: answer, ...problems, "5xx": trouble },
  };
}

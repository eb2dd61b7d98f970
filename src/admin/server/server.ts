import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransform, serializerCompiler } from "fastify-type-provider-zod";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../sentences/refusals.ts";
import { countedAs } from "./addresses.ts";
import { takeBoundedJson } from "./bounded-json.ts";
import type { Certificate } from "./certificate.ts";
import { boundConnections } from "./connections.ts";
import { type Door, watchDoor } from "./door.ts";
import { errorAnswer, validator } from "./errors.ts";
import { refuseForeignNames } from "./guard.ts";
import { refuseNoise } from "./refuse-noise.ts";

const LARGEST_BODY = 256 * 1024;
const PER_MINUTE = 3000;
const REQUEST_MS = 60_000;
/** Until it has said what it wants. */
const HEADERS_MS = 10_000;
const patience = { headersTimeout: HEADERS_MS, connectionsCheckingInterval: 2000 };

/** The server with everything that holds for every address: headers, limits, errors. No address yet. */
export async function createServer(
  { settings, log, clock }: AdminParts,
  certificate: Certificate | null,
): Promise<{ readonly app: FastifyInstance; readonly door: Door }> {
  const app = fastify({
    ...(certificate ? { https: { ...certificate, ...patience, handshakeTimeout: HEADERS_MS } } : { http: patience }),
    bodyLimit: LARGEST_BODY,
    // Slow senders hold a socket and nothing else, and not for long.
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: 5000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    logger: false,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: errorAnswer(log),
    clientErrorHandler: refuseNoise,
  });
  boundConnections(app.server, log);
  app.removeContentTypeParser("text/plain");
  takeBoundedJson(app);
  // Each is taken by the addresses that say so alone: the guard refuses it elsewhere, before it is read.
  app.addContentTypeParser(
    ["text/csv", "audio/wav", "application/octet-stream"],
    { parseAs: "buffer" },
    async (_: unknown, body: Buffer) => body,
  );
  app.setValidatorCompiler(validator);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(errorAnswer(log));

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", "data:", "blob:"],
        // Recordings that the browser itself has just made.
        mediaSrc: ["'self'", "blob:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    // With a certificate that the box made, a browser that insists on it would lock people out.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: settings.https !== null,
    originAgentCluster: settings.https !== null,
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("permissions-policy", "microphone=(self), camera=(), geolocation=()");
    if (request.url.startsWith("/api")) reply.header("cache-control", "no-store");
    refuseForeignNames(request, settings.names);
  });
  const door = watchDoor(app, clock, Math.max(1, (settings.perMinute ?? PER_MINUTE) / PER_MINUTE));
  app.addHook("onClose", async () => door.close());
  await app.register(cookie);
  await app.register(rateLimit, {
    max: settings.perMinute ?? PER_MINUTE,
    timeWindow: "1 minute",
    keyGenerator: ({ ip }) => countedAs(ip),
    errorResponseBuilder: (_, { ttl }) => new Refused("too-many", String(Math.ceil(ttl / 1000))),
  });
  await app.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "Permanence", version: "1" } },
    transform: jsonSchemaTransform,
  });
  return { app, door };
}

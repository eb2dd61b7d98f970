import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Endpoint } from "../schemas/table/endpoint.ts";
import { Refused } from "../sentences/refusals.ts";
import { isOurs } from "./addresses.ts";
import { COOKIE, type Sessions, type Visitor } from "./sessions.ts";

/** Who may pass to an address: it answers with the visitor, null where anybody may. Faults: `admin.*`. */
export type Guard = (endpoint: Endpoint, request: FastifyRequest) => Promise<Visitor | null>;

export function createGuard(sessions: Sessions): Guard {
  return async (endpoint, request) => {
    const changes = endpoint.method !== "GET";
    if (changes) refuseElsewhere(request);
    refuseOtherTypes(endpoint, request);
    const visitor = await sessions.of(request.cookies[COOKIE]);
    if (endpoint.may === "everyone") return visitor;
    if (!visitor) throw new Refused("signed-out");
    if (changes && !fits(request.headers["x-csrf"], visitor.csrf)) throw new Refused("no-token");
    if (!endpoint.may.includes(visitor.user.role)) throw new Refused("not-yours");
    return visitor;
  };
}

/** A page of somebody else has our visitor's browser ask: the browser says so. */
function refuseElsewhere({ headers }: FastifyRequest): void {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new Refused("elsewhere");
  const { origin } = headers;
  if (origin !== undefined && !URL.canParse(origin)) throw new Refused("elsewhere");
  if (origin !== undefined && new URL(origin).host !== headers.host) throw new Refused("elsewhere");
}

/** A form of another site can send some types without asking first; JSON is none of them. */
function refuseOtherTypes({ takes = "application/json" }: Endpoint, { headers }: FastifyRequest): void {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && type !== takes) throw new Refused("bad-type");
}

/** Another's name for this machine: refused before anything else, the page itself included. */
export function refuseForeignNames(request: FastifyRequest, names: readonly string[]): void {
  if (!isOurs(request.headers.host, names)) throw new Refused("unknown-host");
}

function fits(given: string | string[] | undefined, wanted: string): boolean {
  if (typeof given !== "string") return false;
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../../kernel/clock.ts";
import { Refused } from "../sentences/refusals.ts";
import { countedAs } from "./addresses.ts";
import { type Allowance, createBudget } from "./budget.ts";
import { createPulse } from "./pulse.ts";
import type { Visitor } from "./sessions.ts";

/** Of strangers at one address: to load the page and sign in, some times over. */
const OF_ADDRESS: Allowance = { perSecond: 150, atOnce: 8000 };
/** Of somebody signed in, with some windows. */
const OF_SESSION: Allowance = { perSecond: 250, atOnce: 12_000 };
/** Of all together: the rest of a core is the box's own. */
const OF_ALL: Allowance = { perSecond: 700, atOnce: 30_000 };
/** From here on, nothing more is taken on. Milliseconds of delay. */
const BEHIND = 1000;
/** What goes on for as long as the visitor likes costs little while it does. Milliseconds. */
const STREAM = 20;
const AGAIN = "3";

/** Keeps the box from more work than it can do: whoever is too much is told when to come again, before anything is done. */
export interface Door {
  /** A question to the API: whoever is signed in is counted by themselves, a stranger by their address. Faults: `admin.too-many`. */
  pass(request: FastifyRequest, visitor: Visitor | null): void;
  close(): void;
}

interface Begun {
  readonly cpu: NodeJS.CpuUsage;
  of: "address" | "session";
  id: string;
}

/** `share`: so many times of all this, where more may be asked than usual. */
export function watchDoor(app: FastifyInstance, clock: Clock, share: number): Door {
  const shared = ({ perSecond, atOnce }: Allowance) => ({ perSecond: perSecond * share, atOnce: atOnce * share });
  const budgets = {
    address: createBudget(clock, shared(OF_ADDRESS)),
    session: createBudget(clock, shared(OF_SESSION)),
    all: createBudget(clock, shared(OF_ALL)),
  };
  const pulse = createPulse();
  const begun = new WeakMap<FastifyRequest, Begun>();
  let underWay = 0;

  const check = ({ of, id }: Begun): void => {
    const wait = budgets[of].wait(id);
    if (wait > 0) throw new Refused("too-many", String(wait));
  };
  const spend = ({ of, id }: Begun, ms: number): void => {
    budgets[of].spend(id, ms);
    budgets.all.spend("all", ms);
  };

  app.addHook("onRequest", async (request, reply) => {
    const its: Begun = { cpu: process.cpuUsage(), of: "address", id: countedAs(request.ip) };
    begun.set(request, its);
    if (isStream(request)) spend(its, STREAM);
    else {
      underWay++;
      reply.raw.once("close", () => {
        const { user, system } = process.cpuUsage(its.cpu);
        // What others under way cost meanwhile is theirs.
        spend(its, (user + system) / 1000 / underWay--);
      });
    }
    if (pulse.behind() > BEHIND * share || budgets.all.wait("all") > 0) throw new Refused("busy", AGAIN);
    if (!request.url.startsWith("/api")) check(its);
  });
  return {
    pass(request, visitor) {
      const its = begun.get(request);
      if (!its) return;
      if (visitor) Object.assign(its, { of: "session", id: visitor.token });
      check(its);
    },
    close: pulse.close,
  };
}

const isStream = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as { readonly stream?: boolean }).stream === true;

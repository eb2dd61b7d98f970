import { api, type Operation } from "../../src/admin/schemas/api.ts";
import type { Endpoint } from "../../src/admin/schemas/table/endpoint.ts";
import { addressOf, Client, type Reply } from "../admin/client.ts";
import { largest } from "../admin/largest-bodies.ts";
import { rightParts } from "../admin/parts-of.ts";

export interface Hostile {
  /** How often each status was answered (`gone`: the connection was closed), and the refusals that say nothing. */
  stop(): Promise<Heard>;
}

export interface Heard {
  readonly statuses: Readonly<Record<string, number>>;
  readonly unexplained: readonly string[];
  readonly sent: number;
  readonly seconds: number;
}

const EACH_MS = 20;
/** From so many addresses: one alone would soon be heard no more. */
const ADDRESSES = 20;
/** So often it is a password, which costs the box most of all that strangers may ask. */
const GUESS_EACH = 10;
/** Who does not read answers waits with asking. */
const MOST_UNDER_WAY = 60;
const USUAL_LARGEST = 256 * 1024;
/** Events never end; the others take this session away. */
const NOT_THESE: readonly Operation[] = ["events", "signOut", "changePassword", "setUp", "replaceAll", "makeBackup"];

interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Each address of the one table, with something right to ask of it, made as long as is allowed. */
const each: readonly Asked[] = (Object.keys(api) as Operation[])
  .filter((operation) => !NOT_THESE.includes(operation))
  .map((operation) => {
    const { method, takes = "application/json", largest: most = USUAL_LARGEST }: Endpoint = api[operation];
    const parts = rightParts[operation];
    const { path } = addressOf(operation, parts);
    const asked = { name: operation, method, path };
    if (method === "GET") return { ...asked, headers: {}, body: undefined };
    const body = Buffer.alloc(most, " ");
    if (parts.body !== undefined) body.write(JSON.stringify(parts.body));
    return { ...asked, headers: { "content-type": takes }, body };
  });

const guess = each.find(({ name }) => name === "signIn");

/**
 * Asks without end until it is stopped: fifty times a second without a session, from many addresses; and somebody signed in,
 * who means ill, one heavy question after another. Resolves once both have begun.
 */
export async function hostileLoad(inside: Client, account: { name: string; password: string }): Promise<Hostile> {
  await inside.post("/api/session", account);
  const heavy = await largest(inside);
  const strangers = Array.from({ length: ADDRESSES }, (_, n) => new Client(inside.origin, `127.0.0.${n + 2}`));
  const statuses: Record<string, number> = {};
  const unexplained: string[] = [];
  const began = Date.now();
  let sent = 0;
  let underWay = 0;
  let over = false;

  const hear = (name: string, reply: Reply | null): void => {
    const status = reply?.status ?? "gone";
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (!reply || reply.status < 400) return;
    if (!/"sentence":"[^"]*\p{L}{3}/u.test(reply.text))
      unexplained.push(`${name}: ${reply.status} ${reply.text.slice(0, 200)}`);
  };
  const ask = async (from: Client, { name, method, path, headers, body }: Asked): Promise<void> => {
    underWay++;
    sent++;
    // What is refused unread may be gone before all of it is sent.
    hear(name, await from.send(method, path, { headers, body }).catch(() => null));
    underWay--;
  };
  const timer = setInterval(() => {
    // As many as are due, if this process was held up itself.
    while (sent < (Date.now() - began) / EACH_MS && underWay < MOST_UNDER_WAY) {
      const [from, asked] = [strangers[sent % ADDRESSES], sent % GUESS_EACH === 0 ? guess : each[sent % each.length]];
      if (from && asked) void ask(from, asked);
    }
  }, EACH_MS);
  const signedIn = (async () => {
    for (let n = 0; !over; n++) {
      const [operation, parts] = heavy[n % heavy.length] ?? ["today", {}];
      const { method, path } = addressOf(operation as Operation, parts);
      const { type, bytes, body } = parts as { type?: string; bytes?: Buffer; body?: unknown };
      const headers = { "content-type": type ?? "", "x-csrf": inside.csrf ?? "" };
      const reply = bytes ? inside.send(method, path, { headers, body: bytes }) : inside.json(method, path, body);
      hear(operation, await reply.catch(() => null));
    }
  })();
  return {
    async stop() {
      over = true;
      clearInterval(timer);
      await signedIn;
      for (const client of [inside, ...strangers]) client.close();
      return { statuses, unexplained, sent, seconds: Math.round((Date.now() - began) / 1000) };
    },
  };
}

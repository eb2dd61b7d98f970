import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { z } from "zod";
import { type Answer, api, type Operation } from "../../src/admin/schemas/api.ts";
import type { Endpoint } from "../../src/admin/schemas/table/endpoint.ts";
import { type Parts, addressOf as pageAddress } from "../../src/page/lib/question.ts";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

const trouble = z.object({
  code: z.string(),
  sentence: z.string(),
  row: z.unknown().optional(),
  revision: z.string().nullable().optional(),
});

/** A browser as far as the server can tell: it keeps the cookie, and sends the token of its session. */
export class Client {
  cookie: string | null = null;
  /** The mark of a browser on which somebody has signed in. */
  device: string | null = null;
  csrf: string | null = null;
  readonly #base: URL;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #open = new Set<IncomingMessage>();

  readonly #from: string | undefined;

  /** `from`: its own address, where it matters. */
  constructor(base: string, from?: string) {
    this.#base = new URL(base);
    this.#from = from;
  }

  get origin(): string {
    return this.#base.origin;
  }

  /** Whatever one likes, with the cookie and nothing else. */
  async send(method: string, path: string, { headers = {}, body }: Sending = {}): Promise<Reply> {
    const response = await this.open(method, path, { headers, body });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    for (const set of response.headers["set-cookie"] ?? []) {
      const value = /^permanence=([^;]*)/.exec(set)?.[1];
      if (value !== undefined) this.cookie = value === "" ? null : value;
      this.device = /^permanence-device=([^;]+)/.exec(set)?.[1] ?? this.device;
    }
    return { status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() };
  }

  /** The answer as it begins to come. */
  open(method: string, path: string, { headers = {}, body }: Sending = {}): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const sent = request({
        host: this.#base.hostname,
        port: this.#base.port,
        method,
        path,
        agent: this.#agent,
        ...(this.#from !== undefined && { localAddress: this.#from }),
        headers: {
          ...this.#cookies(),
          ...(body !== undefined && { "content-length": Buffer.byteLength(body) }),
          ...headers,
        },
      });
      sent.once("response", (response) => {
        this.#open.add(response);
        response.once("close", () => this.#open.delete(response));
        resolve(response);
      });
      sent.once("error", reject);
      sent.end(body);
    });
  }

  #cookies(): { readonly cookie?: string } {
    const session = this.cookie === null ? [] : [`permanence=${this.cookie}`];
    const device = this.device === null ? [] : [`permanence-device=${this.device}`];
    return session.length + device.length === 0 ? {} : { cookie: [...session, ...device].join("; ") };
  }

  /** As the page does. */
  json(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.send(method, path, {
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(this.csrf !== null && { "x-csrf": this.csrf }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  /** Signs in one way or another, and keeps the token. */
  async post(path: "/api/setup" | "/api/session" | "/api/users", body: unknown): Promise<Reply> {
    const reply = await this.json("POST", path, body);
    if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`);
    if (path !== "/api/users") this.csrf = (JSON.parse(reply.text) as { csrf: string }).csrf;
    return reply;
  }

  raw<O extends Operation>(operation: O, parts: Parts<O>, headers: Readonly<Record<string, string>> = {}) {
    const { method, path } = addressOf(operation, parts);
    return this.json(method, path, "body" in parts ? parts.body : undefined, headers);
  }

  /** The answer, held against its schema. */
  async ask<O extends Operation>(operation: O, parts: Parts<O>, headers?: Readonly<Record<string, string>>) {
    const reply = await this.raw(operation, parts, headers);
    if (reply.status !== 200) throw new Error(`${operation}: ${reply.status} ${reply.text}`);
    const { gives } = api[operation] as Endpoint;
    if (typeof gives === "string") throw new Error(`${operation} gives ${gives}`);
    return gives.parse(JSON.parse(reply.text)) as Answer<O>;
  }

  /** The refusal: its status with its code, and what is in it. */
  async refused<O extends Operation>(operation: O, parts: Parts<O>, headers?: Readonly<Record<string, string>>) {
    const reply = await this.raw(operation, parts, headers);
    const { code, sentence, row, revision } = trouble.parse(JSON.parse(reply.text));
    return { is: `${reply.status} ${code}`, headers: reply.headers, sentence, row, revision };
  }

  close(): void {
    for (const response of this.#open) response.destroy();
    this.#agent.destroy();
  }
}

export function addressOf(operation: Operation, parts: object): { readonly method: string; readonly path: string } {
  const { method, url }: Endpoint = api[operation];
  return { method, path: pageAddress(url.replace("/api/", ""), parts) };
}

import type { Trouble } from "../../admin/schemas/common.ts";
import { words } from "../words/words.ts";
import { preferences } from "./preferences.svelte.ts";

/** The box said no, or nothing. `sentence` is for the person. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;

  constructor(status: number, code: string, sentence: string, body: unknown = null) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.body = body;
  }

  /** The session ended, or another one was begun beside this page. */
  get signedOut(): boolean {
    return this.code === "admin.signed-out" || this.code === "admin.no-token";
  }

  /** Someone else changed it in the meantime. */
  get changed(): boolean {
    return this.code === "admin.changed";
  }
}

export const sentenceOf = (thrown: unknown): string =>
  thrown instanceof Refusal ? thrown.message : words().faults.unexpected;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Question = Parameters<typeof attempt>;
type Query = Readonly<Record<string, string | number | boolean | undefined>>;

let csrf: string | null = null;
let signInAgain: (toChange: boolean) => Promise<boolean> = async () => false;

/** What every later request carries; null when signed out. */
export function carry(token: string | null): void {
  csrf = token;
}

/** `act` finds the session anew, or has the person begin one, who wants to change something or only to see; whether there is one. */
export function whenSignedOut(act: (toChange: boolean) => Promise<boolean>): void {
  signInAgain = act;
}

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return `/api/${path}${given.length > 0 ? `?${new URLSearchParams(given)}` : ""}`;
}

/**
 * Asks the box. Throws a `Refusal` for anything but success. A change that comes after the session ended waits until the
 * person has signed in again, and is then made: whatever was typed is where it was.
 */
async function send(...question: Question): Promise<Response> {
  try {
    return await attempt(...question);
  } catch (thrown) {
    const [method, path] = question;
    if (!(thrown instanceof Refusal && thrown.signedOut) || path === "session") throw thrown;
    const again = signInAgain(method !== "GET");
    if (method === "GET" || !(await again)) throw thrown;
    return attempt(...question);
  }
}

async function attempt(
  method: Method,
  path: string,
  query: Query,
  body?: unknown,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json", "accept-language": preferences.language };
  if (method !== "GET" && csrf) headers["x-csrf"] = csrf;
  const raw = body instanceof Blob;
  if (body !== undefined && !raw) headers["content-type"] = "application/json";
  if (raw && body.type) headers["content-type"] = body.type;
  const response = await fetch(address(path, query), {
    method,
    headers,
    credentials: "same-origin",
    signal,
    ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
  }).catch(() => {
    throw new Refusal(0, "unreachable", words().faults.unreachable);
  });
  if (response.ok) return response;
  throw refusalOf(response.status, (await response.json().catch(() => null)) as Partial<Trouble> | null);
}

/** Its answers are trusted to have the shape of their schema. */
async function ask<T>(method: Method, path: string, query: Query, body?: unknown): Promise<T> {
  return (await (await send(method, path, query, body)).json()) as T;
}

function refusalOf(status: number, trouble: Partial<Trouble> | null): Refusal {
  const { faults, shell } = words();
  const code = trouble?.code ?? String(status);
  if (status === 401 && code !== "admin.wrong-password") return new Refusal(status, code, faults.signedOut, trouble);
  const own: Record<number, string> = { 403: shell.forbidden, 429: faults.tooMany };
  const sentence = code === "admin.changed" ? faults.changed : own[status];
  return new Refusal(status, code, sentence ?? trouble?.sentence ?? faults.unexpected, trouble);
}

export const api = {
  get: <T>(path: string, query: Query = {}) => ask<T>("GET", path, query),
  post: <T>(path: string, body?: unknown, query: Query = {}) => ask<T>("POST", path, query, body),
  put: <T>(path: string, body?: unknown, query: Query = {}) => ask<T>("PUT", path, query, body),
  patch: <T>(path: string, body?: unknown, query: Query = {}) => ask<T>("PATCH", path, query, body),
  /** What answers with sound. */
  sound: async (path: string, body: unknown) => (await send("POST", path, {}, body)).blob(),
  /** What answers with lines of JSON for as long as it goes on; each is trusted to have the shape of its schema. */
  async *lines<T>(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
    const stream = (await send("POST", path, {}, body, signal)).body?.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const chunk = await stream?.read();
      if (!chunk || chunk.done) return;
      const lines = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line) as T;
    }
  },
  remove: <T>(path: string, query: Query = {}) => ask<T>("DELETE", path, query),
};

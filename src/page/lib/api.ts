import type { Trouble } from "../../admin/schemas/common.ts";
import type { TrialSign } from "../../admin/schemas/line-care.ts";
import type { PhoneSign } from "../../admin/schemas/phone.ts";
import { words } from "../words/words.ts";
import { preferences } from "./preferences.svelte.ts";
import { type Answer, type At, addressOf, type Method, type Path, type Rest } from "./question.ts";

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

type Question = Parameters<typeof attempt>;
/** Whatever a question has, once its types have been looked at. */
interface Loose {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

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

/** Where a browser finds it by itself: a sound, a file, the events. */
export const address = <P extends Path<"GET">>(path: P, ...[parts]: Rest<At<"GET", P>>): string =>
  addressOf(path, parts as Loose);

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
  { body, ...rest }: Loose = {},
  signal: AbortSignal | null = null,
): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json", "accept-language": preferences.language };
  if (method !== "GET" && csrf) headers["x-csrf"] = csrf;
  const raw = body instanceof Blob;
  if (body !== undefined && !raw) headers["content-type"] = "application/json";
  if (raw && body.type) headers["content-type"] = body.type;
  const response = await fetch(addressOf(path, rest), {
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
const asking =
  <M extends Method>(method: M) =>
  async <P extends Path<M>>(path: P, ...[parts]: Rest<At<M, P>>): Promise<Answer<At<M, P>>> =>
    (await (await send(method, path, parts as Loose)).json()) as Answer<At<M, P>>;

function refusalOf(status: number, trouble: Partial<Trouble> | null): Refusal {
  const { faults, shell } = words();
  const code = trouble?.code ?? String(status);
  if (status === 401 && code !== "admin.wrong-password") return new Refusal(status, code, faults.signedOut, trouble);
  const own: Record<number, string> = { 403: shell.forbidden, 429: faults.tooMany };
  const sentence = code === "admin.changed" ? faults.changed : own[status];
  return new Refusal(status, code, sentence ?? trouble?.sentence ?? faults.unexpected, trouble);
}

/** What answers with lines of JSON, and what each of them is. */
export interface Signs {
  readonly "phone/calls": PhoneSign;
  readonly "lines/:name/check": TrialSign;
  readonly "lines/:name/probe": TrialSign;
}

export const api = {
  get: asking("GET"),
  post: asking("POST"),
  put: asking("PUT"),
  patch: asking("PATCH"),
  remove: asking("DELETE"),
  /** What answers with sound. */
  sound: async <P extends Path<"POST">>(path: P, ...[parts]: Rest<At<"POST", P>>): Promise<Blob> =>
    (await send("POST", path, parts as Loose)).blob(),
  /** What answers with lines of JSON for as long as it goes on; each is trusted to have the shape of its schema. */
  async *lines<P extends keyof Signs & Path<"POST">>(
    path: P,
    signal: AbortSignal,
    ...[parts]: Rest<At<"POST", P>>
  ): AsyncGenerator<Signs[P], void, undefined> {
    const stream = (await send("POST", path, parts as Loose, signal)).body?.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const chunk = await stream?.read();
      if (!chunk || chunk.done) return;
      const lines = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line) as Signs[P];
    }
  },
};

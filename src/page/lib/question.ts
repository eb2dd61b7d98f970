import type { Answer, Api, Given, Operation } from "../../admin/schemas/api.ts";

/**
 * A question to the box, by the one table of addresses: a path that it has not, a parameter too few, or a body of another
 * shape is no question. Only the table's types are used here, so that none of its schemas comes into the page.
 */
export type Method = Api[Operation]["method"];
type Short<U> = U extends `/api/${infer P}` ? P : never;
type IfAsked<O extends Operation, M extends Method, Then> = Api[O]["method"] extends M ? Then : never;

/** What may be asked in this way, as the table writes it: `messages/:id`. */
export type Path<M extends Method> = { [O in Operation]: IfAsked<O, M, Short<Api[O]["url"]>> }[Operation];
/** Which operation that is; several where a part of the path is one of several words. */
export type At<M extends Method, P extends string> = {
  [O in Operation]: P extends Short<Api[O]["url"]> ? IfAsked<O, M, O> : never;
}[Operation];

type Has<O extends Operation, Part extends "params" | "query" | "body"> = [Given<O, Part>] extends [never]
  ? never
  : Part;
/** In an address everything is text: what the server makes a number of, and flags. What is empty is not sent. */
type AsText<V> = unknown extends V ? string | number | undefined : "true" extends V ? V | boolean | "" : V | "";
type Queried<Q> = { readonly [K in keyof Q]: AsText<Q[K]> };
type Carried<O extends Operation> = Api[O] extends { readonly takes: string } ? { readonly body: Blob } : unknown;

/** As it is sent: whoever sends it changes nothing in it. */
export type Sent<T> = T extends object ? { readonly [K in keyof T]: Sent<T[K]> } : T;

/** Everything that a question has beside its path. */
export type Parts<O extends Operation> = {
  readonly [K in Has<O, "params">]: { readonly [N in keyof Given<O, "params">]: string | number };
} & { readonly [K in Has<O, "body">]: Sent<Given<O, "body">> } & (Partial<Record<never, never>> extends Queried<
    Given<O, "query">
  >
    ? { readonly [K in Has<O, "query">]?: Queried<Given<O, "query">> }
    : { readonly [K in Has<O, "query">]: Queried<Given<O, "query">> }) &
  Carried<O>;

/** Left out where nothing must be said. */
export type Rest<O extends Operation> =
  Partial<Record<never, never>> extends Parts<O> ? [parts?: Parts<O>] : [parts: Parts<O>];

export type { Answer };

interface Written {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/** The address as it is asked: `messages/:id` with `a b` is `/api/messages/a%20b`. */
export function addressOf(path: string, { params = {}, query = {} }: Written = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") asked.set(name, String(value));
  return `/api/${filled}${asked.size > 0 ? `?${asked}` : ""}`;
}

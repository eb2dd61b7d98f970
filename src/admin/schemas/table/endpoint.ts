import type { z } from "zod";
import type { Role } from "../common.ts";

/** One address of the API: who may ask it, what it takes and gives. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: `/api/${string}`;
  /** `everyone`: without a session too. */
  readonly may: "everyone" | readonly Role[];
  readonly does: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** A body that is not JSON. */
  readonly takes?: string;
  /** Bytes of the body, where more than of others. */
  readonly largest?: number;
  /** The answer of 200; where it is not JSON, its content type. */
  readonly gives: z.ZodType | string;
  /** What a person may ask of it in a minute, where less than of others. */
  readonly perMinute?: number;
}

export const all: readonly Role[] = ["admin", "reception", "auditor"];
export const desk: readonly Role[] = ["admin", "reception"];
export const admin: readonly Role[] = ["admin"];
export const readers: readonly Role[] = ["admin", "auditor"];

type Rest = Omit<Endpoint, "method" | "url" | "may" | "does">;

export const endpoint = <const M extends Endpoint["method"], const U extends Endpoint["url"], const R extends Rest>(
  method: M,
  url: U,
  may: Endpoint["may"],
  does: string,
  rest: R,
) => ({ method, url, may, does, ...rest });

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { FastifyReply } from "fastify";
import { Refused } from "../sentences/refusals.ts";

interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * RFC 9110 §14: one range of bytes. Null for what is to be ignored (other units, several ranges), `none` for one that
 * lies outside.
 */
export function rangeOf(header: string | undefined, size: number): Range | "none" | null {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(" ", "") ?? "");
  const [, from = "", to = ""] = parts ?? [];
  if (from === "" && to === "") return null;
  if (from === "")
    return Number(to) === 0 || size === 0 ? "none" : { first: Math.max(0, size - Number(to)), last: size - 1 };
  if (to !== "" && Number(to) < Number(from)) return null;
  if (Number(from) >= size) return "none";
  return { first: Number(from), last: Math.min(size - 1, to === "" ? size - 1 : Number(to)) };
}

/** Sends a WAV file, or the part of it that a player asks for. `name`: to be saved under. Faults: `admin.no-sound`. */
export async function sendSound(
  reply: FastifyReply,
  range: string | undefined,
  file: string,
  name: string | null,
): Promise<FastifyReply> {
  const handle = await open(file, "r").catch((thrown) => {
    throw new Refused("no-sound", "", {}, thrown);
  });
  const { size } = await handle.stat();
  if (name !== null) reply.header("content-disposition", `attachment; filename="${name}"`);
  const part = begin(reply, range, size);
  if (part === "none" || size === 0) {
    await handle.close();
    return reply.send(part === "none" ? "{}" : "");
  }
  return reply.send(createReadStream("", { fd: handle, start: part.first, end: part.last }));
}

/** Sends a WAV file that is in memory, or the part of it that a player asks for. */
export function sendBytes(reply: FastifyReply, range: string | undefined, wav: Uint8Array): FastifyReply {
  const part = begin(reply, range, wav.length);
  return reply.send(part === "none" ? "{}" : Buffer.from(wav.subarray(part.first, part.last + 1)));
}

/** The head of the answer; which bytes follow it. */
function begin(reply: FastifyReply, range: string | undefined, size: number): Range | "none" {
  const part = rangeOf(range, size);
  reply.header("accept-ranges", "bytes").header("cache-control", "no-store").type("audio/wav");
  if (part === "none") {
    reply.code(416).header("content-range", `bytes */${size}`).type("application/json");
    return "none";
  }
  const { first, last } = part ?? { first: 0, last: size - 1 };
  if (part) reply.code(206).header("content-range", `bytes ${first}-${last}/${size}`);
  reply.header("content-length", Math.max(0, last - first + 1));
  return { first, last };
}

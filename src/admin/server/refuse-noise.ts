import type { Socket } from "node:net";
import { sentenceOf } from "../sentences/refusals.ts";

const statuses: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout"],
};

/** Answers what is no HTTP, or came too slowly, in the shape of every refusal. Nothing says who reads it: French goes first. */
export function refuseNoise(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const [status, reason] = statuses[error.code ?? ""] ?? [400, "Bad Request"];
  const why = status === 431 ? "too-large" : "bad-request";
  const filling = { fr: "elle est mal formée, ou trop lente", en: "it is not well formed, or too slow" };
  const body = JSON.stringify({ code: `admin.${why}`, sentence: sentenceOf(why, "fr", filling) });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ].join("\r\n");
  if (socket.writable) socket.write(`${head}\r\n\r\n${body}`);
  socket.destroy(error);
}

import { stat } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Refused } from "../sentences/refusals.ts";

/**
 * The built page: files with a hash in their name are kept by browsers for a year, compressed ones are sent where there
 * are any (`.br`, `.gz`). Any other address that is no file is the page itself, which knows its own addresses.
 */
export async function servePage(app: FastifyInstance, folder: string | null): Promise<void> {
  const built = folder !== null && (await isFile(join(folder, "index.html")));
  if (built)
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: ["index.html"],
      preCompressed: true,
      cacheControl: false,
      setHeaders(response, path) {
        const forever = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+(\.(br|gz))?$/.test(path);
        response.setHeader("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  app.setNotFoundHandler(async (request, reply) => {
    const [path = ""] = request.url.split("?");
    const isPage = request.method === "GET" && !/^\/api(\/|$)/.test(path) && !/\.\w+$/.test(path);
    if (!built || !isPage) throw new Refused("not-found");
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

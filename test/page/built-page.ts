import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "vite";

/** The project's folder: tests run from wherever they were compiled to. */
export const project = (() => {
  for (const start of [import.meta.dirname, process.cwd()])
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder))
      if (existsSync(join(folder, "src", "page", "vite.config.ts"))) return folder;
  throw new Error("the sources of the page are not above the tests");
})();

const page = join(project, "dist", "page");
const sources = join(project, "src", "page");

async function newest(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  return Math.max(...(await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs))));
}

let building: Promise<string> | null = null;

/** The folder of the built page; built first when it is missing, or older than its sources. */
export function builtPage(): Promise<string> {
  building ??= (async () => {
    const index = join(page, "index.html");
    const fresh = existsSync(index) && (await stat(index)).mtimeMs > (await newest(sources));
    if (!fresh) await build({ configFile: join(sources, "vite.config.ts"), logLevel: "warn" });
    return page;
  })();
  return building;
}

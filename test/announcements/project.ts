import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The project's folder: sources run from `dist/`, and tests from wherever they were compiled to. */
export const shipped = (() => {
  for (const start of [import.meta.dirname, process.cwd()])
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder))
      if (existsSync(join(folder, "audio", "fr", "texts.json"))) return join(folder, "audio");
  throw new Error("the folder audio/ is not above the tests");
})();

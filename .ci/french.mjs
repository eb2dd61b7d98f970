// node .ci/french.mjs: puts the signs of French (test/french-signs.ts) into the strings of the program, and of named files.
import { readFileSync, writeFileSync } from "node:fs";
import { badlySet, frenchFiles } from "../dist/test/french-signs.js";

for (const file of [...frenchFiles("src"), ...process.argv.slice(2)]) {
  let source = readFileSync(file, "utf8");
  for (const { start, end, text } of badlySet(source).toReversed())
    source = source.slice(0, start) + text + source.slice(end);
  if (source !== readFileSync(file, "utf8")) writeFileSync(file, source);
}

// What packages bring and nothing here reads: what they were compiled from, builds for browsers, machines of other kinds,
// their own tests. A third of what is installed on the box; taken away by firmware/prepare.mjs once npm has installed.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Below node_modules. */
const ALWAYS = [
  "sqlite3/build/Release/obj",
  "sqlite3/build/Release/obj.target",
  "sqlite3/deps",
  "libphonenumber-js/bundle",
  "luxon/build/amd",
  "luxon/build/cjs-browser",
  "luxon/build/global",
  "zod/src",
];
/** One folder for each kind of machine, of which this is one. */
const PREBUILT = "@serialport/bindings-cpp/prebuilds";

/** @param {string} modules */
export function ballastIn(modules) {
  const own = `${process.platform}-${process.arch}`;
  const prebuilt = join(modules, PREBUILT);
  const others = existsSync(join(prebuilt, own)) ? readdirSync(prebuilt).filter((name) => name !== own) : [];
  return [...ALWAYS.map((path) => join(modules, path)), ...others.map((name) => join(prebuilt, name))].filter(
    existsSync,
  );
}

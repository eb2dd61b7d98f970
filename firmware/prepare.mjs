// Makes a fresh clone ready: npm packages, the few Debian packages that are missing, and the build.
// Run by `npm start`, `npm test` and `npm run bench`; does nothing that is already done.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ballastIn } from "./ballast.mjs";

const root = dirname(import.meta.dirname);
const forTests = process.argv.includes("--for-tests");

/** command → the Debian package that brings it. */
const NEEDED = { socat: "socat" };
const NEEDED_FOR_TESTS = {
  vgetty: "mgetty-voice",
  rmdtopvf: "mgetty-pvftools",
  "espeak-ng": "espeak-ng",
  sox: "sox",
  "chromium-headless-shell": "chromium-headless-shell",
  age: "age",
  arecord: "alsa-utils",
  cc: "g++",
};
const NEEDED_TO_COMPILE = { "g++": "g++", make: "make", python3: "python3" };

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
process.chdir(root);

const turn = waitForTurn();
installPackages({ ...NEEDED, ...(forTests ? NEEDED_FOR_TESTS : {}) });
installModules();
for (const path of ballastIn("node_modules")) rmSync(path, { recursive: true });
build();

/**
 * Two at once would take each other's packages away. The lock is the kernel's: it goes with whoever holds it, however
 * they end. What is started here holds it too. Null where there is no flock(1) to ask for it.
 */
function waitForTurn() {
  if (!onPath("flock")) return null;
  mkdirSync("dist", { recursive: true });
  const file = openSync(join("dist", ".preparing"), "a");
  const lock = (...how) => spawnSync("flock", [...how, "3"], { stdio: ["ignore", 2, 2, file] }).status === 0;
  if (!lock("--nonblock")) {
    say("Another start is making this folder ready; waiting for it …");
    if (!lock()) stop("The folder could not be locked; flock's own words are above.");
  }
  return file;
}

function installModules() {
  const stamp = join(root, "node_modules", ".prepared");
  const wanted = createHash("sha256").update(readFileSync("package-lock.json")).update(process.version).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("Installing npm packages (some are compiled; a minute or three on a small machine) …");
  if (!run("npm", ["ci"])) {
    // No binary could be had for this machine: compile it, with a compiler.
    if (missing(NEEDED_TO_COMPILE).length === 0) stop("npm could not install the packages; its own words are above.");
    installPackages(NEEDED_TO_COMPILE);
    if (!run("npm", ["ci"])) stop("npm could not install the packages; its own words are above.");
  }
  writeFileSync(stamp, wanted);
}

function build() {
  for (const folder of ["dist/src", "dist/test"]) dropOrphans(folder);
  const node = (...words) => run(process.execPath, words) || stop("The build failed; see above.");
  node("node_modules/@typescript/native/bin/tsc", "-p", ".");
  if (newest("dist/src") > newest("dist/run")) node("firmware/bundle.mjs");
  if (newest("src/page") > newest("dist/page")) {
    node("node_modules/vite/bin/vite.js", "build", "--config", "src/page/vite.config.ts", "--logLevel", "warn");
  }
}

/** When the youngest file of a folder was changed; 0 without one. */
function newest(folder) {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

/** A compiled test whose source is gone would still be run. */
function dropOrphans(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith(".js")) continue;
    const file = join(entry.parentPath, entry.name);
    if (!existsSync(relative("dist", file).replace(/\.js$/, ".ts"))) rmSync(file);
  }
}

function installPackages(needed) {
  const packages = missing(needed);
  if (packages.length === 0) return;
  if (!onPath("apt-get")) stop(`Please install: ${packages.join(", ")} (there is no apt-get here to do it).`);
  say(`Installing ${packages.join(", ")} …`);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo"];
  const apt = (...words) => {
    const [command, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...words];
    return run(command, rest);
  };
  apt("update");
  if (!apt("install", "-y", "--no-install-recommends", ...packages)) {
    stop(`Could not install ${packages.join(", ")}. As an administrator: apt-get install ${packages.join(" ")}`);
  }
}

function missing(needed) {
  return Object.entries(needed)
    .filter(([command]) => !onPath(command))
    .map(([, name]) => name);
}

function onPath(command) {
  const folders = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`.split(":");
  return folders.some((folder) => existsSync(join(folder, command)));
}

// What tools print goes to the error stream: the program's own output stays clean for those who read it.
function run(command, words) {
  const stdio = ["ignore", 2, 2, ...(turn === null ? [] : [turn])];
  return spawnSync(command, words, { stdio }).status === 0;
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function stop(sentence) {
  say(sentence);
  process.exit(1);
}

// npm test                     all the tests
// npm test -- NAME…            those whose path has one of the names: `npm test -- dtmf`, `npm test -- test/line`
// npm run test:quick           the rooms that need neither browser nor processes of their own
// Words that begin with a dash, and what stands behind them, are mocha's: `npm test -- tape -g "full disk"`.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const SLOW = ["app", "page", "simulator"];
/** Those first that take a minute and more, then their rooms, so that none is waited for at the end. */
const LONGEST = [
  "app/failing",
  "app/two-processes",
  "app/watch.test",
  "page/guide-clicks",
  "app/start",
  "app/restore",
  "page/dialogs",
  "app/hostile-load",
];

const words = process.argv.slice(2);
const quick = words[0] === "--quick";
if (quick) words.shift();
const firstOption = words.findIndex((word) => word.startsWith("-"));
const names = (firstOption < 0 ? words : words.slice(0, firstOption)).map((name) => name.replace(/\.ts$/, ".js"));
const options = firstOption < 0 ? [] : words.slice(firstOption);

const isSlow = (file) => SLOW.some((room) => file.startsWith(join("test", room)));
const rank = (file) => {
  const at = LONGEST.findIndex((name) => file.includes(join("test", name)));
  return at >= 0 ? at : LONGEST.length + (isSlow(file) ? 0 : 1);
};
const all = readdirSync("dist/test", { recursive: true })
  .filter((name) => name.endsWith(".test.js"))
  .map((name) => join("test", name))
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
const chosen = all.filter(
  (file) => !(quick && isSlow(file)) && (names.length === 0 || names.some((name) => file.includes(name))),
);
if (chosen.length === 0) {
  process.stderr.write(`No test file has ${names.join(" or ")} in its path.\n`);
  process.exit(2);
}
const alone = chosen.length === 1 ? ["--no-parallel"] : [];
const mocha = ["node_modules/mocha/bin/mocha.js", ...alone, ...options, ...chosen.map((file) => join("dist", file))];
process.exit(spawnSync(process.execPath, mocha, { stdio: "inherit" }).status ?? 1);

// npm run docs: writes the parts of docs/ that are made of the program itself; `--check` only says what is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { api } from "../dist/src/admin/schemas/api.js";
import { config } from "../dist/src/app/config-schema.js";

const BEGIN = "<!-- made by `npm run docs` -->";
const END = "<!-- until here -->";

const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (value) => (value === undefined ? "" : `\`${cell(JSON.stringify(value))}\``);

/** A row for each key of a JSON schema, the keys of objects within objects too where they say something. */
function rowsOf(schema, path) {
  const whole = schema.anyOf?.find((each) => each.type === "object" && each.properties) ?? schema;
  const item = whole.type === "array" ? whole.items : null;
  if (item?.properties) return rowsOf(item, `${path}[]`);
  const told = Object.values(whole.properties ?? {}).some(({ description }) => description);
  const about = `${schema.description ?? whole.description ?? ""}${oneOf(whole)}`;
  const byDefault = told ? undefined : { ...defaults(whole), ...schema.default };
  const shown = whole.properties && schema.default !== null ? byDefault : schema.default;
  const own = path === "" || (about === "" && told) ? [] : [`| \`${path}\` | ${code(shown)} | ${cell(about)} |`];
  if (path !== "" && !told) return own;
  const keys = Object.entries(whole.properties).flatMap(([key, part]) =>
    rowsOf(part, path === "" ? key : `${path}.${key}`),
  );
  return [...own, ...keys];
}

/** What its words name already is not listed after them. */
const oneOf = (schema) =>
  schema.enum && schema.enum.length > 3 && !schema.enum.every((one) => schema.description?.includes(`"${one}"`))
    ? `: ${[...schema.enum]
        .sort()
        .map((one) => `\`${one}\``)
        .join(", ")}`
    : "";

function defaults({ properties }) {
  if (!properties) return undefined;
  const known = Object.entries(properties).filter(([, part]) => part.default !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known.map(([key, part]) => [key, part.default]));
}

const configuration = () => [
  "| key | default | meaning |",
  "|---|---|---|",
  ...rowsOf(z.toJSONSchema(config, { io: "input", unrepresentable: "any" }), ""),
];

const who = (may) => (may === "everyone" ? "everyone" : may.join(", "));
const addresses = () => [
  "| address | who | what it does |",
  "|---|---|---|",
  ...Object.values(api).map(({ method, url, may, does }) => `| \`${method} ${url}\` | ${who(may)} | ${cell(does)} |`),
];

/** By the lock file: what is installed where the appliance runs, not what it is built and tested with. */
const notices = () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const used = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional);
  const rows = used.map(
    ([path, { version, license }]) => `| ${path.split("node_modules/").at(-1)} | ${version} | ${license ?? "?"} |`,
  );
  return ["| package | version | licence |", "|---|---|---|", ...new Set(rows.sort())];
};

const parts = {
  "docs/configuration.md": configuration,
  "docs/api.md": addresses,
  "docs/third-party-notices.md": notices,
};

const stale = Object.entries(parts).filter(([file, made]) => {
  const text = readFileSync(file, "utf8");
  const [before, rest = ""] = text.split(BEGIN);
  const [, after = ""] = rest.split(END);
  const now = `${before}${BEGIN}\n\n${made().join("\n")}\n\n${END}${after}`;
  if (now === text) return false;
  if (!process.argv.includes("--check")) writeFileSync(file, now);
  return true;
});
for (const [file] of stale)
  console.log(`${file} ${process.argv.includes("--check") ? "is out of date: npm run docs" : "is written anew"}`);
process.exit(process.argv.includes("--check") && stale.length > 0 ? 1 : 0);

// Makes of the compiled program what runs on the box: a few files in dist/run instead of over a thousand of the project
// and its packages, without what nobody uses and without comments. Half of the start's reading, and 15 MB less in each process.
// Run by firmware/prepare.mjs after the compiler, and by `npm run build`; into another folder of dist where one is named.
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");
const sources = join(root, "dist", "src");
const outDir = resolve(root, process.argv[2] ?? "dist/run");

/** Packages with a part that is machine code or WebAssembly, or that look for files beside themselves, stay where they are, and find it there. */
const EXTERNAL = [
  "@echogarden/svoxpico-wasm",
  "@node-rs/argon2",
  "@serialport/bindings-cpp",
  "node-record-lpcm16",
  "sqlite3",
  "vite",
];

/**
 * What a module says it finds beside itself (threads, modem profiles, packages that are read when they are needed) is
 * still there. `import.meta.dirname` is left alone: it is the program's own, by which it starts itself again.
 */
const stays = {
  name: "stays",
  transform(code, id) {
    if (!id.startsWith(sources) || !code.includes("import.meta.url")) return null;
    return code.replaceAll("import.meta.url", `new URL(${JSON.stringify(relative(outDir, id))}, import.meta.url).href`);
  },
};

await build({
  configFile: false,
  root,
  logLevel: "warn",
  plugins: [stays],
  ssr: { noExternal: true, external: EXTERNAL },
  build: {
    ssr: join(sources, "app", "permanence.js"),
    outDir,
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rolldownOptions: {
      output: {
        format: "esm",
        chunkFileNames: "[name]-[hash].js",
        // Names stay: a fault's trace is read by people.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
});

// V8 takes two bytes for each sign of a file that has one beyond Latin-1.
for (const name of await readdir(outDir)) {
  const file = join(outDir, name);
  const code = await readFile(file, "utf8");
  if (/String\.raw|\\[\u0100-\uffff]/.test(code)) throw new Error(`${file} has what can't be spelt in Latin-1.`);
  const spelt = code.replace(/[\u0100-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  await writeFile(file, spelt);
}
await chmod(join(outDir, "permanence.js"), 0o755);

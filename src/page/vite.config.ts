import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const outDir = join(here, "../../dist/page");

/** Beside each file its compressed ones: a small computer sends them as they are. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  async closeBundle() {
    const files = await readdir(outDir, { recursive: true });
    for (const file of files.filter((name) => [".js", ".css", ".html", ".svg"].includes(extname(name)))) {
      const bytes = await readFile(join(outDir, file));
      await writeFile(join(outDir, `${file}.br`), brotliCompressSync(bytes));
      await writeFile(join(outDir, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

/** Builds the page to `dist/page`. No inline script, style or data address: the content-security policy forbids them. */
export default defineConfig({
  root: here,
  base: "/",
  publicDir: join(here, "public"),
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), compressed],
  build: {
    outDir,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome123", "firefox121", "safari17.5"],
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
